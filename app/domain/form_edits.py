"""The hearth: a form changed by edits; each change gives the new form and the edit that undoes it.

Two people who change two fields both win; the second of two who change the same one is refused with both texts
(`Stale`, with `mine` and `theirs`). Setting what is already there changes nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from app.domain.edits import (
    AddQuestion,
    AddSection,
    Edit,
    MoveQuestion,
    MoveSection,
    RemoveQuestion,
    RemoveSection,
    SetQuestion,
    SetSection,
    Several,
    together,
)
from app.domain.errors import Invalid, Stale
from app.domain.form_fields import dump_question, dump_section, parse_question, parse_section, set_question, set_section
from app.domain.form_plans import FormPlan, Section
from app.domain.keys import Key
from app.domain.questions import Question
from app.domain.renaming import mentioned, renamed

P = TypeVar("P")
_KEY: TypeAdapter[str] = TypeAdapter(Key)


def apply(plan: FormPlan, edit: Edit) -> tuple[FormPlan, Edit]:
    """The changed form, and the edit that brings the present one back.

    Raises Stale (`edit_stale` with `mine` and `theirs`; `edit_gone` when its question or section is not there),
    Invalid, and Cycle when questions would wait for each other.
    """
    match edit:
        case Several():
            return _several(plan, edit.edits)
        case SetQuestion(field="key"):
            return _rename(plan, edit)
        case SetQuestion():
            return _set_question(plan, [edit])
        case SetSection():
            return _set_section(plan, [edit])
        case _:
            return _place(plan, edit)


Placed = AddQuestion | RemoveQuestion | MoveQuestion | AddSection | RemoveSection | MoveSection


def _place(plan: FormPlan, edit: Placed) -> tuple[FormPlan, Edit]:
    match edit:
        case AddQuestion():
            return _add_question(plan, edit)
        case RemoveQuestion():
            return _remove_question(plan, edit)
        case MoveQuestion():
            return _move_question(plan, edit)
        case AddSection():
            return _add_section(plan, edit)
        case RemoveSection():
            return _remove_section(plan, edit)
        case MoveSection():
            return _move_section(plan, edit)


def _several(plan: FormPlan, edits: Sequence[Edit]) -> tuple[FormPlan, Edit]:
    """What is set of one thing in a row is set at once: a limit and its unit make no sense one without the other."""
    inverses: list[Edit] = []
    for _, group in groupby(edits, lambda one: (type(one), getattr(one, "key", None), _names_it(one))):
        match run := list(group):
            case [SetQuestion(), *_] if not _names_it(run[0]):
                plan, inverse = _set_question(plan, [one for one in run if isinstance(one, SetQuestion)])
                inverses.append(inverse)
            case [SetSection(), *_]:
                plan, inverse = _set_section(plan, [one for one in run if isinstance(one, SetSection)])
                inverses.append(inverse)
            case _:
                for one in run:
                    plan, inverse = apply(plan, one)
                    inverses.append(inverse)
    return plan, together(inverses)


def _names_it(edit: Edit) -> bool:
    return isinstance(edit, SetQuestion) and edit.field == "key"


def _set_question(plan: FormPlan, edits: Sequence[SetQuestion]) -> tuple[FormPlan, Edit]:
    section, place = _question_place(plan, edits[0].key)
    changed, back = set_question(section.questions[place], edits)
    return _with_questions(plan, section, _put(section.questions, place, changed)), back


def _set_section(plan: FormPlan, edits: Sequence[SetSection]) -> tuple[FormPlan, Edit]:
    at = _section_place(plan, edits[0].key)
    changed, back = set_section(plan.sections[at], edits)
    return FormPlan(_put(plan.sections, at, changed)), back


def _rename(plan: FormPlan, edit: SetQuestion) -> tuple[FormPlan, Edit]:
    if edit.value == edit.key:
        return plan, edit
    _question_place(plan, edit.key)
    try:
        new = _KEY.validate_python(edit.value)
    except ValidationError as error:
        raise Invalid("key_invalid", field="key") from error
    # A condition may name a question that is gone: the new name must not bring it back to life.
    if new in mentioned(plan) or any(question.key == new for question in plan.questions):
        raise Invalid("key_taken", field="key", key=new)
    return renamed(plan, edit.key, new), SetQuestion(new, "key", new, edit.key)


def _add_question(plan: FormPlan, edit: AddQuestion) -> tuple[FormPlan, Edit]:
    section = plan.sections[_section_place(plan, edit.section)]
    question = parse_question(edit.question)
    _demand_free(plan, [question])
    return _with_questions(plan, section, _insert(section.questions, edit.at, question)), RemoveQuestion(question.key)


def _remove_question(plan: FormPlan, edit: RemoveQuestion) -> tuple[FormPlan, Edit]:
    section, place = _question_place(plan, edit.key)
    back = AddQuestion(section.key, place, dump_question(section.questions[place]))
    return _with_questions(plan, section, _without(section.questions, place)), back


def _move_question(plan: FormPlan, edit: MoveQuestion) -> tuple[FormPlan, Edit]:
    section, place = _question_place(plan, edit.key)
    question = section.questions[place]
    bare = _with_questions(plan, section, _without(section.questions, place))
    target = bare.sections[_section_place(bare, edit.section)]
    moved = _with_questions(bare, target, _insert(target.questions, edit.at, question))
    return moved, MoveQuestion(edit.key, section.key, place)


def _add_section(plan: FormPlan, edit: AddSection) -> tuple[FormPlan, Edit]:
    section = parse_section(edit.section)
    if any(one.key == section.key for one in plan.sections):
        raise Invalid("key_taken", field="key", key=section.key)
    _demand_free(plan, section.questions)
    return FormPlan(_insert(plan.sections, edit.at, section)), RemoveSection(section.key)


def _remove_section(plan: FormPlan, edit: RemoveSection) -> tuple[FormPlan, Edit]:
    place = _section_place(plan, edit.key)
    return FormPlan(_without(plan.sections, place)), AddSection(place, dump_section(plan.sections[place]))


def _move_section(plan: FormPlan, edit: MoveSection) -> tuple[FormPlan, Edit]:
    place = _section_place(plan, edit.key)
    moved = _insert(_without(plan.sections, place), edit.at, plan.sections[place])
    return FormPlan(moved), MoveSection(edit.key, place)


def _demand_free(plan: FormPlan, questions: Sequence[Question]) -> None:
    taken = {question.key for question in plan.questions}
    for question in questions:
        if question.key in taken:
            raise Invalid("key_taken", field="key", key=question.key)
        taken.add(question.key)


def _question_place(plan: FormPlan, key: str) -> tuple[Section, int]:
    for section in plan.sections:
        for place, question in enumerate(section.questions):
            if question.key == key:
                return section, place
    raise Stale("edit_gone", key=key)


def _section_place(plan: FormPlan, key: str) -> int:
    found = next((place for place, section in enumerate(plan.sections) if section.key == key), None)
    if found is None:
        raise Stale("edit_gone", key=key)
    return found


def _with_questions(plan: FormPlan, section: Section, questions: tuple[Question, ...]) -> FormPlan:
    changed = replace(section, questions=questions)
    return FormPlan(tuple(changed if one.key == section.key else one for one in plan.sections))


def _put(many: tuple[P, ...], at: int, one: P) -> tuple[P, ...]:
    return (*many[:at], one, *many[at + 1 :])


def _insert(many: tuple[P, ...], at: int, one: P) -> tuple[P, ...]:
    return (*many[:at], one, *many[at:])


def _without(many: tuple[P, ...], at: int) -> tuple[P, ...]:
    return many[:at] + many[at + 1 :]
