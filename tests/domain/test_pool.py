"""Where an invitation stands, and the organisations somebody is tied to."""

import pytest

from app.domain.errors import Invalid
from app.domain.pool import PoolStanding, pool_standing, read_ties, ties_text
from tests.world import NOW


@pytest.mark.parametrize(
    ("accepted", "declined", "revoked", "stands"),
    [
        (False, False, False, PoolStanding.INVITED),
        (True, False, False, PoolStanding.ACCEPTED),
        (False, True, True, PoolStanding.DECLINED),
        (True, True, True, PoolStanding.DECLINED),
        (True, False, True, PoolStanding.GONE),
        (False, False, True, PoolStanding.GONE),
    ],
)
def test_the_last_word_says_where_an_invitation_stands(
    accepted: bool, declined: bool, revoked: bool, stands: PoolStanding
) -> None:
    at = {True: NOW, False: None}

    found = pool_standing(accepted_at=at[accepted], declined_at=at[declined], revoked_at=at[revoked])

    assert found is stands


@pytest.mark.parametrize(
    ("line", "name", "number"),
    [
        ("Scierie du Haut-Forez", "Scierie du Haut-Forez", ""),
        ("Scierie du Haut-Forez, 552 100 554", "Scierie du Haut-Forez", "552100554"),
        ("Scierie du Haut-Forez (552100554)", "Scierie du Haut-Forez", "552100554"),
        ("Foyer rural : W751234567", "Foyer rural", "W751234567"),
        ("55210055400013", "552 100 554 00013", "55210055400013"),
        ("Les 3 épis", "Les 3 épis", ""),
        ("Coopérative 2000", "Coopérative 2000", ""),
    ],
)
def test_an_organisation_is_its_name_and_its_number_if_it_is_known(line: str, name: str, number: str) -> None:
    assert read_ties(line) == [{"name": name, "identifier": number}]


def test_what_was_read_is_typed_again_the_same() -> None:
    text = "Scierie du Haut-Forez, 552 100 554\nMairie d’Ambert"

    assert ties_text(read_ties(text)) == text


def test_a_number_that_does_not_check_is_refused_with_its_line() -> None:
    with pytest.raises(Invalid) as refused:
        read_ties("Mairie d’Ambert\nScierie, 552 100 555")

    assert refused.value.params["line"] == "Scierie, 552 100 555"


def test_more_organisations_than_anybody_has_are_refused() -> None:
    with pytest.raises(Invalid):
        read_ties("\n".join(f"Organisation {number} de la vallée" for number in range(41)))
