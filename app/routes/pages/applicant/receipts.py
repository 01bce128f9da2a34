"""Doors where anybody checks a receipt; nothing personal stands there."""

from fastapi import APIRouter, Response

from app.domain.receipts import read_code
from app.queries import applicants
from app.web.database import Db
from app.web.guards import Someone
from app.web.pages import Page

router = APIRouter(prefix="/receipts")


@router.get("")
def look_up(page: Page, _someone: Someone, code: str = "") -> Response:
    """Type a code, however it is written."""
    if found := read_code(code):
        return page.see(f"/receipts/{found}")
    return page("applicant/receipt_lookup.html", status=422 if code else 200, typed=code, unknown=False)


@router.get("/{code}")
def public_receipt(code: str, page: Page, db: Db, _someone: Someone) -> Response:
    """What this code proves."""
    found = applicants.receipt(db, read_code(code) or code)
    if found is None:
        return page("applicant/receipt_lookup.html", status=404, typed=code, unknown=True)
    return page("applicant/receipt_public.html", receipt=found)
