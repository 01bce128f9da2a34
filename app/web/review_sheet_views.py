"""What keeping the spreadsheet of a reviewer would do, in words: by dossier, and line by line for what cannot be."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from starlette.datastructures import FormData

from app.domain.review_sheets import COMMENT, SCORE, Change, Choice, Fault, Judged, Line, Value, Wrong, joined, print_of
from app.queries.review_sheets import SheetReview
from app.web.i18n import N_, translations
from app.web.messages import say as sentence_of
from app.web.review_sheet import TEXTS
from app.web.shown import text_in

LINE, KEEP = "line", "keep-"
MOST_LINES = 1_500
_WRONG: Mapping[Wrong, str] = {
    Wrong.UNKNOWN_DOSSIER: N_(
        "Ce dossier n’est pas dans vos lectures : il vous a été retiré, ou la ligne a été ajoutée à la main."
    ),
    Wrong.UNKNOWN_LINE: N_("Cette ligne ne correspond à aucun critère de la grille."),
    Wrong.OFF_SCALE: N_("Écrivez une note entière de 0 à %(about)s, ou laissez la case vide."),
    Wrong.TOO_LONG: N_("Raccourcissez à %(about)s signes au plus. Rien n’est coupé."),
    Wrong.TWICE: N_("La ligne %(about)s parle déjà de ce critère : gardez une seule des deux."),
}


class ShownChange(NamedTuple):
    """A change in words; `carried` is the line as the form sends it again, `choices` are there where texts crossed."""

    row: int
    label: str
    before: str
    after: str
    carried: str
    field: str
    choices: tuple[tuple[str, str], ...]


class ShownReview(NamedTuple):
    """The changes of one review."""

    reference: str
    title: str
    changes: tuple[ShownChange, ...]


class ShownFault(NamedTuple):
    """A line that is not taken, why, and what it said, so that it is not lost."""

    row: int
    about: str
    text: str
    why: str


def changes_by_review(
    changes: Sequence[Change], reviews: Sequence[SheetReview], language: str, *, crossed: bool = False
) -> list[ShownReview]:
    """The changes, dossier by dossier, in the order of the sheet."""
    return [
        ShownReview(one.reference, one.title, tuple(_shown(change, one, language, crossed=crossed) for change in mine))
        for one in reviews
        if (mine := [change for change in changes if change.line.dossier == str(one.dossier_id)])
    ]


def faults_of(judged: Judged, reviews: Sequence[SheetReview], language: str) -> list[ShownFault]:
    """What is not taken, in the order of the rows."""
    known = {str(one.dossier_id): one for one in reviews}
    found = sorted(judged.faults, key=lambda fault: (fault.line.row, fault.line.name))
    return [_fault(fault, known.get(fault.line.dossier), language) for fault in found]


def lines_again(body: FormData) -> tuple[list[Line], dict[tuple[str, str], str]]:
    """The lines that a preview sends again, and what was chosen where texts crossed; nonsense is left out."""
    lines = [line for sent in body.getlist(LINE)[:MOST_LINES] if (line := _line(sent)) is not None]
    choices = {line.place: str(body.get(f"{KEEP}{line.dossier}/{line.name}", "")) for line in lines}
    return lines, choices


def label_of(name: str, one: SheetReview, language: str) -> str:
    """A field in words: `Ancrage, note`."""
    say = translations(language).gettext
    texts = {key: say(text) for key, text in TEXTS}
    for criterion in one.criteria:
        title = text_in(criterion.title, language)
        texts[f"{SCORE}{criterion.key}"] = say(N_("%(criterion)s : note")) % {"criterion": title}
        texts[f"{COMMENT}{criterion.key}"] = say(N_("%(criterion)s : commentaire")) % {"criterion": title}
    return texts.get(name, name)


def _shown(change: Change, one: SheetReview, language: str, *, crossed: bool) -> ShownChange:
    line = change.line
    return ShownChange(
        line.row,
        label_of(line.name, one, language),
        _text(change.theirs),
        _text(change.mine),
        json.dumps([line.row, line.dossier, line.name, line.text, line.shown], ensure_ascii=False),
        f"{KEEP}{line.dossier}/{line.name}",
        tuple(_choices(change, language)) if crossed else (),
    )


def _choices(change: Change, language: str) -> Iterable[tuple[str, str]]:
    say, seen = translations(language).gettext, print_of(change.theirs)
    yield f"{Choice.THEIRS}:{seen}", say(N_("Garder ce qui est en ligne"))
    yield f"{Choice.MINE}:{seen}", say(N_("Prendre ce que dit le tableur"))
    if joined(change) is not None:
        yield f"{Choice.BOTH}:{seen}", say(N_("Garder les deux, l’un après l’autre"))


def _fault(fault: Fault, one: SheetReview | None, language: str) -> ShownFault:
    about = f"{one.reference}, {label_of(fault.line.name, one, language)}" if one else ""
    if fault.wrong is Wrong.SHUT:
        why = sentence_of(fault.about, language)
    else:
        why = translations(language).gettext(_WRONG[fault.wrong]) % {"about": fault.about}
    return ShownFault(fault.line.row, about, fault.line.text, why)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _line(sent: object) -> Line | None:
    try:
        row, *texts = json.loads(str(sent))
        dossier, name, text, shown = (str(one) for one in texts)
        return Line(int(row), dossier, name, text, shown)
    except (ValueError, TypeError):
        return None
