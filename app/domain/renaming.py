"""The hearth: another key for a question, wherever the form speaks of it."""

from dataclasses import replace

from app.domain.conditions import AllOf, AnyOf, Condition, Test, tests_of
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question


def mentioned(plan: FormPlan) -> frozenset[str]:
    """The keys that conditions name, whether or not such questions are there."""
    own = [section.when for section in plan.sections] + [question.when for question in plan.questions]
    return frozenset(test.question for condition in own for test in tests_of(condition))


def renamed(plan: FormPlan, old: str, new: str) -> FormPlan:
    """The same form where the question `old` is called `new`, in conditions too."""

    def question(one: Question) -> Question:
        return replace(one, key=new if one.key == old else one.key, when=_condition(one.when, old, new))

    def section(one: Section) -> Section:
        questions = tuple(question(each) for each in one.questions)
        return replace(one, when=_condition(one.when, old, new), questions=questions)

    return FormPlan(tuple(section(one) for one in plan.sections))


def _condition(condition: Condition | None, old: str, new: str) -> Condition | None:
    match condition:
        case Test(question=key) if key == old:
            return replace(condition, question=new)
        case AllOf(all=branches):
            return AllOf(tuple(found for one in branches if (found := _condition(one, old, new))))
        case AnyOf(any=branches):
            return AnyOf(tuple(found for one in branches if (found := _condition(one, old, new))))
        case _:
            return condition
