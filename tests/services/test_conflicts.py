"""Conflicts of interest: declared with evidence, dismissed with a reason, and what they undo."""

import pytest

from app.domain.errors import Forbidden
from app.models import Assignment, Conflict
from app.queries import reviews as eyes
from app.services import conflicts, reviews
from tests.houses import House
from tests.services.reviewing import COMPLETE, actor, acts, dossier, review, summary
from tests.world import NOW


def declare(house: House, person: str, by: str, name: str = "admitted") -> Conflict:
    with house.database.writing() as db:
        return conflicts.declare(
            db,
            dossier(db, house, name),
            house.world.people[person],
            "Il siège au conseil du porteur.",
            actor=actor(db, house, by),
            now=NOW,
        )


def dismiss(house: House, conflict: Conflict, by: str) -> Conflict:
    with house.database.writing() as db:
        kept = db.get_one(Conflict, conflict.id)
        return conflicts.dismiss(db, kept, "Ce lien date de 1998.", actor=actor(db, house, by), now=NOW)


def read_by(house: House, who: str) -> list[str]:
    with house.database.reading() as db:
        return [row.title for row in eyes.readings(db, actor(db, house, who))]


def test_a_reviewer_who_declares_a_tie_no_longer_sees_the_dossier(each_house: House) -> None:
    assert read_by(each_house, "gerard") == ["Dossier admitted", "Dossier decided"]

    conflict = declare(each_house, "gerard", "gerard")

    assert conflict.state == "declared"
    assert read_by(each_house, "gerard") == ["Dossier decided"]
    with each_house.database.reading() as db:
        fallen = db.get_one(Assignment, each_house.world.assignments["admitted.gerard"])
        assert (fallen.state, fallen.reason) == ("withdrawn", "conflict")
    assert acts(each_house) == ["conflict.declared"]


def test_declaring_twice_writes_once(each_house: House) -> None:
    first = declare(each_house, "gerard", "gerard")

    assert declare(each_house, "gerard", "helene").id == first.id
    assert acts(each_house) == ["conflict.declared"]


def test_the_draft_of_somebody_in_conflict_is_kept_and_unseen(house: House) -> None:
    with house.database.writing() as db:
        reviews.save(db, dossier(db, house, "admitted"), COMPLETE, version=0, actor=actor(db, house, "gerard"), now=NOW)

    declare(house, "gerard", "gerard")

    with house.database.reading() as db:
        kept = review(db, house, "admitted", "gerard")
        assert kept is not None
        assert kept.comment == COMPLETE.comment
        assert not any(eyes.marks_given(db, actor(db, house, "gerard")).values())


def test_a_dismissed_tie_brings_back_a_review_that_was_given(each_house: House) -> None:
    with each_house.database.writing() as db:
        who, what = actor(db, each_house, "gerard"), dossier(db, each_house, "admitted")
        reviews.save(db, what, COMPLETE, version=0, actor=who, now=NOW)
        mean = reviews.submit(db, what, version=1, actor=who, now=NOW).mean
    conflict = declare(each_house, "gerard", "helene")
    assert summary(each_house, "admitted") == (0, 0, None)

    dismissed = dismiss(each_house, conflict, "helene")

    assert (dismissed.state, dismissed.reason) == ("dismissed", "Ce lien date de 1998.")
    assert summary(each_house, "admitted") == (1, 1, mean)


def test_a_dismissed_tie_does_not_give_back_what_was_not_read(house: House) -> None:
    conflict = declare(house, "gerard", "gerard")

    dismiss(house, conflict, "helene")

    assert read_by(house, "gerard") == ["Dossier decided"]


@pytest.mark.parametrize("by", ["claire", "francoise", "ines", "paul"])
def test_others_do_not_declare_ties_in_my_name(house: House, by: str) -> None:
    with pytest.raises(Forbidden):
        declare(house, "gerard", by)


@pytest.mark.parametrize("by", ["gerard", "paul", "ines"])
def test_nobody_dismisses_their_own_tie_nor_without_running_the_call(house: House, by: str) -> None:
    conflict = declare(house, "gerard", "gerard")

    with pytest.raises(Forbidden):
        dismiss(house, conflict, by)


def test_an_organiser_in_conflict_does_not_dismiss_their_own(house: House) -> None:
    conflict = declare(house, "helene", "helene")

    with pytest.raises(Forbidden):
        dismiss(house, conflict, "helene")
