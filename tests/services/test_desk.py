"""The desk: pages by key, the same truth in its counts and in its lists, nothing of what must not be known."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.forms.screening import DeskFilter
from app.models import Conflict, Dossier, Person
from app.queries import dashboard, desk, screening, tally
from app.queries.people import actor_of
from app.queries.visibility import organised_by
from tests.houses import House
from tests.query_counts import count_queries
from tests.world import NOW, PEOPLE, add_dossier


def _actor(db: Session, house: House, who: str) -> Actor:
    return actor_of(db, db.get_one(Person, house.world.people[who]))


def _page(house: House, who: str = "helene", *, after: str = "", before: str = "", **wanted: Any) -> desk.DeskPage:
    with house.database.reading() as db:
        actor, call = _actor(db, house, who), house.world.calls["ptce"]
        found = DeskFilter.model_validate(wanted)
        return desk.page(db, actor, call, found, tally.tally(db, actor, call), after=after, before=before)


def _more(house: House, count: int, state: str = "filed") -> None:
    with house.database.writing() as db:
        for number in range(count):
            add_dossier(db, house.world, f"more_{state}_{number:03d}", state=state)


def _varied(house: House) -> None:
    """Dossiers moved, late, withdrawn before and after filing, in conflict."""
    with house.database.writing() as db:
        for name, state in (("moved", "filed"), ("late", "admitted"), ("left", "withdrawn"), ("secret", "filed")):
            add_dossier(db, house.world, name, state=state)
        moved = db.get_one(Dossier, house.world.dossiers["moved"])
        moved.track_id = house.world.tracks["cooperation_project"]
        db.get_one(Dossier, house.world.dossiers["late"]).late = True
        left = db.get_one(Dossier, house.world.dossiers["left"])
        left.filed_at, left.filed_track_id, left.number, left.reference = None, None, None, None
        for name in ("secret", "draft"):
            row = Conflict(
                dossier_id=house.world.dossiers[name],
                person_id=house.world.people["helene"],
                created_at=NOW,
                created_by=house.world.people["paul"],
            )
            db.add(row)


def test_the_counts_of_the_tabs_are_those_of_the_lists_for_everyone(each_house: House) -> None:
    _varied(each_house)
    call = each_house.world.calls["ptce"]

    with each_house.database.reading() as db:
        for who in PEOPLE:
            actor = _actor(db, each_house, who)
            for view, number in tally.by_view(tally.tally(db, actor, call)).items():
                where = desk.matches(actor, call, DeskFilter.model_validate({"view": view}))
                listed = len(db.execute(select(col(Dossier.id)).where(where)).all())
                assert (who, view, number) == (who, view, listed)


def test_the_whole_count_is_what_an_organiser_may_know_of(each_house: House) -> None:
    _varied(each_house)
    call = each_house.world.calls["ptce"]

    with each_house.database.reading() as db:
        actor = _actor(db, each_house, "helene")
        known = select(Dossier).where(organised_by(actor), col(Dossier.call_id) == call)
        expected = Counter(
            tally.Kind(one.state, one.track_id, one.filed_track_id, one.late) for one in db.execute(known).scalars()
        )
        assert tally.tally(db, actor, call) == expected


@pytest.mark.parametrize("who", ["claire", "gerard", "ines"])
def test_an_outsider_counts_nothing(house: House, who: str) -> None:
    with house.database.reading() as db:
        actor = _actor(db, house, who)
        assert tally.tally(db, actor, house.world.calls["ptce"]) == {}
        assert dashboard.weak_drafts(db, actor, house.world.calls["ptce"]) == 0


def test_an_organiser_in_conflict_neither_sees_the_dossier_nor_counts_it(house: House) -> None:
    with_it, without = _page(house, "helene"), _page(house, "paul")

    assert {row.title for row in with_it.rows} - {row.title for row in without.rows} == {"Dossier admitted"}
    assert with_it.total - without.total == 1


def _walk(house: House, **wanted: Any) -> Iterator[desk.DeskPage]:
    found = _page(house, **wanted)
    yield found
    while found.next:
        found = _page(house, after=found.next, **wanted)
        yield found


@pytest.mark.parametrize("sort", ["received", "number", "title", "complete"])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_pages_follow_one_another_without_gap_or_repeat(house: House, sort: str, order: str) -> None:
    _more(house, 60)

    pages = list(_walk(house, sort=sort, order=order))

    seen = [row.id for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [25, 25, 17]
    assert len(seen) == len(set(seen)) == pages[0].total


def test_the_page_before_is_the_page_one_came_from(each_house: House) -> None:
    _more(each_house, 60)
    first, second, third = _walk(each_house)

    back = _page(each_house, before=third.previous)

    assert [row.id for row in back.rows] == [row.id for row in second.rows]
    assert _page(each_house, before=back.previous).rows == first.rows
    assert _page(each_house, before=back.previous).previous == ""


@pytest.mark.parametrize("key", ["nonsense", "~", "2011-10-15~x", "x" * 200])
def test_a_key_that_makes_no_sense_is_the_first_page(house: House, key: str) -> None:
    assert _page(house, after=key).rows == _page(house).rows


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({"q": "FILED"}, {"Dossier filed"}),
        ({"q": "assôciation décided"}, {"Dossier decided"}),
        ({"q": "dossier inconnu"}, set()),
        ({"q": "100%"}, set()),
        ({"q": "_"}, {"Dossier filed", "Dossier to_correct", "Dossier admitted", "Dossier refused", "Dossier withdrawn",
                      "Dossier decided", "Dossier other_owner"}),
        ({"state": "refused"}, {"Dossier refused"}),
        ({"track": "cooperation_project"}, set()),
        ({"track": "unknown"}, set()),
        ({"region": "Bretagne"}, set()),
        ({"view": "to_screen"}, {"Dossier filed", "Dossier to_correct", "Dossier other_owner"}),
    ],
)  # fmt: skip
def test_a_filter_finds_what_it_says(house: House, wanted: dict[str, str], titles: set[str]) -> None:
    assert {row.title for row in _page(house, **wanted).rows} == titles


def test_a_draft_shows_its_title_and_how_full_it_is_and_no_search_guesses_the_rest(house: House) -> None:
    with house.database.writing() as db:
        draft = db.get_one(Dossier, house.world.dossiers["draft"])
        draft.search_text, draft.complete = "dossier draft mot secret", 40

    [row] = _page(house, view="drafts").rows

    assert (row.title, row.complete, row.bearer, row.commune, row.families) == ("Dossier draft", 40, "", "", ())
    assert _page(house, view="drafts", q="secret").rows == []
    assert len(_page(house, view="drafts", q="draft").rows) == 1


def test_a_list_costs_the_same_number_of_queries_with_one_row_and_with_many(house: House) -> None:
    def cost() -> int:
        client = house.as_("helene")
        with count_queries(house.database) as sent:
            assert client.get("/organiser/calls/ptce/dossiers?view=late").status_code == 200
        return len(sent)

    with house.database.writing() as db:
        db.get_one(Dossier, house.world.dossiers["filed"]).late = True
    one = cost()
    with house.database.writing() as db:
        for name in ("to_correct", "refused", "decided"):
            db.get_one(Dossier, house.world.dossiers[name]).late = True
    many = cost()

    assert (one, many) == (one, one)
    assert one <= 10


def test_the_queue_goes_from_the_oldest_to_the_latest(each_house: House) -> None:
    call = each_house.world.calls["ptce"]
    with each_house.database.reading() as db:
        actor = _actor(db, each_house, "helene")
        first = screening.first_waiting(db, actor, call)
        seen = []
        while first is not None:
            dossier = db.get_one(Dossier, first)
            place = screening.neighbours(db, actor, dossier)
            seen.append((dossier.title, place.position, place.total, place.next is None))
            first = place.next

    titles = ["Dossier filed", "Dossier to_correct", "Dossier other_owner"]
    assert seen == [(title, number, 3, number == 3) for number, title in enumerate(titles, 1)]


def test_every_day_is_counted_in_the_zone_of_the_call(each_house: House) -> None:
    from app.models import Call

    with each_house.database.writing() as db:
        call = db.get_one(Call, each_house.world.calls["ptce"])
        late = db.get_one(Dossier, each_house.world.dossiers["filed"])
        late.filed_at = NOW.replace(day=15, hour=22, minute=30)
    with each_house.database.reading() as db:
        days = dashboard.received_by_day(db, _actor(db, each_house, "helene"), call, NOW)

    received = {day.day.day: day.received for day in days if day.received}
    assert received == {15: 6, 16: 1}
    assert (days[0].day.day, days[-1].day.day, days[-1].so_far) == (1, 20, 7)
