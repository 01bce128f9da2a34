"""Doors of those who hold a link to a member: they confirm, decline, sign or refuse without an account."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound, Stale
from app.domain.workflow import State
from app.forms.commitment import MemberAnswer, Refusal, Signature
from app.models import Dossier
from app.queries import calls
from app.queries.asked import reading
from app.queries.commitments import (
    Asked,
    AskedSignature,
    asked_member,
    asked_signature,
    is_signed,
    needs_signatures,
    signing_digest,
)
from app.queries.dossiers import members_of
from app.queries.files import stored_file
from app.queries.people import name_of
from app.services import confirmations, sign_offs
from app.web.answers import shown_sections
from app.web.binding import Bound, Posted, blank
from app.web.database import Db
from app.web.files import send_stored
from app.web.guards import Now, TheHall
from app.web.i18n import N_
from app.web.pages import Page, PageMaker

router = APIRouter()


@router.get("/members/{token}")
def asked(token: str, db: Db, page: Page, now: Now) -> Response:
    """What a member is asked: does it take part?"""
    found = asked_member(db, token, now)
    return _member(page, db, token, found, blank(page.language)) if found else _dead(page)


@router.post("/members/{token}")
def answer(token: str, form: Posted[MemberAnswer], db: Db, page: Page, now: Now) -> Response:
    """It does, or does not."""
    if not form.ok:
        found = asked_member(db, token, now)
        return _member(page, db, token, found, form, status=422) if found else _dead(page)
    try:
        if form.form.answer == "confirm":
            confirmations.confirm(db, token, now=now)
        else:
            confirmations.decline(db, token, form.form.reason, now=now)
    except NotFound:
        return _dead(page)
    text = (
        N_("Merci : c’est confirmé.")
        if form.form.answer == "confirm"
        else N_("C’est noté. La personne qui prépare le dossier est prévenue.")
    )
    return page.see(f"/members/{token}", text)


@router.get("/signatures/{token}")
def to_sign(token: str, db: Db, page: Page, now: Now) -> Response:
    """The dossier as it would be signed, and the place to sign."""
    found = asked_signature(db, token, now)
    if found is None:
        return _dead(page)
    return _signature(page, db, token, found, blank(page.language, name=found.sign_off.name))


@router.post("/signatures/{token}")
def sign(token: str, form: Posted[Signature], db: Db, page: Page, now: Now) -> Response:
    """Sign what was read; a dossier that changed meanwhile is shown again."""
    found = asked_signature(db, token, now)
    if found is None:
        return _dead(page)
    if not form.ok:
        return _signature(page, db, token, found, form, status=422)
    try:
        sign_offs.sign(db, token, form.form, now=now)
    except Stale:
        return _signature(page, db, token, found, form, status=409, changed=True)
    return page.see(f"/signatures/{token}", N_("C’est signé. La personne qui prépare le dossier est prévenue."))


@router.post("/signatures/{token}/refuse")
def refuse(token: str, form: Posted[Refusal], db: Db, page: Page, now: Now) -> Response:
    """Do not sign, and say why."""
    found = asked_signature(db, token, now)
    if found is None:
        return _dead(page)
    if not form.ok:
        return _signature(page, db, token, found, form, status=422)
    sign_offs.refuse(db, token, form.form.reason, now=now)
    return page.see(
        f"/signatures/{token}", N_("C’est noté. La personne qui prépare le dossier est prévenue."), tone="blue"
    )


@router.get("/signatures/{token}/files/{file}")
def download(token: str, file: UUID, db: Db, hall: TheHall, now: Now) -> Response:
    """One file of the dossier, for who is asked to sign it."""
    found = asked_signature(db, token, now)
    if found is None:
        raise NotFound("dead_link")
    _, content = reading(db, found.dossier, working=True)
    known = file in {one.id for one in content.files}
    return send_stored(hall, stored_file(db, found.dossier.id, file) if known else None)


def _member(page: PageMaker, db: Db, token: str, found: Asked, form: Bound[Any], *, status: int = 200) -> Response:
    dossier, member = found
    return page(
        "by_link/member.html",
        status=status,
        token=token,
        form=form,
        dossier=dossier,
        member=member,
        members=members_of(db, dossier.id),
        **_around(db, found.dossier),
    )


def _signature(
    page: PageMaker,
    db: Db,
    token: str,
    found: AskedSignature,
    form: Bound[Any],
    *,
    status: int = 200,
    changed: bool = False,
) -> Response:
    dossier, member, row = found
    plan, content = reading(db, dossier, working=True)
    signed, around = is_signed(row), _around(db, dossier)
    can_sign = (dossier.state == State.DRAFT or dossier.reopened_at is not None) and needs_signatures(db, dossier)
    return page(
        "by_link/signature.html",
        status=status,
        token=token,
        form=form,
        dossier=dossier,
        member=member,
        row=row,
        sign_at=f"/signatures/{token}",
        signed=signed,
        asked=can_sign and not around["over"] and not signed,
        changed=changed,
        digest=signing_digest(plan, content),
        sections=shown_sections(plan, content, page.language, files_at=f"/signatures/{token}/files"),
        can_sign=can_sign,
        **around,
    )


def _around(db: Db, dossier: Dossier) -> dict[str, object]:
    call = calls.call_of(db, dossier.call_id)
    over = dossier.state in confirmations.OVER or call.published_at is not None
    return {"call": call, "owner": name_of(db, dossier.owner_id), "over": over}


def _dead(page: PageMaker) -> Response:
    return page("by_link/dead.html", status=404)
