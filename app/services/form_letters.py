"""The mail of a published form: one to each owner of whom it asks something, whatever the number of their drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.phases import filing_ends
from app.domain.texts import text_in
from app.models import Call, Dossier, FormVersion, Person
from app.queries.calls import calendar_of
from app.services import outbox

AT_ONCE = 50
Line = Sequence[object]
"""What moving did to one draft: its id, answers kept aside, to check, asked for, and in all to look at."""


def tell(db: Session, version: FormVersion, lines: Sequence[Line], *, now: datetime) -> int:
    """Write to the owners of these drafts who can still file and have something to do; how many were written to."""
    asked = {UUID(str(line[0])): int(str(line[4])) for line in lines}
    query = select(Dossier).where(
        col(Dossier.id).in_([one for one, number in asked.items() if number]), col(Dossier.state) == "draft"
    )
    mine: dict[UUID, list[Dossier]] = {}
    until: dict[UUID, datetime] = {}
    for draft in db.execute(query.order_by(col(Dossier.id))).scalars():
        call = db.get_one(Call, draft.call_id)
        ends = filing_ends(calendar_of(call), started_at=draft.created_at, extended_to=draft.extended_to)
        if now < ends:
            mine.setdefault(draft.owner_id, []).append(draft)
            said = call.closes_at if now < call.closes_at else ends
            until[draft.owner_id] = min(said, until.get(draft.owner_id, said))
    for owner_id, drafts in mine.items():
        counted: dict[str, JsonValue] = {
            "asked": sum(asked[one.id] for one in drafts),
            "closes_at": until[owner_id].isoformat(),
        }
        _post(db, version, db.get_one(Person, owner_id), drafts, counted, now)
    return len(mine)


def _post(
    db: Session,
    version: FormVersion,
    owner: Person,
    drafts: list[Dossier],
    counted: Mapping[str, JsonValue],
    now: datetime,
) -> None:
    call = db.get_one(Call, drafts[0].call_id)
    one = drafts[0] if len(drafts) == 1 else None
    variables: dict[str, JsonValue] = {
        "name": owner.name,
        "call": text_in(call.title, owner.language),
        "call_link": f"/calls/{call.slug}",
        "title": (one.title or one.bearer) if one else "",
        "link": f"/applicant/dossiers/{one.id}" if one else "/applicant",
        "drafts": len(drafts),
        "note": text_in(version.note, owner.language),
        **counted,
    }
    demand_variables(NoticeKind.FORM_CHANGED, variables)
    outbox.post(
        db,
        NoticeKind.FORM_CHANGED,
        outbox.to_person(owner),
        unique_key=unique_key(NoticeKind.FORM_CHANGED, str(owner.id), str(version.id)),
        now=now,
        context=variables,
        call_id=call.id,
        dossier_id=one.id if one else None,
    )
