"""The whole form to try: answers are typed and checked as an applicant's would be, and kept nowhere."""

from pydantic import JsonValue
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from app.domain.answers import check_answers
from app.domain.texts import text_in
from app.queries.asked import narrowed
from app.web.editor import Workshop
from app.web.editor_fields import Raw
from app.web.editor_views import show_form
from app.web.fields import fields_of, read_fields


def trial_page(at: Workshop, raw: Raw) -> HTMLResponse:
    """The form with these answers; after a first try, what an applicant would be told."""
    tried = "try" in raw
    values = _values(at, raw)
    plan = narrowed(at.plan, values)
    sheets, wrong = [], list[tuple[str, str]]()
    for number, section in enumerate(plan.sections, 1):
        problems = check_answers(section.questions, values, final=tried)
        fields = fields_of(section, values, problems, at.language)
        wrong += [(field.name, field.error) for field in fields if field.error]
        title, lead = text_in(section.title, at.language) or section.key, text_in(section.help, at.language)
        sheets.append((section.key, number, title, lead, section.minutes, fields))
    return show_form(
        at,
        "organiser/editor/trial.html",
        sheets=sheets,
        tried=tried,
        errors=wrong,
        left_out=len(at.plan.questions) - len(plan.questions),
    )


def _values(at: Workshop, raw: Raw) -> dict[str, JsonValue]:
    sent = FormData([(name, value) for name, values in raw.items() for value in values])
    found: dict[str, JsonValue] = {}
    for section in at.plan.sections:
        found.update(read_fields(section, sent))
    return found
