"""Doors of the members of a grouping."""

from typing import Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.domain.errors import Invalid, NotFound, Stale
from app.forms.dossier import MemberForm
from app.queries.applicants import composition_of, member_facts
from app.queries.dossiers import MemberRow, members_of
from app.queries.tracks import rules_of
from app.services import members
from app.web import member_lookups
from app.web.answer_parts import listed_text, shown_member
from app.web.applicant import Mine, Room, Written
from app.web.applicant_sections import members_section, typed_member
from app.web.binding import Posted, blank
from app.web.body import Body
from app.web.commitments import letters_of
from app.web.composition import member_table, rule_rows, rule_table
from app.web.i18n import N_
from app.web.member_lookups import MemberLook

UNKNOWN = N_("L’annuaire ne connaît pas ce numéro : vérifiez-le, ou écrivez le nom.")
LATER = N_("Le membre %(number)s est ajouté. L’annuaire ne répond pas : son nom sera complété dès qu’il répondra.")
router = APIRouter(prefix="/applicant/dossiers/{dossier}/members")


class Way(BaseModel):
    """Which way a member moves."""

    way: Literal["up", "down"] = "up"


@router.get("/new")
def new_member(mine: Written) -> Response:
    """An empty form; the first member is proposed as the bearer."""
    first = {"is_bearer": "yes"} if not members_of(mine.db, mine.dossier.id) else {}
    return _form(mine, None, form=blank(mine.language, key=uuid4().hex, version=0, **first))


@router.post("")
def add_member(looked: MemberLook, form: Posted[MemberForm], mine: Mine) -> Response:
    """One member more; a number alone is enough, the directory says the rest, now or later."""
    if member_lookups.pressed(form):
        filled, result = member_lookups.looked_up(form, looked, mine.hall)
        return _form(mine, None, form=filled, result=result)
    if not form.ok:
        return _form(mine, None, form=form, status=422)
    if member_lookups.unknown_number(form, looked):
        return _form(mine, None, form=form.wrong(mine.page.say(UNKNOWN), "name"), status=422)
    listing = member_lookups.listing_of(form, looked, mine.hall)
    said = member_lookups.with_listing(form, listing) if listing and not form.typed("name").strip() else form.form
    try:
        members.add(mine.db, mine.dossier, said, actor=mine.me, now=mine.now, listing=listing)
    except Invalid as error:
        return _form(mine, None, form=form.refused(error), status=422)
    if not form.typed("name").strip() and listing is None:
        return mine.page.see(members_section(mine), LATER, tone="blue", number=said.name)
    return mine.page.see(members_section(mine), N_("%(name)s fait partie du groupement."), name=said.name)


@router.get("/{member}")
def member(member: UUID, mine: Written) -> Response:
    """One member, to be changed."""
    found = _one(mine, member)
    return _form(mine, found, form=blank(mine.language, **typed_member(found, mine.language)))


@router.post("/{member}")
def change_member(member: UUID, looked: MemberLook, form: Posted[MemberForm], mine: Mine) -> Response:
    """Keep other words about a member; words that crossed ours are shown beside them."""
    found = _one(mine, member)
    if member_lookups.pressed(form):
        filled, result = member_lookups.looked_up(form, looked, mine.hall)
        return _form(mine, found, form=filled, result=result)
    if not form.ok:
        return _form(mine, found, form=form, status=422)
    listing = member_lookups.listing_of(form, looked, mine.hall)
    said = member_lookups.with_listing(form, listing) if listing and not form.typed("name").strip() else form.form
    try:
        members.change(mine.db, mine.dossier, member, said, actor=mine.me, now=mine.now, listing=listing)
    except Stale:
        return _form(mine, found, form=form, status=409, theirs=shown_member(found, mine.language))
    return mine.page.see(members_section(mine), N_("%(name)s est à jour."), name=said.name)


@router.get("/{member}/remove")
def ask_removal(member: UUID, mine: Written) -> Response:
    """Ask before removing a member."""
    return mine.show("applicant/member_remove.html", member=_one(mine, member), back=members_section(mine))


@router.post("/{member}/remove")
def remove_member(member: UUID, _body: Body, mine: Mine) -> Response:
    """The grouping goes on without this member."""
    found = _one(mine, member)
    members.remove(mine.db, mine.dossier, member, actor=mine.me, now=mine.now)
    return mine.page.see(members_section(mine), N_("%(name)s ne fait plus partie du groupement."), name=found.name)


@router.post("/{member}/move")
def move_member(member: UUID, form: Posted[Way], mine: Mine) -> Response:
    """One place up or down."""
    way = form.value.way if form.value else "up"
    members.move(mine.db, mine.dossier, member, way, actor=mine.me, now=mine.now)
    return mine.page.see(members_section(mine))


def _one(mine: Room, member: UUID) -> MemberRow:
    found = next((row for row in members_of(mine.db, mine.dossier.id) if row.id == member), None)
    if found is None:
        raise NotFound
    return found


def _form(mine: Room, member: MemberRow | None, *, status: int = 200, **context: object) -> Response:
    """The form of a member; beside it the rules about the grouping, which the browser counts again as one types."""
    kept = members_of(mine.db, mine.dossier.id)
    others = [member_facts(row) for row in kept if member is None or row.id != member.id]
    context |= {
        "rules": rule_rows(composition_of(mine.track, kept), mine.language),
        "rule_table": rule_table(rules_of(mine.track)),
        "others": member_table(others),
    }
    letters = letters_of(mine.content().files, f"{mine.path}/files", mine.language) if member else {}
    context = {
        "theirs": None,
        "member": member,
        "back": members_section(mine),
        "result": None,
        "source": listed_text(member, mine.language) if member else "",
        "looks": bool(mine.hall.settings.companies_url),
        "letter": letters.get(member.id) if member else None,
        **context,
    }
    return mine.show("applicant/member.html", status=status, **context)
