"""Doors of one section: its questions, and what is saved of them."""

import re

from fastapi import APIRouter, Request, Response

from app.domain.answers import check_answers
from app.domain.errors import Invalid, Stale, WrongState
from app.domain.form_plans import Section
from app.services import answers, files
from app.web.applicant import Mine, Room
from app.web.applicant_sections import conflict_rows, next_step, refreshed, section_page
from app.web.body import Body
from app.web.fields import read_fields, read_uploads
from app.web.i18n import N_
from app.web.lookups import TheLook, picked
from app.web.messages import sentence
from app.web.messages_applicant import with_name
from app.web.place_fields import pressed, unclear_names

router = APIRouter(prefix="/applicant/dossiers/{dossier}/sections")

_UUID = "[0-9a-f-]{36}"
_WAYS = re.compile(rf"members/new|members/{_UUID}(?:/remove)?|files/{_UUID}/remove")


@router.get("/{section}")
def section_of(section: str, mine: Mine, more: str = "") -> Response:
    """The questions of a section with what is saved; a filed dossier is read on its own page.

    `more` is the repeating block that shows one empty row more.
    """
    found = answers.section_of(mine.plan, section)
    if mine.dossier.state != "draft":
        return mine.page.see(mine.path)
    return mine.show("applicant/section.html", status=200, **section_page(mine, found, more=more))


@router.post("/{section}")
def save(section: str, request: Request, body: Body, looked: TheLook, mine: Mine) -> Response:
    """Keep what was typed, found and chosen, and the files, then go where the button leads."""
    found = answers.section_of(mine.plan, section)
    by_itself = "x-autosave" in request.headers
    values = read_fields(found, body)
    # A proposition that is only pointed at is not taken by an automatic save.
    given = looked.found | (picked(mine.hall, body) if looked.key or not by_itself else {})
    version = _version(body.get("version"))
    try:
        state = answers.save_section(
            mine.db, mine.dossier, section, values, version=version, actor=mine.me, now=mine.now, found=given
        )
    except Stale as error:
        if by_itself:
            return mine.show("applicant/saved.html", status=409, state=None, error=error)
        return mine.show("applicant/stale.html", status=409, **conflict_rows(mine, found, error))
    except WrongState as error:
        if by_itself:
            return mine.show("applicant/saved.html", status=409, state=None, error=error)
        return mine.show("applicant/too_late.html", status=409, error=error, **section_page(mine, found, typed=values))
    if by_itself:
        return mine.show("applicant/saved.html", state=state, error=None, refreshed=refreshed(mine, found, looked))
    errors = _attach(mine, found, body)
    if looked.key and not errors:
        return mine.show("applicant/section.html", status=200, **section_page(mine, found, looked=looked))
    if (place := pressed(body)) and not errors:
        return mine.page.see(f"{mine.path}/sections/{section}#{place}")
    way = str(body.get("go", ""))
    if way in ("", "continue"):
        errors |= unclear_names(found, body, mine.language)
    return _go_on(mine, found, way, errors)


def _attach(mine: Room, section: Section, body: Body) -> dict[str, str]:
    """Attach the files one by one; those that are refused do not keep the others out."""
    errors: dict[str, str] = {}
    for key, upload in read_uploads(section, body):
        try:
            files.attach(mine.db, mine.hall.storage, mine.dossier, key, upload, actor=mine.me, now=mine.now)
        except Invalid as error:
            errors[key] = with_name(upload.name, sentence(error, mine.language), mine.language)
    return errors


def _go_on(mine: Room, section: Section, way: str, errors: dict[str, str]) -> Response:
    """Where the button leads; what is wrong is shown before going on."""
    if _WAYS.fullmatch(way) and not errors:
        return mine.page.see(f"{mine.path}/{way}")
    if (block := way.removeprefix("rows/")) in {one.key for one in section.questions if one.repeat} and not errors:
        return mine.page.see(f"{mine.path}/sections/{section.key}?more={block}")
    wrong = check_answers(section.questions, mine.content().values, final=False)
    if errors or (way in ("", "continue") and any(not problem.advice for problem in wrong)):
        return mine.show("applicant/section.html", status=422, **section_page(mine, section, errors=errors, told=True))
    if way == "stay":
        return mine.page.see(f"{mine.path}/sections/{section.key}", N_("C’est enregistré."))
    if way == "back":
        return mine.page.see(mine.path, N_("C’est enregistré."))
    return mine.page.see(next_step(mine, section))


def _version(sent: object) -> int:
    """The version that the form was filled in from; none is as old as can be."""
    return int(sent) if isinstance(sent, str) and sent.isdecimal() and len(sent) < 10 else -1
