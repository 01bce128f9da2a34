"""Reads of receipts, for whoever has their code."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.models import Call, Dossier, Revision


class ReceiptRow(NamedTuple):
    """What anybody who has the code may check: nothing about people."""

    code: str
    digest: str
    filed_at: datetime
    number: int
    reference: str
    call_slug: str
    call_title: dict[str, str]
    zone: str
    last: int


def receipt(db: Session, code: str) -> ReceiptRow | None:
    """The filing that this code proves; `last` is how many times this dossier was filed by now."""
    later = aliased(Revision)
    count = select(func.max(col(later.number))).where(col(later.dossier_id) == col(Revision.dossier_id))
    last = count.scalar_subquery()
    query = (
        select(
            col(Revision.receipt_code),
            col(Revision.digest),
            col(Revision.filed_at),
            col(Revision.number),
            col(Dossier.reference),
            col(Call.slug),
            col(Call.title),
            col(Call.zone),
            last,
        )
        .join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .where(col(Revision.receipt_code) == code)
    )
    row = db.execute(query).one_or_none()
    return ReceiptRow(*row) if row else None
