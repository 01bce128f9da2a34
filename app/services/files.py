"""The files of a dossier: checked by their content, streamed to the storage, forgotten with the act that fails."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import event, func, select
from sqlmodel import Session, col

from app.adapters.filetypes import MEDIA_TYPES, recognise
from app.adapters.storage import Storage, Stored
from app.adapters.unreadable import Unreadable
from app.domain.errors import Invalid, NotFound
from app.domain.questions import FilePlan, Question, QuestionKind
from app.domain.roles import Actor
from app.models import Dossier, Member, StoredFile
from app.queries.forms import plan_of
from app.services import corrections, journal
from app.services.drafts import demand_open, note, refresh

LONGEST_NAME = 200
_SAME = {"jpeg": "jpg"}
# Control signs, and the marks that reverse the order of letters: `exe.fdp` must not read `pdf.exe`.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name it was given, and its bytes, from the start."""

    name: str
    source: BinaryIO


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that is welcome: its name, the ending of its real type, and what is kept of it.

    `disarmed`: it carried programs, and what is kept does not.
    """

    name: str
    ending: str
    source: BinaryIO
    disarmed: bool = False


def attach(
    db: Session,
    storage: Storage,
    dossier: Dossier,
    question_key: str,
    upload: Upload,
    *,
    actor: Actor,
    now: datetime,
    version_id: UUID | None = None,
    member_id: UUID | None = None,
    replaces: UUID | None = None,
) -> StoredFile:
    """Keep a file for a question of the dossier's form, or of an earlier version that the page was made from.

    Raises WrongState, NotFound (no such question, nothing to replace) or Invalid (field: the question) with the reason.
    """
    question = demand_asked(db, dossier, question_key, actor=actor, now=now, version_id=version_id)
    examined = examine(upload, question)
    return keep(db, storage, dossier, question, examined, actor=actor, now=now, member_id=member_id, replaces=replaces)


def demand_asked(
    db: Session, dossier: Dossier, question_key: str, *, actor: Actor, now: datetime, version_id: UUID | None = None
) -> Question:
    """The question that a file may be sent to now; raises WrongState or NotFound."""
    demand_open(db, dossier, actor, now)
    question = asked_question(db, version_id or dossier.form_version_id, question_key)
    corrections.demand_asked(db, dossier, [question_key])
    return question


def examine(upload: Upload, question: Question) -> Examined:
    """Look at what was sent, and nothing else: no row is read. Raises Invalid (field: the question)."""
    plan = plan_for(question)
    demand_size(upload, plan.max_bytes, field=question.key)
    return real_type(upload, endings(plan), field=question.key)


def keep(
    db: Session,
    storage: Storage,
    dossier: Dossier,
    question: Question,
    examined: Examined,
    *,
    actor: Actor,
    now: datetime,
    member_id: UUID | None = None,
    replaces: UUID | None = None,
) -> StoredFile:
    """Store what was examined, in the place of another where it replaces one; raises Invalid when there is no room."""
    # Nothing is written before the last refusal: whoever catches it goes on with the same transaction.
    demand_room(db, dossier, question, member_id=member_id, replaces=replaces)
    if replaces is not None:
        remove(db, dossier, replaces, actor=actor, now=now)
    row = written(db, storage, dossier, question.key, examined, actor=actor, now=now, member_id=member_id)
    refresh(db, dossier, now=now)
    note(db, "file.disarmed" if row.disarmed else "file.attached", dossier, actor, now, after=row.digest)
    return row


def written(
    db: Session,
    storage: Storage,
    dossier: Dossier,
    question_key: str,
    examined: Examined,
    *,
    actor: Actor,
    now: datetime,
    member_id: UUID | None = None,
) -> StoredFile:
    """The bytes of what was examined, stored, and the row that names them: they go again if the transaction fails."""
    key = f"dossiers/{dossier.id.hex}/{secrets.token_hex(16)}"
    stored = store(db, storage, key, examined.source)
    row = StoredFile(
        dossier_id=dossier.id,
        question_key=question_key,
        name=clean_name(examined.name, examined.ending),
        media_type=MEDIA_TYPES[examined.ending],
        size=stored.size,
        digest=stored.digest,
        storage_key=key,
        uploaded_by=actor.id,
        created_at=now,
        member_id=member_id,
        disarmed=examined.disarmed,
    )
    db.add(row)
    return row


def demand_room(
    db: Session, dossier: Dossier, question: Question, *, member_id: UUID | None = None, replaces: UUID | None = None
) -> None:
    """Raise Invalid when the question, or the member whose letter it is, has all the files it takes."""
    query = select(func.count()).where(col(StoredFile.dossier_id) == dossier.id, col(StoredFile.removed_at).is_(None))
    query = query.where(col(StoredFile.question_key) == question.key, col(StoredFile.member_id) == member_id)
    query = query.where(col(StoredFile.id) != replaces) if replaces else query
    most = plan_for(question).at_most
    if db.execute(query).scalar_one() >= most:
        raise Invalid("file_too_many", field=question.key, most=most)


def remove(db: Session, dossier: Dossier, file_id: UUID, *, actor: Actor, now: datetime) -> StoredFile:
    """The dossier goes on without this file; what was filed before keeps its bytes. Raises WrongState, NotFound."""
    demand_open(db, dossier, actor, now)
    query = select(StoredFile).where(col(StoredFile.id) == file_id, col(StoredFile.dossier_id) == dossier.id)
    row: StoredFile | None = db.execute(query.where(col(StoredFile.removed_at).is_(None))).scalar_one_or_none()
    if row is None:
        raise NotFound
    corrections.demand_asked(db, dossier, [row.question_key])
    row.removed_at = now
    db.add(row)
    if row.member_id is not None:
        db.get_one(Member, row.member_id).has_letter = False
    refresh(db, dossier, now=now)
    note(db, "file.removed", dossier, actor, now, before=journal.digest(row.digest))
    return row


def clean_name(name: str, ending: str) -> str:
    """The name without folders or signs that deceive, with the ending of what the file is."""
    bare = _FORBIDDEN.sub("_", _UNSEEN.sub("", name.replace("\\", "/").rpartition("/")[2]))
    bare = " ".join(bare.split()).strip(". ") or "document"
    given = bare.rpartition(".")[2].lower()
    if _SAME.get(given, given) != ending or "." not in bare:
        bare = f"{bare}.{ending}"
    stem, _, suffix = bare.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def plan_for(question: Question) -> FilePlan:
    """What may be attached to a question; PDF alone when the form does not say."""
    return question.files or FilePlan()


def endings(plan: FilePlan) -> tuple[str, ...]:
    """The types of a plan under the names we give them."""
    return tuple(dict.fromkeys(_SAME.get(kind.lower(), kind.lower()) for kind in plan.types))


def demand_size(upload: Upload, most: int, *, field: str) -> None:
    """Raise Invalid unless there is something in the file, and not more than this many bytes."""
    size = upload.source.seek(0, 2)
    if size == 0:
        raise Invalid("file_empty", field=field)
    if size > most:
        raise Invalid("file_too_large", field=field, most=most // 1_000_000 or 1)


def real_type(upload: Upload, welcome: tuple[str, ...], *, field: str) -> Examined:
    """What a file really is, once it is known to be welcome, and made harmless; raises Invalid."""
    try:
        found = recognise(upload.source)
    except Unreadable as error:
        raise Invalid(f"file_{error.reason}", field=field, types=", ".join(welcome)) from error
    if found.ending not in welcome:
        raise Invalid("file_unknown", field=field, types=", ".join(welcome))
    return Examined(upload.name, found.ending, found.harmless or upload.source, found.harmless is not None)


def asked_question(db: Session, version_id: UUID, question_key: str) -> Question:
    """A question of files of this version of the form; raises NotFound."""
    for question in plan_of(db, version_id).questions:
        if question.key == question_key and question.kind == QuestionKind.FILES:
            return question
    raise NotFound


def after_commit(db: Session, deed: Callable[[], None]) -> None:
    """Do something outside of the database once the transaction is safe; nothing when it fails."""
    event.listen(db, "after_commit", lambda _session: deed(), once=True)


def store(db: Session, storage: Storage, key: str, source: BinaryIO) -> Stored:
    """Write the bytes; they go again if the transaction that names them fails."""
    kept = False

    def keep(_session: Session) -> None:
        nonlocal kept
        kept = True

    def forget(_session: Session) -> None:
        if not kept:
            storage.remove(key)

    event.listen(db, "after_commit", keep, once=True)
    event.listen(db, "after_rollback", forget, once=True)
    source.seek(0)
    return storage.write(key, source)
