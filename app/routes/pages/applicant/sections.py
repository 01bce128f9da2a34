"""Doors of one section: its questions, and what is saved of them."""

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from app.domain.answers import asks, check_answers
from app.domain.errors import Invalid, WrongState
from app.domain.form_plans import Section
from app.queries.corrections import within
from app.services import answers, files
from app.web import applicant_late, applicant_saving
from app.web.applicant import Mine, Room
from app.web.applicant_changes import gone_section
from app.web.applicant_reading import section_reading
from app.web.applicant_saving import comparison, kept_mine, pieces, touched
from app.web.applicant_sections import next_step, now_asked, section_page
from app.web.body import Body
from app.web.crossed import seen_in
from app.web.database import quickly
from app.web.fields import read_fields, read_uploads
from app.web.i18n import N_
from app.web.lookups import Looked, TheLook, picked
from app.web.messages import sentence
from app.web.messages_applicant import with_name
from app.web.place_fields import pressed, unclear_names

router = APIRouter(prefix="/applicant/dossiers/{dossier}/sections")

UNSEEN = "unseen"
"""The hidden fields that name the questions which the page kept hidden when it was sent."""
NOTHING_NEW: list[str] = []
_UUID = "[0-9a-f-]{36}"
_WAYS = re.compile(rf"members/new|members/{_UUID}(?:/remove)?|files/{_UUID}/(?:remove|replace)|uploads/{_UUID}/cancel")


@router.get("/{section}")
async def section_of(
    section: str, mine: Mine, more: str = "", opened: Annotated[list[str], Query(max_length=100)] = NOTHING_NEW
) -> Response:
    """The questions of a section with what is saved; a filed dossier is read on its own page.

    `more` is the repeating block that shows one empty row more, `opened` the questions that an answer just opened.
    """
    return await quickly(mine.db, _section_of, section, mine, more, opened)


def _section_of(section: str, mine: Room, more: str, opened: list[str]) -> Response:
    if (gone := gone_section(mine, section)) is not None:
        text = N_("La rubrique « %(name)s » ne fait plus partie du formulaire. Ce que vous y aviez écrit est gardé.")
        return mine.page.see(mine.path, text, tone="blue", name=gone)
    found = answers.section_of(mine.plan, section)
    if not mine.is_open:
        return mine.page.see(mine.path)
    if not mine.writes():
        return mine.show("applicant/section_read.html", status=200, **section_reading(mine, found))
    if found.questions and not within(found, mine.shut).questions:
        return mine.page.see(mine.path, N_("La correction ne porte pas sur cette rubrique."), tone="blue")
    shown = section_page(mine, found, more=more, opened=opened)
    if found.questions and not shown["asked"]:
        return mine.page.see(mine.path, N_("D’après vos réponses, cette rubrique ne vous concerne pas."), tone="blue")
    return mine.show("applicant/section.html", status=200, **shown)


@router.post("/{section}")
def save(section: str, request: Request, body: Body, looked: TheLook, mine: Mine) -> Response:
    """Keep what was typed, found and chosen, and the files, then go where the button leads."""
    if (page := applicant_late.old_page(mine, section, body)) is not None:
        return applicant_late.keep(mine, page, request, body)
    found = answers.section_of(mine.plan, section)
    by_itself = "x-autosave" in request.headers
    values = read_fields(found, body)
    # A proposition that is only pointed at is not taken by an automatic save.
    given = looked.found | (picked(mine.hall, body) if looked.key or not by_itself else {})
    seen = seen_in(body)
    try:
        saved = answers.save_page(
            mine.db,
            mine.dossier,
            section,
            kept_mine(values, body),
            seen=seen,
            actor=mine.me,
            now=mine.now,
            found=given,
        )
    except WrongState as error:
        if by_itself:
            return applicant_saving.refusal(mine, error)
        lost = section_page(mine, found, typed=touched(values, seen))
        return mine.show("applicant/too_late.html", status=409, error=error, **lost)
    if by_itself:
        return pieces(mine, found, saved, looked)
    errors = _attach(mine, found, body)
    if saved.mine:
        return comparison(mine, found, (saved.mine, saved.theirs), refused=list(errors.values()), others_saved=True)
    return _saved(mine, found, body, looked, errors)


def _saved(mine: Room, section: Section, body: Body, looked: Looked, errors: dict[str, str]) -> Response:
    """What follows once the answers are kept: a look-up to show, a place to come back to, or the next page."""
    if looked.key and not errors:
        return mine.show("applicant/section.html", status=200, **section_page(mine, section, looked=looked))
    if (place := pressed(body)) and not errors:
        return mine.page.see(f"{mine.path}/sections/{section.key}#{place}")
    way = str(body.get("go", ""))
    if way in ("", "continue"):
        errors |= unclear_names(section, body, mine.language)
    unseen = frozenset(str(key) for key in body.getlist(UNSEEN))
    return _go_on(mine, section, way, errors, unseen)


def _attach(mine: Room, section: Section, body: Body) -> dict[str, str]:
    """Attach the files one by one; those that are refused do not keep the others out."""
    errors: dict[str, str] = {}
    for key, upload in read_uploads(section, body):
        try:
            files.attach(mine.db, mine.hall.storage, mine.dossier, key, upload, actor=mine.me, now=mine.now)
        except Invalid as error:
            errors[key] = with_name(upload.name, sentence(error, mine.language), mine.language)
    return errors


def _go_on(mine: Room, section: Section, way: str, errors: dict[str, str], unseen: frozenset[str]) -> Response:
    """Where the button leads; what is wrong, and what the answers have just opened, is shown before going on."""
    if _WAYS.fullmatch(way) and not errors:
        return mine.page.see(f"{mine.path}/{way}")
    if (block := way.removeprefix("rows/")) in {one.key for one in section.questions if one.repeat} and not errors:
        return mine.page.see(f"{mine.path}/sections/{section.key}?more={block}")
    now = now_asked(mine, section)
    opened = [question.key for question in now if question.key in unseen and asks(question)]
    wrong = check_answers(now, mine.content().values, final=False)
    if errors or (way in ("", "continue") and any(not problem.advice for problem in wrong)):
        shown = section_page(mine, section, errors=errors, told=True, opened=opened)
        return mine.show("applicant/section.html", status=422, **shown)
    if opened and way in ("", "continue", "stay"):
        return mine.page.see(f"{mine.path}/sections/{section.key}?{urlencode({'opened': opened}, True)}#opened")
    if way == "stay":
        return mine.page.see(f"{mine.path}/sections/{section.key}", N_("C’est enregistré."))
    if way == "back":
        return mine.page.see(mine.path, N_("C’est enregistré."))
    return mine.page.see(next_step(mine, section))
