"""Reviews: kept with a version, handed in once complete, locked, opened again by an organiser."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.domain.errors import DomainError, Forbidden, Invalid, Stale, WrongState
from app.forms.review import ReviewDraft
from app.models import Call, Decision
from app.services import conflicts, reviews
from tests.houses import House
from tests.services.reviewing import COMPLETE, actor, acts, dossier, review, summary
from tests.services.talking import mails, text_of
from tests.world import NOW


def save(house: House, form: ReviewDraft, version: int, who: str = "gerard", name: str = "admitted") -> int:
    with house.database.writing() as db:
        saved = reviews.save(db, dossier(db, house, name), form, version=version, actor=actor(db, house, who), now=NOW)
        return saved.version


def submit(house: House, version: int, who: str = "gerard", name: str = "admitted") -> float | None:
    with house.database.writing() as db:
        given = reviews.submit(db, dossier(db, house, name), version=version, actor=actor(db, house, who), now=NOW)
        return given.mean


def test_a_draft_counts_its_versions_and_is_not_yet_a_mark(each_house: House) -> None:
    first = save(each_house, ReviewDraft(scores={"strategy": 4}), 0)
    second = save(each_house, COMPLETE, first)

    assert (first, second) == (1, 2)
    assert summary(each_house, "admitted") == (0, 0, None)
    assert acts(each_house) == ["review.saved", "review.saved"]


def test_the_same_text_sent_twice_is_saved_once(each_house: House) -> None:
    save(each_house, COMPLETE, 0)

    assert save(each_house, COMPLETE, 0) == 1
    assert acts(each_house) == ["review.saved"]


def test_an_older_version_is_refused_and_changes_nothing(each_house: House) -> None:
    save(each_house, COMPLETE, 0)

    with pytest.raises(Stale):
        save(each_house, ReviewDraft(scores={"strategy": 1}, comment="Autre onglet."), 0)

    with each_house.database.reading() as db:
        kept = review(db, each_house, "admitted", "gerard")
        assert kept is not None
        assert (kept.version, kept.comment) == (1, COMPLETE.comment)


def test_an_optional_criterion_left_out_never_lowers_the_mark(each_house: House) -> None:
    save(each_house, COMPLETE, 0)

    mean = submit(each_house, 1)

    assert mean == pytest.approx((60 * 4 + 30 * 2) / 90)
    assert summary(each_house, "admitted") == (1, 1, mean)


@pytest.mark.parametrize(
    ("form", "code", "field"),
    [
        (ReviewDraft(scores={"strategy": 4}, comment="Bien."), "criteria_missing", "score-anchoring"),
        (ReviewDraft(scores={"strategy": 4, "anchoring": 3}, comment=" "), "comment_missing", "comment"),
    ],
)
def test_an_incomplete_review_is_not_handed_in(house: House, form: ReviewDraft, code: str, field: str) -> None:
    save(house, form, 0)

    with pytest.raises(Invalid) as refused:
        submit(house, 1)

    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("value", [-1, 6, 20])
def test_a_score_stays_on_its_scale(house: House, value: int) -> None:
    with pytest.raises(Invalid) as refused:
        save(house, ReviewDraft(scores={"strategy": value}), 0)

    assert refused.value.field == "score-strategy"


def test_handing_in_twice_counts_once_and_locks(each_house: House) -> None:
    save(each_house, COMPLETE, 0)
    submit(each_house, 1)

    submit(each_house, 1)

    assert acts(each_house) == ["review.saved", "review.submitted"]
    with pytest.raises(WrongState) as locked:
        save(each_house, ReviewDraft(comment="Après coup."), 2)
    assert locked.value.code == "review_submitted"


def test_a_version_that_was_not_read_is_not_handed_in(house: House) -> None:
    save(house, COMPLETE, 0)
    save(house, ReviewDraft(scores=COMPLETE.scores, comment="Mieux dit."), 1)

    with pytest.raises(Stale):
        submit(house, 1)


def test_an_organiser_opens_it_again_and_it_no_longer_counts(each_house: House) -> None:
    save(each_house, COMPLETE, 0)
    submit(each_house, 1)

    with each_house.database.writing() as db:
        given = review(db, each_house, "admitted", "gerard")
        assert given is not None
        reviews.reopen(db, given, "La note contredit le texte.", actor=actor(db, each_house, "helene"), now=NOW)

    assert summary(each_house, "admitted") == (1, 0, None)
    [(to, subject)] = mails(each_house, timedelta())
    assert (to, subject) == ("gerard", "Votre évaluation de « Dossier admitted » est à reprendre")
    assert "La note contredit le texte." in text_of(each_house)
    assert f"/reviewer/dossiers/{each_house.world.dossiers['admitted']}" in text_of(each_house)
    assert save(each_house, ReviewDraft(scores=COMPLETE.scores, comment="Revu."), 3) == 4
    assert acts(each_house)[-2:] == ["review.reopened", "review.saved"]


@pytest.mark.parametrize("who", ["francoise", "malik", "claire", "helene", "ines"])
def test_only_who_reads_it_writes_a_review(house: House, who: str) -> None:
    with pytest.raises(Forbidden):
        save(house, COMPLETE, 0, who=who)


@pytest.mark.parametrize("who", ["gerard", "malik", "claire", "ines", "paul"])
def test_only_an_organiser_without_conflict_opens_a_review_again(house: House, who: str) -> None:
    save(house, COMPLETE, 0)
    submit(house, 1)

    with house.database.writing() as db:
        given, actor_ = review(db, house, "admitted", "gerard"), actor(db, house, who)
        assert given is not None
        with pytest.raises(DomainError):
            reviews.reopen(db, given, "Motif de dix signes.", actor=actor_, now=NOW)


def test_nothing_changes_once_the_results_are_published(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).published_at = NOW
        db.execute(update(Decision).values(published_at=NOW))

    with pytest.raises(WrongState):
        save(house, COMPLETE, 0, name="decided")


def test_the_review_of_somebody_who_turns_out_in_conflict_no_longer_counts(each_house: House) -> None:
    save(each_house, COMPLETE, 0)
    submit(each_house, 1)

    with each_house.database.writing() as db:
        conflicts.declare(
            db,
            dossier(db, each_house, "admitted"),
            each_house.world.people["gerard"],
            "Il siège au conseil du porteur.",
            actor=actor(db, each_house, "helene"),
            now=NOW,
        )

    assert summary(each_house, "admitted") == (0, 0, None)
    with each_house.database.reading() as db:
        assert review(db, each_house, "admitted", "gerard") is not None
