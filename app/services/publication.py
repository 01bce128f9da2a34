"""The publication's hand: every decision of a call becomes public in one act, with its sheets and its mails."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from app.domain.errors import WrongState
from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.roles import Actor
from app.domain.texts import text_in
from app.domain.workflow import Outcome
from app.models import Call, Decision, Dossier, Person, Review, Track
from app.queries.calls import tracks
from app.queries.ranking import admitted_to
from app.queries.tracks import outcomes_of
from app.services import journal, outbox, sheets
from app.services.call_changes import demand_mine

KINDS = {
    Outcome.SELECTED: NoticeKind.DECISION_SELECTED,
    Outcome.WAITING: NoticeKind.DECISION_WAITING,
    Outcome.NOT_SELECTED: NoticeKind.DECISION_NOT_SELECTED,
}


class Letter(NamedTuple):
    """One mail that will leave: about which dossier, with which answer, to whom, in which language."""

    reference: str
    title: str
    outcome: str
    name: str
    email: str
    language: str
    track_id: UUID


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing now would do; `blocking` says why it can't be done yet (codes, most important first)."""

    letters: tuple[Letter, ...]
    undecided: int
    unscreened: int
    drafts_of_reviews: int
    over: int
    still_open: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many of each outcome."""
        return {outcome.value: sum(row.outcome == outcome for row in self.letters) for outcome in Outcome}

    @property
    def blocking(self) -> tuple[str, ...]:
        """Codes of what forbids the publication."""
        found = {
            "call_still_open": self.still_open,
            "undecided_dossiers": self.undecided > 0,
            "nothing_decided": not self.letters,
        }
        return tuple(code for code, holds in found.items() if holds)


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    selected: int
    waiting: int
    not_selected: int
    mails: int


def preview(db: Session, call: Call, *, actor: Actor, now: datetime) -> Preview:
    """What would become public and which mails would leave, as far as this organiser may see."""
    decided = (
        select(
            func.coalesce(col(Dossier.reference), ""),
            col(Dossier.title),
            col(Decision.outcome),
            col(Person.name),
            col(Person.email),
            col(Person.language),
            col(Dossier.track_id),
        )
        .join(Decision, col(Decision.dossier_id) == col(Dossier.id))
        .join(Person, col(Person.id) == col(Dossier.owner_id))
        .where(admitted_to(actor, call.id))
        .order_by(col(Dossier.reference))
    )
    letters = tuple(Letter(*row) for row in db.execute(decided))
    selected = sum(row.outcome == Outcome.SELECTED for row in letters)
    return Preview(
        letters=letters,
        undecided=_undecided(db, call),
        unscreened=_count(db, call, "filed", "to_correct"),
        drafts_of_reviews=_drafts(db, call),
        over=max(0, selected - call.places),
        still_open=now < call.closes_at,
    )


def publish(db: Session, call: Call, *, actor: Actor, now: datetime) -> Published:
    """Make every decision of the call public, write the sheets of the selected, post one mail to each dossier.

    All or nothing. Raises Forbidden, or WrongState: already published, still open, undecided dossiers, none decided.
    """
    demand_mine(call, actor)
    dossiers = _hold(db, call)
    decisions = _decisions(db, call)
    _demand_ready(call, dossiers, decisions, now)
    # A dossier withdrawn after its decision keeps it to itself.
    admitted = select(col(Dossier.id)).where(col(Dossier.call_id) == call.id, col(Dossier.state) == "admitted")
    db.execute(
        update(Decision)
        .where(col(Decision.call_id) == call.id, col(Decision.dossier_id).in_(admitted))
        .values(published_at=now, version=col(Decision.version) + 1)
        .execution_options(synchronize_session=False)
    )
    call.published_at, call.version = now, call.version + 1
    db.add(call)
    outcomes = {dossier.id: Outcome(row.outcome) for dossier, row in _paired(dossiers, decisions)}
    selected = [dossier for dossier in dossiers if outcomes[dossier.id] is Outcome.SELECTED]
    sheets.make(db, call, selected, now=now)
    _post_all(db, call, _paired(dossiers, decisions), now)
    after = journal.digest({str(dossier.id): outcomes[dossier.id].value for dossier in dossiers})
    db.flush()
    journal.write(db, "results.published", f"call:{call.id}", actor_id=actor.id, now=now, call_id=call.id, after=after)
    counts = Counter(outcomes.values())
    return Published(
        selected=counts[Outcome.SELECTED],
        waiting=counts[Outcome.WAITING],
        not_selected=counts[Outcome.NOT_SELECTED],
        mails=len(dossiers),
    )


def _hold(db: Session, call: Call) -> list[Dossier]:
    """The admitted dossiers, then the call, held until the transaction ends: the order of everyone who decides."""
    query = select(Dossier).where(col(Dossier.call_id) == call.id, col(Dossier.state) == "admitted")
    held = db.execute(
        query.order_by(col(Dossier.id)).with_for_update(key_share=True).execution_options(populate_existing=True)
    ).scalars()
    dossiers = list(held)
    locked = (
        select(Call)
        .where(col(Call.id) == call.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    db.execute(locked).scalar_one()
    return dossiers


def _decisions(db: Session, call: Call) -> dict[object, Decision]:
    query = select(Decision).where(col(Decision.call_id) == call.id).execution_options(populate_existing=True)
    return {row.dossier_id: row for row in db.execute(query).scalars()}


def _paired(dossiers: Sequence[Dossier], decisions: dict[object, Decision]) -> list[tuple[Dossier, Decision]]:
    return [(dossier, decisions[dossier.id]) for dossier in dossiers]


def _demand_ready(call: Call, dossiers: Sequence[Dossier], decisions: dict[object, Decision], now: datetime) -> None:
    if call.published_at is not None:
        raise WrongState("already_published")
    if now < call.closes_at:
        raise WrongState("call_still_open", closes_at=call.closes_at)
    if undecided := sum(dossier.id not in decisions for dossier in dossiers):
        raise WrongState("undecided_dossiers", number=undecided)
    if not dossiers:
        raise WrongState("nothing_decided")


def _post_all(db: Session, call: Call, decided: Sequence[tuple[Dossier, Decision]], now: datetime) -> None:
    owners = {dossier.owner_id for dossier, _ in decided}
    people = {row.id: row for row in db.execute(select(Person).where(col(Person.id).in_(owners))).scalars()}
    named = {track.id: _own_names(track) for track in tracks(db, call.id)}
    for dossier, decision in decided:
        owner, kind = people[dossier.owner_id], KINDS[Outcome(decision.outcome)]
        variables = {
            "name": owner.name,
            "call": text_in(call.title, owner.language),
            "call_link": f"/calls/{call.slug}",
            "reference": dossier.reference or "",
            "title": dossier.title or dossier.bearer,
            "dossier_link": f"/applicant/dossiers/{dossier.id}",
            "results_link": f"/calls/{call.slug}/results",
            "motive": decision.reason,
            "decision": named[dossier.track_id].get((decision.outcome, owner.language), ""),
        }
        demand_variables(kind, variables)
        outbox.post(
            db,
            kind,
            outbox.to_person(owner),
            unique_key=unique_key(kind, str(dossier.id)),
            now=now,
            context=variables,
            call_id=call.id,
            dossier_id=dossier.id,
        )


def _own_names(track: Track) -> dict[tuple[str, str], str]:
    """What a track calls its outcomes, where it has names of its own: by outcome and language."""
    return {
        (str(one.key), tongue): text
        for one in outcomes_of(track)
        for tongue in ("fr", "en")
        if (text := text_in(one.label, tongue))
    }


def _count(db: Session, call: Call, *states: str) -> int:
    query = select(func.count()).where(col(Dossier.call_id) == call.id, col(Dossier.state).in_(states))
    return int(db.execute(query).scalar_one())


def _undecided(db: Session, call: Call) -> int:
    """Counted over everybody's dossiers: whoever publishes must know that something is missing."""
    decided = select(col(Decision.id)).where(col(Decision.dossier_id) == col(Dossier.id)).exists()
    admitted = (col(Dossier.call_id) == call.id, col(Dossier.state) == "admitted")
    return int(db.execute(select(func.count()).where(*admitted, ~decided)).scalar_one())


def _drafts(db: Session, call: Call) -> int:
    query = (
        select(func.count())
        .select_from(Review)
        .join(Dossier, col(Dossier.id) == col(Review.dossier_id))
        .where(col(Dossier.call_id) == call.id, col(Dossier.state) == "admitted", col(Review.state) == "draft")
    )
    return int(db.execute(query).scalar_one())
