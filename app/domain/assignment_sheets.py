"""The hearth: who reads what, come back in a spreadsheet: what each row gives and takes back beside what it showed.

A row that is not there changes nothing; a name taken out of a row takes the dossier back; what changed online
meanwhile stays, unless the row says otherwise.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.texts import fold

_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")


class Wrong(StrEnum):
    """What keeps a row, or a name in it, from being taken."""

    UNKNOWN_DOSSIER = "unknown_dossier"
    UNKNOWN_PERSON = "unknown_person"
    SAME_NAME = "same_name"
    TWICE = "twice"
    ROW_TWICE = "row_twice"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads, or may read."""

    id: str
    name: str
    email: str

    @property
    def words(self) -> str:
        """How a sheet names them: nobody else is named so."""
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: which dossier, who read it when the sheet was made, who is named in it now."""

    row: int
    dossier: str
    shown: frozenset[str]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A dossier to give to somebody, or to take back from them."""

    row: int
    dossier: str
    reader: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be, in which row, for which name, and what makes it plain (an earlier row, a reason)."""

    row: int
    dossier: str
    text: str
    wrong: Wrong
    about: str = ""


@dataclass(slots=True)
class Judged:
    """What a sheet would do."""

    given: list[Pair] = field(default_factory=list)
    taken: list[Pair] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def judge(rows: Sequence[SheetRow], dossiers: Mapping[str, frozenset[str]], people: Iterable[Reader]) -> Judged:
    """What the rows give and take back; `dossiers` are those one may give, with who reads them now."""
    found, seen = Judged(), dict[str, int]()
    by_address = {one.email.lower(): one.id for one in people}
    by_name: dict[str, list[str]] = {}
    for one in people:
        by_name.setdefault(fold(one.name), []).append(one.id)
    for row in rows:
        if row.dossier not in dossiers:
            found.faults.append(Fault(row.row, "", " ; ".join(row.names), Wrong.UNKNOWN_DOSSIER))
        elif row.dossier in seen:
            found.faults.append(Fault(row.row, row.dossier, "", Wrong.ROW_TWICE, str(seen[row.dossier])))
        else:
            seen[row.dossier] = row.row
            _sort(row, dossiers[row.dossier], by_address, by_name, found)
    return found


def _sort(
    row: SheetRow,
    now: frozenset[str],
    by_address: Mapping[str, str],
    by_name: Mapping[str, Sequence[str]],
    found: Judged,
) -> None:
    """The pairs of one row; where a name is not understood nobody is taken back: it may be one of them."""
    said: list[str] = []
    faults = len(found.faults)
    for text in row.names:
        address = _ADDRESS.search(text)
        them = [by_address[address[0].lower()]] if address and address[0].lower() in by_address else []
        them = them or ([] if address else list(by_name.get(fold(text), ())))
        if len(them) != 1:
            wrong = Wrong.SAME_NAME if them else Wrong.UNKNOWN_PERSON
            found.faults.append(Fault(row.row, row.dossier, text, wrong))
        elif them[0] in said:
            found.faults.append(Fault(row.row, row.dossier, text, Wrong.TWICE))
        else:
            said.append(them[0])
    found.given += [Pair(row.row, row.dossier, one) for one in said if one not in row.shown and one not in now]
    if len(found.faults) == faults:
        gone = row.shown.difference(said) & now
        found.taken += [Pair(row.row, row.dossier, one) for one in sorted(gone)]
