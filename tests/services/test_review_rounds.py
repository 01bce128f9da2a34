"""Rounds and revisions: a subset is read again, what counts is never lost, both marks are kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import Forbidden, Invalid, Stale, WrongState
from app.domain.reviewing import Rules
from app.forms.review import ReviewDraft
from app.models import Call, Dossier, ReviewVersion
from app.queries.review_rounds import RoundFilter, candidates, handed_of, kept_for
from app.services import review_revisions, review_rounds, reviews
from tests.houses import House
from tests.services.reviewing import COMPLETE, actor, acts, dossier, review, summary
from tests.services.talking import OPEN, give, phases

AGAIN = ReviewDraft(
    scores={"strategy": 2, "anchoring": 2, "bonus": None}, comments={"strategy": "Relu."}, comment="J’ai changé d’avis."
)


@pytest.fixture
def handed(each_house: House) -> House:
    """A house whose phase lets reviewers revise, where gerard handed a review in."""
    phases(each_house, OPEN)
    with each_house.database.writing() as db:
        row, me = dossier(db, each_house, "admitted"), actor(db, each_house, "gerard")
        kept = reviews.save(db, row, COMPLETE, version=0, actor=me, now=each_house.clock.now())
        reviews.submit(db, row, version=kept.version, actor=me, now=each_house.clock.now())
    each_house.clock.move_to(each_house.clock.now() + timedelta(days=1))
    return each_house


def write(house: House, form: ReviewDraft, seen: str | None = None) -> str:
    with house.database.writing() as db:
        row, me, now = dossier(db, house, "admitted"), actor(db, house, "gerard"), house.clock.now()
        found = review_revisions.revision_of(db, row, actor=me, now=now)
        return review_revisions.save(db, row, form, seen=found.seen if seen is None else seen, actor=me, now=now).seen


def hand(house: House, seen: str) -> None:
    with house.database.writing() as db:
        row, me = dossier(db, house, "admitted"), actor(db, house, "gerard")
        review_revisions.hand_in(db, row, seen=seen, actor=me, now=house.clock.now())


def marks(house: House) -> list[list[float | None]]:
    with house.database.reading() as db:
        return [[one.mean for one in rows] for rows in handed_of(db, house.world.dossiers["admitted"]).values()]


def test_what_was_handed_in_counts_until_the_new_one_is_and_both_marks_are_kept(handed: House) -> None:
    before = summary(handed, "admitted")
    seen = write(handed, AGAIN)
    assert summary(handed, "admitted") == before
    with handed.database.reading() as db:
        kept = review(db, handed, "admitted", "gerard")
        assert kept is not None
        assert (kept.state, kept.comment) == ("submitted", COMPLETE.comment)

    hand(handed, seen)

    assert summary(handed, "admitted")[1:] == (1, 2.0)
    assert [[round(mean or 0, 2) for mean in row] for row in marks(handed)] == [[3.33, 2.0]]
    with handed.database.reading() as db:
        kept = review(db, handed, "admitted", "gerard")
        assert kept is not None
        assert (kept.state, kept.comment, kept.mean) == ("submitted", AGAIN.comment, 2.0)
    assert acts(handed)[-2:] == ["review.revision_saved", "review.revised"]


def test_a_third_version_keeps_the_two_before(handed: House) -> None:
    hand(handed, write(handed, AGAIN))
    handed.clock.move_to(handed.clock.now() + timedelta(hours=1))
    hand(handed, write(handed, ReviewDraft(scores={"strategy": 5, "anchoring": 5}, comment="Encore.")))

    assert [[round(mean or 0, 2) for mean in row] for row in marks(handed)] == [[3.33, 2.0, 5.0]]


def test_two_tabs_lose_nothing_and_handing_in_twice_changes_nothing(handed: House) -> None:
    first = write(handed, AGAIN)
    with pytest.raises(Stale, match="review_changed"):
        write(handed, ReviewDraft(scores={"strategy": 1}, comment="Autre."), seen="old")
    # The same text from an old page is saved already.
    assert write(handed, AGAIN, seen="old") == first
    with pytest.raises(Stale):
        hand(handed, "old")
    hand(handed, first)
    hand(handed, first)
    assert acts(handed).count("review.revised") == 1


def test_an_incomplete_revision_waits_and_nothing_changes_without_a_change(handed: House) -> None:
    seen = write(handed, ReviewDraft(scores={"strategy": 1, "anchoring": None}, comment="Autre."))
    with pytest.raises(Invalid, match="criteria_missing"):
        hand(handed, seen)
    hand(handed, write(handed, COMPLETE))
    assert summary(handed, "admitted")[1] == 1
    assert marks(handed) == []


def test_the_private_note_of_a_reviewer_is_in_no_version_that_organisers_read(handed: House) -> None:
    with handed.database.writing() as db:
        kept = review(db, handed, "admitted", "gerard")
        assert kept is not None
        kept.private_note = "Pour moi seul."
    hand(handed, write(handed, AGAIN))
    with handed.database.reading() as db:
        rows = handed_of(db, handed.world.dossiers["admitted"])
        assert [one.content["private_note"] for one in next(iter(rows.values()))] == ["", ""]
        assert len(db.execute(select(ReviewVersion).where(col(ReviewVersion.handed))).scalars().all()) == 2


@pytest.mark.parametrize("rules", [Rules(), Rules(may_revise=True, round=2)])
def test_nobody_revises_in_another_phase_or_a_dossier_that_is_not_in_the_round(handed: House, rules: Rules) -> None:
    phases(handed, rules)
    with pytest.raises(WrongState):
        write(handed, AGAIN)


def test_a_reviewer_who_handed_nothing_in_has_nothing_to_revise(handed: House) -> None:
    give(handed, "francoise")
    with handed.database.writing() as db:
        row, me = dossier(db, handed, "admitted"), actor(db, handed, "francoise")
        with pytest.raises(WrongState, match="not_to_revise"):
            review_revisions.save(db, row, AGAIN, seen="", actor=me, now=handed.clock.now())


def move(house: House, act: str, *names: str, who: str = "helene") -> tuple[int, int, int]:
    with house.database.writing() as db:
        call, me = db.get_one(Call, house.world.calls["ptce"]), actor(db, house, who)
        verb = {"keep": review_rounds.keep, "leave": review_rounds.leave_out}[act]
        ids = [house.world.dossiers[name] for name in names]
        return verb(db, call, ids, 2, actor=me, now=house.clock.now())


def test_only_admitted_dossiers_that_one_may_decide_about_are_kept_and_once(each_house: House) -> None:
    assert move(each_house, "keep", "admitted", "decided", "filed", "draft") == (2, 0, 2)
    assert move(each_house, "keep", "admitted") == (0, 1, 0)
    assert move(each_house, "leave", "admitted", "decided", who="paul") == (1, 0, 1)
    with each_house.database.reading() as db:
        helene = actor(db, each_house, "helene")
        assert kept_for(db, helene, each_house.world.calls["ptce"], 2) == (1, 2)
        rows = {
            name: db.get_one(Dossier, each_house.world.dossiers[name]).review_round for name in ("admitted", "decided")
        }
    assert rows == {"admitted": 2, "decided": 1}
    assert acts(each_house) == ["dossiers.kept_for_round", "dossiers.left_out_of_round"]
    with pytest.raises(Forbidden):
        move(each_house, "keep", "admitted", who="ines")


def test_in_a_round_only_the_dossiers_kept_for_it_are_written_about(each_house: House) -> None:
    phases(each_house, Rules(round=2))

    def save() -> None:
        with each_house.database.writing() as db:
            row, me = dossier(db, each_house, "admitted"), actor(db, each_house, "gerard")
            reviews.save(db, row, COMPLETE, version=0, actor=me, now=each_house.clock.now())

    with pytest.raises((Forbidden, WrongState), match="not_in_this_round"):
        save()
    move(each_house, "keep", "admitted")
    save()


def test_a_filter_finds_dossiers_by_their_spread_and_mean(house: House) -> None:
    with house.database.reading() as db:
        helene, call = actor(db, house, "helene"), house.world.calls["ptce"]

        def found(**wanted: object) -> list[str]:
            return [row.title for row in candidates(db, helene, call, RoundFilter(**wanted))]  # type: ignore[arg-type]

        assert found() == ["Dossier admitted", "Dossier decided"]
        assert found(low=3.5) == ["Dossier decided"]
        assert found(high=3.5) == []
        assert found(spread=0.5) == []
        assert found(text="decided") == ["Dossier decided"]
        assert found(show="kept") == []
