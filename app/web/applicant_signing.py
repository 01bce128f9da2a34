"""Signing a dossier signed in: what is asked of whoever was invited to sign it, and what they read to do so."""

from typing import Any
from uuid import UUID

from app.domain.errors import NotFound
from app.domain.permissions import can
from app.queries.asked import reading
from app.queries.commitments import AskedSignature, asked_of, is_signed, signing_digest
from app.services import confirmations
from app.web.answers import shown_sections
from app.web.applicant import Room
from app.web.applicant_team import owner_name


def to_sign(mine: Room) -> list[str]:
    """The members I am asked to sign for and have not signed for, by name."""
    if not _is_open(mine) or not can("sign", mine.facts()):
        return []
    found = asked_of(mine.db, mine.dossier, mine.me)
    return [member.name for _, member, row in found if not is_signed(row) and row.refused_at is None]


def asked_list(mine: Room) -> dict[str, Any]:
    """Every signature asked of me, and whether it can still be given."""
    rows = [(one, is_signed(one.sign_off)) for one in asked_of(mine.db, mine.dossier, mine.me)]
    return {"rows": rows, "owner": owner_name(mine), "can_sign": _is_open(mine)}


def signing(mine: Room, member_id: UUID, **more: object) -> dict[str, Any]:
    """The whole dossier as it would be signed for this member. Raises NotFound when that is not asked of me."""
    found = next((one for one in asked_of(mine.db, mine.dossier, mine.me) if one.member.id == member_id), None)
    if found is None:
        raise NotFound
    return {**_shown(mine, found), **more}


def _shown(mine: Room, found: AskedSignature) -> dict[str, object]:
    plan, content = reading(mine.db, mine.dossier, working=True)
    signed, can_sign, over = is_signed(found.sign_off), _is_open(mine), _is_over(mine)
    return {
        "sign_at": f"{mine.path}/sign/{found.member.id}",
        "member": found.member,
        "row": found.sign_off,
        "signed": signed,
        "asked": can_sign and not signed,
        "can_sign": can_sign,
        "over": over,
        "changed": False,
        "digest": signing_digest(plan, content),
        "sections": shown_sections(plan, content, mine.language, files_at=f"{mine.path}/files"),
        "owner": owner_name(mine),
    }


def _is_open(mine: Room) -> bool:
    """Whether signatures are wanted and can be given."""
    return mine.track.needs_signatures and mine.is_changing and not _is_over(mine)


def _is_over(mine: Room) -> bool:
    return mine.dossier.state in confirmations.OVER or mine.call.published_at is not None
