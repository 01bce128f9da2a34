"""Doors of the publication: what it would do, the confirmation, and how far the mails are."""

from fastapi import APIRouter, Response

from app.forms.decision import PublicationForm
from app.models import Call
from app.queries import calls, results
from app.routes.pages.organiser.rail import rail_of
from app.services import publication
from app.web.binding import Bound, Posted, blank
from app.web.calendars import when_text
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall
from app.web.i18n import N_
from app.web.outcomes import own_words
from app.web.pages import Page, PageMaker

router = APIRouter(prefix="/organiser/calls/{call}/publication")


@router.get("")
def overview(call: OrganisedCall, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Before: what would be said and to whom, and what is missing. After: what was done, and where the mails are."""
    rail = rail_of(call, page.language)
    if call.published_at is not None:
        return page(
            "organiser/publication_done.html",
            call=rail,
            at=call.published_at,
            zone=call.zone,
            counted=results.outcomes(db, call.id, me),
            mails=results.letters(db, call.id),
        )
    due = next((row for row in calls.moments(db, call.id) if row.kind == "publication"), None)
    return page(
        "organiser/publication.html",
        call=rail,
        plan=publication.preview(db, call, actor=me, now=now),
        names={track.id: own_words(track, page.language) for track in calls.tracks(db, call.id)},
        due=when_text(due.starts_at, due.ends_at, page.language, call.zone) if due else "",
        early=due is not None and now < due.starts_at,
        closes_at=call.closes_at,
        zone=call.zone,
    )


@router.get("/confirm")
def confirm(call: OrganisedCall, page: Page, db: Db, me: Me, now: Now) -> Response:
    """The last question before everything becomes public."""
    plan = publication.preview(db, call, actor=me, now=now)
    if call.published_at is not None or plan.blocking:
        return page.see(f"/organiser/calls/{call.slug}/publication")
    return _ask(page, call, plan, blank())


@router.post("")
def publish(call: OrganisedCall, form: Posted[PublicationForm], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Publish, once the box is ticked."""
    where = f"/organiser/calls/{call.slug}/publication"
    if not (form.ok and form.form.sure):
        plan = publication.preview(db, call, actor=me, now=now)
        unsure = form.wrong(page.say(N_("Cochez la case pour publier.")), "sure")
        return _ask(page, call, plan, unsure, status=422)
    done = publication.publish(db, call, actor=me, now=now)
    text = N_("Les résultats sont publiés. Messages qui partent : %(mails)s.")
    return page.see(where, text, mails=done.mails)


def _ask(
    page: PageMaker, call: Call, plan: publication.Preview, form: Bound[PublicationForm], *, status: int = 200
) -> Response:
    rail = rail_of(call, page.language)
    return page("organiser/publication_confirm.html", status=status, call=rail, plan=plan, form=form)
