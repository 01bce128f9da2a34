"""The people of the demonstration: an administrator, the organisers and the reviewers of each call, invited by them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from app.demo.filing import address_of
from app.demo.load_call import document
from app.demo.load_stage import Act, Stage
from app.demo.shapes import DemoCall, DemoOrganiser, DemoReviewer
from app.forms.call import CallForm
from app.forms.people import InvitationForm
from app.forms.pool import Accepting
from app.services import call_making, people, pool_answers

ADMINISTRATOR = ("Irène Castagnet", "irene.castagnet@tremplin.example")
MADE_BEFORE = timedelta(days=18)
INVITED_AFTER = timedelta(days=2)
ANSWERED_AFTER = timedelta(hours=5)


def opening(stage: Stage, call: DemoCall) -> Iterator[Act]:
    """The call is made by the administrator, who invites its organisers; these invite the reviewers once it closes."""
    made = call.moment("opening").at - MADE_BEFORE
    yield Act(made, partial(_make, stage, call))
    for rank, organiser in enumerate(call.organisers):
        yield Act(made + timedelta(minutes=10 * (rank + 1)), partial(_invite_organiser, stage, call, organiser))
    invited = call.moment("screening").at + INVITED_AFTER
    for rank, reviewer in enumerate(call.reviewers):
        at = invited + timedelta(minutes=7 * rank)
        yield Act(at, partial(_invite_reviewer, stage, call, reviewer))
        yield Act(at + ANSWERED_AFTER, partial(_accept, stage, call, reviewer))


def organiser_address(organiser: DemoOrganiser) -> str:
    """The address of an organiser."""
    return address_of(organiser.name, organiser.network)


def reviewer_address(reviewer: DemoReviewer) -> str:
    """The address of a reviewer."""
    return address_of(reviewer.name, reviewer.organisation)


def organiser(call: DemoCall, key: str) -> str:
    """The address of the organiser of this key; of the first one where the call has no such organiser."""
    return organiser_address(next((one for one in call.organisers if one.key == key), call.organisers[0]))


def _make(stage: Stage, call: DemoCall, db: Session, now: datetime) -> None:
    name, email = ADMINISTRATOR
    person = stage.person(db, email, name, now)
    if not person.is_admin:
        person.is_admin = True
        db.add(person)
        stage.forget(email)
    form = CallForm.model_validate(document(call))
    stage.calls[call.slug] = call_making.create(db, stage.storage, form, actor=stage.actor(db, email), now=now).id


def _invite_organiser(stage: Stage, call: DemoCall, who: DemoOrganiser, db: Session, now: datetime) -> None:
    form = InvitationForm(
        role="organiser", name=who.name, email=organiser_address(who), network=_network(call, who.network)
    )
    _invite(stage, call, form, ADMINISTRATOR[1], db, now)


def _invite_reviewer(stage: Stage, call: DemoCall, who: DemoReviewer, db: Session, now: datetime) -> None:
    form = InvitationForm(
        role="reviewer",
        name=who.name,
        email=reviewer_address(who),
        network=_network(call, who.network),
        organisation=who.organisation,
        region=who.region,
        themes=who.themes,
        capacity=who.capacity,
    )
    _invite(stage, call, form, organiser(call, "o-04"), db, now)


def _invite(stage: Stage, call: DemoCall, form: InvitationForm, by: str, db: Session, now: datetime) -> None:
    stage.person(db, form.email, form.name, now)
    people.invite(db, stage.call(db, call.slug), form, actor=stage.actor(db, by), now=now)
    stage.forget(form.email)


def _accept(stage: Stage, call: DemoCall, who: DemoReviewer, db: Session, now: datetime) -> None:
    """Everybody in this story says yes, for as many dossiers as they were asked to read."""
    held = pool_answers.mine(db, stage.call(db, call.slug), stage.actor(db, reviewer_address(who)))
    pool_answers.accept(db, held, Accepting(), now=now)


def _network(call: DemoCall, key: str) -> str:
    """The person's network, where it takes part in this call."""
    return key if any(network.key == key for network in call.networks) else ""
