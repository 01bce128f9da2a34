"""Reads of who stands behind the dossiers of a call and who works in it, for their ties to be looked for."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from app.domain.ties import Organisation, Party, Reader, Someone
from app.models import Call, Collaborator, Concern, Conflict, Dossier, Member, Membership, Network, Person
from app.queries.as_filed import filed_members

LOOKED_AT = ("filed", "to_correct", "admitted")
"""The states in which somebody may yet act on a dossier; those that were refused only tell who files with whom."""


class Kept(NamedTuple):
    """A conflict that stands in the table, whatever became of it."""

    dossier_id: UUID
    person_id: UUID
    state: str
    source: str
    grounds: list[dict[str, str]]


def readers_of(db: Session, call_id: UUID) -> list[Reader]:
    """Everybody with a living role in the call; somebody with two of them once, with what they said in both."""
    query = (
        select(
            col(Person.id),
            col(Person.name),
            col(Person.email),
            col(Membership.organisation),
            col(Membership.ties),
            col(Network.name),
            col(Network.full_name),
        )
        .join(Person, col(Person.id) == col(Membership.person_id))
        .outerjoin(Network, col(Network.id) == col(Membership.network_id))
        .where(col(Membership.call_id) == call_id, col(Membership.revoked_at).is_(None))
        .order_by(col(Person.id), col(Membership.role).desc())
    )
    found: dict[UUID, Reader] = {}
    for person, name, email, organisation, ties, network, full_name in db.execute(query):
        before = found.get(person)
        said = tuple(Organisation(tie.get("name", ""), tie.get("identifier", "")) for tie in ties)
        networks = tuple(one for one in (network, full_name) if one)
        found[person] = Reader(
            person,
            name,
            email,
            (before.organisation if before else "") or organisation,
            tuple(dict.fromkeys((*(before.ties if before else ()), *said))),
            tuple(dict.fromkeys((*(before.networks if before else ()), *networks))),
        )
    return list(found.values())


def parties_of(db: Session, call_id: UUID) -> list[Party]:
    """Who stands behind every dossier that was filed; one being changed counts as it was filed."""
    mine = and_(col(Dossier.call_id) == call_id, col(Dossier.state).in_((*LOOKED_AT, "refused")))
    query = (
        select(*_FILED, *_WHO)
        .join(Person, col(Person.id) == col(Dossier.owner_id))
        .where(mine, col(Dossier.filed_at).is_not(None))
        .order_by(col(Dossier.number))
    )
    rows = list(db.execute(query))
    changing = [row[0] for row in rows if row[3] is not None or row[2] == "to_correct"]
    members = _members(db, call_id) | {one: _frozen(db, one) for one in changing}
    team, concerns = _team(db, call_id), _concerns(db, call_id)
    found = []
    for dossier, reference, _, _, person, name, email in rows:
        organisations, contacts = members.get(dossier, ([], []))
        people = (Someone(name, email, "owner", person), *team.get(dossier, ()), *contacts)
        found.append(Party(dossier, reference, people, tuple(organisations), tuple(concerns.get(dossier, ()))))
    return found


def looked_at(db: Session, call_id: UUID) -> frozenset[UUID]:
    """The dossiers that somebody may yet act on."""
    query = select(col(Dossier.id)).where(col(Dossier.call_id) == call_id, col(Dossier.state).in_(LOOKED_AT))
    return frozenset(db.execute(query.where(col(Dossier.filed_at).is_not(None))).scalars())


def seen_of(db: Session, call: Call) -> dict[str, object]:
    """What looking for ties depends on, as far as it is cheap to read: people, settings, which dossiers, concerns."""
    dossiers = select(func.count(), func.max(col(Dossier.updated_at))).where(
        col(Dossier.call_id) == call.id, col(Dossier.state).in_(LOOKED_AT), col(Dossier.filed_at).is_not(None)
    )
    return {
        "people": sorted(repr(reader) for reader in readers_of(db, call.id)),
        "rules": repr(call.reviewing.get("detection")),
        "dossiers": [str(value) for value in db.execute(dossiers).one()],
        "concerns": sorted(f"{dossier}:{names}" for dossier, names in _concerns(db, call.id).items()),
    }


def first_organiser(db: Session, call_id: UUID) -> UUID | None:
    """Who organises the call for the longest time."""
    query = select(col(Membership.person_id)).where(
        col(Membership.call_id) == call_id, col(Membership.role) == "organiser", col(Membership.revoked_at).is_(None)
    )
    found: UUID | None = db.execute(query.order_by(col(Membership.created_at)).limit(1)).scalar()
    return found


def kept_conflicts(db: Session, call_id: UUID) -> dict[tuple[UUID, UUID], Kept]:
    """Every conflict of the call by (dossier, person)."""
    columns = tuple(getattr(Conflict, name) for name in Kept._fields)
    query = select(*columns).join(Dossier, col(Dossier.id) == col(Conflict.dossier_id))
    rows = db.execute(query.where(col(Dossier.call_id) == call_id))
    return {(row[0], row[1]): Kept(*row) for row in rows}


_FILED = (col(Dossier.id), col(Dossier.reference), col(Dossier.state), col(Dossier.reopened_at))
_WHO = (col(Person.id), col(Person.name), col(Person.email))
_SAID = ("name", "identifier", "contact_email", "representative")
Behind = tuple[list[Organisation], list[Someone]]


def _members(db: Session, call_id: UUID) -> dict[UUID, Behind]:
    columns = tuple(getattr(Member, name) for name in ("dossier_id", *_SAID))
    query = select(*columns).join(Dossier, col(Dossier.id) == col(Member.dossier_id))
    query = query.where(col(Dossier.call_id) == call_id, col(Dossier.state) != "draft")
    found: dict[UUID, Behind] = {}
    for dossier, *member in db.execute(query.order_by(col(Member.dossier_id), col(Member.position))):
        _add(found.setdefault(dossier, ([], [])), *member)
    return found


def _frozen(db: Session, dossier_id: UUID) -> Behind:
    behind: Behind = ([], [])
    for one in filed_members(db, dossier_id):
        _add(behind, one.name, one.identifier, one.contact_email, one.representative)
    return behind


def _add(behind: Behind, name: str, identifier: str, email: str, representative: str) -> None:
    organisations, people = behind
    organisations.append(Organisation(name, identifier))
    if email:
        people.append(Someone(name, email, "contact"))
    if representative:
        people.append(Someone(representative, "", "representative"))


def _team(db: Session, call_id: UUID) -> dict[UUID, list[Someone]]:
    """Who accepted to work on a dossier; having left it does not undo that."""
    query = (
        select(col(Collaborator.dossier_id), *_WHO)
        .join(Person, col(Person.id) == col(Collaborator.person_id))
        .join(Dossier, col(Dossier.id) == col(Collaborator.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Collaborator.accepted_at).is_not(None))
        .order_by(col(Collaborator.id))
    )
    found: dict[UUID, list[Someone]] = {}
    for dossier, person, name, email in db.execute(query):
        found.setdefault(dossier, []).append(Someone(name, email, "team", person))
    return found


def _concerns(db: Session, call_id: UUID) -> dict[UUID, list[str]]:
    """Whom those who file ask to keep away, as long as nobody answered."""
    query = (
        select(col(Concern.dossier_id), col(Concern.name))
        .join(Dossier, col(Dossier.id) == col(Concern.dossier_id))
        .where(col(Dossier.call_id) == call_id)
        .where(col(Concern.removed_at).is_(None), col(Concern.settled_at).is_(None))
        .order_by(col(Concern.id))
    )
    found: dict[UUID, list[str]] = {}
    for dossier, name in db.execute(query):
        found.setdefault(dossier, []).append(name)
    return found
