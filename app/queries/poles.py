"""Reads of the public sheets: those of published, public calls, and nothing else."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, col

from app.domain.texts import fold, text_in
from app.models import Call, Form, FormVersion, PoleSheet
from app.queries.forms import plan_of


class PoleRow(NamedTuple):
    """A sheet as lists, maps and files show it."""

    slug: str
    name: str
    bearer: str
    summary: str
    commune: str
    insee: str
    departement: str
    region: str
    longitude: float | None
    latitude: float | None
    founded_in: int | None
    state: str
    jobs: float | None
    themes: list[str]
    members: list[dict[str, object]]
    call: str
    call_title: dict[str, str]

    @property
    def families(self) -> list[str]:
        """The families of its members, for the bench."""
        return [str(member["family"]) for member in self.members]


class Wanted(NamedTuple):
    """What a reader looks for."""

    words: str = ""
    region: str = ""
    theme: str = ""
    state: str = ""


class Choices(NamedTuple):
    """The options of the filters, and the words of every code."""

    regions: list[tuple[str, str]]
    themes: list[tuple[str, str]]
    states: list[tuple[str, str]]
    words: dict[str, str]


_COLUMNS = (
    col(PoleSheet.slug),
    col(PoleSheet.name),
    col(PoleSheet.bearer),
    col(PoleSheet.summary),
    col(PoleSheet.commune),
    col(PoleSheet.insee),
    col(PoleSheet.departement),
    col(PoleSheet.region),
    col(PoleSheet.longitude),
    col(PoleSheet.latitude),
    col(PoleSheet.founded_in),
    col(PoleSheet.state),
    col(PoleSheet.jobs),
    col(PoleSheet.themes),
    col(PoleSheet.members),
    col(Call.slug),
    col(Call.title),
)


def shown(now: datetime) -> ColumnElement[bool]:
    """The call of the row is public and its results are published."""
    return and_(col(Call.is_public), col(Call.published_at).is_not(None), col(Call.published_at) <= now)


def everyone(db: Session, now: datetime) -> list[PoleRow]:
    """Every sheet that everyone may read, by name of commune."""
    return _rows(db, shown(now))


def of_call(db: Session, call_id: UUID) -> list[PoleRow]:
    """The sheets of one call; whoever asks has checked that it is published."""
    return _rows(db, col(PoleSheet.call_id) == call_id)


def matching(rows: list[PoleRow], wanted: Wanted) -> list[PoleRow]:
    """Those that answer to all that is wanted; words are compared without accents or capitals."""
    words = fold(wanted.words).split()
    return [
        row
        for row in rows
        if wanted.region in ("", row.region)
        and wanted.state in ("", row.state)
        and (not wanted.theme or wanted.theme in row.themes)
        and all(word in _searched(row) for word in words)
    ]


def sheet(db: Session, slug: str, now: datetime) -> tuple[PoleSheet, Call] | None:
    """One sheet and its call, if everyone may read it."""
    query = (
        select(PoleSheet, Call)
        .join(Call, col(Call.id) == col(PoleSheet.call_id))
        .where(col(PoleSheet.slug) == slug, shown(now))
    )
    found = db.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def neighbours(rows: list[PoleRow], slug: str, themes: list[str], *, most: int = 3) -> list[PoleRow]:
    """The sheets that share the most themes with this one."""
    near = [(len(set(row.themes) & set(themes)), row) for row in rows if row.slug != slug]
    return [row for shared, row in sorted(near, key=lambda pair: (-pair[0], pair[1].name)) if shared][:most]


def words_of(db: Session, key: str) -> Mapping[str, dict[str, str]]:
    """The words of the options of a question of public calls: what `food` or `operational` is called."""
    query = (
        select(col(FormVersion.id))
        .join(Form, col(Form.id) == col(FormVersion.form_id))
        .join(Call, col(Call.id) == col(Form.call_id))
        .where(col(FormVersion.published_at).is_not(None), col(Call.is_public))
        .order_by(col(FormVersion.created_at))
    )
    found: dict[str, dict[str, str]] = {}
    for version_id in db.execute(query).scalars():
        for question in plan_of(db, version_id).questions:
            if question.key == key:
                found |= {option.key: dict(option.label) for option in question.options}
    return found


def theme_counts(rows: list[PoleRow], words: Mapping[str, dict[str, str]], language: str) -> list[tuple[str, str, int]]:
    """Each theme with its words and its number of sheets, in alphabetical order."""
    counts = Counter(theme for row in rows for theme in row.themes)
    named = [(key, text_in(words.get(key, {"fr": key}), language), number) for key, number in counts.items()]
    return sorted(named, key=lambda theme: fold(theme[1]))


def choices(
    rows: list[PoleRow], themes: Mapping[str, dict[str, str]], states: Mapping[str, dict[str, str]], language: str
) -> Choices:
    """What can be chosen in the filters: only what some sheet has."""
    regions = sorted({row.region for row in rows if row.region}, key=fold)
    present = sorted({row.state for row in rows if row.state})
    return Choices(
        regions=[(region, region) for region in regions],
        themes=[(key, text) for key, text, _ in theme_counts(rows, themes, language)],
        states=[(key, text_in(states.get(key, {"fr": key}), language)) for key in present],
        words={key: text_in(texts, language) for key, texts in (*themes.items(), *states.items())},
    )


def _searched(row: PoleRow) -> str:
    return fold(f"{row.name} {row.summary} {row.bearer} {row.commune} {row.region} {row.departement}")


def _rows(db: Session, condition: ColumnElement[bool]) -> list[PoleRow]:
    query = select(*_COLUMNS).join(Call, col(Call.id) == col(PoleSheet.call_id)).where(condition)
    rows = [PoleRow(*row) for row in db.execute(query.select_from(PoleSheet))]
    return sorted(rows, key=lambda row: (fold(row.commune), fold(row.name)))
