"""Doors of receipts: one's own with its content, and the check that anybody who has the code may make."""

from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.permissions import can
from app.domain.receipts import read_code
from app.models import Dossier, Revision
from app.queries import applicants
from app.queries import dossiers as eyes
from app.routes.api.v1.shapes.dossiers import ReceiptCheckOut, ReceiptOut
from app.web.api import Room, answer
from app.web.api_guards import ApiDossier, ApiFacts
from app.web.database import Db

room = Room("dossiers")


@room.get("/dossiers/{dossier}/receipt", ReceiptOut)
def read_receipt(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Response:
    """Read the receipt of what was filed last, with the content its digest proves."""
    revision = eyes.last_revision(db, dossier.id)
    if revision is None or not can("see_receipt", facts):
        raise NotFound
    return answer(receipt_out(dossier, revision))


@room.get("/receipts/{code}", ReceiptCheckOut)
def check_receipt(code: str, db: Db) -> Response:
    """Check a receipt by its code, as anybody who has it may; nothing personal stands there."""
    found = applicants.receipt(db, read_code(code) or code)
    if found is None:
        raise NotFound
    return answer(ReceiptCheckOut.model_validate(found._asdict() | {"call": found.call_slug}))


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
