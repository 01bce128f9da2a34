"""Doors of organisers to what is said about the dossiers of their call among those who read them."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound, Stale, WrongState
from app.domain.permissions import can
from app.forms.discussion import Saying, Seeing
from app.queries.discussions import of_call
from app.queries.visibility import rules_of
from app.services import discussions
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.discussion import empty_saying, talk_of, typed_again
from app.web.i18n import N_
from app.web.organiser import AtDesk, Desk, Run

router = APIRouter(prefix="/organiser/calls/{call}/reviews")
ONE = "/{dossier}/discussion"


@router.get("/discussions")
def every(office: Run) -> Response:
    """The dossiers about which something was said."""
    rows = of_call(office.db, office.me, office.call.id)
    return office.show("organiser/discussions.html", rows=rows, open=rules_of(office.call, office.now).may_comment)


@router.get(ONE)
def read(at: AtDesk) -> Response:
    """What was said about a dossier, and what to say."""
    return _show(at, empty_saying(at.language))


@router.post(ONE)
def say(form: Posted[Saying], at: AtDesk) -> Response:
    """Say something to those who read it."""
    _demand(at)
    if not form.ok:
        return _show(at, form)
    made = discussions.say(at.db, at.dossier, form.form, language=at.language, actor=at.me, now=at.now)
    return at.page.see(f"{_address(at)}#said-{made.id}", N_("C’est dit."))


@router.post(ONE + "/read")
def seen(form: Posted[Seeing], at: AtDesk) -> Response:
    """What was shown is read."""
    _demand(at)
    if form.ok:
        discussions.read(at.db, at.dossier, form.form.until, actor=at.me, now=at.now)
    return at.page.see(_address(at))


@router.get(ONE + "/{message}")
def before_changing(at: AtDesk, message: UUID) -> Response:
    """Something that was said, to put it differently or take it back."""
    return _one(at, message)


@router.post(ONE + "/{message}")
def change(form: Posted[Saying], at: AtDesk, message: UUID) -> Response:
    """Put what I said differently."""
    _demand(at)
    if not form.ok:
        return _one(at, message, form)
    said = discussions.said_in(at.db, at.dossier, message)
    try:
        discussions.change(at.db, at.dossier, said, form.form, language=at.language, actor=at.me, now=at.now)
    except (WrongState, Stale) as error:
        return _one(at, message, form.refused(error))
    return at.page.see(f"{_address(at)}#said-{message}", N_("Votre message est modifié."))


@router.post(ONE + "/{message}/remove")
def remove(_body: Body, at: AtDesk, message: UUID) -> Response:
    """Take something back, whoever said it."""
    _demand(at)
    said = discussions.said_in(at.db, at.dossier, message)
    discussions.take_back(at.db, at.dossier, said, actor=at.me, now=at.now)
    return at.page.see(_address(at), N_("Le message est retiré."))


def _show(at: Desk, form: Bound[Saying]) -> Response:
    _demand(at)
    talk = talk_of(at.db, at.dossier, at.me, at.now, at.language, at.call.zone)
    status, is_open = 422 if form.errors else 200, rules_of(at.call, at.now).may_comment
    template = "organiser/discussion.html"
    return at.show(template, status=status, dossier=at.dossier, talk=talk, form=form, open=is_open)


def _one(at: Desk, message: UUID, form: Bound[Saying] | None = None) -> Response:
    _demand(at)
    said = discussions.to_change(at.db, at.dossier, message, actor=at.me, now=at.now)
    stored = typed_again(at.db, at.dossier, said, at.me, at.now, at.language)
    return at.show(
        "organiser/discussion_message.html",
        status=409 if form and form.value else 422 if form else 200,
        dossier=at.dossier,
        said=said,
        form=form or blank(at.language, text=stored),
        may_change=discussions.may_change(said, at.me, at.now),
        stored=stored if form and form.value and form.typed("text") != stored else "",
    )


def _demand(at: Desk) -> None:
    """Whoever files it themselves has no such page."""
    if not can("discuss", at.facts):
        raise NotFound


def _address(at: Desk) -> str:
    return f"{at.path}/reviews/{at.dossier.id}/discussion"
