"""The life of a dossier: which doors open, for whom, when; and why the others are shut."""

from dataclasses import replace

import pytest

from app.domain.errors import DomainError, Forbidden, WrongState
from app.domain.permissions import Facts, can
from app.domain.workflow import State, open_doors, refusal, walk

OWNER = Facts(state="draft", is_owner=True, filing_open=True)
ORGANISER = Facts(state="filed", is_organiser=True, ever_filed=True)
READER = Facts(state="admitted", is_reviewer=True, is_assigned=True, ever_filed=True)


def _in(state: str, facts: Facts) -> Facts:
    return replace(facts, state=state, ever_filed=state != "draft")


@pytest.mark.parametrize(
    ("state", "facts", "doors"),
    [
        ("draft", OWNER, ("edit", "submit", "discard")),
        ("filed", OWNER, ("reopen", "withdraw")),
        ("admitted", OWNER, ("withdraw",)),
        ("refused", OWNER, ()),
        ("withdrawn", OWNER, ("restore",)),
        ("draft", ORGANISER, ()),
        ("filed", ORGANISER, ("admit", "refuse", "ask_correction", "requalify")),
        ("admitted", ORGANISER, ("refuse", "ask_correction", "requalify")),
        ("to_correct", ORGANISER, ("admit", "refuse", "end_correction", "requalify")),
        ("to_correct", replace(OWNER, filing_open=False, correction_open=True), ("edit", "submit", "withdraw")),
        ("to_correct", OWNER, ("withdraw",)),
        ("refused", ORGANISER, ("admit",)),
        ("admitted", READER, ()),
    ],
)
def test_each_state_opens_its_doors_to_each_person(state: str, facts: Facts, doors: tuple[str, ...]) -> None:
    assert open_doors(_in(state, facts)) == doors


def test_nobody_submits_once_the_call_is_closed() -> None:
    with pytest.raises(WrongState, match="call_closed"):
        walk("submit", replace(OWNER, filing_open=False))


def test_an_incomplete_dossier_says_how_much_is_missing() -> None:
    with pytest.raises(WrongState, match="dossier_incomplete") as refused:
        walk("submit", replace(OWNER, missing=5))

    assert refused.value.params == {"missing": 5}


def test_submitting_leads_to_filed_and_editing_stays_a_draft() -> None:
    assert walk("submit", OWNER) is State.FILED
    assert walk("edit", OWNER) is State.DRAFT


@pytest.mark.parametrize(
    ("door", "facts", "reason"),
    [
        ("admit", replace(ORGANISER, in_conflict=True), Forbidden("recused")),
        ("admit", replace(ORGANISER, is_organiser=False), Forbidden("only_an_organiser")),
        ("refuse", replace(_in("admitted", ORGANISER), reviewed=True), WrongState("already_reviewed")),
        ("requalify", replace(_in("admitted", ORGANISER), decided=True), WrongState("already_decided")),
        ("withdraw", replace(_in("admitted", OWNER), decided=True, published=True), WrongState("already_published")),
        ("edit", replace(OWNER, is_owner=False), Forbidden("only_the_owner")),
    ],
)
def test_a_shut_door_says_why(door: str, facts: Facts, reason: DomainError) -> None:
    found = refusal(door, facts)

    assert (type(found), str(found)) == (type(reason), str(reason))


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        (replace(OWNER, state="withdrawn"), True),
        (ORGANISER, True),
        (replace(ORGANISER, state="draft", ever_filed=False), False),
        (replace(ORGANISER, in_conflict=True), False),
        (READER, True),
        (replace(READER, in_conflict=True), False),
        (replace(READER, is_assigned=False), False),
        (replace(READER, state="filed"), False),
        (Facts(state="admitted", ever_filed=True), False),
    ],
)
def test_who_may_read_a_dossier(facts: Facts, allowed: bool) -> None:
    assert bool(can("view", facts)) is allowed


def test_an_owner_learns_the_decision_only_once_it_is_published() -> None:
    decided = replace(_in("admitted", OWNER), decided=True)

    assert not can("see_decision", decided)
    assert can("see_decision", replace(decided, published=True))


def test_a_private_decision_shuts_no_door_of_the_owner() -> None:
    undecided = _in("admitted", OWNER)

    assert open_doors(replace(undecided, decided=True)) == open_doors(undecided)


def test_an_owner_never_sees_scores_nor_who_gave_them() -> None:
    published = replace(_in("admitted", OWNER), decided=True, published=True, reviewed=True)

    assert [bool(can(action, published)) for action in ("see_reviews", "see_scores", "see_reviewers")] == [False] * 3


def test_after_the_publication_nothing_is_assigned_reviewed_or_decided() -> None:
    assert [
        bool(can(action, replace(_in("admitted", ORGANISER), published=True))) for action in ("assign", "decide")
    ] == [
        False,
        False,
    ]
    assert not can("review", replace(READER, published=True))
