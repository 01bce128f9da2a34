"""Fields of a form as a tree: `set-options.1.label.fr` is a text of the second row of a list.

A button named `set-do` redraws the page without saving: its value is a verb and the path of a list or of a row.

| value | does |
| --- | --- |
| `add PATH` | one more blank row at the end of the list |
| `group PATH` | one more group of conditions at its end |
| `paste PATH` | one row for each line typed in the field `PATH-many` (`Français | English`) |
| `up ROW` `down ROW` `remove ROW` | moves a row, or takes it out |
| `put PATH=TEXT` | types a text in a field |
| `look PATH` | nothing but drawing again, once the kind of something was chosen |
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Union

from app.domain.form_starts import PLACEHOLDERS
from app.domain.texts import clean_text
from app.web.i18n import N_

Raw = Mapping[str, list[str]]
Tree = dict[str, Union["Tree", list[str]]]

DO = "set-do"
MANY = "-many"
_DEEPEST = 40
_MOST = 200


class Redrawn(NamedTuple):
    """The fields as they become, the row or the button where the focus goes, and what was done (a message id)."""

    raw: Raw
    focus: str
    said: str


def redrawn(raw: Raw) -> Redrawn | None:
    """What the pressed button makes of the fields; None when it is not one that redraws."""
    verb, _, path = next(reversed(raw.get(DO, [""]))).partition(" ")
    deed = _DEEDS.get(verb)
    if deed is None:
        return None
    kept = {name: values for name, values in raw.items() if name != DO}
    tree = tree_of(kept)
    focus, said = deed(tree, path)
    return Redrawn(fields_of(tree), focus, said)


def tree_of(raw: Raw, start: str = "") -> Tree:
    """The fields whose names start so, as a tree of what follows."""
    tree: Tree = {}
    for name, values in raw.items():
        if name.startswith(start):
            _plant(tree, name[len(start) :].split("."), list(values))
    return tree


def fields_of(tree: Tree, prefix: str = "") -> dict[str, list[str]]:
    """The tree as the fields of a form."""
    found: dict[str, list[str]] = {}
    for name, below in tree.items():
        path = f"{prefix}.{name}" if prefix else name
        found.update(fields_of(below, path) if isinstance(below, dict) else {path: below})
    return found


def rows_of(tree: Tree, name: str = "") -> list[tuple[str, Tree]]:
    """The rows of a list with the ends of their paths (`options.0`), in their order."""
    found = branch(tree, name) if name else tree
    rows = [(number, row) for number, row in found.items() if number.isdecimal() and isinstance(row, dict)]
    return [(f"{name}.{number}" if name else number, row) for number, row in sorted(rows, key=lambda one: int(one[0]))]


def branch(tree: Tree, path: str) -> Tree:
    """The branch at a path; an empty one where there is none."""
    for name in path.split("."):
        below = tree.get(name)
        if not isinstance(below, dict):
            return {}
        tree = below
    return tree


def texts_at(tree: Tree, path: str) -> list[str]:
    """Everything typed or ticked at a path."""
    above, _, name = path.rpartition(".")
    found = (branch(tree, above) if above else tree).get(name)
    return found if isinstance(found, list) else []


def text_at(tree: Tree, path: str) -> str:
    """What was typed at a path, the last of it."""
    return next(reversed(texts_at(tree, path)), "")


def _plant(tree: Tree, path: list[str], values: list[str]) -> None:
    if len(path) > _DEEPEST:
        return
    for name in path[:-1]:
        below = tree.setdefault(name, {})
        if not isinstance(below, dict):
            return
        tree = below
    tree.setdefault(path[-1], values)


def _grow(tree: Tree, path: str) -> Tree:
    for name in path.split("."):
        below = tree.get(name)
        if not isinstance(below, dict):
            below = tree[name] = {}
        tree = below
    return tree


def _put_rows(rows_at: Tree, rows: list[Tree]) -> None:
    for number in [name for name in rows_at if name.isdecimal()]:
        del rows_at[number]
    rows_at.update({str(number): row for number, row in enumerate(rows)})


def _append(tree: Tree, path: str, rows: list[Tree]) -> str:
    rows_at = _grow(tree, path)
    found = [row for _, row in rows_of(rows_at)]
    _put_rows(rows_at, [*found, *rows][:_MOST])
    return f"{path}.{len(found)}"


def _add(tree: Tree, path: str) -> tuple[str, str]:
    # A row without a field would be forgotten: a blank one says that it is there.
    return _append(tree, path, [{"new": [""]}]), N_("Une ligne est ajoutée.")


def _group(tree: Tree, path: str) -> tuple[str, str]:
    above = path.rpartition(".")[0]
    join = "all" if text_at(tree, f"{above}.join") == "any" else "any"
    row = _append(tree, path, [{"join": [join], "lines": {"0": {"new": [""]}}}])
    return f"{row}.lines.0", N_("Un groupe est ajouté.")


def _paste(tree: Tree, path: str) -> tuple[str, str]:
    typed = text_at(tree, path + MANY)
    tree.pop(path + MANY, None)
    lines = [line for line in clean_text(typed).splitlines() if line.strip()]
    parts = [[part.strip() for part in line.partition("|")[::2]] for line in lines]
    rows: list[Tree] = [{"label": {"fr": [french], "en": [english]}} for french, english in parts]
    if not rows:
        return f"add {path}", N_("Les lignes sont ajoutées.")
    rows_at = _grow(tree, path)
    # The answers a new question begins with have said enough once there are others.
    _put_rows(rows_at, [row for _, row in rows_of(rows_at) if text_at(row, "label.fr") not in PLACEHOLDERS])
    return _append(tree, path, rows), N_("Les lignes sont ajoutées.")


def _remove(tree: Tree, path: str) -> tuple[str, str]:
    above, rows, at = _placed(tree, path)
    if at is None:
        return f"add {above}", ""
    _put_rows(branch(tree, above), rows[:at] + rows[at + 1 :])
    left = len(rows) - 1
    focus = f"remove {above}.{min(at, left - 1)}" if left else f"add {above}"
    return focus, N_("La ligne est retirée.")


def _move(tree: Tree, path: str, by: int) -> tuple[str, str]:
    above, rows, at = _placed(tree, path)
    if at is None or not 0 <= at + by < len(rows):
        return path, ""
    rows[at], rows[at + by] = rows[at + by], rows[at]
    _put_rows(branch(tree, above), rows)
    place = at + by
    is_last = place == (0 if by < 0 else len(rows) - 1)
    verb = "up" if (by < 0) != is_last else "down"
    return f"{verb} {above}.{place}", N_("La ligne a changé de place.")


def _placed(tree: Tree, path: str) -> tuple[str, list[Tree], int | None]:
    above, _, number = path.rpartition(".")
    rows = rows_of(branch(tree, above)) if above else []
    at = next((place for place, (name, _) in enumerate(rows) if name == number), None)
    return above, [row for _, row in rows], at


def _write(tree: Tree, path: str) -> tuple[str, str]:
    name, _, text = path.partition("=")
    above, _, leaf = name.rpartition(".")
    if above:
        _grow(tree, above)[leaf] = [text]
    return name, ""


def _look(_tree: Tree, path: str) -> tuple[str, str]:
    return path, ""


_DEEDS: Mapping[str, Callable[[Tree, str], tuple[str, str]]] = {
    "add": _add,
    "group": _group,
    "paste": _paste,
    "remove": _remove,
    "up": lambda tree, path: _move(tree, path, -1),
    "down": lambda tree, path: _move(tree, path, 1),
    "put": _write,
    "look": _look,
}
