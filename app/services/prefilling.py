"""A new draft does not begin empty: answers brought by a link, from an earlier dossier, or from the sheet of a pole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import NotFound
from app.domain.prefills import Known, known_of, offered
from app.domain.questions import QuestionKind
from app.domain.roles import Actor
from app.models import Answer, Dossier, Member, PoleSheet
from app.queries.applicants import held
from app.queries.asked import reading
from app.queries.forms import plan_of
from app.queries.visibility import facts_between
from app.services.drafts import demand_open, note, refresh
from app.services.members import all_of

COPIED = (
    "name", "family", "identifier", "role", "jobs", "commune", "insee", "departement", "contact_email",
    "representative", "address", "legal_form", "directory", "directory_at", "is_bearer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where answers come from (`link`, `dossier:REFERENCE`, `pole:SLUG`), what they say, and members to bring along."""

    source: str
    known: Known
    members: Sequence[Mapping[str, Any]] = field(default=())


def of_link(answers: Mapping[str, JsonValue]) -> Origin:
    """What a link brings."""
    return Origin("link", {key: (None, value) for key, value in answers.items()})


def of_dossier(db: Session, dossier_id: UUID, *, actor: Actor, now: datetime) -> Origin:
    """What a dossier of mine, in whatever call, says. Raises NotFound unless I write it."""
    found = held(db, actor, dossier_id)
    if found is None or not facts_between(found.dossier, found.call, found.ties, actor, now).writes:
        raise NotFound
    dossier = found.dossier
    plan, content = reading(db, dossier, working=True)
    members = [{name: getattr(member, name) for name in COPIED} for member in all_of(db, dossier)]
    source = f"dossier:{dossier.reference or dossier.id.hex[:8]}"
    return Origin(source, known_of(plan.questions, content.values), members)


def of_pole(db: Session, slug: str, *, actor: Actor, now: datetime) -> Origin:
    """What the public sheet of my pole says, over what its dossier said. Raises NotFound unless it is mine."""
    sheet: PoleSheet | None = db.execute(select(PoleSheet).where(col(PoleSheet.slug) == slug)).scalar_one_or_none()
    if sheet is None:
        raise NotFound
    before = of_dossier(db, sheet.dossier_id, actor=actor, now=now)
    fresh: dict[str, JsonValue] = {
        "title": sheet.name,
        "bearer_name": sheet.bearer,
        "summary": sheet.summary,
        "activities": sheet.activities,
        "pooling": sheet.pooling,
        "founded_in": sheet.founded_in,
    }
    said: dict[str, tuple[None, JsonValue]] = {key: (None, value) for key, value in fresh.items() if value}
    return Origin(f"pole:{slug}"[:80], {**before.known, **said}, before.members)


def bring(db: Session, dossier: Dossier, origin: Origin, *, actor: Actor, now: datetime) -> int:
    """Write into a draft what its form may take, where nothing is said yet; how many answers came.

    Raises WrongState.
    """
    demand_open(db, dossier, actor, now)
    plan = plan_of(db, dossier.form_version_id)
    query = select(col(Answer.question_key)).where(col(Answer.dossier_id) == dossier.id)
    said = set(db.execute(query).scalars())
    brought = {key: value for key, value in offered(plan, origin.known).items() if key not in said}
    common: dict[str, Any] = {
        "dossier_id": dossier.id,
        "updated_at": now,
        "updated_by": actor.id,
        "source": origin.source,
    }
    db.add_all(Answer(question_key=key, value=value, **common) for key, value in brought.items())
    if any(question.kind == QuestionKind.MEMBERS for question in plan.questions) and not all_of(db, dossier):
        for place, member in enumerate(origin.members):
            db.add(Member(dossier_id=dossier.id, position=place, **member))
    refresh(db, dossier, now=now)
    note(db, "dossier.prefilled", dossier, actor, now)
    return len(brought)
