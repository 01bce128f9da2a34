"""Files that come piece by piece: each piece is safe once it is acknowledged, and a cut costs no more than one."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlmodel import Session, col

from app.adapters.database import Database
from app.adapters.filetypes import may_be_read
from app.adapters.storage import Storage
from app.domain.errors import Invalid, NotFound, TooMany, WrongState
from app.domain.questions import Question
from app.domain.roles import Actor
from app.forms.uploads import NewUpload
from app.models import Dossier, StoredFile, Upload
from app.services import files
from app.services.drafts import demand_open
from app.services.upserts import changed_rows

KEPT = timedelta(days=2)
MOST_AT_ONCE = 40
PATIENCE_SECONDS = 600
FOLDER = "uploads"


def begin(
    db: Session,
    dossier: Dossier,
    form: NewUpload,
    *,
    actor: Actor,
    now: datetime,
    version_id: UUID | None = None,
    member_id: UUID | None = None,
) -> Upload:
    """Make room for a file, or find where the same file was cut; raises Invalid (field: the question) at once when it
    will not be welcome, and TooMany when this person has too many on their way."""
    question = files.demand_asked(db, dossier, form.question, actor=actor, now=now, version_id=version_id)
    if (cut := _cut(db, dossier, form, actor, now)) is not None:
        cut.expires_at = now + KEPT
        db.add(cut)
        return cut
    _demand_size(question, form.size)
    files.demand_room(db, dossier, question, member_id=member_id, replaces=form.replaces)
    _demand_few(db, actor, now)
    upload = Upload(
        dossier_id=dossier.id,
        form_version_id=version_id or dossier.form_version_id,
        question_key=form.question,
        member_id=member_id,
        person_id=actor.id,
        name=form.name,
        size=form.size,
        fingerprint=form.fingerprint,
        created_at=now,
        expires_at=now + KEPT,
    )
    db.add(upload)
    db.flush()
    return upload


def receive(
    db: Session,
    storage: Storage,
    dossier: Dossier,
    upload: Upload,
    offset: int,
    piece: bytes,
    *,
    actor: Actor,
    now: datetime,
) -> Upload:
    """Keep the piece that begins at `offset`; raises WrongState `upload_elsewhere` when another one was awaited."""
    demand_open(db, dossier, actor, now)
    if offset != upload.received or upload.file_id is not None:
        raise WrongState("upload_elsewhere", offset=upload.received)
    if not piece or offset + len(piece) > upload.size:
        raise Invalid("upload_too_long", field=upload.question_key)
    if offset == 0 and not may_be_read(piece[:1024]):
        question = files.asked_question(db, upload.form_version_id, upload.question_key)
        types = ", ".join(files.endings(files.plan_for(question)))
        raise Invalid("file_unknown", field=upload.question_key, types=types)
    files.store(db, storage, _key(upload, upload.pieces), BytesIO(piece))
    upload.received += len(piece)
    upload.pieces += 1
    upload.expires_at = now + KEPT
    db.add(upload)
    return upload


def gather(storage: Storage, upload: Upload, target: BinaryIO) -> None:
    """Put the pieces together. No row is read: it may take its time."""
    for number in range(upload.pieces):
        for piece in storage.read(_key(upload, number)):
            target.write(piece)
    target.seek(0)


def finish(
    db: Session,
    storage: Storage,
    dossier: Dossier,
    upload: Upload,
    examined: files.Examined | None,
    *,
    actor: Actor,
    now: datetime,
    replaces: UUID | None = None,
) -> StoredFile:
    """The pieces become a file of the dossier; asked twice, it is the same file. Raises as `files.attach` does."""
    if upload.file_id is not None:
        return db.get_one(StoredFile, upload.file_id)
    if examined is None:
        raise WrongState("upload_unfinished")
    question = files.demand_asked(
        db, dossier, upload.question_key, actor=actor, now=now, version_id=upload.form_version_id
    )
    row = files.keep(
        db,
        storage,
        dossier,
        question,
        examined,
        actor=actor,
        now=now,
        member_id=upload.member_id,
        replaces=replaces,
    )
    db.flush()
    upload.file_id = row.id
    db.add(upload)
    _forget_pieces(db, storage, upload)
    return row


def give_up(db: Session, storage: Storage, upload: Upload) -> None:
    """The file does not come after all; giving up twice is no error."""
    _forget_pieces(db, storage, upload)
    db.delete(upload)


def mine(db: Session, dossier_id: UUID, upload_id: UUID, person_id: UUID, *, to_change: bool = False) -> Upload:
    """What this person is sending to this dossier; raises NotFound."""
    query = select(Upload).where(col(Upload.id) == upload_id, col(Upload.dossier_id) == dossier_id)
    query = query.where(col(Upload.person_id) == person_id)
    found: Upload | None = db.execute(query.with_for_update() if to_change else query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def on_their_way(db: Session, dossier_id: UUID, person_id: UUID, now: datetime) -> list[Upload]:
    """What this person began to send to this dossier and that was cut, the oldest first."""
    query = select(Upload).where(col(Upload.dossier_id) == dossier_id, *_unfinished(person_id, now))
    return list(db.execute(query.order_by(col(Upload.id))).scalars())


def sweep(db: Session, now: datetime) -> int:
    """Drop what was never finished, and what is finished for long; how many there were."""
    return changed_rows(db, delete(Upload).where(col(Upload.expires_at) <= now))


def sweep_pieces(database: Database, storage: Storage) -> int:
    """Remove the pieces of uploads that are no more; how many there were."""
    # The pieces are listed first: an upload that begins meanwhile is found among the rows.
    keys = list(storage.every_key(FOLDER))
    if not keys:
        return 0
    with database.reading() as db:
        alive = {one.hex for one in db.execute(select(col(Upload.id))).scalars()}
    dead = [key for key in keys if key.split("/")[1] not in alive]
    for key in dead:
        storage.remove(key)
    return len(dead)


def _cut(db: Session, dossier: Dossier, form: NewUpload, actor: Actor, now: datetime) -> Upload | None:
    """The same file, sent by the same person to the same place, that did not come whole."""
    if not form.fingerprint:
        return None
    query = select(Upload).where(
        col(Upload.dossier_id) == dossier.id,
        col(Upload.question_key) == form.question,
        col(Upload.fingerprint) == form.fingerprint,
        col(Upload.size) == form.size,
        col(Upload.name) == form.name,
        *_unfinished(actor.id, now),
    )
    found: Upload | None = db.execute(query.limit(1)).scalar_one_or_none()
    return found


def _unfinished(person_id: UUID, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(Upload.person_id) == person_id, col(Upload.file_id).is_(None), col(Upload.expires_at) > now


def _demand_size(question: Question, size: int) -> None:
    most = files.plan_for(question).max_bytes
    if size == 0:
        raise Invalid("file_empty", field=question.key)
    if size > most:
        raise Invalid("file_too_large", field=question.key, most=most // 1_000_000 or 1)


def _demand_few(db: Session, actor: Actor, now: datetime) -> None:
    query = select(func.count()).select_from(Upload).where(*_unfinished(actor.id, now))
    if db.execute(query).scalar_one() >= MOST_AT_ONCE:
        raise TooMany("uploads_too_many", retry_after=PATIENCE_SECONDS)


def _key(upload: Upload, number: int) -> str:
    return f"{FOLDER}/{upload.id.hex}/{number:05}"


def _forget_pieces(db: Session, storage: Storage, upload: Upload) -> None:
    keys = [_key(upload, number) for number in range(upload.pieces)]

    def forget() -> None:
        for key in keys:
            storage.remove(key)

    files.after_commit(db, forget)
