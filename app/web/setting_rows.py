"""Lists among the settings: options, lines of a budget; a row keeps its key when its words change."""

import re
from collections.abc import Iterable, Mapping

from app.domain.questions import BudgetLine, Option
from app.domain.slugs import free_key
from app.domain.texts import Texts
from app.web.field_trees import Tree
from app.web.i18n import N_
from app.web.setting_reading import Reading, label_fields

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST = 34


def rows_typed(rows: Iterable[tuple[str, Texts, bool]]) -> Tree:
    """Rows of key, words and tick, as fields."""
    return {
        str(number): {"key": [key], "label": label_fields(label), **({"own": ["yes"]} if own else {})}
        for number, (key, label, own) in enumerate(rows)
    }


def options_typed(options: Iterable[Option]) -> Tree:
    """The options as fields."""
    return rows_typed((one.key, one.label, False) for one in options)


def lines_typed(lines: Iterable[BudgetLine]) -> Tree:
    """The lines of a budget as fields."""
    return rows_typed((one.key, one.label, one.own) for one in lines)


def read_options(reading: Reading, stored: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options typed."""
    labels = {one.key: one.label for one in stored}
    return tuple(Option(key, label) for key, label, _ in read_rows(reading, "options", labels, set()))


def read_lines(reading: Reading, name: str, stored: tuple[BudgetLine, ...], taken: set[str]) -> tuple[BudgetLine, ...]:
    """The lines typed of one side of a budget; `taken` are the keys of the other side, and grows."""
    labels = {one.key: one.label for one in stored}
    return tuple(BudgetLine(key, label, own) for key, label, own in read_rows(reading, name, labels, taken))


def read_rows(
    reading: Reading, name: str, stored: Mapping[str, Texts], taken: set[str]
) -> list[tuple[str, Texts, bool]]:
    """The rows that say something: keys kept or made, words, ticks. A row without French is named in `wrong`."""
    paths = reading.rows(name)
    given = {reading.text(f"{path}.key") for path in paths}
    found: list[tuple[str, Texts, bool]] = []
    for path in paths:
        key = reading.text(f"{path}.key")
        known = stored.get(key)
        label = reading.label(f"{path}.label", known or Texts())
        if label != known and not label:
            continue
        if label != known and not label.get("fr"):
            reading.fail(f"{path}.label.fr", N_("Écrivez ces mots en français : c’est la langue de l’appel."))
        if not _KEY.fullmatch(key) or key in taken:
            key = key_of(label, given | taken)
        taken.add(key)
        found.append((key, label, reading.is_ticked(f"{path}.own")))
    return found


def key_of(label: Texts, taken: Iterable[str]) -> str:
    """A key made of the words, which nobody has."""
    return free_key(label.get("fr") or next(iter(label.values()), ""), set(taken), otherwise="n", limit=_LONGEST + 4)
