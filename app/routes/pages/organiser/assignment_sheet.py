"""Doors of the spreadsheet of who reads what: down, changed elsewhere, up again, looked at, done."""

from fastapi import APIRouter, Response

from app.domain.assignment_sheets import Judged
from app.domain.errors import Invalid
from app.models import Call
from app.queries.assignment_sheets import dossiers_read, pool_lines
from app.routes.pages.organiser.rail import rail_of
from app.services import assignment_sheets
from app.web.assignment_sheet import rows_in, workbook
from app.web.assignment_sheet_views import faults_of, overloads, pairs_again, rows_of
from app.web.body import Body
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall
from app.web.i18n import N_, translations
from app.web.messages import sentence
from app.web.pages import Page, PageMaker
from app.web.workbooks import download as send
from app.web.workbooks import sent_workbook

router = APIRouter(prefix="/organiser/calls/{call}/assignments/sheet")


@router.get("")
def sheet(call: OrganisedCall, page: Page, db: Db, me: Me) -> Response:
    """How to assign in a spreadsheet: take it, change it, send it back."""
    return _sheet(page, db, me, call)


@router.get("/assignments.{ending}")
def download(call: OrganisedCall, ending: str, page: Page, db: Db, me: Me) -> Response:
    """Who reads what, as a spreadsheet."""
    read = dossiers_read(db, me, call.id)
    sheets = workbook(call, read, pool_lines(db, call.id, read), page.language)
    return send(sheets, f"{call.slug}-{translations(page.language).gettext(N_('attributions'))}", ending)


@router.post("")
def look(call: OrganisedCall, body: Body, page: Page, db: Db, me: Me) -> Response:
    """Read a sheet that came back, and show what it would do; nothing is given."""
    try:
        rows = rows_in(sent_workbook(body), call)
    except Invalid as error:
        return _sheet(page, db, me, call, error=sentence(error, page.language), status=422)
    return _preview(page, db, me, call, assignment_sheets.preview(db, call, rows, actor=me))


@router.post("/keep")
def keep(call: OrganisedCall, body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Give and take back what was looked at; what no longer may be is told."""
    wanted = pairs_again(body)
    done = assignment_sheets.keep(db, call, *wanted, actor=me, now=now)
    if done.faults:
        return _preview(page, db, me, call, done, done=True, status=409)
    language, given, taken = translations(page.language), len(done.given), len(done.taken)
    words = [
        language.ngettext("%(num)s lecture attribuée.", "%(num)s lectures attribuées.", given) % {"num": given},
        language.ngettext("%(num)s lecture retirée.", "%(num)s lectures retirées.", taken) % {"num": taken},
    ]
    return page.see(f"/organiser/calls/{call.slug}/assignments", " ".join(words))


def _sheet(page: PageMaker, db: Db, me: Me, call: Call, *, error: str = "", status: int = 200) -> Response:
    return page(
        "organiser/assignments_sheet.html",
        status=status,
        call=rail_of(call, page.language),
        number=len(dossiers_read(db, me, call.id)),
        error=error,
    )


def _preview(
    page: PageMaker, db: Db, me: Me, call: Call, judged: Judged, *, done: bool = False, status: int = 200
) -> Response:
    found = dossiers_read(db, me, call.id)
    pool = pool_lines(db, call.id, found)
    names = {line.reader.id: line.reader.name for line in pool}
    names |= {reader.id: reader.name for one in found for reader in one.readers}
    return page(
        "organiser/assignments_sheet_preview.html",
        status=status,
        call=rail_of(call, page.language),
        rows=[] if done else rows_of(judged, found, names),
        given=len(judged.given),
        taken=len(judged.taken),
        overloads=[] if done else overloads(judged, pool),
        faults=faults_of(judged, found, page.language),
        done=done,
    )
