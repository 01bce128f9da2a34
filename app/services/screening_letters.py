"""The letters of the screening: what an owner reads when their dossier is admitted, refused or moved."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.texts import text_in
from app.models import Call, Dossier, Person, Track
from app.services import outbox
from app.services.letters import dossier_variables, send


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it will leave: its kind, who it goes to, what it says."""

    kind: NoticeKind
    to: Person
    context: dict[str, JsonValue]


def admitted(db: Session, dossier: Dossier) -> Letter:
    """The dossier goes to its reviewers."""
    return _letter(db, dossier, NoticeKind.DOSSIER_ADMITTED, {})


def refused(db: Session, dossier: Dossier, reason: str) -> Letter:
    """The dossier will not be read, and why."""
    return _letter(db, dossier, NoticeKind.DOSSIER_REFUSED, {"reason": reason})


def requalified(db: Session, dossier: Dossier, target: Track, reason: str) -> Letter:
    """The dossier moves to another track, and why."""
    language = db.get_one(Person, dossier.owner_id).language
    origin = db.get_one(Track, dossier.track_id)
    more: dict[str, JsonValue] = {
        "from_track": text_in(origin.title, language),
        "to_track": text_in(target.title, language),
        "reason": reason,
    }
    return _letter(db, dossier, NoticeKind.DOSSIER_REQUALIFIED, more)


def post(db: Session, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Put the letter in the outbox: one for each version of the dossier."""
    key = unique_key(letter.kind, str(dossier.id), f"v{dossier.version}")
    send(db, dossier, letter.kind, outbox.to_person(letter.to), letter.context, key=key, now=now)


def _letter(db: Session, dossier: Dossier, kind: NoticeKind, more: dict[str, JsonValue]) -> Letter:
    owner, call = db.get_one(Person, dossier.owner_id), db.get_one(Call, dossier.call_id)
    context = {**dossier_variables(dossier, call, owner), **more}
    demand_variables(kind, context)
    return Letter(kind, owner, context)
