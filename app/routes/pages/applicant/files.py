"""Doors of the files of a dossier."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound
from app.models import StoredFile
from app.queries.files import readable_file, stored_file
from app.services import files
from app.web.applicant import Mine, Room, Written
from app.web.applicant_sections import section_asking
from app.web.body import Body
from app.web.files import send_stored
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}/files")


@router.get("/{file}")
def download(file: UUID, mine: Mine) -> Response:
    """One of my files; of a dossier that is being changed, those that were filed too."""
    found = stored_file(mine.db, mine.dossier.id, file) or readable_file(mine.db, mine.dossier, file, reader=None)
    return send_stored(mine.hall, found)


@router.get("/{file}/remove")
def ask_removal(file: UUID, mine: Written) -> Response:
    """Ask before removing a file."""
    found = _one(mine, file)
    return mine.show("applicant/file_remove.html", file=found, back=section_asking(mine, found.question_key))


@router.post("/{file}/remove")
def remove(file: UUID, _body: Body, mine: Mine) -> Response:
    """The dossier goes on without this file."""
    row = files.remove(mine.db, mine.dossier, file, actor=mine.me, now=mine.now)
    where = section_asking(mine, row.question_key)
    return mine.page.see(where, N_("%(name)s est retiré."), name=row.name)


def _one(mine: Room, file: UUID) -> StoredFile:
    found = stored_file(mine.db, mine.dossier.id, file)
    if found is None:
        raise NotFound
    return found
