"""Who reads what, come back in a spreadsheet: what each row gives and takes back, and what it never does."""

import pytest

from app.domain.assignment_sheets import Fault, Pair, Reader, SheetRow, Wrong, judge

A = Reader("a", "Anne Roux", "anne@exemple.fr")
B = Reader("b", "Bruno Le Gall", "b@exemple.fr")
C = Reader("c", "Anne Roux", "c@exemple.fr")
BOTH = frozenset("ab")


def _row(*names: str, row: int = 2, dossier: str = "d", shown: frozenset[str] = BOTH) -> SheetRow:
    return SheetRow(row, dossier, shown, names)


@pytest.mark.parametrize("name", ["Bruno Le Gall <b@exemple.fr>", "B@EXEMPLE.FR", "bruno le gall", "Bruno Le Gall"])
def test_somebody_is_named_as_the_sheet_does_by_address_or_by_name(name: str) -> None:
    found = judge([_row(name, shown=frozenset())], {"d": frozenset()}, [A, B])

    assert (found.given, found.faults) == ([Pair(2, "d", "b")], [])


def test_a_name_less_takes_back_and_what_was_given_online_since_stays() -> None:
    found = judge([_row(A.words)], {"d": frozenset("abc")}, [A, B, C])

    assert (found.given, found.taken) == ([], [Pair(2, "d", "b")])


def test_where_a_name_is_not_understood_nobody_is_taken_back() -> None:
    found = judge([_row("Bruno Legall", A.words)], {"d": BOTH}, [A, B])

    assert (found.taken, found.faults) == ([], [Fault(2, "d", "Bruno Legall", Wrong.UNKNOWN_PERSON)])


def test_a_name_that_two_people_share_asks_for_the_address() -> None:
    assert [one.wrong for one in judge([_row("Anne Roux")], {"d": BOTH}, [A, B, C]).faults] == [Wrong.SAME_NAME]


def test_a_dossier_that_is_not_ours_and_a_row_that_is_there_twice_are_told() -> None:
    found = judge([_row(A.words, B.words), _row(row=3), _row(B.words, row=4, dossier="x")], {"d": BOTH}, [A, B])

    assert (found.given, found.taken) == ([], [])
    assert [(one.row, one.wrong, one.about) for one in found.faults] == [
        (3, Wrong.ROW_TWICE, "2"),
        (4, Wrong.UNKNOWN_DOSSIER, ""),
    ]
