"""The history of a review as its author reads it: each version against the one before, field by field."""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain.differences import Piece, differences, shortened
from app.domain.review_content import COMMENT, SCORE, ReviewContent, fields_of
from app.queries.forms import CriterionRow
from app.queries.review_versions import VersionRow
from app.web.i18n import N_, translations
from app.web.review_fields import typed_of
from app.web.shown import text_in


class Change(NamedTuple):
    """What one field became: both marks, or the words that came and went."""

    label: str
    is_mark: bool
    before: str
    after: str
    pieces: list[Piece]


class PastVersion(NamedTuple):
    """A version with what it changed; `restores`: it says something else than the review does now."""

    row: VersionRow
    changes: list[Change]
    restores: bool


def past_of(
    rows: Sequence[VersionRow], now: ReviewContent, criteria: Sequence[CriterionRow], language: str
) -> list[PastVersion]:
    """Every version, the latest first."""
    keys = [row.key for row in criteria]
    labels = _labels(criteria, language)
    says = fields_of(now, keys)
    found = []
    for place, row in enumerate(rows):
        before = rows[place + 1].content if place + 1 < len(rows) else ReviewContent()
        old, new = typed_of(fields_of(before, keys)), typed_of(fields_of(row.content, keys))
        changes = [_change(name, labels[name], old[name], new[name]) for name in new if new[name] != old[name]]
        found.append(PastVersion(row, changes, fields_of(row.content, keys) != says))
    return found


def _change(name: str, label: str, before: str, after: str) -> Change:
    is_mark = name.startswith(SCORE)
    return Change(label, is_mark, before, after, [] if is_mark else shortened(differences(before, after)))


def _labels(criteria: Sequence[CriterionRow], language: str) -> dict[str, str]:
    say = translations(language).gettext
    found = {"comment": say(N_("Avis général")), "private_note": say(N_("Note privée"))}
    for row in criteria:
        title = text_in(row.title, language)
        found[f"{SCORE}{row.key}"] = title
        found[f"{COMMENT}{row.key}"] = say(N_("%(criterion)s, commentaire")) % {"criterion": title}
    return found
