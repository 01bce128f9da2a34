"""How several doors show a dossier: the whole of it, as far as whoever asks may see."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.domain.form_plans import FormPlan
from app.domain.permissions import Facts, can
from app.domain.readers import reader_of
from app.domain.roles import Actor
from app.domain.workflow import open_doors
from app.models import Dossier
from app.queries import dossier_listings as lists
from app.queries import dossiers as eyes
from app.queries.asked import hidden_from, reading
from app.queries.blind import title_for
from app.queries.visibility import facts_of
from app.routes.api.v1.shapes.dossiers import DossierOut, SectionOut

SAME = ("id", "reference", "number", "title", "state", "bearer", "commune", "departement", "region", "member_count")
BLANK: dict[str, dict[str, object]] = {
    "bearer": {"bearer": ""},
    "place": {"commune": "", "departement": "", "region": ""},
    "members": {"families": [], "member_count": 0},
}
"""What stands in place of what reviewers of this form may not read."""
INSIDE = ("missing", "complete", "late", "extended_to", "screening_reason")


def dossier_out(db: Session, dossier: Dossier, me: Actor, now: datetime) -> DossierOut:
    """A dossier; those who only review it see neither how it was screened nor what was decided."""
    db.flush()
    call, track, filed_in = lists.names_of(db, dossier)
    facts = facts_of(db, dossier, me, now)
    reader = reader_of(facts)
    plan, _ = reading(db, dossier, reader=reader, working=facts.is_inside)
    fields: dict[str, object] = {name: getattr(dossier, name) for name in (*SAME, "filed_at", "updated_at", "version")}
    fields |= {
        "call": call,
        "track": track,
        "form_version": dossier.form_version_id,
        "families": [family for family in dossier.families.split(",") if family],
        "sections": _sections(db, dossier.id, plan),
        "doors": list(open_doors(facts)),
    }
    for part in hidden_from(db, dossier, reader):
        fields |= BLANK.get(part, {})
    fields["title"] = title_for(db, dossier, reader)
    if is_inside(facts):
        fields |= {name: getattr(dossier, name) for name in INSIDE}
        fields |= {"filing_ends": facts.filing_ends, "filed_track": filed_in if filed_in != track else None}
    if can("see_decision", facts):
        fields["outcome"] = eyes.outcome_of(db, dossier.id)
    return DossierOut.model_validate(fields)


def is_inside(facts: Facts) -> bool:
    """Whether they file it, or are an organiser without conflict."""
    return facts.is_inside or (facts.is_organiser and not facts.in_conflict)


def _sections(db: Session, dossier_id: UUID, plan: FormPlan) -> list[SectionOut]:
    stand = eyes.sections_of(db, dossier_id)
    return [
        SectionOut.model_validate(stand.get(section.key, eyes.SectionRow())._asdict() | {"key": section.key})
        for section in plan.sections
    ]
