"""The territory: what the product knows of communes, départements and the map."""

import pytest

from app.adapters import geography


def test_a_commune_is_known_by_its_insee_code() -> None:
    found = geography.commune("26281")

    assert found is not None
    assert (found.name, found.departement, found.region_2011) == ("Romans-sur-Isère", "26", "Rhône-Alpes")
    assert found.region == "Auvergne-Rhône-Alpes"
    assert (round(found.lon, 2), round(found.lat, 2), found.approximate) == (5.07, 45.05, False)


def test_a_code_that_does_not_exist_gives_nothing() -> None:
    assert geography.commune("99999") is None
    assert geography.departement("20") is None
    assert geography.communes_of("00") == ()


def test_every_commune_has_a_place_on_the_map_and_two_regions() -> None:
    communes = [one for code in geography.departements() for one in geography.communes_of(code)]

    assert len(communes) == 34_875
    assert {one.insee for one in communes if geography.project(one.lon, one.lat, one.departement) is None} == set()
    assert {one.insee for one in communes if not one.region or not one.region_2011} == set()


def test_every_place_falls_inside_the_picture() -> None:
    communes = [one for code in geography.departements() for one in geography.communes_of(code)]

    points = [geography.project(one.lon, one.lat, one.departement) for one in communes]

    assert [point for point in points if point and not (0 <= point[0] <= 588 and 34 <= point[1] <= 704)] == []


def test_a_place_overseas_falls_inside_its_own_frame() -> None:
    for code, inset in geography.outlines().insets.items():
        for one in geography.communes_of(code):
            point = geography.project(one.lon, one.lat, code)

            assert point is not None
            assert inset.x <= point[0] <= inset.x + inset.w
            assert inset.y <= point[1] <= inset.y + inset.h


def test_what_the_map_does_not_show_has_no_point() -> None:
    assert geography.project(-56.2, 46.8, "975") is None


def test_the_map_shows_the_hundred_and_one_departements_and_the_regions_of_2011() -> None:
    outlines = geography.outlines()

    assert set(outlines.deps) | set(outlines.insets) == set(geography.departements())
    assert len(outlines.deps) == 96
    assert len(geography.regions_2011()) == 27
    assert all(path.startswith("M") for path in (outlines.land, outlines.regl, outlines.depl, *outlines.deps.values()))


@pytest.mark.parametrize("text", ["Étienne du Rouv", "saint-etienne du rouvray", "ST ETIENNE DU ROUVRAY"])
def test_a_search_forgives_accents_capitals_and_abbreviations(text: str) -> None:
    assert geography.search(text, 1)[0].insee == "76575"


def test_an_exact_name_comes_before_a_longer_one() -> None:
    names = [one.name for one in geography.search("l'isle-d", 5)]

    assert names[0] == "L’Isle-d’Abeau"
    assert geography.search("Ambert")[0].insee == "63003"


def test_a_search_without_a_letter_finds_nothing() -> None:
    assert geography.search(" ’ ") == ()
