"""The journal's hand: one line for each act, chained in the transaction of the act."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.journal import GENESIS, Line, line_hash
from app.models import JournalHead, JournalLine
from app.services.upserts import insert_or_ignore

HOUSE = "house"


def write(
    db: Session,
    action: str,
    subject: str,
    *,
    actor_id: UUID | None,
    now: datetime,
    call_id: UUID | None = None,
    before: str = "",
    after: str = "",
) -> None:
    """Add one line to the chain of the call, or of the house. `subject` is `table:id`; the others are digests."""
    now = now.astimezone(UTC)
    head = _head(db, str(call_id) if call_id else HOUSE)
    line = Line(
        chain=head.chain,
        sequence=head.sequence + 1,
        at=now.isoformat(timespec="microseconds"),
        actor=str(actor_id or ""),
        action=action,
        subject=subject,
        before=before,
        after=after,
        previous=head.hash,
    )
    head.sequence, head.hash = line.sequence, line_hash(line)
    db.add(head)
    db.add(
        JournalLine(
            chain=line.chain,
            sequence=line.sequence,
            at=now,
            actor_id=actor_id,
            action=action,
            subject=subject,
            before=before,
            after=after,
            previous=line.previous,
            hash=head.hash,
        )
    )


def digest(content: Mapping[str, object] | str) -> str:
    """SHA-256 (hex) of a text, or of a mapping's canonical JSON."""
    text = content if isinstance(content, str) else json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _head(db: Session, chain: str) -> JournalHead:
    """The last line of the chain, locked until the transaction ends; the first writer makes it."""
    query = select(JournalHead).where(col(JournalHead.chain) == chain).with_for_update()
    head: JournalHead | None = db.execute(query).scalar_one_or_none()
    if head is None:
        insert_or_ignore(db, JournalHead(chain=chain, sequence=0, hash=GENESIS))
        made: JournalHead = db.execute(query).scalar_one()
        return made
    return head
