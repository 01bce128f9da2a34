"""The lines of a review that comes back in a spreadsheet: written, crossed, refused; never lost, never over another."""

import pytest

from app.domain.review_sheets import Choice, Fault, Line, Standing, Value, Wrong, joined, judge, print_of, settled

FIELDS: dict[str, Value] = {"score-a": 3, "comment-a": "Déjà là.", "comment": "", "private_note": ""}
REVIEWS = {"d": Standing(FIELDS, 5)}


def _line(name: str, text: str, shown: Value = None, *, row: int = 2, dossier: str = "d") -> Line:
    return Line(row, dossier, name, text, print_of(shown))


def test_what_was_not_touched_is_never_written_even_when_it_changed_online() -> None:
    same = judge([_line("score-a", "3", 3), _line("comment", "")], REVIEWS)
    news = judge([_line("score-a", "2", 2)], REVIEWS)

    assert (same.same, same.written, same.crossed) == (2, [], [])
    assert (news.news, news.written, news.crossed) == (1, [], [])


@pytest.mark.parametrize(("text", "mark"), [("4", 4), (" 4 ", 4), ("4.0", 4), ("4,0", 4), ("0", 0), ("", None)])
def test_a_mark_is_read_as_spreadsheets_write_it(text: str, mark: int | None) -> None:
    found = judge([_line("score-a", text, 3)], REVIEWS)

    assert [change.mine for change in found.written] == [mark]


@pytest.mark.parametrize("text", ["6", "-1", "3.5", "bien", "#REF!", "9999", "１"])
def test_a_mark_that_is_not_on_the_scale_is_named_with_its_scale(text: str) -> None:
    line = _line("score-a", text, 3)

    assert judge([line], REVIEWS).faults == [Fault(line, Wrong.OFF_SCALE, "5")]


def test_two_texts_that_changed_cross_and_the_one_that_is_chosen_stays() -> None:
    [crossing] = judge([_line("comment-a", "Autre.", "Ancien.")], REVIEWS).crossed
    seen = print_of("Déjà là.")
    kept = {word: settled(crossing, f"{word}:{seen}") for word in Choice}

    assert {word: change.mine for word, change in kept.items() if change} == {
        "mine": "Autre.",
        "theirs": "Déjà là.",
        "both": "Déjà là.\n\nAutre.",
    }
    for nonsense in ("", "mine", "mine:000000000000", f"all:{seen}"):
        assert settled(crossing, nonsense) is None


def test_a_mark_has_no_both_and_a_text_that_would_be_too_long_neither() -> None:
    [mark] = judge([_line("score-a", "5", 1)], REVIEWS).crossed
    [text] = judge([_line("comment-a", "x" * 9_999, "Ancien.")], REVIEWS).crossed

    assert (joined(mark), joined(text)) == (None, None)


def test_every_fault_has_its_line_and_says_what_was_written() -> None:
    lines = [
        _line("comment", "Un avis.", row=3, dossier="other"),
        _line("score-b", "3", row=4),
        _line("comment", "x" * 10_001, row=5),
        _line("comment-a", "Encore.", "Déjà là.", row=6),
        _line("comment-a", "Deux fois.", "Déjà là.", row=7),
    ]
    found = judge(lines, REVIEWS)

    assert [(fault.line.row, fault.wrong, fault.about) for fault in found.faults] == [
        (3, Wrong.UNKNOWN_DOSSIER, ""),
        (4, Wrong.UNKNOWN_LINE, ""),
        (5, Wrong.TOO_LONG, "10000"),
        (7, Wrong.TWICE, "6"),
    ]
    assert [change.line.row for change in found.written] == [6]


def test_a_review_that_is_shut_takes_nothing_but_says_nothing_of_what_is_the_same() -> None:
    shut = {"d": Standing(FIELDS, 5, "review_submitted")}
    found = judge([_line("score-a", "3", 1), _line("comment-a", "Autre.", "Déjà là.")], shut)

    assert (found.same, found.written, found.crossed) == (1, [], [])
    assert [(fault.wrong, fault.about) for fault in found.faults] == [(Wrong.SHUT, "review_submitted")]


def test_signs_that_cannot_be_stored_and_spaces_around_change_nothing() -> None:
    assert judge([_line("comment-a", " \x00Déjà là.\r\n", "Déjà là.")], REVIEWS).same == 1
