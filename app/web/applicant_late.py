"""A page made before the form changed: what it sends is kept, and its author is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import Request, Response
from pydantic import JsonValue

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.domain.form_plans import Section
from app.domain.texts import text_in
from app.services import answers, files, late_saves
from app.services.late_saves import Late
from app.web.applicant import Room
from app.web.applicant_sections import conflict_rows
from app.web.body import Body
from app.web.fields import fields_of, read_fields, read_uploads
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.messages_applicant import with_name


@dataclass(frozen=True, slots=True)
class OldPage:
    """The page of one section of an earlier form, as it comes back."""

    form: UUID
    section: Section
    version: int
    compared: datetime | None


def old_page(mine: Room, section: str, body: Body) -> OldPage | None:
    """The earlier form that this page was made from; None when it is the one that is asked now."""
    form = _uuid(body.get("form"))
    if form is None or form == mine.dossier.form_version_id:
        return None
    try:
        plan = late_saves.seen_plan(mine.db, mine.dossier, form)
    except NotFound:
        return None
    found, version = answers.section_of(plan, section), _number(body.get("version"))
    return OldPage(form, found, version, _instant(body.get("compared")))


def keep(mine: Room, page: OldPage, request: Request, body: Body) -> Response:
    """Keep what it sends, wherever it is asked now; then show the form as it is, and say so."""
    by_itself = "x-autosave" in request.headers
    values = read_fields(page.section, body)
    try:
        done = late_saves.save_late(
            mine.db,
            mine.dossier,
            page.section.key,
            values,
            seen=page.form,
            version=page.version,
            opened=page.compared,
            actor=mine.me,
            now=mine.now,
        )
    except Stale as error:
        if by_itself:
            return mine.show("applicant/saved.html", status=409, state=None, error=error)
        crossed = conflict_rows(mine, page.section, error)
        return mine.show("applicant/stale.html", status=409, **crossed, form_version=page.form)
    except WrongState as error:
        if by_itself:
            return mine.show("applicant/saved.html", status=409, state=None, error=error)
        return mine.show("applicant/too_late.html", status=409, error=error, **_lost(mine, page, values))
    if by_itself:
        return mine.show("applicant/saved.html", state=done.state, error=None, live=None, late=True)
    return _say(mine, page, done, _attach(mine, page, body))


def _say(mine: Room, page: OldPage, done: Late, refused: list[str]) -> Response:
    """Where one was, if it is still there; what was kept, and what could not be."""
    here = any(section.key == page.section.key for section in mine.plan.sections)
    where = f"{mine.path}/sections/{page.section.key}" if here else mine.path
    if refused:
        return mine.page.see(where, "%(texts)s", tone="orange", texts=" ".join(refused))
    if done.set_aside:
        return mine.page.see(
            where,
            N_(
                "Le formulaire a changé pendant que vous écriviez. Tout est gardé ; ce qui n’est plus demandé est avec "
                "vos réponses aux questions retirées."
            ),
            tone="orange",
        )
    return mine.page.see(
        where, N_("Le formulaire a changé pendant que vous écriviez. Vos réponses sont gardées."), tone="blue"
    )


def _lost(mine: Room, page: OldPage, values: Mapping[str, JsonValue]) -> dict[str, object]:
    """What was typed and can no longer be kept, to be copied."""
    stored = mine.content().values
    return {
        "title": text_in(page.section.title, mine.language),
        "fields": fields_of(page.section, values, [], mine.language),
        "changed": {key for key, value in values.items() if value != stored.get(key)},
    }


def _attach(mine: Room, page: OldPage, body: Body) -> list[str]:
    """Attach the files one by one, for questions that are gone too; why some were refused."""
    refused: list[str] = []
    for key, upload in read_uploads(page.section, body):
        try:
            files.attach(
                mine.db, mine.hall.storage, mine.dossier, key, upload, actor=mine.me, now=mine.now, version_id=page.form
            )
        except Invalid as error:
            refused.append(with_name(upload.name, sentence(error, mine.language), mine.language))
    return refused


def _uuid(sent: object) -> UUID | None:
    try:
        return UUID(str(sent)) if sent else None
    except ValueError:
        return None


def _number(sent: object) -> int:
    return int(sent) if isinstance(sent, str) and sent.isdecimal() and len(sent) < 10 else -1


def _instant(sent: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(sent)) if sent else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
