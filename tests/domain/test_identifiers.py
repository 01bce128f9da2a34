"""The numbers of French organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.identifiers import (
    IdentifierKind,
    format_identifier,
    identifier_kind,
    identifier_problem,
    is_siren,
    is_siret,
    siren_of,
)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("732 829 320", IdentifierKind.SIREN),
        ("732 829 320 00074", IdentifierKind.SIRET),
        ("732.829.320-00074", IdentifierKind.SIRET),
        ("356 000 000", IdentifierKind.SIREN),
        ("356 000 000 00048", IdentifierKind.SIRET),
        ("356 000 000 09075", IdentifierKind.SIRET),
        ("w751234567", IdentifierKind.RNA),
        ("W9R1011072", IdentifierKind.RNA),
        ("W2A1000123", IdentifierKind.RNA),
    ],
)
def test_a_right_number_is_recognised_however_it_is_spaced(typed: str, kind: IdentifierKind) -> None:
    assert (identifier_kind(typed), identifier_problem(typed)) == (kind, None)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("732 829 321", "bad_check_digit"),
        ("732 829 320 00075", "bad_check_digit"),
        ("356 000 000 09076", "bad_check_digit"),
        ("732 829 320 0007", "bad_length"),
        ("", "bad_length"),
        ("W12345678", "bad_rna"),
        ("W75123456A", "bad_rna"),
        ("en cours", "bad_length"),
    ],
)
def test_a_wrong_number_says_why(typed: str, problem: str) -> None:
    assert (identifier_kind(typed), identifier_problem(typed)) == (None, problem)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("73282932000074", "732 829 320 00074"),
        ("732829320", "732 829 320"),
        ("w 751234567", "W751234567"),
        ("en cours", "en cours"),
    ],
)
def test_a_number_is_shown_in_groups(typed: str, shown: str) -> None:
    assert format_identifier(typed) == shown


def test_the_siren_is_the_organisation_whatever_the_establishment() -> None:
    assert [siren_of(typed) for typed in ("732 829 320 00074", "732829320", "W751234567", "12")] == [
        "732829320",
        "732829320",
        None,
        None,
    ]


@given(some.text("0123456789", min_size=8, max_size=8))
def test_one_check_digit_in_ten_is_right(start: str) -> None:
    assert sum(is_siren(start + digit) for digit in "0123456789") == 1


@given(some.text("0123456789", min_size=5, max_size=5), some.integers(9, 13))
def test_a_single_mistyped_digit_is_seen(end: str, place: int) -> None:
    siret = next(number for digit in "0123456789" if is_siret(number := "732829320" + end[:4] + digit))
    mistyped = siret[:place] + str((int(siret[place]) + 1) % 10) + siret[place + 1 :]

    assert not is_siret(mistyped)
