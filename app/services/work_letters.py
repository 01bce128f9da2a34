"""The mails that tell those who work on a dossier of what happens in it: a while later, and together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import JsonValue
from sqlalchemy import delete, exists, select
from sqlmodel import Session, col

from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.permissions import Hand
from app.domain.roles import Actor
from app.domain.texts import text_in
from app.models import Call, Collaborator, Dossier, Notice, Person
from app.queries.forms import plan_of
from app.services import outbox
from app.services.exchange_letters import writers

COALESCE = timedelta(minutes=10)
"""What is said meanwhile is told in the same mail."""
SETTLE = timedelta(minutes=30)
"""A signature often holds again before that: whoever writes puts the words back."""
MOST_TOLD = 20


def commented(db: Session, dossier: Dossier, question_key: str, *, actor: Actor, now: datetime) -> None:
    """Somebody said something about a question: the others who write or comment are told where, never what.

    What was said may be taken back: its words stay in the dossier.
    """
    label = next(one.label for one in plan_of(db, dossier.form_version_id).questions if one.key == question_key)
    waiting = _waiting(db, dossier, NoticeKind.QUESTIONS_COMMENTED, now)
    for person in _talkers(db, dossier):
        if person.id == actor.id:
            continue
        told: list[JsonValue] = [text_in(label, person.language), actor.name]
        notice = waiting.get(person.id)
        if notice is None:
            _post(db, NoticeKind.QUESTIONS_COMMENTED, dossier, person, {"comments": [told]}, COALESCE, now)
        else:
            known = list(notice.context["comments"])  # type: ignore[call-overload]
            notice.context = {**notice.context, "comments": [*known, told][-MOST_TOLD:] if told not in known else known}
            db.add(notice)


def stale(db: Session, dossier: Dossier, members: Sequence[str], *, now: datetime) -> None:
    """Signatures of these members no longer hold; with none, whoever was about to be told is not."""
    waiting = _waiting(db, dossier, NoticeKind.SIGNATURES_STALE, now)
    if not members:
        db.execute(delete(Notice).where(col(Notice.id).in_([notice.id for notice in waiting.values()])))
        return
    for person in writers(db, dossier):
        notice = waiting.get(person.id)
        if notice is None:
            _post(db, NoticeKind.SIGNATURES_STALE, dossier, person, {"members": list(members)}, SETTLE, now)
        else:
            notice.context = {**notice.context, "members": list(members)}
            db.add(notice)


def _talkers(db: Session, dossier: Dossier) -> list[Person]:
    """Those who say something about its questions: who write, and who comment."""
    comments = exists().where(
        col(Collaborator.person_id) == col(Person.id),
        col(Collaborator.dossier_id) == dossier.id,
        col(Collaborator.hand) == Hand.COMMENT,
        col(Collaborator.accepted_at).is_not(None),
        col(Collaborator.ended_at).is_(None),
    )
    others = db.execute(select(Person).where(comments, col(Person.id) != dossier.owner_id).order_by(col(Person.id)))
    return [*writers(db, dossier), *others.scalars()]


def _waiting(db: Session, dossier: Dossier, kind: NoticeKind, now: datetime) -> dict[object, Notice]:
    """The mails of this kind about a dossier that did not leave yet, by person."""
    query = select(Notice).where(
        col(Notice.dossier_id) == dossier.id,
        col(Notice.kind) == kind,
        col(Notice.attempts) == 0,
        col(Notice.run_at) > now,
    )
    return {notice.person_id: notice for notice in db.execute(query.with_for_update()).scalars()}


def _post(
    db: Session,
    kind: NoticeKind,
    dossier: Dossier,
    person: Person,
    more: dict[str, JsonValue],
    after: timedelta,
    now: datetime,
) -> None:
    call = db.get_one(Call, dossier.call_id)
    place = "/members" if kind is NoticeKind.SIGNATURES_STALE else ""
    variables: dict[str, JsonValue] = {
        "name": person.name,
        "call": text_in(call.title, person.language),
        "call_link": f"/calls/{call.slug}",
        "title": dossier.title or dossier.bearer,
        "dossier_link": f"/applicant/dossiers/{dossier.id}{place}",
        **more,
    }
    demand_variables(kind, variables)
    outbox.post(
        db,
        kind,
        outbox.to_person(person),
        unique_key=unique_key(kind, f"{dossier.id}/{person.id}", now.isoformat(timespec="microseconds")),
        now=now,
        context=variables,
        call_id=call.id,
        dossier_id=dossier.id,
        run_at=now + after,
    )
