"""Names as they stand in an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.slugs import free_slug, slug


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Pôle Sud-Rhône-Alpes", "pole-sud-rhone-alpes"),
        ("L’Œuvre d’Éloïse & fils", "l-oeuvre-d-eloise-fils"),
        ("  Bois : le Livradois !  ", "bois-le-livradois"),
        ("Straße n° 2", "strasse-n-2"),
        ("日本", ""),
    ],
)
def test_a_name_loses_its_accents_and_signs(name: str, address: str) -> None:
    assert slug(name) == address


def test_a_long_name_is_cut_between_words() -> None:
    assert (slug("un deux trois quatre", limit=12), slug("anticonstitutionnellement", limit=4)) == ("un-deux", "anti")


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert [free_slug("Pôle", taken, otherwise="pole-0042") for taken in ((), ("pole",), ("pole", "pole-2"))] == [
        "pole",
        "pole-2",
        "pole-3",
    ]


def test_a_name_without_letters_gets_another() -> None:
    assert free_slug("?!", (), otherwise="pole-0042") == "pole-0042"


@given(some.text(max_size=200))
def test_an_address_is_stable_short_and_plain(name: str) -> None:
    address = slug(name)

    assert slug(address) == address
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", address)
    assert len(address) <= 60
