"""Doors of those who were invited to sign a dossier: they read it whole, and sign or refuse, signed in."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Stale
from app.forms.commitment import Refusal, Signature
from app.services import sign_offs
from app.web.applicant import Ours, Room
from app.web.applicant_signing import asked_list, signing
from app.web.binding import Bound, Posted, blank
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}/sign")


@router.get("")
def asked(ours: Ours) -> Response:
    """What I am asked to sign; when that is one thing, it is the page to sign."""
    sign_offs.demand_signs(ours.db, ours.dossier, ours.me, ours.now)
    shown = asked_list(ours)
    if len(shown["rows"]) == 1:
        return ours.page.see(f"{ours.path}/sign/{shown['rows'][0][0].member.id}")
    return ours.show("applicant/signing.html", **shown)


@router.get("/{member}")
def to_sign(member: UUID, ours: Ours) -> Response:
    """The dossier as it would be signed, and the place to sign."""
    sign_offs.demand_signs(ours.db, ours.dossier, ours.me, ours.now)
    return _page(ours, member, blank(ours.language, name=ours.me.name))


@router.post("/{member}")
def sign(member: UUID, form: Posted[Signature], ours: Ours) -> Response:
    """Sign what was read; a dossier that changed meanwhile is shown again."""
    sign_offs.demand_signs(ours.db, ours.dossier, ours.me, ours.now)
    if not form.ok:
        return _page(ours, member, form, status=422)
    try:
        sign_offs.sign_within(ours.db, ours.dossier, member, form.form, actor=ours.me, now=ours.now)
    except Stale:
        return _page(ours, member, form, status=409, changed=True)
    text = N_("C’est signé. La personne qui prépare le dossier est prévenue.")
    return ours.page.see(f"{ours.path}/sign/{member}", text)


@router.post("/{member}/refuse")
def refuse(member: UUID, form: Posted[Refusal], ours: Ours) -> Response:
    """Do not sign, and say why."""
    sign_offs.demand_signs(ours.db, ours.dossier, ours.me, ours.now)
    if not form.ok:
        return _page(ours, member, form, status=422)
    sign_offs.refuse_within(ours.db, ours.dossier, member, form.form.reason, actor=ours.me, now=ours.now)
    text = N_("C’est noté. La personne qui prépare le dossier est prévenue.")
    return ours.page.see(f"{ours.path}/sign/{member}", text, tone="blue")


def _page(ours: Room, member: UUID, form: Bound[Any], *, status: int = 200, **more: object) -> Response:
    return ours.show("applicant/sign.html", status=status, form=form, **signing(ours, member, **more))
