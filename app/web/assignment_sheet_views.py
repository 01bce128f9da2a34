"""What the spreadsheet of who reads what would do, in words: by dossier, and row by row for what cannot be."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from starlette.datastructures import FormData

from app.domain.assignment_sheets import Fault, Judged, Pair, Wrong
from app.queries.assignment_sheets import PoolLine, SheetDossier
from app.web.i18n import N_, translations
from app.web.messages import say as sentence_of

GIVE, TAKE = "give", "take"
MOST_PAIRS = 1_900
_WRONG: Mapping[Wrong, str] = {
    Wrong.UNKNOWN_DOSSIER: N_("Ce dossier n’est pas de ceux que vous pouvez attribuer, ou la ligne a été ajoutée."),
    Wrong.UNKNOWN_PERSON: N_("Personne de ce nom parmi les évaluateurs : recopiez-le depuis la seconde feuille."),
    Wrong.SAME_NAME: N_("Plusieurs évaluateurs portent ce nom : écrivez l’adresse e-mail."),
    Wrong.TWICE: N_("Cette personne est deux fois dans la ligne."),
    Wrong.ROW_TWICE: N_("La ligne %(about)s parle déjà de ce dossier : gardez une seule des deux."),
}


class ShownRow(NamedTuple):
    """What changes for one dossier; `carried` are the fields by which the form sends it again."""

    reference: str
    title: str
    given: list[str]
    taken: list[str]
    carried: list[tuple[str, str]]


class ShownFault(NamedTuple):
    """What cannot be, where, and why."""

    row: int
    about: str
    text: str
    why: str


class ShownLoad(NamedTuple):
    """Somebody who would read more than they said they could."""

    name: str
    load: int
    capacity: int


def rows_of(judged: Judged, found: Sequence[SheetDossier], names: Mapping[str, str]) -> list[ShownRow]:
    """The dossiers that change, in the order of the call."""
    rows = []
    for one in found:
        given = [pair for pair in judged.given if pair.dossier == str(one.id)]
        taken = [pair for pair in judged.taken if pair.dossier == str(one.id)]
        if given or taken:
            carried = [(GIVE, _carried(pair)) for pair in given] + [(TAKE, _carried(pair)) for pair in taken]
            to, back = ([names[pair.reader] for pair in pairs] for pairs in (given, taken))
            rows.append(ShownRow(one.reference, one.title, to, back, carried))
    return rows


def faults_of(judged: Judged, found: Sequence[SheetDossier], language: str) -> list[ShownFault]:
    """What cannot be, in the order of the rows."""
    titles = {str(one.id): f"{one.reference}, {one.title}" for one in found}
    faults = sorted(judged.faults, key=lambda fault: fault.row)
    return [ShownFault(one.row, titles.get(one.dossier, ""), one.text, _why(one, language)) for one in faults]


def overloads(judged: Judged, pool: Sequence[PoolLine]) -> list[ShownLoad]:
    """Who would read more than they said they could."""
    more = Counter(pair.reader for pair in judged.given)
    more.subtract(Counter(pair.reader for pair in judged.taken))
    loads = [ShownLoad(line.reader.name, line.load + more[line.reader.id], line.capacity) for line in pool]
    changed = {line.reader.name for line in pool if more[line.reader.id] > 0}
    return [one for one in loads if one.load > one.capacity and one.name in changed]


def pairs_again(body: FormData) -> tuple[list[Pair], list[Pair]]:
    """The pairs that a preview sends again: to give, to take back; nonsense is left out."""
    given, taken = ([_pair(str(one)) for one in body.getlist(name)[:MOST_PAIRS]] for name in (GIVE, TAKE))
    return [one for one in given if one], [one for one in taken if one]


def _why(fault: Fault, language: str) -> str:
    if fault.wrong is Wrong.REFUSED:
        return sentence_of(fault.about, language)
    return translations(language).gettext(_WRONG[fault.wrong]) % {"about": fault.about}


def _carried(pair: Pair) -> str:
    return f"{pair.row}|{pair.dossier}|{pair.reader}"


def _pair(text: str) -> Pair | None:
    row, _, rest = text.partition("|")
    dossier, _, reader = rest.partition("|")
    try:
        return Pair(int(row), str(UUID(dossier)), str(UUID(reader)))
    except ValueError:
        return None
