"""Places of every level: found as people write them, and within what is larger."""

import pytest

from app.adapters.geography.groups import communes_at, epci, epci_of, epcis
from app.adapters.geography.places import called, place, search_places
from app.adapters.geography.territories import territories_of
from app.domain.territories import LEVELS, Level

ALL = frozenset(LEVELS)
COMMUNES = frozenset({Level.COMMUNES})


def test_every_intercommunality_has_communes_and_a_departement() -> None:
    assert len(epcis()) == 1255
    assert {one.siren for one in epcis().values() if not one.communes or not one.departements} == set()
    group = epci("200068781")
    assert group is not None
    assert (group.name, group.departements) == ("CA Valence Romans Agglo", ("26",))
    assert epci_of("26281") == group


def test_a_commune_is_within_its_intercommunality_its_departement_and_its_two_regions() -> None:
    assert territories_of("commune:26281") == {
        "commune:26281", "epci:200068781", "departement:26", "region:Rhône-Alpes", "region:Auvergne-Rhône-Alpes"
    }  # fmt: skip


def test_larger_places_are_within_what_holds_them() -> None:
    assert territories_of("departement:26") == {"departement:26", "region:Rhône-Alpes", "region:Auvergne-Rhône-Alpes"}
    assert territories_of("region:Rhône-Alpes") == {"region:Rhône-Alpes", "region:Auvergne-Rhône-Alpes"}
    assert territories_of("region:Auvergne-Rhône-Alpes") == {"region:Auvergne-Rhône-Alpes"}
    assert territories_of("region:Bretagne") == {"region:Bretagne"}
    assert territories_of("commune:Ys") == {"commune:Ys"}


def test_an_intercommunality_that_spans_two_departements_is_within_both() -> None:
    spread = next(one for one in epcis().values() if len(one.departements) > 1)

    assert {f"departement:{code}" for code in spread.departements} < territories_of(f"epci:{spread.siren}")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("romans sur", "commune:26281"),
        ("drome", "departement:26"),
        ("rhone-alpes", "region:Rhône-Alpes"),
        ("valence romans", "epci:200068781"),
        ("26281", "commune:26281"),
        ("26100", "commune:26281"),
        ("26", "departement:26"),
        ("200068781", "epci:200068781"),
    ],
)
def test_a_search_finds_every_level_by_name_and_by_code(text: str, first: str) -> None:
    assert search_places(text, ALL)[0].key == first


def test_a_search_keeps_to_the_levels_asked_for() -> None:
    assert {one.level for one in search_places("rhone", COMMUNES)} == COMMUNES
    assert {one.level for one in search_places("rhone", frozenset({Level.REGIONS}))} == {Level.REGIONS}
    assert len(search_places("saint", ALL)) == 12
    assert search_places(" ’ ", ALL) == ()


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Ambert", ["commune:63003"]),
        ("ambert (63)", ["commune:63003"]),
        ("Ambert (26)", []),
        ("Paris", ["departement:75", "commune:75056"]),
        ("Val de Drôme en Biovallée", ["epci:242600252"]),
        ("26281", ["commune:26281"]),
        ("75011", ["commune:75056"]),
        ("26", ["departement:26"]),
        ("Ys", []),
    ],
)
def test_a_line_means_the_places_called_exactly_so(line: str, meant: list[str]) -> None:
    assert [one.key for one in called(line, ALL)] == meant


def test_a_postcode_that_is_also_the_code_of_another_commune_is_asked_about() -> None:
    assert {"commune:26281", "commune:26100"} == {one.key for one in called("26100", ALL)}


def test_a_place_that_does_not_exist_is_none() -> None:
    assert [place(key) for key in ("commune:99999", "epci:1", "departement:20", "region:Atlantide", "Ys")] == [None] * 5


def test_a_postcode_is_shared_by_communes() -> None:
    assert "26281" in communes_at("26100")
    assert communes_at("00000") == ()
