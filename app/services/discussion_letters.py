"""The letters of discussions: to those who take part, under the names that each of them may know."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import ColumnElement, delete, or_, select
from sqlmodel import Session, col

from app.domain.discussions import Voice, name_for, names_for, spelled
from app.domain.notices import NoticeKind, demand_variables
from app.domain.permissions import can
from app.domain.texts import text_in
from app.models import Call, DiscussionMessage, Dossier, Notice, Person
from app.queries.people import actor_of
from app.queries.visibility import facts_of
from app.services import outbox

REFLECTION = timedelta(minutes=5)
"""How long a letter waits: what is put differently or taken back meanwhile does not leave as it was."""


def tell(
    db: Session,
    dossier: Dossier,
    said: DiscussionMessage,
    everybody: Sequence[Voice],
    told: Collection[UUID],
    *,
    now: datetime,
) -> int:
    """Write to these people: those who want to be told of each thing, and who is called; how many letters wait."""
    by_id = {voice.id: voice for voice in everybody}
    at_once = or_(col(Person.review_mail) == "each", col(Person.id).in_([UUID(one) for one in said.mentions]))
    query = select(Person).where(col(Person.id).in_(list(told)), at_once, col(Person.review_mail) != "none")
    people = list(db.execute(query.order_by(col(Person.id))).scalars())
    for person in people:
        variables = _variables(db, dossier, said, by_id, person, now)
        demand_variables(NoticeKind.DISCUSSION_SAID, variables)
        outbox.post(
            db,
            NoticeKind.DISCUSSION_SAID,
            outbox.to_person(person),
            unique_key=f"discussion.said/{said.id}/{person.id}",
            now=now,
            context=variables,
            call_id=dossier.call_id,
            dossier_id=dossier.id,
            run_at=now + REFLECTION,
        )
    return len(people)


def put_differently(
    db: Session, dossier: Dossier, said: DiscussionMessage, everybody: Sequence[Voice], *, now: datetime
) -> None:
    """What has not left yet says it as it is said now."""
    by_id = {voice.id: voice for voice in everybody}
    for notice in db.execute(select(Notice).where(_waiting(said)).with_for_update()).scalars():
        person = db.get_one(Person, notice.person_id)
        notice.context = dict(_variables(db, dossier, said, by_id, person, now))
        db.add(notice)


def take_back(db: Session, said: DiscussionMessage) -> None:
    """What has not left yet never will."""
    db.execute(delete(Notice).where(_waiting(said)))


def _waiting(said: DiscussionMessage) -> ColumnElement[bool]:
    mine = col(Notice.unique_key).startswith(f"discussion.said/{said.id}/", autoescape=True)
    return mine & (col(Notice.attempts) == 0) & col(Notice.sent_at).is_(None)


def _variables(
    db: Session, dossier: Dossier, said: DiscussionMessage, by_id: dict[UUID, Voice], person: Person, now: datetime
) -> dict[str, JsonValue]:
    call = db.get_one(Call, dossier.call_id)
    named = bool(can("see_reviewers", facts_of(db, dossier, actor_of(db, person), now)))
    names = names_for(by_id.values(), person.language, named=named)
    voice = by_id.get(person.id)
    runs = voice is None or voice.is_organiser
    return {
        "name": person.name,
        "call": text_in(call.title, person.language),
        "call_link": f"/calls/{call.slug}",
        "title": dossier.title or dossier.bearer,
        "by": name_for(by_id[said.author_id], person.language, named=named),
        "text": spelled(said.text, names),
        "is_called": str(person.id) in said.mentions,
        "link": f"/organiser/calls/{call.slug}/reviews/{dossier.id}/discussion"
        if runs
        else f"/reviewer/dossiers/{dossier.id}/discussion",
        "stop_reading": str(person.id),
    }
