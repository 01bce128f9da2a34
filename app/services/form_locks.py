"""Who may touch a form at once: many may start a dossier on it, unless somebody is publishing another version."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import Form

_FORM = select(Form)


def share(db: Session, form_id: UUID) -> None:
    """Keep the published version of a form as it is until this transaction ends."""
    db.execute(_FORM.where(col(Form.id) == form_id).with_for_update(read=True, key_share=True)).one()


def hold(db: Session, form_id: UUID) -> None:
    """Wait for the dossiers that are being started on a form, and let no other start before this transaction ends."""
    db.execute(_FORM.where(col(Form.id) == form_id).with_for_update()).one()
