"""What an automatic save of a review answers: the pieces of the page that changed, and texts that crossed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from app.domain.crossings import fingerprint
from app.queries.forms import CriterionRow
from app.services.reviews import Kept
from app.web.review_fields import Criterion, shown, typed_of


class Shown(NamedTuple):
    """One field of the form, to be put in its place: `row` is its criterion, None for the texts about the whole."""

    name: str
    value: str
    row: Criterion | None


class Crossing(NamedTuple):
    """A field that was written otherwise elsewhere: mine, the other, and the fingerprint of the other."""

    name: str
    mine: Shown
    theirs: Shown
    sign: str


def news_of(
    done: Kept, values: Mapping[str, JsonValue], rows: Sequence[CriterionRow], scale_max: int, language: str
) -> list[Shown]:
    """The fields that changed elsewhere and that this page did not touch."""
    found = _fields(typed_of(values), rows, scale_max, language)
    return [found[name] for name in done.news]


def crossings_of(done: Kept, rows: Sequence[CriterionRow], scale_max: int, language: str) -> list[Crossing]:
    """Both texts of each field that crossed another."""
    mine = _fields(typed_of(done.mine), rows, scale_max, language)
    theirs = _fields(typed_of(done.theirs), rows, scale_max, language)
    return [Crossing(name, mine[name], theirs[name], fingerprint(done.theirs[name])) for name in done.mine]


def _fields(values: Mapping[str, str], rows: Sequence[CriterionRow], scale_max: int, language: str) -> dict[str, Shown]:
    """Every field with what it says."""
    criteria = {row.key: row for row in shown(rows, scale_max, values, kept=None, errors={}, language=language)}
    return {name: Shown(name, text, criteria.get(name.partition("-")[2])) for name, text in values.items()}
