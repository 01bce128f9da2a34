"""The simulated work of organisers and reviewers."""

import re
from collections import Counter
from statistics import mean

import pytest

from app.demo.data import load_call, load_others, load_surroundings
from app.demo.screening import Verdict, conflicts, screening_plan
from app.demo.shapes import Band, DemoCall, DemoDossier, DemoReviewer, Flaw, Track
from app.demo.simulation import (
    DemoReview,
    band_of,
    handed_in_at,
    late_reviewers,
    readers_of,
    review_of,
    scores_of,
)

CALL = load_call()
ADMITTED = [act for act in screening_plan(CALL) if act.verdict is not Verdict.REFUSE]
PAIRS = [(CALL.by_key[act.dossier], reviewer) for act in ADMITTED for reviewer in CALL.reviewers]


def review(call: DemoCall, dossier: DemoDossier, reviewer: DemoReviewer) -> DemoReview:
    return review_of(dossier, reviewer, call.rubrics[dossier.track], call.comments)


def test_screening_admits_most_moves_twelve_and_refuses_fourteen() -> None:
    verdicts = Counter(act.verdict for act in screening_plan(CALL))

    assert verdicts == {Verdict.ADMIT: 124, Verdict.REQUALIFY: 12, Verdict.REFUSE: 14}


def test_every_refusal_has_its_reason_and_every_twin_is_kept() -> None:
    acts = {act.dossier: act for act in screening_plan(CALL)}
    refused = [act for act in acts.values() if act.verdict is Verdict.REFUSE]

    assert all(act.reason for act in refused)
    assert {act.kept for act in refused if act.kept} == {"if-07", "if-18", "bo-02", "ra-08"}
    assert [act.kept for act in refused if act.kept and acts[act.kept].verdict is Verdict.REFUSE] == []
    assert {one.key for one in CALL.dossiers if {Flaw.LATE, Flaw.OUTSIDE_SUBJECT} & set(one.flaws)} <= {
        act.dossier for act in refused
    }


def test_what_is_filed_in_the_wrong_track_is_moved_to_the_right_one() -> None:
    moved = {act.dossier: act.track for act in screening_plan(CALL) if act.verdict is Verdict.REQUALIFY}

    assert moved == {one.key: one.track for one in CALL.dossiers if one.track is not one.filed_track}


def test_what_is_missing_is_asked_for() -> None:
    acts = {act.dossier: act for act in screening_plan(CALL)}

    assert [reason.key for reason in acts["es-21"].corrections] == ["correction-02"]
    assert [reason.key for reason in acts["ra-06"].corrections] == ["correction-03"]
    assert acts["ra-01"].corrections == ()


def test_screening_happens_on_working_days_within_its_dates() -> None:
    moment = CALL.moment("screening")
    days = [act.at for act in screening_plan(CALL)]

    assert days == sorted(days)
    assert moment.at <= days[0]
    assert moment.until is not None
    assert days[-1] <= moment.until
    assert [day for day in days if day.weekday() > 4 or (day.month, day.day) == (11, 11)] == []


def test_every_declared_conflict_leads_to_a_dossier() -> None:
    declared = {reviewer.key for reviewer in CALL.reviewers if reviewer.conflicts_with}

    assert {conflict.reviewer for conflict in conflicts(CALL)} == declared
    assert {conflict.dossier for conflict in conflicts(CALL)} <= set(CALL.by_key)
    assert all(conflict.reason for conflict in conflicts(CALL))


@pytest.mark.parametrize("reviewer", CALL.reviewers, ids=lambda reviewer: reviewer.key)
def test_a_conflict_is_with_the_region_a_reviewer_works_in(reviewer: DemoReviewer) -> None:
    regions = {CALL.by_key[one.dossier].region for one in conflicts(CALL) if one.reviewer == reviewer.key}

    assert regions <= {reviewer.region}


def test_the_same_seed_gives_the_same_review_and_another_gives_another() -> None:
    dossier, reviewer, rubric = CALL.by_key["so-24"], CALL.reviewers[0], CALL.rubrics[Track.POLE]

    assert review(CALL, dossier, reviewer) == review(CALL, dossier, reviewer)
    assert any(
        scores_of(CALL.by_key[key], reviewer, rubric, seed=1) != scores_of(CALL.by_key[key], reviewer, rubric, seed=2)
        for key in ("so-24", "bo-01", "es-09")
    )


def test_every_review_is_whole_and_says_nothing_twice() -> None:
    for dossier, reviewer in PAIRS:
        found = review(CALL, dossier, reviewer)

        assert set(found.scores) == {criterion.key for criterion in CALL.rubrics[dossier.track]}
        assert set(found.scores.values()) <= set(range(6))
        assert set(found.comments) <= set(found.scores)
        assert len({*found.comments.values(), found.general}) == len(found.comments) + 1
        assert not re.search(r"[{}]", found.general + "".join(found.comments.values()))


def test_better_dossiers_and_kinder_reviewers_give_higher_scores() -> None:
    marks = {(dossier.key, reviewer.key): review(CALL, dossier, reviewer).mean for dossier, reviewer in PAIRS}
    poles = [CALL.by_key[act.dossier] for act in ADMITTED if act.track is Track.POLE]

    def average(wanted: list[str]) -> float:
        return mean(mark for (_, reviewer), mark in marks.items() if reviewer in wanted)

    def of_dossiers(wanted: list[DemoDossier]) -> float:
        return mean(marks[one.key, reviewer.key] for one in wanted for reviewer in CALL.reviewers)

    assert average(["r-10", "r-22"]) > average(["r-15", "r-21"]) > average(["r-14", "r-11"])
    assert of_dossiers([one for one in poles if one.merit > 0.8]) > 3.7
    assert of_dossiers([one for one in poles if one.merit < 0.5]) < 2.5


def test_a_flaw_lowers_the_criterion_it_touches() -> None:
    whole = CALL.by_key["bo-15"].model_copy(update={"flaws": ()})
    flawed = whole.model_copy(update={"flaws": (Flaw.MISSING_LETTERS,)})
    rubric = CALL.rubrics[Track.POLE]

    before = [scores_of(whole, reviewer, rubric) for reviewer in CALL.reviewers]
    after = [scores_of(flawed, reviewer, rubric) for reviewer in CALL.reviewers]

    assert mean(one["commitment"] for one in after) < mean(one["commitment"] for one in before) - 0.4
    assert [one["strategy"] for one in after] == [one["strategy"] for one in before]


def test_bands_follow_scores() -> None:
    assert [band_of(score) for score in range(6)] == [
        Band.WEAK, Band.WEAK, Band.FAIR, Band.GOOD, Band.GOOD, Band.EXCELLENT,
    ]  # fmt: skip


def test_two_thirds_of_the_reviews_are_in_when_the_demonstration_takes_place() -> None:
    instants = [handed_in_at(CALL, dossier, reviewer) for dossier, reviewer in PAIRS]
    end = CALL.moment("review").until

    assert 0.6 < sum(instant <= CALL.demo_now for instant in instants) / len(instants) < 0.73
    assert min(instants) >= CALL.moment("review").at
    assert end is not None
    assert {reviewer.key for (_, reviewer), at in zip(PAIRS, instants, strict=True) if at > end} == set(
        late_reviewers(CALL)
    )


def test_five_groups_of_2010_come_first_by_their_scores() -> None:
    call = load_others()[1]

    def mark(dossier: DemoDossier) -> float:
        return mean(review(call, dossier, reader).mean for reader in readers_of(call, dossier))

    ranked = sorted(call.dossiers, key=mark, reverse=True)

    assert all(len(readers_of(call, dossier)) == 3 for dossier in call.dossiers)
    assert mark(ranked[4]) > mark(ranked[5])
    assert min(one.merit for one in ranked[:5]) > 0.7


def test_words_written_around_the_call_are_there() -> None:
    around = load_surroundings()

    assert (len(around.messages), len(around.discussions), len(around.news), len(around.agenda)) == (25, 20, 12, 6)
    assert min(len(around.motives.selected), len(around.motives.waiting_list), len(around.motives.not_selected)) == 8
    assert {one.criterion for one in around.motives.selected} <= {one.key for one in CALL.rubrics[Track.POLE]}
