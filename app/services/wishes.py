"""What reviewers would like to read: asked by organisers until an instant, said and changed until then."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.domain.errors import NotFound, WrongState
from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.roles import Actor
from app.domain.texts import text_in
from app.models import Call, Person, Wish
from app.queries import wishes as eyes
from app.queries.reviewing import plan_of
from app.services import journal, outbox, reviewing
from app.services.upserts import insert_or_ignore

KINDS = ("want", "could", "rather_not")


def say(db: Session, call: Call, wanted: Mapping[UUID, str], *, actor: Actor, now: datetime) -> int:
    """Keep what somebody would like to read; an empty wish takes one back. How many changed.

    Raises NotFound for whoever is not asked and for a dossier they may not know, WrongState once it is over.
    """
    if not eyes.asks(db, actor, call):
        raise NotFound
    if not eyes.is_open(call, now):
        raise WrongState("wishes_closed")
    if eyes.may_wish(db, actor, call.id, wanted) != set(wanted):
        raise NotFound
    kept = _kept(db, actor.id, list(wanted))
    changed = {one: wish for one, wish in wanted.items() if wish != (kept[one].wish if one in kept else "")}
    for dossier, wish in sorted(changed.items()):
        _keep(db, dossier, wish, kept.get(dossier), actor, now)
    if changed:
        after = journal.digest({str(dossier): wish for dossier, wish in sorted(changed.items())})
        subject = f"person:{actor.id}"
        journal.write(db, "wishes.said", subject, actor_id=actor.id, now=now, call_id=call.id, after=after)
    return len(changed)


def ask(
    db: Session,
    call: Call,
    until: datetime | None,
    weight: int,
    *,
    version: int,
    tell: bool,
    actor: Actor,
    now: datetime,
) -> Call:
    """Ask reviewers for wishes until then (None: no longer), and give them this weight; `tell` writes to them.

    Raises Forbidden, Stale.
    """
    plan = plan_of(call)
    wanted = replace(plan, wishes_until=until, weights=replace(plan.weights, wishes=weight))
    reviewing.change(db, call, wanted, version=version, actor=actor, now=now)
    if tell and until is not None and until > now:
        _write_to_all(db, call, until, now)
    return call


def _kept(db: Session, person_id: UUID, ids: list[UUID]) -> dict[UUID, Wish]:
    query = select(Wish).where(col(Wish.person_id) == person_id, col(Wish.dossier_id).in_(ids))
    return {row.dossier_id: row for row in db.execute(query.with_for_update()).scalars()}


def _keep(db: Session, dossier_id: UUID, wish: str, kept: Wish | None, actor: Actor, now: datetime) -> None:
    if not wish:
        db.execute(delete(Wish).where(col(Wish.dossier_id) == dossier_id, col(Wish.person_id) == actor.id))
        return
    if kept is None:
        if insert_or_ignore(db, Wish(dossier_id=dossier_id, person_id=actor.id, wish=wish, at=now)):
            return
        kept = _kept(db, actor.id, [dossier_id])[dossier_id]
    kept.wish, kept.at = wish, now
    db.add(kept)


def _write_to_all(db: Session, call: Call, until: datetime, now: datetime) -> None:
    """One mail for each reviewer and each date that is asked for."""
    people = select(Person).where(col(Person.id).in_(eyes.asked_people(db, call.id)))
    for person in db.execute(people.order_by(col(Person.id))).scalars():
        context = {
            "name": person.name,
            "call": text_in(call.title, person.language),
            "call_link": f"/calls/{call.slug}",
            "link": f"/reviewer/calls/{call.slug}/wishes",
            "until": until.isoformat(),
            "zone": call.zone,
        }
        demand_variables(NoticeKind.WISHES_ASKED, dict(context))
        key = unique_key(NoticeKind.WISHES_ASKED, str(call.id), f"{person.id}/{until.isoformat()}")
        to = outbox.to_person(person)
        outbox.post(db, NoticeKind.WISHES_ASKED, to, unique_key=key, now=now, context=context, call_id=call.id)
