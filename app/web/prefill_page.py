"""The page where organisers prepare a link that begins dossiers with some answers."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import JsonValue
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from app.domain.errors import Invalid
from app.domain.form_plans import FormPlan, Section
from app.domain.prefills import takes_from_elsewhere
from app.domain.texts import text_in
from app.queries import forms
from app.web.fields import Field, fields_of, read_fields
from app.web.messages import sentence
from app.web.organiser_tracks import TrackOffice
from app.web.prefill import link_to


class Sheet(NamedTuple):
    """The questions of a section that a link may answer."""

    key: str
    title: str
    fields: list[Field]


def prefill_page(at: TrackOffice, values: Mapping[str, JsonValue], *, made: bool = False) -> HTMLResponse:
    """The questions of the track's published form, and the link once some are answered."""
    plan = forms.plan_of(at.db, forms.latest_version(at.db, at.track.form_id))
    link, error = "", ""
    if made:
        try:
            link = link_to(at.hall, at.call, at.track, plan, dict(values), text_in(at.call.title, at.language))
        except Invalid as refused:
            error = sentence(refused, at.language)
    sheets = [_sheet(at, one, values) for one in _offered(plan)]
    given = sum(value not in (None, "", []) for value in values.values())
    known: dict[str, Any] = {"track": at.track, "link": link, "error": error, "given": given, "made": made}
    return at.show("organiser/prefill.html", sheets=sheets, **known)


def typed(at: TrackOffice, body: FormData) -> dict[str, JsonValue]:
    """What was answered."""
    plan = forms.plan_of(at.db, forms.latest_version(at.db, at.track.form_id))
    found: dict[str, JsonValue] = {}
    for section in _offered(plan):
        found |= read_fields(section, body)
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _offered(plan: FormPlan) -> list[Section]:
    sections = (
        Section(one.key, one.title, one.minutes, tuple(q for q in one.questions if takes_from_elsewhere(q)))
        for one in plan.sections
    )
    return [section for section in sections if section.questions]


def _sheet(at: TrackOffice, section: Section, values: Mapping[str, JsonValue]) -> Sheet:
    return Sheet(
        section.key,
        text_in(section.title, at.language) or section.key,
        fields_of(section, values, [], at.language),
    )
