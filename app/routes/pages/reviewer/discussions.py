"""Doors of reviewers to what is said about the dossiers they read."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Forbidden, Stale, WrongState
from app.domain.permissions import can
from app.forms.discussion import Saying, Seeing
from app.models import Dossier
from app.queries import calls as all_calls
from app.queries.discussions import mine, open_calls
from app.queries.visibility import facts_of
from app.services import discussions
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.database import Db
from app.web.discussion import empty_saying, talk_of, typed_again
from app.web.guards import Me, Now, ReviewedDossier
from app.web.i18n import N_
from app.web.pages import Page
from app.web.shown import text_in

router = APIRouter(prefix="/reviewer")
ONE = "/dossiers/{dossier}/discussion"


@router.get("/discussions")
def every(page: Page, db: Db, me: Me, now: Now) -> Response:
    """The discussions that are open to me; what waits to be read first."""
    calls = open_calls(db, me, now)
    return page(
        "reviewer/discussions.html",
        rows=mine(db, me, [call.id for call in calls]),
        several=len(calls) > 1,
        names={call.id: text_in(call.title, page.language) for call in calls},
        zones={call.id: call.zone for call in calls},
        rubric_call=calls[0].slug if calls else "",
    )


@router.get(ONE)
def read(dossier: ReviewedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """What was said about a dossier, and what to say."""
    return _show(page, db, me, now, dossier, empty_saying(page.language))


@router.post(ONE)
def say(dossier: ReviewedDossier, form: Posted[Saying], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Say something to the others who read it."""
    if not form.ok:
        return _show(page, db, me, now, dossier, form)
    made = discussions.say(db, dossier, form.form, language=page.language, actor=me, now=now)
    return page.see(f"{_address(dossier)}#said-{made.id}", N_("C’est dit."))


@router.post(ONE + "/read")
def seen(dossier: ReviewedDossier, form: Posted[Seeing], page: Page, db: Db, me: Me, now: Now) -> Response:
    """What was shown is read."""
    if form.ok:
        discussions.read(db, dossier, form.form.until, actor=me, now=now)
    return page.see(_address(dossier))


@router.get(ONE + "/{message}")
def before_changing(dossier: ReviewedDossier, message: UUID, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Something I said, to put it differently or take it back."""
    return _one(page, db, me, now, dossier, message)


@router.post(ONE + "/{message}")
def change(
    dossier: ReviewedDossier, message: UUID, form: Posted[Saying], page: Page, db: Db, *, me: Me, now: Now
) -> Response:
    """Put it differently."""
    if not form.ok:
        return _one(page, db, me, now, dossier, message, form)
    said = discussions.said_in(db, dossier, message)
    try:
        discussions.change(db, dossier, said, form.form, language=page.language, actor=me, now=now)
    except (WrongState, Stale) as error:
        return _one(page, db, me, now, dossier, message, form.refused(error))
    return page.see(f"{_address(dossier)}#said-{message}", N_("Votre message est modifié."))


@router.post(ONE + "/{message}/remove")
def remove(dossier: ReviewedDossier, message: UUID, _body: Body, page: Page, db: Db, *, me: Me, now: Now) -> Response:
    """Take it back."""
    discussions.take_back(db, dossier, discussions.said_in(db, dossier, message), actor=me, now=now)
    return page.see(_address(dossier), N_("Le message est retiré."))


def _show(page: Page, db: Db, me: Me, now: Now, dossier: Dossier, form: Bound[Saying]) -> Response:
    _demand(db, dossier, me, now)
    call = all_calls.call_of(db, dossier.call_id)
    talk = talk_of(db, dossier, me, now, page.language, call.zone)
    status = 422 if form.errors else 200
    template = "reviewer/discussion.html"
    return page(template, status=status, dossier=dossier, talk=talk, form=form, rubric_call=call.slug)


def _one(
    page: Page, db: Db, me: Me, now: Now, dossier: Dossier, message: UUID, form: Bound[Saying] | None = None
) -> Response:
    _demand(db, dossier, me, now)
    said = discussions.to_change(db, dossier, message, actor=me, now=now)
    stored = typed_again(db, dossier, said, me, now, page.language)
    typed = form or blank(page.language, text=stored)
    return page(
        "reviewer/discussion_message.html",
        status=409 if form and form.value else 422 if form else 200,
        dossier=dossier,
        said=said,
        form=typed,
        may_change=discussions.may_change(said, me, now),
        stored=stored if form and form.value and form.typed("text") != stored else "",
        rubric_call=all_calls.call_of(db, dossier.call_id).slug,
    )


def _demand(db: Db, dossier: Dossier, me: Me, now: Now) -> None:
    if not can("discuss", facts_of(db, dossier, me, now)):
        raise Forbidden("discussion_closed")


def _address(dossier: Dossier) -> str:
    return f"/reviewer/dossiers/{dossier.id}/discussion"
