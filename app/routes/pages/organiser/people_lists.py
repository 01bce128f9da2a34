"""Doors of a list of people to invite: pasted or sent as a spreadsheet, read line by line, then sent at one click."""

from typing import Any

from fastapi import APIRouter, Response

from app.adapters.tables import UnreadableTable, rows_of
from app.domain.invitation_lists import MOST_LINES, Candidate, cells_of, read_list
from app.forms.pool import ListForm
from app.services import pool
from app.web.binding import Bound, Posted, blank
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.pool import known_in, left_out_words, status_words, theme_names
from app.web.spreadsheets import plain_csv

router = APIRouter(prefix="/organiser/calls/{call}/people/list")
EMPTY = N_("Collez une liste, ou choisissez un fichier.")
UNREADABLE = N_("Ce fichier ne s’ouvre pas. Enregistrez-le en XLSX, ODS ou CSV, puis choisissez-le à nouveau.")
TOO_LONG = N_("Cette liste compte %(count)s lignes : envoyez-la en parties de %(most)s lignes au plus.")
NOBODY = N_("Aucune ligne de cette liste n’a d’adresse e-mail.")


@router.get("")
def list_page(office: Run) -> Response:
    """Where a list is pasted or a file is chosen."""
    return _ask(office, blank(office.language, capacity=20))


@router.post("")
def check(form: Posted[ListForm], office: Run) -> Response:
    """What would become of each line; nothing leaves yet."""
    form = _with_file(office, form)
    if not form.ok:
        return _ask(office, form, status=422)
    lines = _lines(office, form)
    if (error := _too_much(office, lines)) is not None:
        return _ask(office, form.wrong(error, "text"), status=422)
    return _preview(office, form, lines)


@router.post("/send")
def send(form: Posted[ListForm], office: Run) -> Response:
    """Invite whoever can be, line by line as it stands now."""
    if not form.ok:
        return _ask(office, form, status=422)
    lines = _lines(office, form)
    if (error := _too_much(office, lines)) is not None:
        return _ask(office, form.wrong(error, "text"), status=422)
    told = pool.invite_many(office.db, office.call, lines, form.form, actor=office.me, now=office.now)
    where = f"{office.path}/people?view=invited"
    if not told:
        return office.page.see(where, N_("Tous étaient déjà dans l’équipe : aucun courriel ne part."), tone="blue")
    return office.page.see(where, N_("Les invitations partent : %(number)s."), number=told)


def _with_file(office: Office, form: Bound[ListForm]) -> Bound[ListForm]:
    """The list of the file that was sent, in place of what was pasted."""
    sent = form.files.get("file", [])
    if not form.ok:
        return form
    if not sent:
        return form if form.form.text.strip() else form.wrong(office.page.say(EMPTY), "text")
    try:
        text = plain_csv(rows_of(sent[-1].file.read()))
    except UnreadableTable:
        return form.wrong(office.page.say(UNREADABLE), "file")
    value = form.form.model_copy(update={"text": text})
    return Bound({**form.raw, "text": [text]}, {}, value, {}, form.language)


def _lines(office: Office, form: Bound[ListForm]) -> list[Candidate]:
    return read_list(cells_of(form.form.text), known_in(office.db, office.call))


def _too_much(office: Office, lines: list[Candidate]) -> str | None:
    if not any(one.email for one in lines):
        return office.page.say(NOBODY)
    if len(lines) > MOST_LINES:
        return office.page.say(TOO_LONG) % {"count": len(lines), "most": MOST_LINES}
    return None


def _ask(office: Office, form: Bound[Any], *, status: int = 200) -> Response:
    return office.show(
        "organiser/people_list.html",
        status=status,
        form=form,
        themes=list(theme_names(office.db, office.call, office.language).values()),
    )


def _preview(office: Office, form: Bound[ListForm], lines: list[Candidate]) -> Response:
    found = pool.outcomes(office.db, office.call, lines)
    left_out = {
        one.line: [left_out_words(column, text, office.language) for column, text in one.left_out] for one in lines
    }
    return office.show(
        "organiser/people_list_preview.html",
        form=form,
        outcomes=found,
        going=sum(one.goes for one in found),
        statuses=status_words(office.language),
        left_out=left_out,
        themes=theme_names(office.db, office.call, office.language),
    )
