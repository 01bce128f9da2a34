"""Reads of what each member of a grouping commits to: its confirmation, its letter, the signature of who represents it.

`asked_member` and `asked_signature` find what a link lets its holder do; a link is alive as long as it was not taken
back: the request still stands, and goes to the same address.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan
from app.domain.permissions import Hand
from app.domain.questions import COUNTED_KINDS, QuestionKind
from app.domain.receipts import digest_of
from app.domain.roles import Actor
from app.models import Collaborator, Dossier, Member, OneUseLink, SignOff, Track
from app.queries.asked import reading
from app.queries.dossiers import Content
from app.queries.people import token_hash

MEMBER, SIGNATURE = "member", "signature"
"""What a link is for."""
SIGNED = ("id", "name", "family", "identifier", "role", "jobs", "commune", "is_bearer")
"""What a signature covers of each member."""


class Asked(NamedTuple):
    """What a living link opens."""

    dossier: Dossier
    member: Member


class AskedSignature(NamedTuple):
    """The same, for a signature."""

    dossier: Dossier
    member: Member
    sign_off: SignOff


def asked_member(db: Session, token: str, now: datetime, *, to_change: bool = False) -> Asked | None:
    """The member that this link lets confirm or decline."""
    said = _payload(db, MEMBER, token, now)
    member = db.get(Member, UUID(said["member"])) if said else None
    if member is None:
        return None
    dossier = _dossier(db, member.dossier_id, to_change=to_change)
    db.refresh(member)
    alive = member.asked_at is not None and member.contact_email == said["email"]
    return Asked(dossier, member) if alive else None


def asked_signature(db: Session, token: str, now: datetime, *, to_change: bool = False) -> AskedSignature | None:
    """The signature that this link lets give or refuse."""
    said = _payload(db, SIGNATURE, token, now)
    row = db.get(SignOff, UUID(said["sign_off"])) if said else None
    if row is None:
        return None
    dossier = _dossier(db, row.dossier_id, to_change=to_change)
    db.refresh(row)
    latest = sign_offs_of(db, dossier.id).get(row.member_id)
    if latest is None or latest.id != row.id or row.email != said["email"]:
        return None
    return AskedSignature(dossier, db.get_one(Member, row.member_id), row)


def asked_of(db: Session, dossier: Dossier, actor: Actor) -> list[AskedSignature]:
    """The signatures asked of somebody of the team who signs, in the order of the members.

    Theirs are the requests that went to the address they were invited at, or to that of their account.
    """
    own = (
        col(Collaborator.dossier_id) == dossier.id,
        col(Collaborator.person_id) == actor.id,
        col(Collaborator.hand) == Hand.SIGN,
        col(Collaborator.accepted_at).is_not(None),
        col(Collaborator.ended_at).is_(None),
    )
    invited = list(db.execute(select(col(Collaborator.email)).where(*own)).scalars())
    if not invited:
        return []
    addresses = {email.lower() for email in (*invited, actor.email)}
    rows = {row.member_id: row for row in sign_offs_of(db, dossier.id).values() if row.email.lower() in addresses}
    members = select(Member).where(col(Member.id).in_(rows)).order_by(col(Member.position), col(Member.id))
    return [AskedSignature(dossier, member, rows[member.id]) for member in db.execute(members).scalars()]


def sign_offs_of(db: Session, dossier_id: UUID) -> dict[UUID, SignOff]:
    """The last request for a signature to each member."""
    query = select(SignOff).where(col(SignOff.dossier_id) == dossier_id)
    rows = db.execute(query.order_by(col(SignOff.asked_at), col(SignOff.id))).scalars()
    return {row.member_id: row for row in rows}


def is_signed(row: SignOff | None) -> bool:
    """Whether a signature holds."""
    return row is not None and row.signed_at is not None and row.stale_at is None and row.refused_at is None


def needs_signatures(db: Session, dossier: Dossier) -> bool:
    """Whether its track wants each member to sign before it is filed."""
    return bool(db.get_one(Track, dossier.track_id).needs_signatures)


def signing_digest(plan: FormPlan, content: Content) -> str:
    """The proof of what is signed: the answers, the members, the files, whatever the day it is filed."""
    asked = {question.key for question in plan.questions}
    answered = [question.key for question in plan.questions if question.kind not in COUNTED_KINDS]
    members: list[JsonValue] = [{part: _plain(getattr(member, part)) for part in SIGNED} for member in content.members]
    files: list[JsonValue] = [
        {"question_key": file.question_key, "name": file.name, "digest": file.digest}
        for file in content.files
        if file.question_key in asked
    ]
    answers = {key: content.values[key] for key in answered if content.values.get(key) is not None}
    return digest_of({"answers": answers, "members": members, "files": files})


def working_digest(db: Session, dossier: Dossier) -> str:
    """The digest of what the dossier says now."""
    return signing_digest(*reading(db, dossier, working=True))


def members_question(plan: FormPlan) -> str:
    """The key of the question that asks for the members; empty where none does."""
    return next((question.key for question in plan.questions if question.kind == QuestionKind.MEMBERS), "")


def frozen_signatures(db: Session, dossier: Dossier, members: Sequence[UUID]) -> list[JsonValue]:
    """The signatures as they are filed with the dossier."""
    rows = sign_offs_of(db, dossier.id)
    return [
        {
            "member": str(member),
            "name": row.name,
            "signed_as": row.signed_as,
            "signed_at": row.signed_at.isoformat() if row.signed_at else None,
            "digest": row.digest,
        }
        for member in members
        if (row := rows.get(member)) is not None and is_signed(row)
    ]


def _payload(db: Session, purpose: str, token: str, now: datetime) -> dict[str, str]:
    query = select(col(OneUseLink.payload)).where(
        col(OneUseLink.token_hash) == token_hash(token),
        col(OneUseLink.purpose) == purpose,
        col(OneUseLink.used_at).is_(None),
        col(OneUseLink.expires_at) > now,
    )
    return db.execute(query).scalar_one_or_none() or {}


def _dossier(db: Session, dossier_id: UUID, *, to_change: bool) -> Dossier:
    query = select(Dossier).where(col(Dossier.id) == dossier_id)
    locked = query.with_for_update(key_share=True) if to_change else query
    found: Dossier = db.execute(locked.execution_options(populate_existing=True)).scalar_one()
    return found


def _plain(value: object) -> JsonValue:
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
