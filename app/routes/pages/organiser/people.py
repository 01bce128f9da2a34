"""Doors of the team of a call: who organises, who reviews and what they answered, inviting, taking a role back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.domain.errors import Invalid, NotFound, WrongState
from app.domain.texts import strip_accents
from app.forms.people import InvitationForm
from app.forms.pool import Settling
from app.queries import inviting, team
from app.queries import pool as eyes
from app.services import people, pool
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.pool import choices, profile_values, reason_words, standing_words, theme_names

router = APIRouter(prefix="/organiser/calls/{call}/people")
VIEWS = ("all", "invited", "accepted", "declined", "experts")
Word = Annotated[str, Query(max_length=80)]


@router.get("")
def team_page(office: Run, view: Word = "all", q: Word = "", region: Word = "", theme: Word = "") -> Response:
    """Everybody who works on the call, and who answered what."""
    rows = eyes.reviewers(office.db, office.call.id, office.me)
    shown = [row for row in rows if _is_in(row, view) and _is_about(row, q, region, theme)]
    return office.show(
        "organiser/people.html",
        organisers=[row for row in team.team(office.db, office.call.id, office.me) if row.role == "organiser"],
        rows=shown,
        numbers=eyes.counts(rows),
        wanted={"view": view if view in VIEWS else "all", "q": q, "region": region, "theme": theme},
        nominations=inviting.nominations(office.db, office.call.id),
        standings=standing_words(office.language),
        reasons=reason_words(office.language),
        themes=theme_names(office.db, office.call, office.language),
        regions=[(name, name) for name in sorted({row.membership.region for row in rows} - {""})],
    )


@router.get("/new")
def one_more(office: Run, role: Word = "reviewer", again: UUID | None = None) -> Response:
    """Somebody to bring in; or, once more, somebody who declined, with what is known of them."""
    row = eyes.reviewer(office.db, office.call.id, again, office.me) if again else None
    known = {"name": row.name, "email": row.email, **profile_values(row)} if row else {"capacity": 20}
    return _show_new(office, blank(office.language, role=role, **known))


@router.post("")
def invite(form: Posted[InvitationForm], office: Run) -> Response:
    """Bring somebody in; they are written to."""
    if not form.ok:
        return _show_new(office, form, status=422)
    try:
        people.invite(office.db, office.call, form.form, actor=office.me, now=office.now)
    except Invalid as error:
        return _show_new(office, form.refused(error), status=422)
    return office.page.see(f"{office.path}/people", N_("%(name)s est invité. Le courriel part."), name=form.form.name)


@router.get("/waiting")
def ask_resending(office: Run) -> Response:
    """Who has not answered, before they are written to once more."""
    rows = [row for row in eyes.reviewers(office.db, office.call.id, office.me) if row.standing == "invited"]
    written = inviting.written_lately(office.db, office.call.id, office.now)
    return office.show(
        "organiser/people_waiting.html",
        due=[row for row in rows if row.membership.person_id not in written],
        lately=[row for row in rows if row.membership.person_id in written],
    )


@router.post("/waiting")
def resend_waiting(_body: Body, office: Run) -> Response:
    """Write once more to whoever has not answered."""
    told = pool.resend_waiting(office.db, office.call, actor=office.me, now=office.now)
    where = f"{office.path}/people?view=invited"
    if not told:
        return office.page.see(where, N_("Personne n’attendait de rappel : aucun courriel ne part."), tone="blue")
    return office.page.see(where, N_("Les rappels partent : %(number)s."), number=told)


@router.post("/nominations/{nomination}")
def settle(nomination: UUID, form: Posted[Settling], office: Run) -> Response:
    """Invite whom a reviewer proposed, or not."""
    if not form.ok:
        raise NotFound
    accepted = form.form.answer == "accept"
    found = pool.settle(office.db, office.call, nomination, accepted, actor=office.me, now=office.now)
    text = (
        N_("%(name)s est invité. Le courriel part.")
        if found.accepted
        else N_("C’est noté : %(name)s n’est pas invité.")
    )
    return office.page.see(f"{office.path}/people", text, tone="green" if found.accepted else "blue", name=found.name)


@router.get("/{membership}/revoke")
def ask_revocation(membership: UUID, office: Run) -> Response:
    """Ask before taking a role back."""
    return _confirmation(office, membership)


@router.post("/{membership}/revoke")
def revoke(membership: UUID, _body: Body, office: Run) -> Response:
    """Take a role back."""
    try:
        people.revoke(office.db, office.call, membership, actor=office.me, now=office.now)
    except WrongState as error:
        return _confirmation(office, membership, error=error)
    return office.page.see(f"{office.path}/people", N_("Le rôle est retiré. La personne n’entre plus."))


def _is_in(row: eyes.ReviewerRow, view: str) -> bool:
    return row.membership.is_expert if view == "experts" else view not in VIEWS[1:] or row.standing == view


def _is_about(row: eyes.ReviewerRow, q: str, region: str, theme: str) -> bool:
    held = row.membership
    words = strip_accents(f"{row.name} {row.email} {held.organisation} {row.network}")
    found = all(word in words for word in strip_accents(q).split())
    return found and region in ("", held.region) and (not theme or theme in held.themes)


def _show_new(office: Office, form: Bound[Any], *, status: int = 200) -> Response:
    rows = choices(office.db, office.call, office.language)
    return office.show("organiser/people_new.html", status=status, form=form, choices=rows)


def _confirmation(office: Office, membership: UUID, *, error: WrongState | None = None) -> Response:
    found = next((row for row in team.team(office.db, office.call.id, office.me) if row.id == membership), None)
    if found is None:
        raise NotFound
    form = blank(office.language) if error is None else blank(office.language).refused(error)
    return office.show("organiser/people_revoke.html", status=409 if error else 200, row=found, form=form)
