"""The files that a form gives to fill in, kept with their call under their digest."""

import io
import secrets
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.adapters.storage import Storage
from app.forms.files import FileForm
from app.models import CallFile
from app.services.files import store


def keep_file(db: Session, storage: Storage, call_id: UUID, form: FileForm, *, now: datetime) -> CallFile:
    """Keep a file with its call; the bytes go again if the transaction fails."""
    content = form.bytes
    key = f"calls/{call_id.hex}/{secrets.token_hex(16)}"
    store(db, storage, key, io.BytesIO(content))
    row = CallFile(
        call_id=call_id,
        digest=form.digest,
        name=form.name,
        media_type=form.media_type,
        size=len(content),
        storage_key=key,
        created_at=now,
    )
    db.add(row)
    return row
