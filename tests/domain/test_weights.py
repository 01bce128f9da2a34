"""Weights always make a hundred."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.weights import joined, reweighed, shared_out, without

WEIGHTS = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 1000), min_size=1).map(shared_out)


@given(WEIGHTS, st.data())
def test_whatever_is_done_they_make_a_hundred_and_keep_a_point_each(
    weights: dict[str, int], data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(weights)))
    made = [weights, reweighed(weights, key, data.draw(st.integers(1, 101 - len(weights)))), joined(weights, "new")]
    made += [without(weights, key)] if len(weights) > 1 else []

    for one in made:
        assert sum(one.values()) == 100
        assert min(one.values()) >= 1


@given(WEIGHTS)
def test_sharing_out_what_makes_a_hundred_changes_nothing(weights: dict[str, int]) -> None:
    assert shared_out(weights) == weights


@given(WEIGHTS, st.data())
def test_the_others_keep_their_order(weights: dict[str, int], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(weights)))
    others = [name for name in weights if name != key]

    after = reweighed(weights, key, data.draw(st.integers(1, 101 - len(weights))))

    assert all(after[a] <= after[b] + 1 for a in others for b in others if weights[a] <= weights[b])


def test_a_weight_is_set_and_the_rest_is_shared() -> None:
    assert reweighed({"a": 60, "b": 30, "c": 10}, "a", 20) == {"a": 20, "b": 60, "c": 20}
    assert joined({"a": 50, "b": 50}, "c") == {"a": 34, "b": 33, "c": 33}
    assert without({"a": 60, "b": 30, "c": 10}, "a") == {"b": 75, "c": 25}
    assert without({"a": 100}, "a") == {}


@pytest.mark.parametrize("weight", [0, 99, 100])
def test_a_weight_that_leaves_nothing_to_the_others_is_refused(weight: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 98"):
        reweighed({"a": 60, "b": 30, "c": 10}, "a", weight)
