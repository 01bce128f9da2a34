"""The merge of three texts: what a page showed, what it sends, what is stored now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from app.domain.crossings import Merged, Seen, Stored, fingerprint, merge

ANSWERS = st.one_of(st.none(), st.text(max_size=3), st.integers(0, 3), st.booleans())


def _merge(mine: JsonValue, theirs: JsonValue, shown: JsonValue) -> Merged:
    return merge({"q": mine}, {"q": Stored(theirs, 9)}, Seen(1, {"q": fingerprint(shown)}), version=9)


def test_what_i_wrote_alone_is_written() -> None:
    assert _merge("new", "old", "old") == Merged({"q": "new"}, {}, ())


def test_what_another_wrote_alone_is_news_and_stays() -> None:
    assert _merge("old", "new", "old") == Merged({}, {}, ("q",))


def test_what_both_wrote_crosses() -> None:
    assert _merge("mine", "theirs", "old") == Merged({}, {"q": "mine"}, ())


def test_what_both_wrote_alike_is_nothing() -> None:
    assert _merge("same", "same", "old") == Merged({}, {}, ())


def test_an_answer_that_nobody_gave_yet_never_crosses() -> None:
    assert merge({"q": "mine"}, {}, Seen(-1), version=4).changed == {"q": "mine"}


@pytest.mark.parametrize(("seen", "crosses"), [(3, True), (4, False), (-1, True)])
def test_a_program_without_fingerprints_is_judged_by_the_version(seen: int, crosses: bool) -> None:
    merged = merge({"q": "mine"}, {"q": Stored("theirs", 4)}, Seen(seen), version=6)

    assert (merged.crossed == {"q": "mine"}) is crosses


def test_an_answer_that_came_from_another_section_is_fresh_where_nothing_changed() -> None:
    assert merge({"q": "mine"}, {"q": Stored("theirs", 7)}, Seen(2), version=2).changed == {"q": "mine"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (3, 3.0),
        ({"a": 1, "b": [2.0]}, {"b": [2], "a": 1}),
        ({"name": "Scic", "source": "annuaire", "fetched_at": "2011-10-20"}, {"name": "Scic"}),
    ],
)
def test_a_fingerprint_is_of_what_a_page_can_send_back(one: JsonValue, other: JsonValue) -> None:
    assert fingerprint(one) == fingerprint(other)


@given(ANSWERS, ANSWERS, ANSWERS)
def test_no_text_is_ever_lost(mine: JsonValue, theirs: JsonValue, shown: JsonValue) -> None:
    merged = _merge(mine, theirs, shown)

    after = merged.changed.get("q", theirs)
    # Mine is stored, given back, or was not mine: what the page showed, left as it was.
    assert after == mine or merged.crossed == {"q": mine} or fingerprint(mine) == fingerprint(shown)
    # Theirs goes only where it is what the page showed, which I replaced knowingly.
    assert after == theirs or fingerprint(theirs) == fingerprint(shown)
