"""How a call is read is plain data; each phase says what reviewers may do and see, and nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from pydantic import JsonValue

from app.domain.permissions import Action, Facts, can
from app.domain.reviewing import (
    BEFORE,
    Reviewing,
    ReviewPhase,
    Rules,
    parse_reviewing,
    phase_at,
    reviewing_as_json,
    rules_at,
    with_phases,
)
from app.domain.texts import Texts

FIRST = datetime(2011, 11, 10, 8, tzinfo=UTC)
SECOND = FIRST + timedelta(days=20)
ALONE = ReviewPhase("alone", Texts((("fr", "Chacun de son côté"),)), FIRST, Rules())
TOGETHER = ReviewPhase(
    "together",
    Texts((("fr", "Ensemble"),)),
    SECOND,
    Rules(may_write=False, sees_others="after_own", sees_names=True, sees_averages=True, may_comment=True),
)
READER = Facts(state="admitted", is_reviewer=True, is_assigned=True, ever_filed=True)


def test_a_call_that_says_nothing_is_read_as_it_always_was() -> None:
    plan = parse_reviewing({})

    assert (rules_at(plan, FIRST), reviewing_as_json(plan)) == (Rules(), {})


def test_settings_come_back_from_plain_data_as_they_were() -> None:
    plan = Reviewing(min_load=3, territory="excluded", wishes_until=FIRST, phases=(ALONE, TOGETHER))

    assert parse_reviewing(cast("JsonValue", reviewing_as_json(plan))) == plan


def test_a_phase_lasts_until_the_next_one_and_nothing_is_written_before_the_first() -> None:
    plan = with_phases(Reviewing(), [TOGETHER, ALONE])

    instants = (FIRST - timedelta(seconds=1), FIRST, SECOND - timedelta(seconds=1), SECOND)

    assert [phase_at(plan, at) for at in instants] == [None, ALONE, ALONE, TOGETHER]
    assert [rules_at(plan, at) for at in instants] == [BEFORE, ALONE.rules, ALONE.rules, TOGETHER.rules]


def test_phases_that_begin_together_are_refused() -> None:
    with pytest.raises(ValueError, match="follow each other"):
        Reviewing(phases=(ALONE, replace(TOGETHER, starts_at=FIRST)))


@pytest.mark.parametrize("action", ["see_reviews", "see_scores", "see_reviewers", "discuss", "revise"])
def test_a_reviewer_sees_nothing_of_the_others_unless_the_phase_says_so(action: Action) -> None:
    assert not can(action, READER)
    assert not can(action, replace(READER, review_submitted=True))


def test_what_a_phase_shows_is_shown_to_who_reads_the_dossier_and_to_nobody_else() -> None:
    done = replace(READER, review_submitted=True, rules=TOGETHER.rules)
    actions: tuple[Action, ...] = ("see_reviews", "see_scores", "see_reviewers", "discuss")

    assert [bool(can(action, done)) for action in actions] == [True] * 4
    for away in (replace(done, in_conflict=True), replace(done, is_assigned=False), replace(done, state="refused")):
        assert [bool(can(action, away)) for action in actions] == [False] * 4


def test_reviews_of_others_wait_until_ones_own_is_handed_in() -> None:
    waiting = replace(READER, rules=TOGETHER.rules)

    assert not can("see_reviews", waiting)
    assert not can("see_scores", waiting)
    assert can("discuss", waiting)


def test_no_phase_names_reviewers_where_the_track_hides_them() -> None:
    facts = replace(READER, review_submitted=True, rules=TOGETHER.rules, hides_reviewers=True)

    assert can("see_reviews", facts)
    assert not can("see_reviewers", facts)


def test_a_review_is_written_while_its_phase_and_its_round_allow() -> None:
    second = Rules(round=2, may_revise=True)
    kept = replace(READER, rules=second, round=2, review_submitted=True)

    assert can("review", READER)
    assert can("review", replace(READER, rules=TOGETHER.rules)).reason == "reviewing_closed"
    assert can("review", replace(kept, round=1)).reason == "not_in_this_round"
    assert can("revise", kept)
    assert not can("revise", replace(kept, published=True))
