"""The letters of the screening: what an applicant reads when their dossier is admitted, refused or moved."""

from dataclasses import dataclass

from sqlmodel import Session

from app.domain.texts import text_in
from app.models import Call, Dossier, Person, Track

KINDS = {"admit": "dossier_admitted", "refuse": "dossier_refused", "requalify": "dossier_requalified"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it will leave: its kind, who it goes to, what it says."""

    kind: str
    to: Person
    context: dict[str, object]


def letter(db: Session, dossier: Dossier, act: str, *, reason: str = "", target: Track | None = None) -> Letter:
    """The letter of this act on this dossier, in the language of its owner; nothing is sent."""
    owner = db.get_one(Person, dossier.owner_id)
    call = db.get_one(Call, dossier.call_id)
    track = db.get_one(Track, dossier.track_id)
    language = owner.language
    context: dict[str, object] = {
        "name": owner.name,
        "call": text_in(call.title, language),
        "call_link": f"/calls/{call.slug}",
        "reference": dossier.reference or "",
        "title": dossier.title,
        "dossier_link": f"/applicant/dossiers/{dossier.id}",
        "reason": reason,
        "from_track": text_in(track.title, language),
        "to_track": text_in(target.title, language) if target else "",
    }
    return Letter(KINDS[act], owner, context)
