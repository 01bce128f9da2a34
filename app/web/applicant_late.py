"""A page made before the form changed: what it sends is kept, and its author is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import Request, Response
from pydantic import JsonValue

from app.domain.crossings import Seen, fingerprint
from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.domain.form_plans import Section
from app.domain.texts import text_in
from app.services import answers, files, late_saves
from app.services.late_saves import Late
from app.web.applicant import Room
from app.web.applicant_saving import comparison, kept_mine, refusal, texts_of
from app.web.body import Body
from app.web.crossed import seen_in
from app.web.fields import fields_of, read_fields, read_uploads
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.messages_applicant import with_name


@dataclass(frozen=True, slots=True)
class OldPage:
    """The page of one section of an earlier form, as it comes back."""

    form: UUID
    section: Section
    seen: Seen
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
    return OldPage(form, answers.section_of(plan, section), seen_in(body), _instant(body.get("compared")))


def keep(mine: Room, page: OldPage, request: Request, body: Body) -> Response:
    """Keep what it sends, wherever it is asked now; then show the form as it is, and say so."""
    by_itself = "x-autosave" in request.headers
    values = kept_mine(read_fields(page.section, body), body)
    try:
        done = late_saves.save_late(
            mine.db,
            mine.dossier,
            page.section.key,
            values,
            seen=page.form,
            version=page.seen.version,
            prints=page.seen.prints,
            opened=page.compared,
            actor=mine.me,
            now=mine.now,
        )
    except Stale as error:
        if by_itself:
            return refusal(mine, error)
        return comparison(mine, page.section, texts_of(error), form_version=page.form)
    except WrongState as error:
        if by_itself:
            return refusal(mine, error)
        return mine.show("applicant/too_late.html", status=409, error=error, **_lost(mine, page, values))
    if by_itself:
        prints = {key: fingerprint(value) for key, value in values.items()}
        return mine.show(
            "applicant/saved.html", state=done.state, error=None, live=None, late=True, crossed=[], prints=prints
        )
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


def _instant(sent: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(sent)) if sent else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
