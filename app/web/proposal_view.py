"""A proposal as its pages show it: dossiers with who and why, loads, what no longer holds, two of them compared."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from app.domain.proposal_effects import Served
from app.models import AssignmentProposal
from app.queries import assignment_lists as lists
from app.queries import proposal_lists as eyes
from app.queries.affinities import AffinityTable, table_of
from app.queries.assignment_lists import DossierLine, LoadLine, ReaderLine
from app.queries.assignments import Pair, refusals
from app.queries.proposal_lists import NewReading, ServedLine
from app.web.organiser import Office
from app.web.pool import theme_names
from app.web.reading_reasons import Why, why

PAGE = 50


class NewReader(NamedTuple):
    """Somebody proposed, why, and the code of what forbids it by now."""

    reading: NewReading
    why: Why
    fault: str


class ProposedLine(NamedTuple):
    """A dossier of a proposal: who would read it, who reads it already."""

    dossier: DossierLine
    served: Served
    new: list[NewReader]
    already: list[ReaderLine]


class ProposedLoad(NamedTuple):
    """A reviewer: what they read now, what they would get, and how well it suits them on average (0..1)."""

    person: LoadLine
    fresh: int
    mean: float | None
    total: int

    @property
    def is_over(self) -> bool:
        """Whether they would read more than they said."""
        return self.total > self.person.capacity


class Sides(NamedTuple):
    """A dossier that two proposals serve differently."""

    dossier: DossierLine
    one: Served
    other: Served
    only_one: list[str]
    only_other: list[str]


def faults(office: Office, proposal: AssignmentProposal) -> dict[Pair, str]:
    """Which pairs of a proposal that waits no longer hold, and why."""
    if proposal.state != "draft":
        return {}
    wished = eyes.pairs(office.db, proposal, office.me)
    return refusals(office.db, office.call.id, wished, actor_id=office.me.id)


def lines(
    office: Office, proposal: AssignmentProposal, rows: Sequence[ServedLine], wrong: Mapping[Pair, str]
) -> list[ProposedLine]:
    """These dossiers with who would read them, and why."""
    ids = [row.id for row in rows]
    seen, new = lists.seen(office.db, office.me, office.call.id, ids), eyes.readings(office.db, proposal.id, ids)
    already = lists.readers(office.db, ids)
    table, names = table_of(office.db, office.call, among=ids), theme_names(office.db, office.call, office.language)
    return [
        ProposedLine(
            seen[row.id],
            row.served,
            [_reader(one, table, names, wrong) for one in new.get(row.id, [])],
            _others(already.get(row.id, []), new.get(row.id, [])),
        )
        for row in rows
        if row.id in seen
    ]


def _reader(one: NewReading, table: AffinityTable, names: Mapping[str, str], wrong: Mapping[Pair, str]) -> NewReader:
    reason = why(table, one.dossier_id, one.reviewer_id, names)
    return NewReader(one, reason, wrong.get((one.dossier_id, one.reviewer_id), ""))


def _others(already: Sequence[ReaderLine], new: Sequence[NewReading]) -> list[ReaderLine]:
    named = {one.reviewer_id for one in new}
    return [one for one in already if one.reviewer_id not in named]


def loads(office: Office, proposal: AssignmentProposal) -> list[ProposedLoad]:
    """Every reviewer with what they would read, the most loaded first."""
    new = eyes.new_loads(office.db, proposal, office.me)
    found = []
    for person in lists.loads(office.db, office.me, office.call.id, office.now):
        count, mean = new.get(person.id, (0, None))
        total = person.load if proposal.state == "published" else person.load + count
        found.append(ProposedLoad(person, count, mean, total))
    return sorted(found, key=lambda row: (-row.total, row.person.name))


def lacks(office: Office, proposal: AssignmentProposal) -> list[tuple[int, list[DossierLine], list[str]]]:
    """Reviews that a proposal could not give: how many, for which dossiers, who alone could give them."""
    shortages = eyes.shortages_of(proposal)
    ids = {dossier for lack in shortages for dossier in lack.dossiers}
    seen = lists.seen(office.db, office.me, office.call.id, ids)
    names = eyes.names(office.db, {person for lack in shortages for person in lack.reviewers})
    found = []
    for lack in shortages:
        rows = sorted((seen[one] for one in lack.dossiers if one in seen), key=lambda line: line.number)
        if rows:
            found.append((lack.missing, rows, sorted(names[one] for one in lack.reviewers if one in names)))
    return found


def compared(office: Office, one: AssignmentProposal, other: AssignmentProposal) -> tuple[list[Sides], int, int]:
    """Dossiers whose readers differ, the greatest gain or loss first; how many pairs both hold, how many differ."""
    left, right = (eyes.pairs(office.db, each, office.me) for each in (one, other))
    apart = set(left) ^ set(right)
    ids = {dossier for dossier, _ in apart}
    left_only, right_only = apart & set(left), apart & set(right)
    served = [
        {row.id: row.served for row in eyes.served(office.db, office.call, each, office.me)} for each in (one, other)
    ]
    names = eyes.names(office.db, {reviewer for _, reviewer in apart})
    seen = lists.seen(office.db, office.me, office.call.id, ids)
    rows = [
        Sides(
            seen[key],
            served[0][key],
            served[1][key],
            _only(key, left_only, names),
            _only(key, right_only, names),
        )
        for key in ids
        if key in seen
    ]
    rows.sort(key=lambda row: (-abs(row.one.value - row.other.value), row.dossier.number))
    return rows, len(set(left) & set(right)), len(apart)


def _only(dossier: UUID, apart: Collection[Pair], names: Mapping[UUID, str]) -> list[str]:
    return sorted(names.get(reviewer, "") for key, reviewer in apart if key == dossier)


def span(rows: Sequence[ProposedLoad]) -> tuple[int, int]:
    """The lowest and the highest load among those who would read."""
    totals = [row.total for row in rows if row.total]
    return (min(totals), max(totals)) if totals else (0, 0)


def groups(proposal: AssignmentProposal) -> int:
    """Into how many groups its dossiers fall that no chain of common reviewers links; 1 where all can be compared."""
    found = proposal.findings.get("groups")
    return int(found[1]) if isinstance(found, list) and len(found) > 1 and not proposal.edits else 1
