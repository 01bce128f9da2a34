"""Bringing back what an answer was: a save like another, which the history keeps too."""

from datetime import datetime
from typing import cast

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.entries import normalise
from app.domain.errors import NotFound
from app.domain.questions import PLACE_KINDS
from app.domain.roles import Actor
from app.models import AnswerChange, Dossier, DossierSection
from app.queries.answer_history import place_of
from app.queries.forms import plan_of
from app.services.answer_history import latest
from app.services.answers import save_section


def restore(
    db: Session, dossier: Dossier, change: AnswerChange, *, version: int, actor: Actor, now: datetime
) -> DossierSection:
    """Give a question the answer that it had before a change; `version` is that of its section.

    Raises NotFound when the question is no longer asked, or no longer answered so; and what `save_section` raises.
    """
    place = place_of(plan_of(db, dossier.form_version_id), change.question_key)
    value = cast("JsonValue", change.before)
    if change.dossier_id != dossier.id or place is None or normalise(place.question, value) != value:
        raise NotFound
    # What is written until now stays a change of its own, with its text.
    if (last := latest(db, dossier, [change.question_key], now).get(change.question_key)) is not None:
        last.closed = True
        db.add(last)
    key = change.question_key
    found = {key: value} if place.question.kind in PLACE_KINDS else {}
    return save_section(
        db, dossier, place.section.key, {key: value}, version=version, actor=actor, now=now, found=found
    )
