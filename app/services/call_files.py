"""The files that a call gives to fill in: checked by their content, kept once whatever their name."""

import io
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, exists, or_, select
from sqlmodel import Session, col

from app.adapters.filetypes import MEDIA_TYPES
from app.adapters.storage import Storage
from app.domain.errors import Invalid, NotFound
from app.domain.roles import Actor
from app.forms.files import FileForm
from app.models import Call, CallFile, Form, FormEdit, FormVersion
from app.queries.files import call_file
from app.services import journal
from app.services.call_changes import demand_mine
from app.services.files import Upload, after_commit, clean_name, demand_size, real_type, store
from app.services.upserts import insert_or_ignore

MOST_BYTES = 10_000_000
FIELD = "template"


def attach(db: Session, storage: Storage, call: Call, upload: Upload, *, actor: Actor, now: datetime) -> CallFile:
    """Keep a file for the forms of a call; one with the same bytes is kept once, under its last name.

    The plan of a form names it by `digest`. Raises Forbidden, or Invalid (field `template`) with the reason.
    """
    demand_mine(call, actor)
    demand_size(upload, MOST_BYTES, field=FIELD)
    examined = real_type(upload, tuple(MEDIA_TYPES), field=FIELD)
    name = clean_name(upload.name, examined.ending)
    key = f"calls/{call.id.hex}/{secrets.token_hex(16)}"
    stored = store(db, storage, key, examined.source)
    row = CallFile(
        call_id=call.id,
        digest=stored.digest,
        name=name,
        media_type=MEDIA_TYPES[examined.ending],
        size=stored.size,
        storage_key=key,
        created_at=now,
    )
    insert_or_ignore(db, row)
    kept = call_file(db, call.id, stored.digest)
    if kept is None:
        raise NotFound
    if kept.storage_key != key:
        after_commit(db, lambda: storage.remove(key))
        kept.name = name
        db.add(kept)
    _note(db, "call.file_attached", call, actor, now, after=stored.digest)
    return kept


def keep_brought(db: Session, storage: Storage, call_id: UUID, form: FileForm, *, now: datetime) -> CallFile:
    """Keep a file brought by the document of a call; the bytes go again if the transaction fails.

    Its type is what its content says. Raises Invalid (field `files`) for what is not welcome.
    """
    content = form.bytes
    examined = real_type(Upload(form.name, io.BytesIO(content)), tuple(MEDIA_TYPES), field="files")
    if examined.disarmed:
        # The document names its files by their digests: what is kept must have the same bytes.
        raise Invalid("file_armed", field="files")
    ending = examined.ending
    key = f"calls/{call_id.hex}/{secrets.token_hex(16)}"
    store(db, storage, key, io.BytesIO(content))
    row = CallFile(
        call_id=call_id,
        digest=form.digest,
        name=clean_name(form.name, ending),
        media_type=MEDIA_TYPES[ending],
        size=len(content),
        storage_key=key,
        created_at=now,
    )
    db.add(row)
    return row


def remove(db: Session, storage: Storage, call: Call, digest: str, *, actor: Actor, now: datetime) -> None:
    """Forget a file that no form of the call names any more, nor an edit that may be undone.

    Raises Forbidden, NotFound, or Invalid `call_file_in_use`.
    """
    demand_mine(call, actor)
    row = call_file(db, call.id, digest)
    if row is None:
        raise NotFound
    if _is_named(db, call, digest):
        raise Invalid("call_file_in_use", field=FIELD)
    key = row.storage_key
    db.delete(row)
    db.flush()
    after_commit(db, lambda: storage.remove(key))
    _note(db, "call.file_removed", call, actor, now, before=digest)


def _is_named(db: Session, call: Call, digest: str) -> bool:
    """Whether a plan, or an edit of one that is being written, holds the digest: it is long enough not to be chance."""
    edits = exists().where(
        col(FormEdit.form_version_id) == col(FormVersion.id),
        col(FormVersion.published_at).is_(None),
        or_(_holds(FormEdit.edit, digest), _holds(FormEdit.inverse, digest)),
    )
    query = (
        select(col(FormVersion.id))
        .join(Form, col(Form.id) == col(FormVersion.form_id))
        .where(col(Form.call_id) == call.id, or_(_holds(FormVersion.plan, digest), edits))
    )
    return db.execute(query.limit(1)).first() is not None


def _holds(column: object, digest: str) -> ColumnElement[bool]:
    return cast(col(column), String).contains(digest)


def _note(
    db: Session, action: str, call: Call, actor: Actor, now: datetime, *, before: str = "", after: str = ""
) -> None:
    digests = {"before": journal.digest(before) if before else "", "after": after}
    journal.write(db, action, f"call:{call.id}", actor_id=actor.id, now=now, call_id=call.id, **digests)
