"""Reminders to those who have an open draft: a week, two days and three hours before it can no longer be filed.

One mail a person for all the drafts that end at the same instant, to the owner and to those who write with them; never
to whoever said they want none, never about a draft begun after the reminder was due, never twice.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import ColumnElement, and_, case, select, union_all
from sqlmodel import Session, col

from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.permissions import Hand
from app.domain.reminders import BEFORE, FARTHEST, Reminder, due
from app.domain.texts import text_in
from app.models import Call, Collaborator, Dossier, Once, Person
from app.services import outbox
from app.services.upserts import insert_or_ignore

LOT = 200


class Lot(NamedTuple):
    """What a reminder is about: a call, the instant that ends it for these drafts, and which reminder."""

    call_id: UUID
    ends: datetime
    kind: Reminder

    @property
    def key(self) -> str:
        """Under which it is known that everybody was reminded."""
        return f"reminders:{self.call_id}:{self.ends.isoformat()}:{self.kind}"


def lots_due(db: Session, now: datetime) -> list[Lot]:
    """What is due now and was not yet sent to everybody."""
    ends = _ends()
    soon = and_(ends > now, ends <= now + FARTHEST)
    query = select(col(Dossier.call_id), ends).join(Call, col(Call.id) == col(Dossier.call_id)).where(_open(), soon)
    found = [
        Lot(call_id, end, kind) for call_id, end in db.execute(query.distinct()) if (kind := due(end, now)) is not None
    ]
    known = set(db.execute(select(col(Once.key)).where(col(Once.key).in_([lot.key for lot in found]))).scalars())
    return [lot for lot in found if lot.key not in known]


def remind(db: Session, lot: Lot, *, after: UUID | None, now: datetime) -> UUID | None:
    """Post the mails of the next few people after this one; who comes last, None once everybody was written to."""
    people = _people(db, lot, after)
    for person_id, drafts in groupby(people, key=lambda row: row[0]):
        _post(db, lot, db.get_one(Person, person_id), [row[1] for row in drafts], now)
    if not people:
        insert_or_ignore(db, Once(key=lot.key, created_at=now))
        return None
    return people[-1][0]


def _people(db: Session, lot: Lot, after: UUID | None) -> list[tuple[UUID, UUID]]:
    """The people to write to, with their drafts: whole people, in the order of their ids."""
    begun = col(Dossier.created_at) < lot.ends - BEFORE[lot.kind]
    here = and_(_open(), begun, col(Dossier.call_id) == lot.call_id, _ends() == lot.ends)
    owners: Any = select(col(Dossier.owner_id).label("person"), col(Dossier.id).label("dossier"))
    writers: Any = select(col(Collaborator.person_id).label("person"), col(Dossier.id).label("dossier")).join(
        Dossier, col(Dossier.id) == col(Collaborator.dossier_id)
    )
    hand = and_(
        col(Collaborator.accepted_at).is_not(None),
        col(Collaborator.ended_at).is_(None),
        col(Collaborator.hand) == Hand.EDIT,
    )
    call = col(Call.id) == col(Dossier.call_id)
    both = union_all(owners.join(Call, call).where(here), writers.join(Call, call).where(here, hand)).subquery()
    wanted = select(both.c.person).join(Person, col(Person.id) == both.c.person)
    wanted = wanted.where(col(Person.wants_reminders), col(Person.confirmed_at).is_not(None))
    wanted = wanted if after is None else wanted.where(both.c.person > after)
    chosen = wanted.distinct().order_by(both.c.person).limit(LOT).subquery()
    rows = db.execute(
        select(both.c.person, both.c.dossier)
        .where(both.c.person.in_(select(chosen.c.person)))
        .order_by(both.c.person, both.c.dossier)
    )
    return [(row[0], row[1]) for row in rows]


def _open() -> ColumnElement[bool]:
    """A draft of a call that everyone sees."""
    return and_(col(Dossier.state) == "draft", col(Call.is_public), col(Call.published_at).is_(None))


def _ends() -> ColumnElement[datetime]:
    """The instant people are told: the deadline, or the extension of this dossier; the grace is not announced."""
    later = col(Dossier.extended_to) > col(Call.closes_at)
    return case((later, col(Dossier.extended_to)), else_=col(Call.closes_at))


def _post(db: Session, lot: Lot, person: Person, dossiers: Sequence[UUID], now: datetime) -> None:
    call = db.get_one(Call, lot.call_id)
    rows = db.execute(select(Dossier).where(col(Dossier.id).in_(dossiers)).order_by(col(Dossier.id))).scalars()
    drafts: list[JsonValue] = [
        {"title": one.title or one.bearer, "missing": one.missing, "link": f"/applicant/dossiers/{one.id}"}
        for one in rows
    ]
    variables: dict[str, JsonValue] = {
        "name": person.name,
        "call": text_in(call.title, person.language),
        "call_link": f"/calls/{call.slug}",
        "drafts": drafts,
        "closes_at": lot.ends.isoformat(),
        "zone": call.zone,
        "link": "/applicant",
        "stop": str(person.id),
    }
    demand_variables(NoticeKind.DRAFT_REMINDER, variables)
    occasion = f"{lot.call_id}/{lot.ends.isoformat()}/{lot.kind}"
    outbox.post(
        db,
        NoticeKind.DRAFT_REMINDER,
        outbox.to_person(person),
        unique_key=unique_key(NoticeKind.DRAFT_REMINDER, str(person.id), occasion),
        now=now,
        context=variables,
        call_id=call.id,
    )


def set_wish(db: Session, person_id: UUID, *, wanted: bool) -> None:
    """Whether this person wants to be reminded of their drafts."""
    person = db.get_one(Person, person_id)
    person.wants_reminders = wanted
    db.add(person)
