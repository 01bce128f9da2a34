"""The spreadsheet of a reviewer: what it shows and lets one type, and how what comes back is read.

One row for each criterion: mark and comment, with what the marks mean beside it; then a row for each text about the
whole. The last column, hidden, says whose review a row is, which fields, and the fingerprints of what it showed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from app.adapters.workbooks import LONGEST_CELL, Cell, Look, Sheet
from app.adapters.workbooks.reading import ReadRow, UnreadableWorkbook, sheets_of
from app.domain.errors import Invalid
from app.domain.review_sheets import COMMENT, SCORE, Line, plain, print_of
from app.models import Call
from app.queries.forms import CriterionRow
from app.queries.review_sheets import SheetReview
from app.web.i18n import N_, translations
from app.web.review_fields import levels_of
from app.web.shown import instant_text, text_in

MARK, WORDS, CODE = 3, 4, 6
_WIDTHS = (17, 28, 36, 8, 60, 60, 0)
_HEADS = (
    N_("Référence"),
    N_("Dossier"),
    N_("À évaluer"),
    N_("Note"),
    N_("Commentaire"),
    N_("Ce que disent les notes"),
)
_WAYS = (
    N_("Remplissez les cases jaunes de la première feuille : une note et un commentaire par critère."),
    N_("Enregistrez le fichier (XLSX ou ODS), puis renvoyez-le sur la page « Tableur » de votre espace."),
    N_("Chaque ligne est relue avant d’être gardée : rien n’est écrasé. Les évaluations se rendent ensuite en ligne."),
    N_("Ce tableau est le vôtre : il contient vos notes et vos brouillons. Ne le transmettez à personne."),
)
_FORMAT = "tremplin-reviews-1"
_KEPT_AS_IT_IS = "-"
_CODE = re.compile(r"([0-9a-f-]{36})\|([^|]{0,50})\|([^|]{0,50})\|([0-9a-f]{12}|-)\|([0-9a-f]{12}|-)")
TEXTS = (
    ("comment", N_("Avis d’ensemble (obligatoire pour rendre)")),
    ("private_note", N_("Note pour vous (personne d’autre ne la lit)")),
)


def workbook(call: Call, person_id: UUID, found: Sequence[SheetReview], language: str) -> list[Sheet]:
    """The sheet to fill, and one that says how."""
    say = translations(language).gettext
    heads = (
        N_("Référence"),
        N_("Dossier"),
        N_("À évaluer"),
        N_("Note"),
        N_("Commentaire"),
        N_("Ce que disent les notes"),
    )
    head = [Cell(say(text), "head") for text in heads]
    rows = [(*head, Cell(_signature(call, person_id), "code"))]
    for one in found:
        rows += _rows(one, language, call.zone)
    return [
        Sheet(say(N_("Évaluations")), _WIDTHS, tuple(rows), frozen=1),
        Sheet(say(N_("Mode d’emploi")), (100,), tuple((Cell(text, look),) for look, text in _ways(call, language))),
    ]


def lines_of(content: bytes, call: Call, person_id: UUID) -> list[Line]:
    """Every field of a sheet that came back, in its order.

    Raises Invalid: `sheet_unreadable`, `sheet_of_another`, `sheet_unknown`.
    """
    try:
        sheets = sheets_of(content)
    except UnreadableWorkbook as error:
        raise Invalid("sheet_unreadable", field="file") from error
    for rows in sheets:
        signature = next((row.cell(CODE) for row in rows if row.cell(CODE).startswith(_FORMAT)), "")
        if signature == _signature(call, person_id):
            return [line for row in rows if row.cell(CODE) != signature for line in _read(row)]
        if signature:
            raise Invalid("sheet_of_another", field="file")
    raise Invalid("sheet_unknown", field="file")


def _signature(call: Call, person_id: UUID) -> str:
    return f"{_FORMAT}|{call.slug}|{person_id}"


def _rows(one: SheetReview, language: str, zone: str) -> Iterator[tuple[Cell, ...]]:
    say = translations(language).gettext
    state = ""
    if one.is_given and one.submitted_at is not None:
        state = say(N_("Rendue le %(when)s")) % {"when": instant_text(one.submitted_at, language, zone)}
    yield (
        Cell(one.reference, "title"),
        Cell(one.title, "title"),
        Cell(state, "title"),
        *(Cell(None, "title") for _ in range(3)),
        Cell(""),
    )
    for criterion in one.criteria:
        yield _criterion(one, criterion, language)
    for name, text in TEXTS:
        yield _line(one, say(text), "", name, "")


def _criterion(one: SheetReview, criterion: CriterionRow, language: str) -> tuple[Cell, ...]:
    say = translations(language).gettext
    title = f"{text_in(criterion.title, language)}\n{text_in(criterion.question, language)}".strip()
    if criterion.optional:
        title = f"{title}\n({say(N_('facultatif'))})"
    levels = "\n".join(f"{mark} : {text}" for mark, text in levels_of(criterion, one.highest, language))
    told = levels or say(N_("De 0 à %(highest)s")) % {"highest": one.highest}
    return _line(one, title, f"{SCORE}{criterion.key}", f"{COMMENT}{criterion.key}", told)


def _line(one: SheetReview, title: str, score: str, words: str, told: str) -> tuple[Cell, ...]:
    mark, text = plain(one.fields[score]) if score else None, str(plain(one.fields[words]) or "")
    cut = len(text) > LONGEST_CELL
    is_open = not one.is_given
    prints = (print_of(mark) if score else _KEPT_AS_IT_IS, _KEPT_AS_IT_IS if cut else print_of(text))
    return (
        Cell(one.reference, "soft"),
        Cell(one.title, "soft"),
        Cell(title),
        Cell(mark, open=is_open and bool(score), highest=one.highest if score else None),
        Cell(text[:LONGEST_CELL], open=is_open and not cut),
        Cell(told, "soft"),
        Cell("|".join((str(one.dossier_id), score, words, *prints)), "code"),
    )


def _read(row: ReadRow) -> Iterable[Line]:
    """The fields of a row: two for a criterion; a row that was added by hand is about no dossier we know."""
    typed = (row.cell(MARK), row.cell(WORDS))
    code = _CODE.fullmatch(row.cell(CODE).strip())
    if code is None:
        return [Line(row.number, "", "", text, "") for text in typed if text.strip()][:1]
    dossier, *names = code.group(1, 2, 3)
    prints = code.group(4, 5)
    return [
        Line(row.number, dossier, name, text, shown)
        for name, text, shown in zip(names, typed, prints, strict=True)
        if name and shown != _KEPT_AS_IT_IS
    ]


def _ways(call: Call, language: str) -> list[tuple[Look, str]]:
    """How the sheet is used."""
    say = translations(language).gettext
    return [("title", text_in(call.title, language)), *(("plain", say(text)) for text in _WAYS)]
