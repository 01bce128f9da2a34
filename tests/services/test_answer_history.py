"""The history of answers: saves in a row are one change, nothing is lost between two, an earlier text comes back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import NotFound, Stale
from app.models import AnswerChange, DossierSection
from app.queries.answer_history import answer_now, changes_of
from app.services.answer_restoring import restore
from app.services.answers import save_section
from tests.asking import dossier_of
from tests.houses import House
from tests.services.reviewing import actor
from tests.world import NOW

LONG = "Une scierie coopérative, un atelier et une école du bois pour toute la haute vallée, avec ses communes."


def _version(db: Session, house: House) -> int:
    query = select(col(DossierSection.version)).where(
        col(DossierSection.dossier_id) == house.world.dossiers["draft"], col(DossierSection.section_key) == "project"
    )
    return db.execute(query).scalar_one_or_none() or 0


def _save(house: House, text: str | None, at: int, *, who: str = "claire") -> None:
    now = NOW + timedelta(minutes=at)
    with house.database.writing() as db:
        dossier, me = dossier_of(db, house, "draft"), actor(db, house, who)
        save_section(db, dossier, "project", {"summary": text}, version=_version(db, house), actor=me, now=now)


def _changes(house: House) -> list[tuple[str, object, object, datetime]]:
    """The changes, the first ones first: who, from what, to what, until when."""
    with house.database.reading() as db:
        rows = changes_of(db, house.world.dossiers["draft"], "summary")
        return [(row.name.split()[0], row.before, row.after, row.ended_at) for row in reversed(rows)]


def _restore(house: House, number: int, at: int, *, version: int | None = None, who: str = "claire") -> None:
    with house.database.writing() as db:
        rows = changes_of(db, house.world.dossiers["draft"], "summary")
        change = db.get_one(AnswerChange, list(reversed(rows))[number].id)
        dossier, me = dossier_of(db, house, "draft"), actor(db, house, who)
        wanted = _version(db, house) if version is None else version
        restore(db, dossier, change, version=wanted, actor=me, now=NOW + timedelta(minutes=at))


def _first(house: House) -> object:
    with house.database.reading() as db:
        return answer_now(db, house.world.dossiers["draft"], "summary")


def test_saves_in_a_row_by_one_person_are_one_change(each_house: House) -> None:
    before = _first(each_house)
    for minute, text in enumerate(("Une", "Une scierie", "Une scierie coopérative")):
        _save(each_house, text, minute * 8)
    _save(each_house, "Une scierie coopérative", 17)
    _save(each_house, "Une scierie coopérative.", 40)
    _save(each_house, "La scierie coopérative.", 41, who="edith")
    _save(each_house, "La scierie.", 42)

    assert _changes(each_house) == [
        ("Claire", before, "Une scierie coopérative", NOW + timedelta(minutes=16)),
        ("Claire", "Une scierie coopérative", "Une scierie coopérative.", NOW + timedelta(minutes=40)),
        ("Édith", "Une scierie coopérative.", "La scierie coopérative.", NOW + timedelta(minutes=41)),
        ("Claire", "La scierie coopérative.", "La scierie.", NOW + timedelta(minutes=42)),
    ]


def test_a_text_wiped_out_by_mistake_minutes_after_it_was_written_is_kept(house: House) -> None:
    _save(house, LONG, 0)
    _save(house, None, 1)

    assert [(before, after) for _, before, after, _ in _changes(house)][1:] == [(LONG, None)]


def test_an_earlier_text_comes_back_and_the_one_it_replaces_stays(each_house: House) -> None:
    _save(each_house, LONG, 0)
    _save(each_house, LONG + " Un autre texte.", 60)
    _save(each_house, LONG.replace("scierie", "filature"), 65)

    _restore(each_house, 1, 66)
    _save(each_house, LONG + " Suite.", 67)

    assert [(before, after) for _, before, after, _ in _changes(each_house)][1:] == [
        (LONG, LONG.replace("scierie", "filature")),
        (LONG.replace("scierie", "filature"), LONG + " Suite."),
    ]
    _restore(each_house, 2, 68)
    assert _first(each_house) == LONG.replace("scierie", "filature")


def test_a_text_does_not_come_back_over_one_that_was_saved_meanwhile(house: House) -> None:
    _save(house, LONG, 0)
    _save(house, "Autre chose", 60)
    with house.database.reading() as db:
        seen = _version(db, house)
    _save(house, "Encore autre chose", 61, who="edith")

    with pytest.raises(Stale) as refused:
        _restore(house, 1, 62, version=seen)

    assert refused.value.params["theirs"] == {"summary": "Encore autre chose"}
    assert refused.value.params["mine"] == {"summary": LONG}
    assert _first(house) == "Encore autre chose"


def test_the_text_of_another_dossier_does_not_come_back_here(house: House) -> None:
    _save(house, LONG, 0)
    with house.database.writing() as db:
        change = db.get_one(AnswerChange, changes_of(db, house.world.dossiers["draft"], "summary")[0].id)
        other, me = dossier_of(db, house, "filed"), actor(db, house, "claire")

        with pytest.raises(NotFound):
            restore(db, other, change, version=0, actor=me, now=NOW)
