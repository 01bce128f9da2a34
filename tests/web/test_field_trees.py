"""Buttons that draw a page again: rows are added, moved and taken out before anything is saved."""

import pytest

from app.web.field_trees import DO, Raw, Redrawn, fields_of, redrawn, tree_of

ROWS: Raw = {f"set-options.{number}.label.fr": [word] for number, word in enumerate(("un", "deux", "trois"))}


def _do(value: str, raw: Raw = ROWS) -> Redrawn:
    again = redrawn({**raw, DO: [value], "csrf": ["x"]})
    assert again is not None
    assert DO not in again.raw
    assert again.raw["csrf"] == ["x"]
    return again


def _words(raw: Raw) -> list[str]:
    return [values[0] for name, values in raw.items() if name.startswith("set-options.") and name.endswith("label.fr")]


@pytest.mark.parametrize(
    ("value", "words", "focus"),
    [
        ("add set-options", ["un", "deux", "trois"], "set-options.3"),
        ("remove set-options.0", ["deux", "trois"], "remove set-options.0"),
        ("remove set-options.2", ["un", "deux"], "remove set-options.1"),
        ("up set-options.2", ["un", "trois", "deux"], "up set-options.1"),
        ("up set-options.1", ["deux", "un", "trois"], "down set-options.0"),
        ("down set-options.0", ["deux", "un", "trois"], "down set-options.1"),
        ("down set-options.1", ["un", "trois", "deux"], "up set-options.2"),
        ("up set-options.0", ["un", "deux", "trois"], "set-options.0"),
        ("remove set-options.9", ["un", "deux", "trois"], "add set-options"),
        ("remove nothing", ["un", "deux", "trois"], "add "),
        ("look set-options.1", ["un", "deux", "trois"], "set-options.1"),
    ],
)
def test_rows_change_places_and_the_focus_follows(value: str, words: list[str], focus: str) -> None:
    again = _do(value)

    assert (_words(again.raw), again.focus) == (words, focus)


def test_the_last_row_goes_and_the_focus_is_where_one_adds() -> None:
    again = _do("remove set-options.0", {"set-options.0.label.fr": ["seul"]})

    assert (_words(again.raw), again.focus) == ([], "add set-options")


def test_pasted_answers_take_the_place_of_those_a_question_begins_with() -> None:
    first = {f"set-options.{place}.label.fr": [text] for place, text in enumerate(("Première réponse", "À moi"))}
    again = _do("paste set-options", {**first, "set-options-many": ["Oui"]})

    labels = [again.raw[f"set-options.{place}.label.fr"] for place in range(2)]
    assert (labels, "set-options.2.label.fr" in again.raw) == ([["À moi"], ["Oui"]], False)


def test_several_rows_are_pasted_with_their_english() -> None:
    again = _do("paste set-options", {**ROWS, "set-options-many": ["Oui | Yes\n\n Non "]})

    assert _words(again.raw) == ["un", "deux", "trois", "Oui", "Non"]
    assert again.raw["set-options.3.label.en"] == ["Yes"]
    assert "set-options-many" not in again.raw


def test_a_group_joins_in_the_other_way_than_what_it_is_in() -> None:
    again = _do("group set-when.lines", {"set-when.join": ["all"], "set-when.lines.0.question": ["a"]})

    assert again.raw["set-when.lines.1.join"] == ["any"]
    assert again.focus == "set-when.lines.1.lines.0"


def test_a_text_is_put_in_a_field() -> None:
    again = _do("put set-when.lines.0.value=Saint-Denis (93), commune")

    assert again.raw["set-when.lines.0.value"] == ["Saint-Denis (93), commune"]


@pytest.mark.parametrize("value", ["", "save", "drop set-options"])
def test_what_is_no_button_that_draws_again_saves(value: str) -> None:
    assert redrawn({**ROWS, DO: [value]}) is None


def test_fields_become_a_tree_and_fields_again() -> None:
    assert fields_of(tree_of(ROWS)) == ROWS


def test_names_that_contradict_or_never_end_are_left_out() -> None:
    tree = tree_of({"a": ["x"], "a.b": ["y"], ".".join("d" * 1000): ["z"]})

    assert tree == {"a": ["x"]}
