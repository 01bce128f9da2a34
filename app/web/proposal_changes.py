"""Changes by hand of one dossier of a proposal, each with what it costs, told before it is made."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from app.domain.proposal_effects import Board, Effect, Served
from app.models import AssignmentProposal, Dossier
from app.queries import assignment_lists as lists
from app.queries import proposal_lists as eyes
from app.queries.affinities import AffinityTable, table_of
from app.queries.assignment_lists import DossierLine
from app.queries.assignments import Pair, PoolRow, refusals
from app.queries.proposal_lists import NewReading
from app.web.organiser import Office
from app.web.pool import theme_names
from app.web.reading_reasons import Why, why

MOST_EXCHANGED = 200


class Going(NamedTuple):
    """A reader of the dossier, why they are there, and what it would cost to do without them."""

    reading: NewReading
    why: Why
    effect: Effect


class Exchange(NamedTuple):
    """What the one who goes out would read instead: it leaves every load as it is."""

    dossier: DossierLine
    effect: Effect
    after: Served


class Coming(NamedTuple):
    """Somebody who could read the dossier: why, their load now and after, what it would do."""

    person: PoolRow
    why: Why
    load: int
    effect: Effect
    exchange: Exchange | None

    @property
    def is_over(self) -> bool:
        """Whether they would read more than they said."""
        return self.load >= self.person.capacity


class Changes(NamedTuple):
    """One dossier of a proposal: who would read it, and who could, instead of `out` where somebody is to go."""

    served: Served
    going: list[Going]
    out: Going | None
    coming: list[Coming]


def changes_of(office: Office, proposal: AssignmentProposal, dossier: Dossier, out: UUID | None) -> Changes:
    """Every change that may be made of this dossier, the best suited readers first."""
    rows = eyes.served(office.db, office.call, proposal, office.me)
    board, here = Board({row.id: row.served for row in rows}), dossier.id
    table, names = table_of(office.db, office.call, among=[here]), theme_names(office.db, office.call, office.language)
    going = [
        Going(one, why(table, here, one.reviewer_id, names), board.effect(here, _without(board, one)))
        for one in eyes.readings(office.db, proposal.id, [here]).get(here, [])
    ]
    gone = next((one for one in going if one.reading.reviewer_id == out), None)
    loads = _loads(office, proposal)
    served = _without(board, gone.reading)[here] if gone else board.served[here]
    exchanges = _exchanges(office, proposal, board, gone, _full(table, loads)) if gone else {}
    coming = []
    for person in _candidates(office, table, here, {one.reading.reviewer_id for one in going}):
        fit = why(table, here, person.id, names)
        after = {here: served.gains(fit.affinity)}
        swap = exchanges.get(person.id)
        if swap:
            swap = swap._replace(effect=board.effect(here, {**after, swap.dossier.id: swap.after}))
        coming.append(Coming(person, fit, loads.get(person.id, 0), board.effect(here, after), swap))
    coming.sort(key=lambda one: (-one.why.affinity, one.is_over, one.load, one.person.name))
    return Changes(board.served[here], going, gone, coming)


def _without(board: Board[UUID], reading: NewReading) -> dict[UUID, Served]:
    return {reading.dossier_id: board.served[reading.dossier_id].loses(reading.affinity)}


def _loads(office: Office, proposal: AssignmentProposal) -> dict[UUID, int]:
    new = eyes.new_loads(office.db, proposal, office.me)
    people = lists.loads(office.db, office.me, office.call.id, office.now)
    return {one.id: one.load + new.get(one.id, (0, 0.0))[0] for one in people}


def _full(table: AffinityTable, loads: Mapping[UUID, int]) -> set[UUID]:
    return {one.id for one in table.pool if loads.get(one.id, 0) >= one.capacity}


def _candidates(office: Office, table: AffinityTable, dossier: UUID, there: Iterable[UUID]) -> list[PoolRow]:
    taken = set(there)
    barred = refusals(office.db, office.call.id, [(dossier, one.id) for one in table.pool], actor_id=office.me.id)
    return [one for one in table.pool if (dossier, one.id) not in barred and one.id not in taken]


def _exchanges(
    office: Office, proposal: AssignmentProposal, board: Board[UUID], gone: Going, full: set[UUID]
) -> dict[UUID, Exchange]:
    """For each reviewer whose load is full, the dossier that they would best leave to the one who goes out."""
    out = gone.reading.reviewer_id
    theirs: dict[UUID, list[Pair]] = {}
    for pair in eyes.pairs(office.db, proposal, office.me):
        theirs.setdefault(pair[1], []).append(pair)
    mine = {dossier for dossier, _ in theirs.get(out, [])}
    offered = [pair for one in full for pair in theirs.get(one, []) if pair[0] not in mine][:MOST_EXCHANGED]
    ids = {dossier for dossier, _ in offered}
    barred = refusals(office.db, office.call.id, [(dossier, out) for dossier in ids], actor_id=office.me.id)
    table = table_of(office.db, office.call, among=ids) if ids else None
    seen = lists.seen(office.db, office.me, office.call.id, ids)
    best: dict[UUID, Exchange] = {}
    for dossier, person in offered:
        if table is None or dossier not in seen or (dossier, out) in barred:
            continue
        after = board.served[dossier].loses(table.affinity(dossier, person)).gains(table.affinity(dossier, out))
        held = best.get(person)
        if held is None or after.value - board.served[dossier].value > held.after.value - held.effect.dossier[0].value:
            best[person] = Exchange(seen[dossier], board.effect(dossier, {dossier: after}), after)
    return best
