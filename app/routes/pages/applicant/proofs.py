"""Doors of what one keeps of a dossier: its receipt, its document, everything in one archive."""

from fastapi import APIRouter, Response

from app.domain.errors import WrongState
from app.models import Person
from app.queries import calls
from app.queries.dossiers import last_revision
from app.web.applicant import Mine
from app.web.applicant_views import calendar_rows, filed_counts
from app.web.dossier_archive import send_archive
from app.web.dossier_papers import entries_of, paper, paper_with_files, receipt_of
from app.web.receipt_document import grouped

router = APIRouter(prefix="/applicant/dossiers/{dossier}")


@router.get("/receipt")
def receipt(mine: Mine) -> Response:
    """The proof of what was filed last."""
    revision = last_revision(mine.db, mine.dossier.id)
    if revision is None:
        raise WrongState("not_filed_yet")
    moments = [moment for moment in calls.moments(mine.db, mine.call.id) if moment.starts_at > mine.now]
    return mine.show(
        "applicant/receipt.html",
        revision=revision,
        digest=grouped(revision.digest),
        filed_by=mine.db.get_one(Person, revision.filed_by).name,
        counts=filed_counts(revision, mine.language),
        ahead=calendar_rows(moments, mine.now, mine.language),
    )


@router.get("/receipt.pdf")
def receipt_as_pdf(mine: Mine) -> Response:
    """The same to keep, sealed."""
    made = receipt_of(mine.db, mine.hall, mine.dossier, mine.language)
    if made is None:
        raise WrongState("not_filed_yet")
    return made.response()


@router.get("/dossier.pdf")
def dossier_as_pdf(mine: Mine, version: str = "", files: str = "") -> Response:
    """The whole dossier: what was filed, or the draft; `working` reads the changes that are not filed."""
    if files:
        return paper_with_files(mine.db, mine.hall, mine.dossier, mine.language).response()
    return paper(mine.db, mine.dossier, mine.language, working=version == "working").response()


@router.get("/dossier.zip")
def dossier_as_archive(mine: Mine) -> Response:
    """The document, the receipt and every file, as filed or as the draft stands."""
    entries = entries_of(mine.db, mine.hall, mine.dossier, mine.language)
    name = (mine.dossier.reference or mine.call.reference).lower()
    return send_archive(mine.hall.storage, entries, f"{name}.zip")
