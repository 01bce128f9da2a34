"""Before a dossier is started: the answers to the entry of the call are judged, and those the form wants are kept."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.answers import normalise
from app.domain.entry import carried
from app.domain.errors import Invalid
from app.domain.form_plans import FormPlan
from app.models import Answer, Call, Dossier, Track
from app.queries.tracks import entry_of, verdict_of


def eligible(db: Session, call: Call, answers: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The answers to the entry of a call, as they are kept.

    Raises Invalid: `entry_unanswered` when one is missing or wrong, `not_eligible` when a refusal is met. A track that
    does not suit is no refusal: whoever is eligible may start in any track.
    """
    entry = entry_of(call)
    given = {question.key: normalise(question, answers.get(question.key)) for question in entry.questions}
    found = verdict_of(db, call, given)
    if found.refusals:
        raise Invalid("not_eligible", field="entry", refusal=found.refusals[0].key)
    if found.unanswered:
        raise Invalid("entry_unanswered", field="entry", question=found.unanswered[0])
    return given


def hold_track(db: Session, track: Track) -> bool:
    """Whether the track is still there; it can't be removed before this transaction ends."""
    query = select(col(Track.id)).where(col(Track.id) == track.id).with_for_update(read=True, key_share=True)
    return db.execute(query).first() is not None


def carry(
    db: Session, dossier: Dossier, call: Call, plan: FormPlan, answers: Mapping[str, JsonValue], *, now: datetime
) -> None:
    """Keep in a new draft the answers that its form asks for too."""
    for key, value in carried(entry_of(call), plan, answers).items():
        db.add(
            Answer(dossier_id=dossier.id, question_key=key, value=value, updated_at=now, updated_by=dossier.owner_id)
        )
