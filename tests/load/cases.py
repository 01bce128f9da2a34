"""What is timed: each page or act of the platform, with the bare floor that shows or writes as much."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import ColumnElement, Executable, String, Update, and_, cast, select, union_all, update
from sqlmodel import col

from app.models import (
    Answer,
    Assignment,
    Call,
    Criterion,
    Dossier,
    DossierSection,
    JournalLine,
    Member,
    Moment,
    Network,
    Review,
    ScoreSummary,
    Track,
)
from tests.houses import House
from tests.load import floor
from tests.load.asgi import Ask
from tests.world import World

LIST_ROWS = 25
TEXT = "Nous partageons un atelier, des emplois et des achats, et nous formons ceux qui viennent. "


class Case(NamedTuple):
    """A page or an act, and its floor; each answers its own requests."""

    name: str
    asks: Callable[[], Ask]
    floor: FastAPI
    floor_asks: Callable[[], Ask]


def reading_pages(house: House) -> list[Case]:
    """The pages that people read, but for the organiser's list."""
    world = house.world
    seen, mine = world.dossiers["admitted"], world.dossiers["draft"]
    desk = f"/organiser/calls/ptce/dossiers/{seen}"
    overview = f"/applicant/dossiers/{mine}"
    return [
        _page(house, "public page of a call", Ask("/calls/ptce"), _call_rows(world)),
        _page(house, "reviewer's list, 24 dossiers", _as(house, "gerard", "/reviewer"), _reading_rows(world)),
        _page(house, "one dossier, for organisers", _as(house, "helene", desk), _dossier_rows(seen)),
        _page(house, "one draft, for its applicant", _as(house, "claire", overview), _overview_rows(world, mine)),
    ]


def desk_page(house: House, size: int) -> Case:
    """The organiser's list of a call of this size."""
    name = f"organiser's list, {size:,} dossiers"
    return _page(house, name, _as(house, "helene", "/organiser/calls/ptce/dossiers"), _desk_rows(house.world))


def saving(house: House) -> Case:
    """A section that saves itself while its owner types."""
    dossier = house.world.dossiers["draft"]
    with house.database.reading() as db:
        here = col(DossierSection.dossier_id) == dossier, col(DossierSection.section_key) == "project"
        version = db.execute(select(col(DossierSection.version)).where(*here)).scalar_one()
        asked = [key for key in db.execute(_answered(dossier)).scalars() if key.startswith("more_1")]
    values: dict[str, str | list[str]] = {f"q-{key}": TEXT for key in asked}

    def asks() -> Iterator[Ask]:
        for step in count(version):
            fields = {**values, "asked": ["summary", *asked], "version": str(step), "q-summary": f"{step}. {TEXT}"}
            headers = (("x-autosave", "1"),)
            yield Ask(f"/applicant/dossiers/{dossier}/sections/project", house.world.tokens["claire"], fields, headers)

    def statement(text: str) -> Update:
        here = and_(col(Answer.dossier_id) == dossier, col(Answer.question_key) == "more_0_1")
        return update(Answer).where(here).values(value=text)

    return Case("autosave of a section", asks().__next__, floor.writing(house.database, statement), _posts())


def filing(house: House, drafts: list[UUID]) -> Case:
    """A whole draft that is filed; each draft serves once."""
    token = house.world.tokens["claire"]
    ways = (
        Ask(f"/applicant/dossiers/{one}/submit", token, {"exact": "yes", "informed": "yes"}, expects=303)
        for one in drafts
    )

    def statement(text: str) -> Update:
        return update(Dossier).where(col(Dossier.id) == drafts[0]).values(title=text)

    return Case("filing a dossier", ways.__next__, floor.writing(house.database, statement), _posts())


def _as(house: House, who: str, path: str) -> Ask:
    return Ask(path, house.world.tokens[who])


def _page(house: House, name: str, ask: Ask, statement: Executable) -> Case:
    return Case(name, lambda: ask, floor.reading(house.database, statement), lambda: Ask("/"))


def _posts() -> Callable[[], Ask]:
    return lambda: Ask("/", fields={"text": TEXT}, expects=303)


def _text(column: Any) -> ColumnElement[str]:
    return cast(column, String)


def _call_rows(world: World) -> Executable:
    call = world.calls["ptce"]
    rubric = and_(col(Criterion.rubric_id) == col(Track.rubric_id), col(Track.call_id) == call)
    return union_all(
        select(_text(Call.title), _text(Call.presentation)).where(col(Call.id) == call),
        select(_text(Call.summary), _text(Call.faq)).where(col(Call.id) == call),
        select(_text(Track.title), _text(Track.summary)).where(col(Track.call_id) == call),
        select(_text(Criterion.title), _text(Criterion.question)).join(Track, rubric),
        select(_text(Moment.title), _text(Moment.starts_at)).where(col(Moment.call_id) == call),
        select(_text(Network.name), _text(Network.full_name)).where(col(Network.call_id) == call),
    )


def _desk_rows(world: World) -> Executable:
    names = ("reference", "title", "bearer", "commune", "departement", "families", "state", "filed_at", "id")
    return (
        select(*(getattr(Dossier, name) for name in names), col(ScoreSummary.assigned), col(ScoreSummary.submitted))
        .join(ScoreSummary, col(ScoreSummary.dossier_id) == col(Dossier.id), isouter=True)
        .where(col(Dossier.call_id) == world.calls["ptce"], col(Dossier.filed_at).is_not(None))
        .order_by(col(Dossier.filed_at).desc(), col(Dossier.id).desc())
        .limit(LIST_ROWS)
    )


def _reading_rows(world: World) -> Executable:
    names = ("id", "reference", "title", "commune", "departement", "families")
    review = and_(col(Review.dossier_id) == col(Dossier.id), col(Review.reviewer_id) == col(Assignment.reviewer_id))
    return (
        select(*(getattr(Dossier, name) for name in names), col(Assignment.due_at), col(Review.state), col(Review.mean))
        .join(Assignment, col(Assignment.dossier_id) == col(Dossier.id))
        .join(Review, review, isouter=True)
        .where(col(Assignment.reviewer_id) == world.people["gerard"], col(Assignment.state) == "active")
        .order_by(col(Assignment.due_at))
    )


def _answered(dossier: UUID) -> Executable:
    return select(col(Answer.question_key)).where(col(Answer.dossier_id) == dossier)


def _dossier_rows(dossier: UUID) -> Executable:
    return union_all(
        select(_text(Dossier.title), _text(Dossier.state)).where(col(Dossier.id) == dossier),
        select(_text(Answer.question_key), _text(Answer.value)).where(col(Answer.dossier_id) == dossier),
        select(_text(Member.name), _text(Member.family)).where(col(Member.dossier_id) == dossier),
        select(_text(JournalLine.action), _text(JournalLine.at)).where(
            col(JournalLine.subject) == f"dossier:{dossier}"
        ),
    )


def _overview_rows(world: World, dossier: UUID) -> Executable:
    return union_all(
        select(_text(Dossier.title), _text(Dossier.state)).where(col(Dossier.id) == dossier),
        select(_text(DossierSection.section_key), _text(DossierSection.missing)).where(
            col(DossierSection.dossier_id) == dossier
        ),
        select(_text(Moment.title), _text(Moment.starts_at)).where(col(Moment.call_id) == world.calls["ptce"]),
        select(_text(Member.name), _text(Member.family)).where(col(Member.dossier_id) == dossier),
    )
