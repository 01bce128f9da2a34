"""Differences: what left and what came, word by word, whole and short."""

import time

import pytest

from app.domain.differences import Piece, count, differences, loses_much, shortened

BEFORE = "Une scierie artisanale pour la vallée,\net un atelier."
AFTER = "Une scierie coopérative pour la haute vallée,\net un atelier."


def test_words_that_came_and_left_stand_where_they_are() -> None:
    pieces = differences(BEFORE, AFTER)

    assert pieces == [
        Piece("same", "Une scierie"),
        Piece("removed", " artisanale"),
        Piece("added", " coopérative"),
        Piece("same", " pour la"),
        Piece("added", " haute"),
        Piece("same", " vallée,\net un atelier."),
    ]
    assert (count(pieces, "added"), count(pieces, "removed")) == (2, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [("", AFTER), (BEFORE, ""), (BEFORE, AFTER), ("a " * 900, "b " * 900), ("مرحبا 🌲", "🌲 مرحبا")],
)
def test_both_texts_can_be_read_back_from_their_differences(before: str, after: str) -> None:
    pieces = differences(before.strip(), after.strip())

    assert "".join(piece.text for piece in pieces if piece.how != "added").split() == before.split()
    assert "".join(piece.text for piece in pieces if piece.how != "removed").split() == after.split()


def test_a_long_passage_without_change_keeps_its_ends() -> None:
    words = [f"mot{number}" for number in range(100)]
    pieces = shortened(differences(" ".join([*words, "fin"]), " ".join([*words[:50], "neuf", *words[50:], "fin"])), 3)

    assert [piece.how for piece in pieces] == ["left_out", "same", "added", "same", "left_out"]
    assert pieces[1].text.split() == ["mot47", "mot48", "mot49"]
    assert pieces[3].text.split() == ["mot50", "mot51", "mot52"]


@pytest.mark.parametrize("word", ["a ", "a\n", "mot%d "])
def test_a_hundred_thousand_signs_are_compared_at_once(word: str) -> None:
    long = "".join(word % number if "%" in word else word for number in range(20_000))[:100_000]
    begun = time.monotonic()

    differences(long, "b " + long[:50_000] + "c " + long[50_000:])

    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [("x" * 200, "", True), ("x" * 200, "x" * 90, True), ("x" * 200, "x" * 150, False), ("x" * 20, "", False)],
)
def test_a_text_that_goes_away_is_noticed(before: str, after: str, lost: bool) -> None:
    assert loses_much(before, after) is lost
