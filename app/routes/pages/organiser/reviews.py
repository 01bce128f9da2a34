"""Doors of reviews for organisers: how far they are, reminders, one dossier's reviews side by side."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound
from app.domain.permissions import can
from app.forms.review import Reminding, Reopening
from app.models import Call, Dossier
from app.queries import assignment_lists as lists
from app.queries import assignments as eyes
from app.queries import forms, review_lists
from app.queries.reading_progress import progress
from app.queries.review_rounds import handed_of
from app.queries.visibility import facts_of, rules_of
from app.routes.pages.organiser.rail import key_after, rail_of
from app.services import reading_mail, reviews
from app.web.binding import Bound, Posted, blank
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall, OrganisedDossier
from app.web.i18n import N_
from app.web.pages import Page

router = APIRouter(prefix="/organiser/calls/{call}/reviews")
NOBODY = N_("Personne à relancer : tous ont rendu, ou ont eu un message aujourd’hui.")
NOBODY_BUT_UNWILLING = N_("Rien n’est parti : ceux à relancer ne veulent pas de courriel, ou en ont eu un aujourd’hui.")


@router.get("")
def overview(
    call: OrganisedCall, page: Page, db: Db, me: Me, now: Now, *, show: str = "", q: str = "", after: str = ""
) -> Response:
    """How far the reviews are, and who is late."""
    found = lists.lines(db, me, call.id, show=show, text=q, after=key_after(after))
    rows, more = found[: lists.PAGE], len(found) > lists.PAGE
    return page(
        "organiser/reviews.html",
        call=rail_of(call, page.language),
        tally=lists.tally(db, me, call.id),
        people=progress(db, me, call.id, now),
        may_remind=rules_of(call, now).may_write and call.published_at is None,
        due_at=eyes.due_at(db, call.id),
        zone=call.zone,
        rows=rows,
        next=f"{rows[-1].assigned}-{rows[-1].number}" if more else "",
        show=show,
        q=q,
        after=after,
    )


@router.get("/remind")
def before_reminding(call: OrganisedCall, page: Page) -> Response:
    """What will leave, before it leaves."""
    return page("organiser/reviews_remind.html", call=rail_of(call, page.language))


@router.post("/remind")
def remind(call: OrganisedCall, form: Posted[Reminding], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Write to everybody with reviews left to hand in, or to one of them; once a day for each."""
    if not form.ok:
        raise NotFound
    done = reading_mail.remind(db, call, only=form.form.person, actor=me, now=now)
    where = f"/organiser/calls/{call.slug}/reviews"
    if done.told == 0:
        return page.see(where, NOBODY_BUT_UNWILLING if done.unwilling else NOBODY, tone="blue")
    return page.see(where, N_("Relances envoyées : %(told)s."), told=done.told)


@router.get("/{dossier}")
def side_by_side(call: OrganisedCall, dossier: OrganisedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """The reviews of a dossier side by side."""
    return _show(page, db, me, now, call, dossier)


@router.post("/{dossier}/{review}/reopen")
def reopen(
    call: OrganisedCall,
    dossier: OrganisedDossier,
    review: UUID,
    form: Posted[Reopening],
    page: Page,
    db: Db,
    *,
    me: Me,
    now: Now,
) -> Response:
    """Give a review back to its author."""
    found = review_lists.review_in(db, dossier.id, review)
    if found is None:
        raise NotFound
    if not form.ok:
        return _show(page, db, me, now, call, dossier, reopening=(review, form))
    reviews.reopen(db, found, form.form.reason, actor=me, now=now)
    where = f"/organiser/calls/{call.slug}/reviews/{dossier.id}"
    return page.see(where, N_("L’évaluation est rouverte : elle ne compte plus avant d’être rendue à nouveau."))


def _show(
    page: Page,
    db: Db,
    me: Me,
    now: Now,
    call: Call,
    dossier: Dossier,
    *,
    reopening: tuple[UUID | None, Bound[Reopening]] | None = None,
) -> Response:
    facts = facts_of(db, dossier, me, now)
    if not can("see_reviews", facts):
        raise NotFound
    scale, criteria = forms.rubric_of(db, dossier.track_id)
    given = review_lists.given(db, dossier.id)
    nothing: Bound[Reopening] = blank(page.language)
    return page(
        "organiser/reviews_dossier.html",
        status=422 if reopening else 200,
        call=rail_of(call, page.language),
        dossier=dossier,
        line=lists.seen(db, me, call.id, [dossier.id]).get(dossier.id),
        given=given,
        rows=review_lists.side_by_side(db, given, criteria),
        waiting=[row for row in lists.readers(db, [dossier.id]).get(dossier.id, []) if row.review != "submitted"],
        scale_max=scale.scale_max,
        criteria=criteria,
        handed=handed_of(db, dossier.id),
        may_discuss=bool(can("discuss", facts)),
        may_reopen=bool(can("assign", facts)),
        reopening=reopening or (None, nothing),
    )
