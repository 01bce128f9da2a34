"""Deciding: private, versioned, in the order of the marks unless a reason is written."""

from uuid import UUID

import pytest

from app.domain.errors import Forbidden, Invalid, NotFound, Stale, WrongState
from app.domain.workflow import Outcome
from app.models import Conflict, Dossier
from app.queries.ranking import standings
from app.services import selection
from app.services.selection import Choice
from tests.houses import House
from tests.services.deciding import (
    SURE,
    actor,
    acts,
    call_of,
    decide,
    decide_many,
    more,
    outcomes,
    propose,
    publish,
    rank,
    track,
)  # fmt: skip
from tests.world import AFTER, NOW

SELECTED, WAITING, NOT = Outcome.SELECTED, Outcome.WAITING, Outcome.NOT_SELECTED


def _conflict(house: House, dossier_id: UUID, who: str) -> None:
    with house.database.writing() as db:
        person = house.world.people[who]
        db.add(Conflict(dossier_id=dossier_id, person_id=person, created_at=NOW, created_by=person))


def test_a_ranking_lists_the_admitted_in_the_order_of_their_marks(each_house: House) -> None:
    low, high, unmarked = rank(each_house, 3.0, 4.5, None)

    with each_house.database.reading() as db:
        rows = standings(db, call_of(db, each_house), track(each_house), actor(db, each_house, "helene"))

    assert [(row.id, row.rank, row.mean, row.reviews) for row in rows] == [
        (high, 1, 4.5, 1),
        (low, 2, 3.0, 1),
        (unmarked, None, None, 0),
    ]


def test_a_decision_is_kept_with_its_reason_and_a_line_in_the_journal(each_house: House) -> None:
    first, *_ = rank(each_house, 4.5, 4.0, 3.0)

    decide(each_house, first, SELECTED)

    assert outcomes(each_house) == {first: "selected"}
    with each_house.database.reading() as db:
        kept = selection.decision_of(db, first)
        assert kept is not None
        assert (kept.version, kept.published_at, kept.decided_by) == (1, None, each_house.world.people["helene"])
    assert acts(each_house) == [("decision.recorded", f"dossier:{first}")]


def test_the_same_decision_twice_changes_nothing(house: House) -> None:
    first, *_ = rank(house, 4.5, 4.0)
    decide(house, first, SELECTED)

    decide(house, first, SELECTED, version=0)

    with house.database.reading() as db:
        kept = selection.decision_of(db, first)
        assert kept is not None
        assert kept.version == 1


@pytest.mark.parametrize(("place", "outcome"), [(2, SELECTED), (3, SELECTED), (0, NOT), (0, WAITING)])
def test_leaving_the_ranking_asks_for_a_written_reason(each_house: House, place: int, outcome: Outcome) -> None:
    dossiers = rank(each_house, 4.5, 4.0, 3.0, None)

    with pytest.raises(Invalid, match="reason_needed"):
        decide(each_house, dossiers[place], outcome, "bof")

    assert outcomes(each_house) == {}
    decide(each_house, dossiers[place], outcome, SURE)
    assert outcomes(each_house) == {dossiers[place]: outcome}


def test_a_place_taken_in_another_track_moves_the_line(house: House) -> None:
    _first, second = rank(house, 4.5, 4.0, places=2)
    (project,) = more(house, 4.9, track="cooperation_project")
    decide(house, project, SELECTED)

    with pytest.raises(Invalid, match="reason_needed"):
        decide(house, second, SELECTED)


def test_a_decision_changed_meanwhile_is_not_overwritten(each_house: House) -> None:
    first, *_ = rank(each_house, 4.5, 4.0)
    decide(each_house, first, SELECTED)
    decide(each_house, first, WAITING, SURE, version=1)

    with pytest.raises(Stale, match="decision_changed"):
        decide(each_house, first, NOT, SURE, version=1)

    assert outcomes(each_house) == {first: "waiting"}


def test_a_decision_can_be_taken_back(house: House) -> None:
    first, *_ = rank(house, 4.5)
    decide(house, first, SELECTED)

    with house.database.writing() as db:
        helene = actor(db, house, "helene")
        selection.take_back(db, db.get_one(Dossier, first), version=1, actor=helene, now=AFTER)

    assert outcomes(house) == {}


@pytest.mark.parametrize("who", ["claire", "gerard", "ines"])
def test_only_an_organiser_of_the_call_decides(house: House, who: str) -> None:
    first, *_ = rank(house, 4.5)

    with pytest.raises(Forbidden, match="only_an_organiser"):
        decide(house, first, SELECTED, who=who)


def test_an_organiser_in_conflict_neither_sees_nor_decides(each_house: House) -> None:
    first, second = rank(each_house, 4.5, 4.0)
    _conflict(each_house, first, "paul")

    with pytest.raises(Forbidden, match="recused"):
        decide(each_house, first, SELECTED, who="paul")
    with pytest.raises(NotFound):
        decide_many(each_house, Choice(first, SELECTED), who="paul")

    with each_house.database.reading() as db:
        rows = standings(db, call_of(db, each_house), track(each_house), actor(db, each_house, "paul"))
    assert [row.id for row in rows] == [second]


def test_whoever_is_in_conflict_leaves_the_proposal_to_somebody_else(house: House) -> None:
    first, *_ = rank(house, 4.5, 4.0)
    _conflict(house, first, "paul")

    with pytest.raises(Forbidden, match="recused"):
        propose(house, who="paul")

    assert outcomes(house) == {}


def test_following_the_ranking_decides_everyone_in_one_act(each_house: House) -> None:
    third, first, second, fourth = rank(each_house, 3.0, 4.5, 4.0, 2.0)

    assert propose(each_house, places=2, waiting=1) == 4
    assert propose(each_house, places=2, waiting=1) == 0

    assert outcomes(each_house) == {
        first: "selected",
        second: "selected",
        third: "waiting",
        fourth: "not_selected",
    }


def test_a_proposal_that_moved_since_its_preview_is_refused(house: House) -> None:
    first, *_ = rank(house, 4.5, 4.0)
    with house.database.reading() as db:
        helene = actor(db, house, "helene")
        plan = selection.preview(db, call_of(db, house), track(house), places=1, waiting=0, actor=helene)
    decide(house, first, SELECTED)

    with pytest.raises(Stale, match="ranking_changed"), house.database.writing() as db:
        selection.propose(
            db, call_of(db, house), track(house), places=1, waiting=0, actor=helene, now=AFTER, seen=plan.seen
        )


def test_a_proposal_never_takes_more_places_than_there_are(house: House) -> None:
    rank(house, 4.5, 4.0, 3.0, places=2)

    with pytest.raises(Invalid, match="too_many_places"):
        propose(house, places=3)


def test_a_preview_names_the_equals_that_the_line_separates(house: House) -> None:
    rank(house, 4.5, 4.0, 4.0, 3.0)

    with house.database.reading() as db:
        helene = actor(db, house, "helene")
        plan = selection.preview(db, call_of(db, house), track(house), places=2, waiting=0, actor=helene)

    assert [row.title for row in plan.straddling] == ["Dossier rang2", "Dossier rang3"]
    assert plan.counts == {"selected": 2, "waiting": 0, "not_selected": 2}
    assert len(plan.changes) == 4


def test_several_decisions_are_all_kept_or_none(each_house: House) -> None:
    first, _second, third = rank(each_house, 4.5, 4.0, 3.0)

    with pytest.raises(Invalid, match="reason_needed"):
        decide_many(each_house, Choice(first, SELECTED), Choice(third, SELECTED))
    assert outcomes(each_house) == {}

    assert decide_many(each_house, Choice(first, SELECTED), Choice(third, SELECTED, SURE)) == 2


def test_nothing_is_decided_after_the_publication(house: House) -> None:
    first, *_ = rank(house, 4.5, 4.0)
    propose(house)
    publish(house)

    with pytest.raises(WrongState, match="already_published"):
        decide(house, first, NOT, SURE, version=2)
    with pytest.raises(WrongState, match="already_published"):
        propose(house, places=1)
