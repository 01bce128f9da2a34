"""Doors of all that a call asks, before any account: a page, and a document to fill in far from a screen."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.adapters.documents import Document
from app.adapters.documents import pdf as as_pdf
from app.adapters.documents import word as as_word
from app.domain.errors import NotFound
from app.domain.form_plans import FormPlan
from app.models import Call, Track
from app.queries import calls, forms
from app.queries.tracks import open_tracks
from app.web.blank_document import blank_document
from app.web.database import Db
from app.web.guards import PublicCall
from app.web.public import OpenPage
from app.web.questions import shown_track

router = APIRouter(prefix="/calls/{call}/questions")

WRITERS: Mapping[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (as_pdf.pdf, as_pdf.MEDIA_TYPE),
    "docx": (as_word.docx, as_word.MEDIA_TYPE),
}


@router.get("")
def questions(call: PublicCall, page: OpenPage, db: Db) -> Response:
    """Every question of every track; made to be printed."""
    shown = [shown_track(track, plan, page.language) for track, plan in _plans(db, call)]
    return page("public/questions.html", call=call, tracks=shown)


@router.get("/{track}.{ending}")
def document(call: PublicCall, track: str, ending: str, page: OpenPage, db: Db) -> Response:
    """The blank document of a track, as PDF or DOCX, in the language of the reader."""
    found = calls.track_of(db, call.id, track)
    if found is None or ending not in WRITERS:
        raise NotFound
    made = _written(blank_document(call, found, _plan(db, found), page.language), ending)
    return page.file(made, WRITERS[ending][1], name=f"{call.slug}-{found.key}-{page.language}.{ending}")


@lru_cache(maxsize=64)
def _written(document: Document, ending: str) -> bytes:
    """The bytes of a document: the same description is written once per process."""
    return WRITERS[ending][0](document)


def _plans(db: Session, call: Call) -> list[tuple[Track, FormPlan]]:
    return [(track, _plan(db, track)) for track in open_tracks(db, call)]


def _plan(db: Session, track: Track) -> FormPlan:
    return forms.plan_of(db, forms.latest_version(db, track.form_id))
