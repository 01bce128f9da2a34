"""The whole form to try: answers are typed and checked as an applicant's would be, and kept nowhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pydantic import JsonValue
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from app.domain.answers import check_answers
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import COUNTED_KINDS
from app.domain.texts import Texts, text_in
from app.queries.asked import asked
from app.web.editor import Workshop
from app.web.editor_fields import Raw
from app.web.editor_views import show_form
from app.web.fields import Field, fields_of, read_fields
from app.web.live_conditions import Live, live_conditions


class Sheet(NamedTuple):
    """One section of the form to try."""

    key: str
    number: int
    title: str
    help: str
    fields: list[Field]


def trial_page(at: Workshop, raw: Raw) -> HTMLResponse:
    """The form with these answers; after a first try, what an applicant would be told."""
    values = _values(at, raw)
    kept = asked(at.plan, values)
    live = _live(at.plan, values)
    shown = kept | (live.keys if live else frozenset())
    sheets = _sheets(at, values, shown, kept, final="try" in raw)
    return show_form(
        at,
        "organiser/editor/trial.html",
        sheets=sheets,
        tried="try" in raw,
        errors=[(field.name, field.error) for sheet in sheets for field in sheet.fields if field.error],
        left_out=len(at.plan.questions) - len(kept),
        live=live,
        hidden=shown - kept,
        opened=(),
    )


def _sheets(
    at: Workshop, values: Mapping[str, JsonValue], shown: frozenset[str], kept: frozenset[str], *, final: bool
) -> list[Sheet]:
    sheets: list[Sheet] = []
    for section in at.plan.sections:
        questions = tuple(one for one in section.questions if one.key in shown)
        if any(one.key in kept for one in questions):
            problems = check_answers([one for one in questions if one.key in kept], values, final=final)
            fields = fields_of(replace(section, questions=questions), values, problems, at.language)
            title, lead = text_in(section.title, at.language) or section.key, text_in(section.help, at.language)
            sheets.append(Sheet(section.key, len(sheets) + 1, title, lead, fields))
    return sheets


def _live(plan: FormPlan, values: Mapping[str, JsonValue]) -> Live | None:
    """The conditions of all questions at once: the whole form is one page here."""
    return live_conditions(plan, Section("everything", Texts(), 0, plan.questions), values)


def _values(at: Workshop, raw: Raw) -> dict[str, JsonValue]:
    """What was typed; files and members, which have pages of their own, count as given."""
    sent = FormData([(name, value) for name, values in raw.items() for value in values])
    found: dict[str, JsonValue] = {}
    for section in at.plan.sections:
        found.update(read_fields(section, sent))
        for question in section.questions:
            if question.kind in COUNTED_KINDS:
                found[question.key] = [str(one) for one in range(max(int(question.minimum or 1), 1))]
    return found
