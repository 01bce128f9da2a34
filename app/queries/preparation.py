"""What is ready in a call, what is missing, and what keeps it from being opened to the public."""

from enum import StrEnum
from typing import NamedTuple

from sqlmodel import Session

from app.domain import form_problems
from app.domain.answers import asks
from app.domain.form_plans import FormPlan
from app.domain.questions import QuestionKind
from app.models import Call, Track
from app.queries import tracks as eyes
from app.queries.calls import moments, tracks
from app.queries.tracks import FormState, RubricState, entry_of

WHOLE = 100


class Standing(StrEnum):
    """Where a step stands: done, to do if one wishes, or to do before the call opens."""

    DONE = "ok"
    OPEN = "todo"
    BLOCKING = "ko"


class Step(NamedTuple):
    """One thing to prepare; `code` says what is so, `number` counts it, `track` is the key of the track it is about."""

    about: str
    standing: Standing
    code: str
    number: int = 0
    track: str = ""


def steps(db: Session, call: Call) -> list[Step]:
    """Everything to prepare, in the order in which one does it."""
    found = tracks(db, call.id)
    forms, rubrics = eyes.form_states(db, found), eyes.rubric_states(db, call.id)
    rows = [_texts(call), _calendar(db, call), _entry(call)]
    if not found:
        rows.append(Step("tracks", Standing.BLOCKING, "no_track"))
    for track in found:
        rows += [_form(track, forms[track.id]), _rubric(track, rubrics.get(track.id))]
        if track.has_members:
            rows.append(_composition(track))
    return rows


def blocking(db: Session, call: Call) -> list[Step]:
    """What keeps the call from being opened."""
    return [step for step in steps(db, call) if step.standing is Standing.BLOCKING]


def questions_of(plan: FormPlan) -> int:
    """How many questions a form asks."""
    return sum(asks(question) for question in plan.questions)


def _texts(call: Call) -> Step:
    if not call.summary.get("fr"):
        return Step("texts", Standing.OPEN, "no_summary")
    if not call.contact_email:
        return Step("texts", Standing.OPEN, "no_contact")
    return Step("texts", Standing.DONE, "texts_written")


def _calendar(db: Session, call: Call) -> Step:
    number = len(moments(db, call.id))
    return Step("calendar", Standing.DONE if number else Standing.OPEN, "moments" if number else "no_moment", number)


def _entry(call: Call) -> Step:
    number = len(entry_of(call).questions)
    return Step("entry", Standing.DONE if number else Standing.OPEN, "entry" if number else "no_entry", number)


def _form(track: Track, form: FormState) -> Step:
    number = questions_of(form.plan)
    if not number:
        return Step("form", Standing.BLOCKING, "no_question", track=track.key)
    if found := len(form_problems.blocking(form_problems.faults_of(form.plan))):
        return Step("form", Standing.BLOCKING, "form_faults", found, track.key)
    asks_members = any(question.kind is QuestionKind.MEMBERS for question in form.plan.questions)
    if track.has_members and track.composition and not asks_members:
        return Step("form", Standing.OPEN, "members_not_asked", number, track.key)
    code = "form_changing" if form.writing and form.published else "form_ready"
    return Step("form", Standing.DONE, code, number, track.key)


def _rubric(track: Track, rubric: RubricState | None) -> Step:
    if rubric is None or not rubric.criteria:
        return Step("rubric", Standing.OPEN, "no_rubric", track=track.key)
    if rubric.weight != WHOLE:
        return Step("rubric", Standing.BLOCKING, "weights", rubric.weight, track.key)
    return Step("rubric", Standing.DONE, "criteria", len(rubric.criteria), track.key)


def _composition(track: Track) -> Step:
    number = len(track.composition)
    code = "rules" if number else "no_rule"
    return Step("composition", Standing.DONE if number else Standing.OPEN, code, number, track.key)
