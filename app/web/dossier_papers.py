"""The papers of a dossier, made when they are asked for: its document, its receipt, the files beside them."""

from dataclasses import dataclass

from sqlmodel import Session
from starlette.responses import Response

from app.adapters.documents.joined import Part, joined
from app.adapters.documents.pdf import MEDIA_TYPE, pdf
from app.adapters.storage import Storage
from app.domain.questions import Reader
from app.models import Dossier, Person, Revision, Track
from app.queries import asked, calls
from app.queries.blind import title_for
from app.queries.dossiers import FileRow, last_revision
from app.queries.files import storage_keys
from app.web.answers import shown_sections
from app.web.dossier_archive import Entry
from app.web.dossier_document import dossier_document
from app.web.files import HEADERS, may_leave
from app.web.hall import Hall
from app.web.i18n import N_, translations
from app.web.receipt_document import receipt_pdf

DRAWN = (MEDIA_TYPE, "image/png", "image/jpeg")
MOST_JOINED = 40_000_000
"""Bytes of files that one document holds; they pass through memory."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and what it is called."""

    name: str
    content: bytes

    def response(self) -> Response:
        """The document as a download."""
        headers = {**HEADERS, "content-disposition": f'attachment; filename="{self.name}"'}
        return Response(self.content, headers=headers, media_type=MEDIA_TYPE)


def paper(
    db: Session, dossier: Dossier, language: str, *, reader: Reader | None = None, working: bool = False
) -> Paper:
    """What a dossier says to this reader; None reads it whole. `working`: for those who write it, what it says now."""
    plan, content = asked.reading(db, dossier, reader=reader, working=working)
    sections = shown_sections(plan, content, language, files_at="")
    call, track = calls.call_of(db, dossier.call_id), db.get_one(Track, dossier.track_id)
    unfiled = dossier.filed_at is None or (working and dossier.reopened_at is not None)
    hidden = asked.hidden_from(db, dossier, reader)
    bearer = "" if "bearer" in hidden else dossier.bearer
    title = title_for(db, dossier, reader)
    made = pdf(dossier_document(dossier, call, track, sections, language, title=title, bearer=bearer, unfiled=unfiled))
    word = translations(language).gettext(N_("brouillon") if unfiled else N_("dossier"))
    return Paper(f"{_name(dossier, call.reference)}-{word}.pdf", made)


def paper_with_files(
    db: Session, hall: Hall, dossier: Dossier, language: str, *, reader: Reader | None = None
) -> Paper:
    """The same, then the pages of its PDF files and pictures; more than a document can hold stays in the archive, and
    what an antivirus holds back stays out of both."""
    alone = paper(db, dossier, language, reader=reader)
    _, content = asked.reading(db, dossier, reader=reader)
    files = [file for file in content.files if file.media_type in DRAWN and may_leave(hall, file)]
    if not files or sum(file.size for file in files) > MOST_JOINED:
        return alone
    keys = storage_keys(db, [file.id for file in files])
    parts = (_part(hall.storage, file, keys[file.id]) for file in files)
    return Paper(alone.name, joined(alone.content, [part for part in parts if part is not None]))


def _part(storage: Storage, file: FileRow, key: str) -> Part | None:
    try:
        return Part(file.name, file.media_type, b"".join(storage.read(key)))
    except FileNotFoundError:
        return None


def receipt_of(
    db: Session, hall: Hall, dossier: Dossier, language: str, revision: Revision | None = None
) -> Paper | None:
    """The receipt of a filing, by default the last one; None for a dossier that was never filed."""
    found = revision or last_revision(db, dossier.id)
    if found is None:
        return None
    call = calls.call_of(db, dossier.call_id)
    track = calls.track_of(db, call.id, found.track_key) or db.get_one(Track, dossier.track_id)
    filed_by = db.get_one(Person, found.filed_by).name
    made = receipt_pdf(hall, dossier, found, call, track, filed_by=filed_by, language=language)
    word = translations(language).gettext(N_("accuse"))
    return Paper(f"{_name(dossier, call.reference)}-{word}-{found.number}.pdf", made)


def entries_of(
    db: Session, hall: Hall, dossier: Dossier, language: str, *, reader: Reader | None = None
) -> list[Entry]:
    """Everything there is of a dossier for this reader; who reads it whole gets its receipt too."""
    papers = [paper(db, dossier, language, reader=reader)]
    if reader is None and (receipt := receipt_of(db, hall, dossier, language)):
        papers.append(receipt)
    at = dossier.filed_at or dossier.updated_at
    _, content = asked.reading(db, dossier, reader=reader)
    files = [file for file in content.files if may_leave(hall, file)]
    keys = storage_keys(db, [file.id for file in files])
    folder = translations(language).gettext(N_("fichiers"))
    return [
        *(Entry(one.name, at, one.content) for one in papers),
        *(Entry(f"{folder}/{file.name}", file.created_at, key=keys[file.id]) for file in files),
    ]


def _name(dossier: Dossier, reference: str) -> str:
    return (dossier.reference or reference).lower()
