"""Why somebody suits a dossier, in the words that the lists of organisers show."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.queries.affinities import AffinityTable


@dataclass(frozen=True, slots=True)
class Why:
    """What makes an affinity (0..1): the themes in common by name, the territory, the wish, the language.

    `same_place` and `speaks` are None where they are not known or do not count; `of`: how many themes the dossier has.
    """

    affinity: float
    themes: tuple[str, ...] = ()
    of: int = 0
    same_place: bool | None = None
    wish: str = ""
    speaks: bool | None = None


def why(table: AffinityTable, dossier: UUID, reviewer: UUID, labels: Mapping[str, str]) -> Why:
    """Why this reviewer suits this dossier; `labels` are the names of the themes of the call."""
    row, column = table.rows.get(dossier), table.columns.get(reviewer)
    if row is None or column is None:
        return Why(0.0)
    parts, asked = table.parts(dossier, reviewer), table.dossiers[row].themes
    shared = sorted(asked.intersection(table.pool[column].themes))
    return Why(
        affinity=table.affinity(dossier, reviewer),
        themes=tuple(labels.get(theme, theme) for theme in shared) if parts.themes is not None else (),
        of=len(asked) if parts.themes is not None else 0,
        same_place=None if parts.territory is None else parts.territory > 0,
        wish=table.wishes.get((dossier, reviewer), "") if parts.wish is not None else "",
        speaks=None if parts.language is None else parts.language > 0,
    )
