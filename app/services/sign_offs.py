"""Signatures of those who represent the members: asked by a link to each, given on what the dossier says."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid, NotFound, Stale, WrongState
from app.domain.permissions import can
from app.domain.roles import Actor
from app.domain.workflow import refusal
from app.forms.commitment import Signature
from app.models import Collaborator, Dossier, Member, SignOff
from app.queries.asked import reading
from app.queries.commitments import (
    SIGNATURE,
    AskedSignature,
    asked_of,
    asked_signature,
    is_signed,
    needs_signatures,
    sign_offs_of,
    working_digest,
)
from app.queries.visibility import facts_of
from app.services import journal, links, member_mail, members
from app.services.confirmations import AGAIN, count_mail, demand_living, demand_writer
from app.services.standing_signatures import recheck


def ask(db: Session, dossier: Dossier, member_id: UUID, *, actor: Actor, now: datetime) -> SignOff:
    """Ask who represents a member to sign. Raises WrongState (`no_signatures`, `dossier_incomplete`, `asked_lately`),
    Invalid when their name or address is not known."""
    _demand_ready(db, dossier, actor, now)
    member = members.one_of(db, dossier, member_id)
    if not member.contact_email or not member.representative:
        raise Invalid("member_without_representative", field="representative", name=member.name)
    row = sign_offs_of(db, dossier.id).get(member.id)
    if is_signed(row):
        raise WrongState("already_signed", name=member.name)
    waits = row is not None and _goes_to(row, member) and not row.stale_at and not row.refused_at
    if row is not None and waits and now < row.asked_at + AGAIN:
        raise WrongState("asked_lately", name=member.name, at=row.asked_at)
    return _ask(db, dossier, member, row, actor, now)


def ask_all(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> int:
    """Ask everyone who can be and does not have the request yet, or whose signature no longer holds; how many."""
    _demand_ready(db, dossier, actor, now)
    rows, asked = sign_offs_of(db, dossier.id), 0
    for member in members.all_of(db, dossier):
        row = rows.get(member.id)
        waits = row is not None and not row.signed_at and not row.refused_at and _goes_to(row, member)
        if member.contact_email and member.representative and not is_signed(row) and not waits:
            _ask(db, dossier, member, row, actor, now)
            asked += 1
    return asked


def sign(db: Session, token: str, form: Signature, *, now: datetime) -> AskedSignature:
    """Sign what was read. Raises NotFound for a dead link, WrongState, Stale when the dossier changed meanwhile."""
    return _sign(db, _asked(db, token, now), form, None, now)


def refuse(db: Session, token: str, reason: str, *, now: datetime) -> AskedSignature:
    """Do not sign, and say why. Raises NotFound for a dead link, WrongState."""
    return _refuse(db, _asked(db, token, now), reason, None, now)


def sign_within(
    db: Session, dossier: Dossier, member_id: UUID, form: Signature, *, actor: Actor, now: datetime
) -> AskedSignature:
    """The same by somebody of the team, signed in. Raises Forbidden, NotFound when it is not asked of them, WrongState,
    Stale."""
    return _sign(db, _asked_within(db, dossier, member_id, actor, now), form, actor.id, now)


def refuse_within(
    db: Session, dossier: Dossier, member_id: UUID, reason: str, *, actor: Actor, now: datetime
) -> AskedSignature:
    """Do not sign, and say why, signed in. Raises Forbidden, NotFound, WrongState."""
    return _refuse(db, _asked_within(db, dossier, member_id, actor, now), reason, actor.id, now)


def demand_signs(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """Raise Forbidden unless they were invited to sign this dossier."""
    if not can("sign", facts_of(db, dossier, actor, now)):
        raise Forbidden("only_who_signs")


def _sign(db: Session, found: AskedSignature, form: Signature, by: UUID | None, now: datetime) -> AskedSignature:
    dossier, member, row = found
    if is_signed(row):
        return found
    digest = working_digest(db, dossier)
    if form.digest != digest:
        raise Stale("changed_while_reading")
    row.signed_at, row.stale_at, row.refused_at, row.reason = now, None, None, ""
    row.signed_as, row.digest = f"{form.name}, {form.capacity}", digest
    _settled(db, dossier, row, now)
    member_mail.signature_answered(db, dossier, member, row, "signed", now=now)
    _note(db, "sign_off.signed", dossier, by, now, after=digest)
    return found


def _refuse(db: Session, found: AskedSignature, reason: str, by: UUID | None, now: datetime) -> AskedSignature:
    dossier, member, row = found
    if row.refused_at is not None and row.reason == reason:
        return found
    row.refused_at, row.reason, row.signed_at, row.stale_at = now, reason, None, None
    row.signed_as, row.digest = "", ""
    _settled(db, dossier, row, now)
    member_mail.signature_answered(db, dossier, member, row, "refused", now=now)
    _note(db, "sign_off.refused", dossier, by, now)
    return found


def _demand_ready(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    demand_writer(db, dossier, actor, now)
    if not needs_signatures(db, dossier):
        raise WrongState("no_signatures")
    facts = facts_of(db, dossier, actor, now)
    if shut := refusal("edit", facts):
        raise shut
    if facts.missing:
        raise WrongState("dossier_incomplete", missing=facts.missing)


def _ask(db: Session, dossier: Dossier, member: Member, row: SignOff | None, actor: Actor, now: datetime) -> SignOff:
    count_mail(db, dossier, now)
    if row is None or not _goes_to(row, member):
        if row is not None:
            db.execute(delete(SignOff).where(col(SignOff.id) == row.id))
        row = SignOff(
            dossier_id=dossier.id,
            member_id=member.id,
            name=member.representative,
            email=member.contact_email,
            asked_by=actor.id,
            asked_at=now,
            collaborator_id=_signer(db, dossier, member.contact_email),
        )
    row.asked_by, row.asked_at, row.name = actor.id, now, member.representative
    row.refused_at, row.reason = None, ""
    db.add(row)
    db.flush()
    token = links.make(db, SIGNATURE, {"sign_off": str(row.id), "email": row.email}, now=now, call_id=dossier.call_id)
    member_mail.ask_signature(db, dossier, member, row, token, actor=actor, now=now)
    _note(db, "sign_off.asked", dossier, actor.id, now)
    return row


def _goes_to(row: SignOff, member: Member) -> bool:
    return row.email == member.contact_email


def _signer(db: Session, dossier: Dossier, email: str) -> UUID | None:
    """Who was invited to sign under this address, if anybody was."""
    query = select(col(Collaborator.id)).where(
        col(Collaborator.dossier_id) == dossier.id, col(Collaborator.email) == email, col(Collaborator.hand) == "sign"
    )
    found: UUID | None = db.execute(query.where(col(Collaborator.ended_at).is_(None))).scalar_one_or_none()
    return found


def _asked(db: Session, token: str, now: datetime) -> AskedSignature:
    found = asked_signature(db, token, now, to_change=True)
    if found is None:
        raise NotFound("dead_link")
    _demand_open(db, found.dossier)
    return found


def _asked_within(db: Session, dossier: Dossier, member_id: UUID, actor: Actor, now: datetime) -> AskedSignature:
    demand_signs(db, dossier, actor, now)
    found = next((one for one in asked_of(db, dossier, actor) if one.member.id == member_id), None)
    if found is None:
        raise NotFound
    _demand_open(db, dossier)
    if not needs_signatures(db, dossier):
        raise WrongState("no_signatures")
    return found


def _demand_open(db: Session, dossier: Dossier) -> None:
    demand_living(db, dossier)
    if dossier.state != "draft" and dossier.reopened_at is None:
        raise WrongState("filed_already")


def _settled(db: Session, dossier: Dossier, row: SignOff, now: datetime) -> None:
    db.add(row)
    db.flush()
    recheck(db, dossier, *reading(db, dossier, working=True), now=now)
    db.add(dossier)


def _note(db: Session, action: str, dossier: Dossier, actor_id: UUID | None, now: datetime, *, after: str = "") -> None:
    subject = f"dossier:{dossier.id}"
    journal.write(db, action, subject, actor_id=actor_id, now=now, call_id=dossier.call_id, after=after)
