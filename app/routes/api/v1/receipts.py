"""Doors of receipts: one's own with its content, and the check that anybody who has the code may make."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.permissions import can
from app.domain.receipts import read_code
from app.models import Dossier, Revision
from app.queries import dossiers as eyes
from app.queries import receipts
from app.routes.api.v1.shapes.dossiers import ReceiptCheckOut, ReceiptOut
from app.web.api import Room, answer
from app.web.api_guards import ApiDossier, ApiFacts
from app.web.database import Db
from app.web.receipt_checks import compared

room = Room("dossiers")


@room.get("/dossiers/{dossier}/receipt", ReceiptOut)
def read_receipt(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Response:
    """Read the receipt of what was filed last, with the content its digest proves."""
    revision = eyes.last_revision(db, dossier.id)
    if revision is None or not can("see_receipt", facts):
        raise NotFound
    return answer(receipt_out(dossier, revision))


@room.get("/receipts/{code}", ReceiptCheckOut)
def check_receipt(code: str, db: Db, digest: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Check a receipt by its code, and a digest against it, as anybody who has them may; nothing personal is there."""
    found = receipts.receipt(db, read_code(code) or code)
    if found is None:
        raise NotFound
    matches = compared(digest).digest == found.digest if digest else None
    more = {"call": found.call_slug, "filings": found.last, "digest_matches": matches}
    return answer(ReceiptCheckOut.model_validate(found._asdict() | more))


def receipt_out(dossier: Dossier, revision: Revision) -> ReceiptOut:
    """The proof of one filing."""
    return ReceiptOut.model_validate(
        {
            "dossier": dossier.id,
            "reference": dossier.reference or "",
            "number": revision.number,
            "code": revision.receipt_code,
            "digest": revision.digest,
            "track": revision.track_key,
            "filed_at": revision.filed_at,
            "content": revision.content,
        }
    )
