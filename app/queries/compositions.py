"""Reads of groupings against the rules of their tracks, for several dossiers at once."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.members import Family, MemberFacts, check_composition
from app.models import Dossier, Member, Track
from app.queries.applicants import member_facts
from app.queries.as_filed import filed_members
from app.queries.tracks import rules_of


def broken_rules(db: Session, tracks: Iterable[Track], dossier_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many rules each of these dossiers breaks; those that break none are left out. Two queries at most."""
    rules = {track.id: found for track in tracks if (found := rules_of(track))}
    asked = list(dossier_ids)
    if not rules or not asked:
        return {}
    query = select(col(Dossier.id), col(Dossier.track_id), col(Dossier.reopened_at)).where(col(Dossier.id).in_(asked))
    rows = [row for row in db.execute(query) if row[1] in rules]
    places = {dossier_id: track_id for dossier_id, track_id, _ in rows}
    members = _members(db, list(places))
    members |= {
        dossier_id: [member_facts(one) for one in filed_members(db, dossier_id)]
        for dossier_id, _, reopened_at in rows
        if reopened_at is not None
    }
    counted = {
        dossier_id: sum(not check.is_met for check in check_composition(rules[track_id], members.get(dossier_id, [])))
        for dossier_id, track_id in places.items()
    }
    return {dossier_id: number for dossier_id, number in counted.items() if number}


def _members(db: Session, dossier_ids: list[UUID]) -> dict[UUID, list[MemberFacts]]:
    names = ("dossier_id", "name", "family", "identifier", "confirmed_at", "is_bearer")
    columns = [getattr(Member, name) for name in names]
    found: dict[UUID, list[MemberFacts]] = {}
    for dossier_id, name, family, identifier, confirmed_at, is_bearer in db.execute(
        select(*columns).where(col(Member.dossier_id).in_(dossier_ids))
    ):
        facts = MemberFacts(
            name, Family(family), identifier or None, confirmed=confirmed_at is not None, is_bearer=is_bearer
        )
        found.setdefault(dossier_id, []).append(facts)
    return found
