"""Doors of files that come piece by piece: begun, asked where they are, continued, finished, given up."""

from uuid import UUID

from fastapi import APIRouter, Response
from starlette.responses import PlainTextResponse

from app.forms.uploads import NewUpload
from app.models import Upload
from app.services import uploads
from app.web.answer_parts import shown_files
from app.web.applicant import Mine, Room
from app.web.applicant_sections import section_asking
from app.web.binding import Posted
from app.web.body import Body
from app.web.i18n import N_
from app.web.uploads import TheArrived, ThePiece, in_one_line, standing, uuid_in

router = APIRouter(prefix="/applicant/dossiers/{dossier}/uploads")


@router.post("")
def begin(form: Posted[NewUpload], mine: Mine) -> Response:
    """Say what is about to come; the answer says where to send it, and from which byte."""
    if not form.ok:
        return PlainTextResponse(mine.page.say(N_("Choisissez ce fichier à nouveau.")), 422)

    def act() -> Response:
        upload = uploads.begin(mine.db, mine.dossier, form.form, actor=mine.me, now=mine.now)
        return standing(upload, f"{mine.path}/uploads/{upload.id}", 201)

    return in_one_line(mine, act)


@router.get("/{upload}")
def how_far(upload: UUID, mine: Mine) -> Response:
    """How much of it is safe (HEAD)."""
    return standing(_one(mine, upload), f"{mine.path}/uploads/{upload}", 200)


@router.patch("/{upload}")
def receive(upload: UUID, piece: ThePiece, mine: Mine) -> Response:
    """Keep one more piece."""

    def act() -> Response:
        row = _one(mine, upload, to_change=True)
        uploads.receive(
            mine.db, mine.hall.storage, mine.dossier, row, piece.offset, piece.content, actor=mine.me, now=mine.now
        )
        return standing(row, f"{mine.path}/uploads/{upload}", 200)

    return in_one_line(mine, act)


@router.post("/{upload}/finish")
def finish(upload: UUID, arrived: TheArrived, body: Body, mine: Mine) -> Response:
    """What came whole becomes a file of the dossier; the answer is the list of the files of its question."""

    def act() -> Response:
        row = _one(mine, upload, to_change=True)
        if arrived.error is not None:
            raise arrived.error
        file = uploads.finish(
            mine.db,
            mine.hall.storage,
            mine.dossier,
            row,
            arrived.examined,
            actor=mine.me,
            now=mine.now,
            replaces=uuid_in(body, "replaces"),
        )
        listed = shown_files(mine.content().files, row.question_key, mine.language, f"{mine.path}/files")
        return mine.show("applicant/uploaded.html", key=row.question_key, file=file, held=listed)

    return in_one_line(mine, act)


@router.get("/{upload}/cancel")
def ask_to_give_up(upload: UUID, mine: Mine) -> Response:
    """Ask before giving up what was cut."""
    row = _one(mine, upload)
    return mine.show("applicant/upload_cancel.html", upload=row, back=section_asking(mine, row.question_key))


@router.post("/{upload}/cancel")
def give_up(upload: UUID, _body: Body, mine: Mine) -> Response:
    """It does not come after all."""
    row = _one(mine, upload, to_change=True)
    uploads.give_up(mine.db, mine.hall.storage, row)
    return mine.page.see(
        section_asking(mine, row.question_key), N_("L’envoi de %(name)s est abandonné."), name=row.name
    )


def _one(mine: Room, upload: UUID, *, to_change: bool = False) -> Upload:
    return uploads.mine(mine.db, mine.dossier.id, upload, mine.me.id, to_change=to_change)
