"""Doors of the spreadsheet of a reviewer: down, filled in elsewhere, up again, looked at, kept."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from starlette.datastructures import UploadFile

from app.adapters.workbooks import Sheet, ods, xlsx
from app.domain.errors import Invalid, NotFound
from app.domain.review_sheets import Judged
from app.models import Call
from app.queries import calls
from app.queries.review_sheets import own_reviews
from app.services import review_sheets
from app.web.body import Body
from app.web.database import Db, quickly
from app.web.files import HEADERS
from app.web.guards import Me, Now
from app.web.i18n import N_, translations
from app.web.messages import sentence
from app.web.pages import Page, PageMaker
from app.web.review_sheet import lines_of, workbook
from app.web.review_sheet_views import changes_by_review, faults_of, lines_again
from app.web.shown import text_in

LARGEST = 5_000_000
WRITERS: dict[str, tuple[Callable[[Sequence[Sheet]], bytes], str]] = {
    "xlsx": (xlsx.xlsx, xlsx.MEDIA_TYPE),
    "ods": (ods.ods, ods.MEDIA_TYPE),
}

router = APIRouter(prefix="/reviewer/calls/{call}/sheet")


async def _read_call(call: str, db: Db, me: Me) -> Call:
    """A call whose pool of reviewers holds this person."""
    found = await quickly(db, calls.by_slug, db, call)
    if found is None or not me.is_reviewer(found.id):
        raise NotFound
    return found


ReadCall = Annotated[Call, Depends(_read_call)]


@router.get("")
def sheet(call: ReadCall, page: Page, db: Db, me: Me) -> Response:
    """How to review in a spreadsheet: take it, fill it in, send it back."""
    return _sheet(page, db, me, call)


@router.get("/reviews.{ending}")
def download(call: ReadCall, ending: str, page: Page, db: Db, me: Me) -> Response:
    """The spreadsheet, with what is saved so far."""
    if ending not in WRITERS:
        raise NotFound
    write, kind = WRITERS[ending]
    content = write(workbook(call, me.id, own_reviews(db, me, call.id), page.language))
    word = translations(page.language).gettext(N_("evaluations"))
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{call.slug}-{word}.{ending}"'}
    return Response(content, headers=headers, media_type=kind)


@router.post("")
def look(call: ReadCall, body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Read a sheet that came back, and show what keeping it would do; nothing is written."""
    sent = body.get("file")
    try:
        if not isinstance(sent, UploadFile) or not sent.filename:
            raise Invalid("sheet_missing", field="file")
        if (sent.size or 0) > LARGEST:
            raise Invalid("sheet_too_large", field="file")
        lines = lines_of(sent.file.read(LARGEST), call, me.id)
    except Invalid as error:
        return _sheet(page, db, me, call, error=sentence(error, page.language), status=422)
    judged = review_sheets.preview(db, call, lines, actor=me, now=now)
    return _preview(page, db, me, call, judged)


@router.post("/keep")
def keep(call: ReadCall, body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Keep what was looked at; what changed meanwhile is shown again, with both texts."""
    lines, choices = lines_again(body)
    judged = review_sheets.keep(db, call, lines, choices, actor=me, now=now)
    kept = len({change.line.dossier for change in judged.written})
    if judged.crossed or judged.faults:
        return _preview(page, db, me, call, judged, kept=kept, status=409)
    text = translations(page.language).ngettext(
        "%(num)s évaluation est à jour.", "%(num)s évaluations sont à jour.", kept
    )
    return page.see("/reviewer", text % {"num": kept} if kept else N_("Rien n’a changé."))


def _sheet(page: PageMaker, db: Db, me: Me, call: Call, *, error: str = "", status: int = 200) -> Response:
    found = own_reviews(db, me, call.id)
    return page(
        "reviewer/sheet.html",
        status=status,
        call_title=text_in(call.title, page.language),
        number=len(found),
        left=sum(not one.is_given for one in found),
        error=error,
        rubric_call=call.slug,
    )


def _preview(
    page: PageMaker, db: Db, me: Me, call: Call, judged: Judged, *, kept: int | None = None, status: int = 200
) -> Response:
    found = own_reviews(db, me, call.id)
    return page(
        "reviewer/sheet_preview.html",
        status=status,
        written=changes_by_review([] if kept is not None else judged.written, found, page.language),
        crossed=changes_by_review(judged.crossed, found, page.language, crossed=True),
        faults=faults_of(judged, found, page.language),
        news=judged.news,
        same=judged.same,
        kept=kept,
        rubric_call=call.slug,
    )
