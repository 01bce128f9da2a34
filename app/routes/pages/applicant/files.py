"""Doors of the files of a dossier."""

from uuid import UUID

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from app.domain.errors import Invalid, NotFound
from app.models import StoredFile
from app.queries.files import readable_file, stored_file
from app.services import files
from app.web.applicant import Mine, Room, Written
from app.web.applicant_sections import section_asking
from app.web.body import Body
from app.web.files import send_stored
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.messages_applicant import with_name
from app.web.uploads import accept_of

router = APIRouter(prefix="/applicant/dossiers/{dossier}/files")


@router.get("/{file}")
def download(file: UUID, mine: Mine) -> Response:
    """One of my files; of a dossier that is being changed, those that were filed too."""
    found = stored_file(mine.db, mine.dossier.id, file) or readable_file(mine.db, mine.dossier, file, reader=None)
    return send_stored(mine.hall, found, reader_id=mine.me.id)


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


@router.get("/{file}/replace")
def choose_another(file: UUID, mine: Written) -> Response:
    """Choose what comes in the place of a file."""
    return _choosing(mine, _one(mine, file))


@router.post("/{file}/replace")
def replace(file: UUID, body: Body, mine: Mine) -> Response:
    """Another file takes the place of this one, or nothing changes."""
    held, sent = _one(mine, file), body.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _choosing(mine, held, mine.page.say(N_("Choisissez le fichier qui le remplace.")))
    upload = files.Upload(sent.filename, sent.file)
    try:
        row = files.attach(
            mine.db,
            mine.hall.storage,
            mine.dossier,
            held.question_key,
            upload,
            actor=mine.me,
            now=mine.now,
            member_id=held.member_id,
            replaces=held.id,
        )
    except Invalid as error:
        return _choosing(mine, held, with_name(upload.name, sentence(error, mine.language), mine.language))
    where = section_asking(mine, row.question_key)
    return mine.page.see(where, N_("%(old)s est remplacé par %(name)s."), old=held.name, name=row.name)


def _choosing(mine: Room, held: StoredFile, error: str = "") -> Response:
    question = files.asked_question(mine.db, mine.dossier.form_version_id, held.question_key)
    plan, back = files.plan_for(question), section_asking(mine, held.question_key)
    shown = {"file": held, "plan": plan, "back": back, "accept": accept_of(plan), "error": error}
    return mine.show("applicant/file_replace.html", status=422 if error else 200, **shown)


def _one(mine: Room, file: UUID) -> StoredFile:
    found = stored_file(mine.db, mine.dossier.id, file)
    if found is None:
        raise NotFound
    return found
