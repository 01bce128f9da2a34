"""Rubrics: made criterion by criterion, always a hundred, locked before the first review."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import DomainError, Forbidden, Invalid, Stale, WrongState
from app.domain.roles import Actor
from app.forms.review import ReviewDraft
from app.forms.rubric import fields_of
from app.models import Call, Criterion, JournalLine, Rubric, Track
from app.services import reviews, rubric_locks, rubrics
from tests.houses import House
from tests.services import reviewing
from tests.world import NOW


class Shelf:
    """The rubric of the track of poles, in the hands of one person."""

    def __init__(self, db: Session, house: House, who: str = "helene") -> None:
        self.db, self.house = db, house
        self.call = db.get_one(Call, house.world.calls["ptce"])
        self.track = db.get_one(Track, house.world.tracks["pole"])
        self.actor: Actor = reviewing.actor(db, house, who)

    def do(self, verb: Any, *given: Any, **named: Any) -> Any:
        return verb(self.db, self.call, self.track, *given, actor=self.actor, now=NOW, **named)

    def weights(self) -> dict[str, int]:
        self.db.flush()
        rows = select(Criterion).where(col(Criterion.rubric_id) == self.track.rubric_id)
        return {row.key: row.weight for row in self.db.execute(rows.order_by(col(Criterion.position))).scalars()}


def test_a_new_criterion_takes_an_even_share_and_a_key_of_its_own(each_house: House) -> None:
    with each_house.database.writing() as db:
        shelf = Shelf(db, each_house)
        shelf.do(rubrics.add_criterion, {"fr": "Utilité sociale", "en": "Social utility"})
        shelf.do(rubrics.add_criterion, {"fr": "Utilité sociale"})

        assert list(shelf.weights()) == ["strategy", "anchoring", "bonus", "utilite_sociale", "utilite_sociale_2"]
        assert sum(shelf.weights().values()) == 100
        actions = db.execute(select(col(JournalLine.action)).order_by(col(JournalLine.sequence))).scalars().all()
        assert actions[-2:] == ["rubric.criterion_added", "rubric.criterion_added"]


def test_a_criterion_that_goes_leaves_its_points_to_the_others(house: House) -> None:
    with house.database.writing() as db:
        shelf = Shelf(db, house)
        shelf.do(rubrics.remove_criterion, "strategy")

        assert shelf.weights() == {"anchoring": 75, "bonus": 25}
        shelf.do(rubrics.remove_criterion, "bonus")
        with pytest.raises(Invalid, match="last_criterion"):
            shelf.do(rubrics.remove_criterion, "anchoring")


def test_weights_that_do_not_make_a_hundred_are_refused_with_what_lacks(house: House) -> None:
    with house.database.writing() as db:
        shelf = Shelf(db, house)
        was = shelf.weights()
        with pytest.raises(Invalid) as refused:
            shelf.do(rubrics.set_weights, {"strategy": 50, "anchoring": 30, "bonus": 10}, was=was)

        assert (refused.value.code, refused.value.params) == ("weights_lack", {"points": 10})
        assert shelf.weights() == was


def test_two_organisers_who_change_two_fields_both_win(each_house: House) -> None:
    with each_house.database.writing() as db:
        shelf = Shelf(db, each_house)
        first = shelf.do(rubrics.change_criterion, "strategy", {"title.fr": ("Critère strategy", "Stratégie")})
        shelf.do(rubrics.change_criterion, "strategy", {"question.fr": ("", "Est-elle commune ?")})

        fields = fields_of(first)
        assert (fields["title.fr"], fields["question.fr"]) == ("Stratégie", "Est-elle commune ?")
        assert fields["levels.en.5"] == "Level 5."


def test_two_organisers_who_change_the_same_field_are_shown_both_texts(house: House) -> None:
    with house.database.writing() as db:
        shelf = Shelf(db, house)
        shelf.do(rubrics.change_criterion, "strategy", {"title.fr": ("Critère strategy", "Stratégie")})
        with pytest.raises(Stale) as crossed:
            shelf.do(rubrics.change_criterion, "strategy", {"title.fr": ("Critère strategy", "Projet")})

        assert crossed.value.params == {"mine": {"title.fr": "Projet"}, "theirs": {"title.fr": "Stratégie"}}


def test_the_same_change_twice_is_one(house: House) -> None:
    with house.database.writing() as db:
        shelf = Shelf(db, house)
        for _ in range(2):
            shelf.do(rubrics.change_criterion, "strategy", {"title.fr": ("Critère strategy", "Stratégie")})

        rubric = db.get_one(Rubric, shelf.track.rubric_id)
        assert rubric.version == 2


def test_criteria_change_places(house: House) -> None:
    with house.database.writing() as db:
        shelf = Shelf(db, house)
        shelf.do(rubrics.move_criterion, "bonus", up=True)
        shelf.do(rubrics.move_criterion, "strategy", up=True)

        assert list(shelf.weights()) == ["strategy", "bonus", "anchoring"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title.fr": ("Critère strategy", "")}, "no_french"),
        ({"title.fr": ("Critère strategy", "x" * 201)}, "text_too_long"),
        ({"comment_to": ("organisers", "everyone")}, "not_an_option"),
    ],
)
def test_what_is_wrong_in_a_criterion_is_named(house: House, changes: dict[str, tuple[str, str]], code: str) -> None:
    with house.database.writing() as db, pytest.raises(Invalid) as refused:
        Shelf(db, house).do(rubrics.change_criterion, "strategy", changes)

    assert refused.value.code == code


def test_the_first_review_locks_the_rubric_for_good(each_house: House) -> None:
    with each_house.database.writing() as db:
        draft = ReviewDraft(scores={"strategy": 4}, comments={}, comment="", private_note="")
        dossier = reviewing.dossier(db, each_house, "admitted")
        reviews.save(db, dossier, draft, version=0, actor=reviewing.actor(db, each_house, "gerard"), now=NOW)

    with each_house.database.writing() as db:
        shelf = Shelf(db, each_house)
        assert db.get_one(Rubric, shelf.track.rubric_id).locked_at is not None
        for verb, given in (
            (rubrics.add_criterion, ({"fr": "Un de plus"},)),
            (rubrics.remove_criterion, ("bonus",)),
        ):
            with pytest.raises(WrongState, match="rubric_locked"):
                shelf.do(verb, *given)
        with pytest.raises(WrongState, match="rubric_in_use"):
            shelf.do(rubric_locks.unlock)


def test_a_rubric_locked_by_hand_opens_again_before_any_review(house: House) -> None:
    with house.database.writing() as db:
        shelf = Shelf(db, house)
        shelf.track = db.get_one(Track, house.world.tracks["cooperation_project"])
        shelf.do(rubric_locks.lock)
        with pytest.raises(WrongState):
            shelf.do(rubrics.remove_criterion, "bonus")

        shelf.do(rubric_locks.unlock)
        shelf.do(rubrics.remove_criterion, "bonus")

        assert shelf.weights() == {"strategy": 67, "anchoring": 33}


@pytest.mark.parametrize("who", ["ines", "gerard", "claire"])
def test_only_those_who_run_the_call_touch_its_rubric(house: House, who: str) -> None:
    with house.database.writing() as db, pytest.raises(DomainError) as refused:
        Shelf(db, house, who).do(rubrics.remove_criterion, "bonus")

    assert isinstance(refused.value, Forbidden)
