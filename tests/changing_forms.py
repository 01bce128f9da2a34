"""Forms, changes of forms and answers made by chance: for the drafts that must outlive them all."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from pydantic import JsonValue

from app.domain.conditions import Op, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import BudgetLine, BudgetPlan, Option, Question, QuestionKind
from app.domain.texts import texts

Kinds = tuple[QuestionKind, ...]
KINDS: Kinds = (
    QuestionKind.SHORT,
    QuestionKind.LONG,
    QuestionKind.NUMBER,
    QuestionKind.AMOUNT,
    QuestionKind.DATE,
    QuestionKind.YES_NO,
    QuestionKind.CHOICE,
    QuestionKind.CHOICES,
    QuestionKind.EMAIL,
    QuestionKind.PHONE,
    QuestionKind.URL,
    QuestionKind.BUDGET,
    QuestionKind.CONSENT,
    QuestionKind.TERRITORY,
    QuestionKind.INFORMATION,
)
OPTIONS = tuple(Option(key, texts(fr=f"Choix {key}", en=f"Choice {key}")) for key in ("wood", "food", "wool", "care"))
LINES = tuple(BudgetLine(key, texts(fr=f"Ligne {key}")) for key in ("rent", "wages", "travel"))
SALES = BudgetLine("sales", texts(fr="Ventes"))
TYPED: tuple[JsonValue, ...] = (
    "un séchoir", "deux\nlignes", "30", 30, 4.5, "oui", True, False, "wood", ["wood", "food"], ["wood"], "2012-06-25",
    "moi@exemple.fr", "04 73 82 00 00", "https://exemple.fr", {"rent": {"2012": 5}, "sales": {"2012": 5}},
    {"departement": "63", "communes": ["63003"]}, {"departement": "26"}, "mot " * 20, "",
)  # fmt: skip


def some_form(chance: Random) -> FormPlan:
    """A form of a few sections."""
    plan = FormPlan((Section("s0", texts(fr="Début"), 5, (a_question(chance, "q0"),)),))
    for _ in range(chance.randint(3, 8)):
        plan = changed(chance, plan)
    return plan


def a_question(chance: Random, key: str, plan: FormPlan | None = None) -> Question:
    """A question of any kind, perhaps asked under a condition."""
    kind = chance.choice(KINDS)
    budget = None
    if kind == QuestionKind.BUDGET:
        lines = tuple(chance.sample(LINES, chance.randint(1, 3)))
        budget = BudgetPlan(tuple(sorted(chance.sample((2012, 2013, 2014), 2))), lines, (SALES,), "free")
    return Question(
        key,
        kind,
        texts(fr=f"Question {key} {chance.randint(0, 9)}"),
        required=chance.random() < 0.5,
        options=tuple(chance.sample(OPTIONS, chance.randint(1, 4))),
        limit=chance.choice((None, 3, 10)) if kind in (QuestionKind.SHORT, QuestionKind.LONG) else None,
        unit="words",
        budget=budget,
        when=_when(chance, plan) if plan else None,
    )


def changed(chance: Random, plan: FormPlan) -> FormPlan:
    """The form after one change; one that would make questions wait for each other is tried again."""
    while True:
        try:
            found = chance.choice(CHANGES)(chance, plan)
        except ValueError:
            continue
        if found.questions:
            return found


def _add(chance: Random, plan: FormPlan) -> FormPlan:
    used = {question.key for question in plan.questions}
    key = chance.choice([key for key in (f"q{number}" for number in range(12)) if key not in used] or [""])
    return plan if not key else _into(chance, plan, a_question(chance, key, plan))


def _remove(chance: Random, plan: FormPlan) -> FormPlan:
    gone = chance.choice(plan.questions).key
    return _each(plan, lambda one: tuple(question for question in one.questions if question.key != gone))


def _move(chance: Random, plan: FormPlan) -> FormPlan:
    moved = chance.choice(plan.questions)
    bare = _each(plan, lambda one: tuple(question for question in one.questions if question.key != moved.key))
    return _into(chance, bare, moved)


def _set(chance: Random, plan: FormPlan) -> FormPlan:
    """Another question under the same key: another kind, other choices, another limit, other words."""
    old = chance.choice(plan.questions)
    new = a_question(chance, old.key, plan)
    if chance.random() < 0.6:
        kept = {"kind": old.kind, "budget": old.budget, "limit": None}
        if old.kind == new.kind:
            kept = {}
        new = replace(new, **kept)  # type: ignore[arg-type]
    return _each(plan, lambda one: tuple(new if question.key == old.key else question for question in one.questions))


def _add_section(chance: Random, plan: FormPlan) -> FormPlan:
    key = f"s{chance.randint(0, 5)}"
    at = chance.randint(0, len(plan.sections))
    section = Section(key, texts(fr=f"Rubrique {key}"), 5, ())
    return FormPlan((*plan.sections[:at], section, *plan.sections[at:]))


def _remove_section(chance: Random, plan: FormPlan) -> FormPlan:
    gone = chance.choice(plan.sections)
    return FormPlan(tuple(section for section in plan.sections if section is not gone))


def _reorder(chance: Random, plan: FormPlan) -> FormPlan:
    return FormPlan(tuple(chance.sample(plan.sections, len(plan.sections))))


CHANGES: tuple[Callable[[Random, FormPlan], FormPlan], ...] = (
    _add, _add, _add, _remove, _move, _set, _set, _add_section, _remove_section, _reorder,
)  # fmt: skip


RIGHT: dict[QuestionKind, JsonValue] = {
    QuestionKind.NUMBER: 30,
    QuestionKind.AMOUNT: 30,
    QuestionKind.DATE: "2012-06-25",
    QuestionKind.YES_NO: True,
    QuestionKind.CONSENT: True,
    QuestionKind.EMAIL: "moi@exemple.fr",
    QuestionKind.PHONE: "04 73 82 00 00",
    QuestionKind.URL: "https://exemple.fr",
    QuestionKind.TERRITORY: {"departement": "63", "communes": ["63003"]},
}


def right(chance: Random, question: Question) -> JsonValue:
    """An answer that lets a dossier be filed."""
    if question.kind == QuestionKind.CHOICE:
        return chance.choice(question.options).key
    if question.kind == QuestionKind.CHOICES:
        return [chance.choice(question.options).key]
    if question.budget:
        return {line.key: {str(year): 5 for year in question.budget.years} for line in question.budget.lines}
    return RIGHT.get(question.kind, "Un séchoir")


def _when(chance: Random, plan: FormPlan) -> Test | None:
    if chance.random() > 0.2:
        return None
    return Test(chance.choice(plan.questions).key, chance.choice((Op.ANSWERED, Op.IS)), "wood")


def _into(chance: Random, plan: FormPlan, question: Question) -> FormPlan:
    target = chance.choice(plan.sections).key
    at = chance.randint(0, 3)
    return _each(
        plan, lambda one: (*one.questions[:at], question, *one.questions[at:]) if one.key == target else one.questions
    )


def _each(plan: FormPlan, questions: Callable[[Section], tuple[Question, ...]]) -> FormPlan:
    return FormPlan(tuple(replace(one, questions=questions(one)) for one in plan.sections))
