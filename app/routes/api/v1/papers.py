"""Doors of the papers of a dossier: its receipt, its document, everything in one archive."""

from fastapi import Request
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.permissions import can
from app.domain.readers import reader_of
from app.web.api import Room
from app.web.api_guards import ApiDossier, ApiFacts
from app.web.database import Db
from app.web.dossier_archive import send_archive
from app.web.dossier_papers import entries_of, paper, receipt_of
from app.web.guards import TheHall
from app.web.problems import language_for

room = Room("dossiers")


class PdfResponse(Response):
    """A document, as OpenAPI describes it."""

    media_type = "application/pdf"


class ZipResponse(Response):
    """An archive, as OpenAPI describes it."""

    media_type = "application/zip"


@room.get("/dossiers/{dossier}/receipt.pdf", response_class=PdfResponse)
def download_receipt(dossier: ApiDossier, facts: ApiFacts, request: Request, db: Db, hall: TheHall) -> Response:
    """Download the receipt of what was filed last, as a sealed PDF; anybody may check it at `/receipts`."""
    made = receipt_of(db, hall, dossier, language_for(request)) if can("see_receipt", facts) else None
    if made is None:
        raise NotFound
    return made.response()


@room.get("/dossiers/{dossier}/document.pdf", response_class=PdfResponse)
def download_document(dossier: ApiDossier, facts: ApiFacts, request: Request, db: Db) -> Response:
    """Download a dossier as a tagged PDF, as far as I may read it: what was filed, or my draft."""
    return paper(db, dossier, language_for(request), reader=reader_of(facts)).response()


@room.get("/dossiers/{dossier}/archive.zip", response_class=ZipResponse)
def download_archive(dossier: ApiDossier, facts: ApiFacts, request: Request, db: Db, hall: TheHall) -> Response:
    """Download a dossier with its files in one ZIP, as far as I may read it."""
    entries = entries_of(db, hall, dossier, language_for(request), reader=reader_of(facts))
    return send_archive(hall.storage, entries, f"{(dossier.reference or str(dossier.id)).lower()}.zip")
