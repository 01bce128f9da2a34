"""The letters of corrections and messages: to those who write a dossier, and to the organisers of its call."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import exists, select
from sqlmodel import Session, col

from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.permissions import Hand
from app.domain.texts import text_in
from app.models import Call, Collaborator, Conflict, Dossier, Membership, Person
from app.models.conflict import STANDING
from app.queries.forms import plan_of
from app.services import outbox
from app.services.letters import dossier_variables, send
from app.services.screening_letters import Letter

Asked = Sequence[tuple[str, str]]
Variables = dict[str, JsonValue]


def writers(db: Session, dossier: Dossier) -> list[Person]:
    """Those who write a dossier: its owner first, then those invited to write in it."""
    hand = exists().where(
        col(Collaborator.person_id) == col(Person.id),
        col(Collaborator.dossier_id) == dossier.id,
        col(Collaborator.hand) == Hand.EDIT,
        col(Collaborator.accepted_at).is_not(None),
        col(Collaborator.ended_at).is_(None),
    )
    others = db.execute(select(Person).where(hand, col(Person.id) != dossier.owner_id).order_by(col(Person.id)))
    return [db.get_one(Person, dossier.owner_id), *others.scalars()]


def organisers(db: Session, dossier: Dossier) -> list[Person]:
    """The organisers of its call, but those who have a conflict with it or worked on it."""
    runs = exists().where(
        col(Membership.person_id) == col(Person.id),
        col(Membership.call_id) == dossier.call_id,
        col(Membership.role) == "organiser",
        col(Membership.revoked_at).is_(None),
    )
    tied = exists().where(
        col(Conflict.person_id) == col(Person.id),
        col(Conflict.dossier_id) == dossier.id,
        col(Conflict.state).in_(STANDING),
    )
    worked = exists().where(
        col(Collaborator.person_id) == col(Person.id),
        col(Collaborator.dossier_id) == dossier.id,
        col(Collaborator.accepted_at).is_not(None),
    )
    query = select(Person).where(runs, ~tied, ~worked, col(Person.id) != dossier.owner_id)
    return list(db.execute(query.order_by(col(Person.id))).scalars())


def asked(db: Session, dossier: Dossier, to: Person, reason: str, questions: Asked, due_at: datetime) -> Letter:
    """Take these answers up again, until then."""
    more: Variables = {
        "reason": reason,
        "questions": _worded(db, dossier, questions, to.language),
        "due_at": due_at.isoformat(),
        "zone": db.get_one(Call, dossier.call_id).zone,
    }
    return letter(db, dossier, NoticeKind.CORRECTION_ASKED, to, more)


def prolonged(db: Session, dossier: Dossier, to: Person, due_at: datetime) -> Letter:
    """There is more time for the correction."""
    more: Variables = {"due_at": due_at.isoformat(), "zone": db.get_one(Call, dossier.call_id).zone}
    return letter(db, dossier, NoticeKind.CORRECTION_PROLONGED, to, more)


def reminder(db: Session, dossier: Dossier, to: Person, questions: Asked, due_at: datetime) -> Letter:
    """The correction that is not filed yet, and until when it can be."""
    more: Variables = {
        "questions": _worded(db, dossier, questions, to.language),
        "due_at": due_at.isoformat(),
        "zone": db.get_one(Call, dossier.call_id).zone,
        "stop": str(to.id),
    }
    return letter(db, dossier, NoticeKind.CORRECTION_REMINDER, to, more)


def ended(db: Session, dossier: Dossier, to: Person) -> Letter:
    """The correction is no longer awaited."""
    return letter(db, dossier, NoticeKind.CORRECTION_ENDED, to, {})


def answered(db: Session, dossier: Dossier, to: Person, by: str) -> Letter:
    """For the organiser who asked: the correction is filed."""
    return letter(db, dossier, NoticeKind.CORRECTION_ANSWERED, to, {"by": by, "link": _desk(db, dossier)})


def message(db: Session, dossier: Dossier, to: Person, by: str, text: str, *, from_organisers: bool) -> Letter:
    """A message, whole, and where to answer it."""
    link = f"/applicant/dossiers/{dossier.id}/messages" if from_organisers else f"{_desk(db, dossier)}/messages"
    kind = NoticeKind.MESSAGE_FOR_APPLICANT if from_organisers else NoticeKind.MESSAGE_FOR_ORGANISER
    return letter(db, dossier, kind, to, {"by": by, "text": text, "link": link})


def letter(db: Session, dossier: Dossier, kind: NoticeKind, to: Person, more: Variables) -> Letter:
    """A letter about a dossier to one person, in their language."""
    context = {**dossier_variables(dossier, db.get_one(Call, dossier.call_id), to), **more}
    demand_variables(kind, context)
    return Letter(kind, to, context)


def post(db: Session, dossier: Dossier, letter: Letter, occasion: str | UUID, now: datetime) -> None:
    """Put a letter in the outbox: one for each person on each occasion."""
    key = unique_key(letter.kind, str(dossier.id), f"{occasion}/{letter.to.id}")
    send(db, dossier, letter.kind, outbox.to_person(letter.to), letter.context, key=key, now=now)


def _desk(db: Session, dossier: Dossier) -> str:
    return f"/organiser/calls/{db.get_one(Call, dossier.call_id).slug}/dossiers/{dossier.id}"


def _worded(db: Session, dossier: Dossier, questions: Asked, language: str) -> list[JsonValue]:
    """Each question in words with what to look at, in the order of the form."""
    notes = dict(questions)
    plan = plan_of(db, dossier.form_version_id)
    return [[text_in(one.label, language), notes[one.key]] for one in plan.questions if one.key in notes]
