"""Doors where anybody checks a receipt; nothing personal stands there."""

from fastapi import APIRouter, Response

from app.domain.receipts import read_code
from app.queries import receipts
from app.queries.receipts import ReceiptRow
from app.web.body import Body
from app.web.database import Db
from app.web.guards import Someone, TheHall
from app.web.pages import Page, PageMaker
from app.web.receipt_checks import PROVED, Proof, read_proof
from app.web.receipt_document import grouped

router = APIRouter(prefix="/receipts")


@router.get("")
def look_up(page: Page, _someone: Someone, code: str = "") -> Response:
    """Type a code, however it is written."""
    if found := read_code(code):
        return page.see(f"/receipts/{found}")
    return page("applicant/receipt_lookup.html", status=422 if code else 200, typed=code, unknown=False)


@router.post("")
def check_document(body: Body, page: Page, hall: TheHall, db: Db, _someone: Someone) -> Response:
    """Drop a receipt: it says itself which filing it proves."""
    proof = read_proof(hall, body)
    found = receipts.receipt(db, proof.code) if proof.code else None
    if found is None:
        return page("applicant/receipt_lookup.html", status=422, typed="", unknown=False, proof=proof.alone())
    return _shown(page, found, proof)


@router.get("/{code}")
def public_receipt(code: str, page: Page, db: Db, _someone: Someone) -> Response:
    """What this code proves."""
    found = receipts.receipt(db, read_code(code) or code)
    if found is None:
        return page("applicant/receipt_lookup.html", status=404, typed=code, unknown=True)
    return _shown(page, found)


@router.post("/{code}")
def check(code: str, body: Body, page: Page, hall: TheHall, db: Db, _someone: Someone) -> Response:
    """Compare a document, or a digest, with what this code proves."""
    found = receipts.receipt(db, read_code(code) or code)
    if found is None:
        return page("applicant/receipt_lookup.html", status=404, typed=code, unknown=True)
    return _shown(page, found, read_proof(hall, body))


def _shown(page: PageMaker, found: ReceiptRow, proof: Proof | None = None) -> Response:
    """What a code proves, and what was compared with it."""
    result = proof.against(found) if proof else None
    return page(
        "applicant/receipt_public.html",
        status=200 if result is None or result in PROVED else 422,
        receipt=found,
        digest=grouped(found.digest),
        proof=result,
        typed=proof.typed if proof else "",
        other=proof.code if proof else "",
    )
