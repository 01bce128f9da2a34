"""What would make possible what a proposal could not meet, or serve the worst-off better: each found by trying."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from sqlmodel import Session

from app.domain import remedies
from app.domain.affinity import Reader, Subject, matrix_of
from app.domain.completion import Completion, Reading, complete, widened
from app.domain.flows import Ints
from app.models import Call
from app.queries.affinities import SAID_NOTHING, AffinityTable, bars, own_pairs, reading_of
from app.queries.assignments import DemandRow

Found = dict[str, object]
USUAL_CAPACITY = 20
_CELLS = 20_000
_BETTER = 0.1


def remedies_of(db: Session, call: Call, table: AffinityTable, columns: Ints, reading: Reading) -> list[Found]:
    """What would make a proposal whole, each thing alone; nothing where it is whole already.

    kind `capacity`: `reviewers` with how many `extra` each. `newcomers`: `count` reviewers to find, reading `each`,
    best of `region` (`elsewhere`: of any other) and knowing `themes`. `answers`: `reviewers` who have not said yes.
    `ties`: suspected conflicts to dismiss, as `pairs`. `territory`: `readings` that would be of one's own territory.
    """
    if not remedies.missing(reading):
        return []
    found = [
        _capacity(table, columns, reading),
        _answers(db, call, table, columns),
        _ties(db, call, table, columns, reading),
        _territory(db, call, table, columns, reading),
        _newcomers(table, reading),
    ]
    return [one for one in found if one is not None]


def improvement_of(table: AffinityTable, reading: Reading, found: Completion) -> Found | None:
    """How few newcomers of what profile would serve the worst-off much better; None where it would not, or is large.

    kind `raise`: as `newcomers`, with the `worst` there would be, 0..1.
    """
    if not found.pairs.any() or found.shortages or reading.affinity.size > _CELLS:
        return None
    scores = np.where(found.pairs, reading.affinity, 0.0).sum(axis=1) + reading.served
    means = scores / np.maximum(reading.assigned + found.granted, 1)
    low = [row for row in np.flatnonzero(found.granted) if means[row] <= found.worst + _BETTER / 2]
    profile = _profile(table, [table.dossiers[row] for row in low])
    for count in (1, 2, 3):
        worst = complete(_joined(table, reading, profile, count)).worst
        if worst >= found.worst + _BETTER:
            return {"kind": "raise", "count": count, "each": _each(table), **profile, "worst": round(worst, 4)}
    return None


def _capacity(table: AffinityTable, columns: Ints, reading: Reading) -> Found | None:
    found = remedies.more_capacity(reading)
    if found is None:
        return None
    people = [table.pool[column] for column in columns]
    return {
        "kind": "capacity",
        "reviewers": [
            {"id": str(people[one].id), "extra": extra, "capacity": people[one].capacity} for one, extra in found.extra
        ],
    }


def _newcomers(table: AffinityTable, reading: Reading) -> Found | None:
    found = remedies.newcomers(reading, _each(table))
    if found is None:
        return None
    short = complete(reading)
    lacking = [table.dossiers[row] for row in np.flatnonzero(short.granted < reading.lacking)]
    return {"kind": "newcomers", "count": found.count, "each": found.each, **_profile(table, lacking)}


def _answers(db: Session, call: Call, table: AffinityTable, columns: Ints) -> Found | None:
    waiting = [index for index, one in enumerate(table.pool) if not one.accepted and not one.is_expert]
    if not waiting:
        return None
    both = np.concatenate([columns, np.array(waiting, np.int64)])
    asked = remedies.who_answers(
        reading_of(db, call.id, table, both, least=0), list(range(columns.size, columns.size + len(waiting)))
    )
    people = [str(table.pool[both[one]].id) for one in asked]
    return {"kind": "answers", "reviewers": people} if people else None


def _ties(db: Session, call: Call, table: AffinityTable, columns: Ints, reading: Reading) -> Found | None:
    barred = bars(db, call.id, table, suspected=False)
    if table.scale.territory == "excluded":
        barred |= own_pairs(table)
    found = remedies.opened(reading, reading.barred & ~barred[:, columns])
    return None if found is None else {"kind": "ties", "pairs": _pairs(table, columns, found.pairs)}


def _territory(db: Session, call: Call, table: AffinityTable, columns: Ints, reading: Reading) -> Found | None:
    if table.scale.territory != "excluded":
        return None
    own = own_pairs(table) & ~bars(db, call.id, table)
    found = remedies.opened(reading, own[:, columns])
    return None if found is None else {"kind": "territory", "readings": len(found.pairs)}


def _pairs(table: AffinityTable, columns: Ints, pairs: Iterable[tuple[int, int]]) -> list[list[str]]:
    return [[str(table.dossiers[row].id), str(table.pool[columns[column]].id)] for row, column in pairs]


def _each(table: AffinityTable) -> int:
    """What somebody new would read: as much as the one in the middle of the pool."""
    capacities = sorted(one.capacity for one in table.pool if one.is_proposed and one.capacity)
    return capacities[len(capacities) // 2] if capacities else USUAL_CAPACITY


def _profile(table: AffinityTable, dossiers: Sequence[DemandRow]) -> Found:
    """Who would serve these dossiers best: their commonest region, and the subjects they ask for most."""
    regions = Counter(one.region for one in dossiers if one.region)
    themes = Counter(theme for one in dossiers for theme in sorted(one.themes))
    return {
        "region": regions.most_common(1)[0][0] if regions else "",
        "elsewhere": table.scale.territory == "excluded",
        "themes": [theme for theme, _ in themes.most_common(2)],
    }


def _joined(table: AffinityTable, reading: Reading, profile: Found, count: int) -> Reading:
    """The same call with newcomers of this profile."""
    themes = profile["themes"]
    region = "" if profile["elsewhere"] else str(profile["region"])
    reader = Reader(frozenset(themes if isinstance(themes, list) else ()), region)
    subjects = [Subject(one.themes, one.region, one.languages) for one in table.dossiers]
    column = matrix_of(subjects, [reader], np.full((len(subjects), 1), float(SAID_NOTHING)), table.scale)
    return widened(reading, np.repeat(column, count, axis=1), each=_each(table))
