"""The members of a grouping: added, changed, removed, put in order; the bearer comes first."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Invalid, NotFound, Stale
from app.domain.listings import Listing
from app.domain.members import Family
from app.domain.roles import Actor
from app.forms.dossier import MemberForm
from app.models import Dossier, Member, Once
from app.services import corrections, journal, member_directory, member_ties, places
from app.services.drafts import demand_open, note, refresh
from app.services.upserts import insert_or_ignore

MOST = 100
"""More members than any grouping has."""
WORDS = (
    "name", "identifier", "role", "jobs", "address", "legal_form", "representative", "contact_email", "has_letter",
    "is_bearer",
)  # fmt: skip


def add(
    db: Session, dossier: Dossier, form: MemberForm, *, actor: Actor, now: datetime, listing: Listing | None = None
) -> Member:
    """A new member, the last one, or the first if it bears the dossier; `listing` is what the directory said of it.

    Raises WrongState, Invalid.
    """
    demand_open(db, dossier, actor, now)
    corrections.demand_members(db, dossier)
    members = all_of(db, dossier)
    once = Once(key=f"member:{dossier.id}:{form.key}", created_at=now)
    if form.key and not insert_or_ignore(db, once):
        return db.get_one(Member, UUID(db.get_one(Once, once.key).location))
    if len(members) >= MOST:
        raise Invalid("too_many_members", most=MOST)
    member = Member(dossier_id=dossier.id, position=len(members), name=form.name, family=form.family)
    _write(member, form)
    member_directory.mark(member, None, listing)
    _arrange(db, [*members, member], bearer=member)
    db.flush()
    if form.key:
        db.get_one(Once, once.key).location = str(member.id)
    _done(db, "member.added", dossier, member, actor, now)
    return member


def change(
    db: Session,
    dossier: Dossier,
    member_id: UUID,
    form: MemberForm,
    *,
    actor: Actor,
    now: datetime,
    listing: Listing | None = None,
) -> Member:
    """The same member with other words. Raises Stale (param `theirs`, a MemberForm) when `form.version` is old."""
    demand_open(db, dossier, actor, now)
    corrections.demand_members(db, dossier)
    members = all_of(db, dossier)
    member = _one(members, member_id)
    theirs = form_of(member)
    if theirs.model_copy(update={"version": form.version, "key": form.key}) == form:
        return member
    if form.version != member.version:
        raise Stale("stale", version=member.version, theirs=theirs)
    before, was = journal.digest(theirs.model_dump()), member_directory.said_by(member)
    _write(member, form)
    member_directory.mark(member, was, listing)
    member_ties.follow(member, theirs)
    member.version += 1
    _arrange(db, members, bearer=member)
    _done(db, "member.changed", dossier, member, actor, now, before=before)
    return member


def remove(db: Session, dossier: Dossier, member_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The dossier goes on without this member. Raises WrongState, NotFound."""
    demand_open(db, dossier, actor, now)
    corrections.demand_members(db, dossier)
    members = all_of(db, dossier)
    member = _one(members, member_id)
    before = journal.digest(form_of(member).model_dump())
    member_ties.cut(db, member, now)
    db.delete(member)
    _arrange(db, [other for other in members if other is not member], bearer=None)
    refresh(db, dossier, now=now)
    note(db, "member.removed", dossier, actor, now, before=before)


def move(
    db: Session, dossier: Dossier, member_id: UUID, way: Literal["up", "down"], *, actor: Actor, now: datetime
) -> None:
    """One place up or down; the bearer stays first."""
    demand_open(db, dossier, actor, now)
    corrections.demand_members(db, dossier)
    members = all_of(db, dossier)
    place = members.index(_one(members, member_id))
    other = place - 1 if way == "up" else place + 1
    if not 0 <= other < len(members):
        return
    members[place], members[other] = members[other], members[place]
    _arrange(db, members, bearer=None)
    _done(db, "member.moved", dossier, members[other], actor, now)


def all_of(db: Session, dossier: Dossier) -> list[Member]:
    """The members, in order."""
    query = select(Member).where(col(Member.dossier_id) == dossier.id)
    return list(db.execute(query.order_by(col(Member.position), col(Member.id))).scalars())


def one_of(db: Session, dossier: Dossier, member_id: UUID) -> Member:
    """One of the members. Raises NotFound."""
    return _one(all_of(db, dossier), member_id)


def form_of(member: Member) -> MemberForm:
    """The member as it would be sent again."""
    return MemberForm.model_construct(
        name=member.name,
        family=Family(member.family),
        identifier=member.identifier,
        role=member.role,
        jobs=member.jobs,
        commune=member.commune,
        address=member.address,
        legal_form=member.legal_form,
        representative=member.representative,
        contact_email=member.contact_email,
        has_letter=member.has_letter,
        is_bearer=member.is_bearer,
        version=member.version,
        key="",
    )


def _one(members: list[Member], member_id: UUID) -> Member:
    found = next((member for member in members if member.id == member_id), None)
    if found is None:
        raise NotFound
    return found


def _write(member: Member, form: MemberForm) -> None:
    place = places.find(form.commune) if form.commune else None
    for name in WORDS:
        setattr(member, name, getattr(form, name))
    member.family = str(form.family)
    member.commune = place.name if place else form.commune
    member.insee, member.departement = (place.insee, place.departement) if place else ("", "")


def _arrange(db: Session, members: list[Member], *, bearer: Member | None) -> None:
    """Number them again, the bearer first; a new bearer takes the place of the old one."""
    if bearer is not None and bearer.is_bearer:
        for other in members:
            other.is_bearer = other is bearer
    for place, member in enumerate(sorted(members, key=lambda one: not one.is_bearer)):
        member.position = place
        db.add(member)


def _done(
    db: Session, action: str, dossier: Dossier, member: Member, actor: Actor, now: datetime, *, before: str = ""
) -> None:
    refresh(db, dossier, now=now)
    after = journal.digest(form_of(member).model_dump())
    note(db, action, dossier, actor, now, before=before, after=after)
