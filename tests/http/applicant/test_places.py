"""Questions about places, without scripts: what is typed is recognised, made precise, looked up, or simply kept."""

import re
from uuid import UUID

import pytest
from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import col

from app.adapters.lookups import Outcome
from app.models import Answer
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.place_forms import ARCHER, STREET, ask_places

GROUND, BEARER, SEAT = "q-ground", "q-bearer", "q-seat"


def _path(dossier: UUID, section: str = "places") -> str:
    return f"/applicant/dossiers/{dossier}/sections/{section}"


def _kept(house: House, dossier: UUID, key: str) -> JsonValue:
    with house.database.reading() as db:
        query = select(col(Answer.value)).where(col(Answer.dossier_id) == dossier, col(Answer.question_key) == key)
        value: JsonValue = db.execute(query).scalar_one_or_none()
        return value


@pytest.fixture
def dossier(house: House) -> UUID:
    return ask_places(house)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_well_made_empty_and_filled(house: House, dossier: UUID, language: str) -> None:
    client = house.as_("claire", language=language)
    empty = client.get(_path(dossier)).text
    places: JsonValue = {
        "communes": ["26281"],
        "epcis": ["200068781"],
        "regions": ["Rhône-Alpes"],
        "names": ["Saint-Denis", "Ys"],
    }
    organisation: JsonValue = {"identifier": "441208733", "name": "Archer", "commune": "26281"}
    Desk(house).save(dossier, "places", {"ground": places, "bearer": organisation, "seat": {"postcode": "26100"}})

    filled = client.get(_path(dossier)).text

    assert faults(empty) == faults(filled) == []
    assert "CA Valence Romans Agglo" in filled
    assert "441 208 733" in filled


def test_names_that_mean_one_place_are_kept_by_their_codes(house: House, dossier: UUID) -> None:
    lines = "Ambert (63)\r\nvalence romans agglo\r\n26\r\nrhone-alpes"

    answer = house.as_("claire").post(
        _path(dossier), data={"version": "0", "asked": "ground", f"{GROUND}-names": lines, "go": "continue"}
    )

    assert answer.headers["location"] == _path(dossier, "towns")
    assert _kept(house, dossier, "ground") == {
        "communes": ["63003"], "epcis": ["200068781"], "departements": ["26"], "regions": ["Rhône-Alpes"]
    }  # fmt: skip
    assert Desk(house).row(dossier).commune == "Ambert"


def test_a_name_that_means_several_places_is_asked_about_once_and_lost_never(house: House, dossier: UUID) -> None:
    client = house.as_("claire")
    form = {"version": "0", "asked": "ground", f"{GROUND}-names": "Saint-Denis", "go": "continue"}

    asked = client.post(_path(dossier), data=form)
    kept = {"version": "1", "asked": "ground", f"{GROUND}-kept": "Saint-Denis"}
    later = client.post(_path(dossier), data={**kept, "go": "continue"})
    chosen = client.post(_path(dossier), data={**kept, f"{GROUND}-choice-1": "commune:93066=Saint-Denis", "go": "stay"})

    assert asked.status_code == 422
    assert "Précisez de quel lieu il s’agit\u00a0: Saint-Denis." in asked.text
    assert 'value="commune:93066=Saint-Denis"' in asked.text
    assert "Seine-Saint-Denis (93)" in asked.text
    assert faults(asked.text) == []
    assert later.headers["location"] == _path(dossier, "towns")
    assert chosen.status_code == 303
    assert _kept(house, dossier, "ground") == {"communes": ["93066"]}


def test_a_name_that_no_list_knows_is_kept_as_it_was_written(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "places", {"ground": {"names": ["Ys-la-Belle"]}})

    page = house.as_("claire").get(_path(dossier)).text

    assert "Ys-la-Belle\u202f» n’est pas dans la liste officielle" in page
    assert _kept(house, dossier, "ground") == {"names": ["Ys-la-Belle"]}


@pytest.mark.parametrize(("gone", "left"), [("commune:26281", ["63003"]), ("name:Ys", ["26281", "63003"])])
def test_a_place_is_removed_by_its_own_button(house: House, dossier: UUID, gone: str, left: list[str]) -> None:
    Desk(house).save(dossier, "places", {"ground": {"communes": ["26281", "63003"], "names": ["Ys"]}})
    form = {
        "version": "1",
        "asked": "ground",
        f"{GROUND}-places": ["commune:26281", "commune:63003"],
        f"{GROUND}-kept": "Ys",
        f"{GROUND}-remove": gone,
    }

    answer = house.as_("claire").post(_path(dossier), data=form)

    assert answer.headers["location"] == f"{_path(dossier)}#{GROUND}-place"
    value = _kept(house, dossier, "ground")
    assert isinstance(value, dict)
    assert value["communes"] == left


def test_a_question_that_asks_for_communes_takes_nothing_larger(house: House, dossier: UUID) -> None:
    client = house.as_("claire")
    asked = {"version": "0", "asked": "town"}

    named = client.post(_path(dossier, "towns"), data={**asked, "q-town-names": "Drôme", "go": "continue"})
    sent = client.post(_path(dossier, "towns"), data={**asked, "version": "1", "q-town-places": "departement:26"})

    assert named.status_code == sent.status_code == 422
    assert "n’est pas de la taille demandée" in sent.text


def test_looking_up_a_number_fills_in_the_organisation_and_says_where_it_comes_from(
    house: House, dossier: UUID
) -> None:
    house.companies.known.append(ARCHER)
    form = {
        "version": "0",
        "asked": "bearer",
        f"{BEARER}-identifier": "441 208 733 00010",
        "look": "organisation:bearer",
    }

    answer = house.as_("claire").post(_path(dossier), data=form)

    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert "Trouvé\u00a0: GROUPE ARCHER." in answer.text
    assert "D’après l’Annuaire des Entreprises, consulté le 20 octobre 2011." in answer.text
    assert _kept(house, dossier, "bearer") == {
        "identifier": "44120873300010",
        "name": "GROUPE ARCHER",
        "address": "12 RUE SAINT-NICOLAS 26100 ROMANS-SUR-ISERE",
        "commune": "26281",
        "departement": "26",
        "legal_form": "Société par actions simplifiée",
        "ess": True,
        "source": "annuaire_entreprises",
        "fetched_at": "2011-10-20T10:00:00+00:00",
    }


def test_what_is_changed_by_hand_afterwards_no_longer_comes_from_the_directory(house: House, dossier: UUID) -> None:
    house.companies.known.append(ARCHER)
    client = house.as_("claire")
    form = {"version": "0", "asked": "bearer", f"{BEARER}-identifier": "44120873300010", "look": "organisation:bearer"}
    page = client.post(_path(dossier), data=form).text
    shown = dict(re.findall(r'name="(q-bearer-\w+)" type="text" value="([^"]*)"', page))

    client.post(_path(dossier), data={"version": "1", "asked": "bearer", **shown, "go": "stay"})
    same = _kept(house, dossier, "bearer")
    client.post(
        _path(dossier), data={"version": "1", "asked": "bearer", **shown, f"{BEARER}-name": "Archer", "go": "stay"}
    )
    changed = _kept(house, dossier, "bearer")

    assert isinstance(same, dict)
    assert isinstance(changed, dict)
    assert same["source"] == "annuaire_entreprises"
    assert "source" not in changed
    assert "fetched_at" not in changed
    assert changed["name"] == "Archer"


def test_nobody_can_claim_a_source(house: House, dossier: UUID) -> None:
    forged: JsonValue = {
        "identifier": "441208733",
        "name": "X",
        "source": "annuaire_entreprises",
        "fetched_at": "2011-10-20",
        "ess": True,
    }

    Desk(house).save(dossier, "places", {"bearer": forged})
    client = house.as_("claire")
    client.post(_path(dossier), data={"version": "1", "asked": "seat", f"{SEAT}-pick": "eyJ9.00", "go": "stay"})

    assert _kept(house, dossier, "bearer") == {"identifier": "441208733", "name": "X"}
    assert _kept(house, dossier, "seat") is None


def test_a_name_proposes_several_organisations_and_the_one_chosen_is_kept(house: House, dossier: UUID) -> None:
    house.companies.known += [
        ARCHER,
        ARCHER._replace(identifier="55210055400013", numbers=(), name="Groupe Archer 2", is_active=False),
    ]
    client = house.as_("claire")
    form = {"version": "0", "asked": "bearer", f"{BEARER}-name": "groupe archer", "look": "organisation:bearer"}

    page = client.post(_path(dossier), data=form).text
    second = re.findall(r'name="q-bearer-pick" id="[^"]+" value="([^"]+)"', page)[1]
    chosen = {"version": "1", "asked": "bearer", f"{BEARER}-pick": second, "look": "take:bearer"}
    taken = client.post(_path(dossier), data=chosen)

    assert "choisissez la vôtre" in page
    assert "a cessé son activité" in page
    assert faults(page) == []
    assert "552 100 554 00013" in taken.text
    value = _kept(house, dossier, "bearer")
    assert isinstance(value, dict)
    assert (value["name"], value["source"]) == ("Groupe Archer 2", "annuaire_entreprises")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.NONE, "L’annuaire ne la connaît pas."),
        (Outcome.BUSY, "réessayez dans 30 s"),
        (Outcome.DOWN, "L’annuaire ne répond pas en ce moment."),
        (Outcome.OFF, "L’annuaire n’est pas branché ici."),
    ],
)
def test_without_the_directory_everything_goes_on_by_hand(
    house: House, dossier: UUID, outcome: Outcome, said: str
) -> None:
    house.companies.outcome = outcome
    typed = {f"{BEARER}-identifier": "441208733", f"{BEARER}-name": "Archer", f"{BEARER}-commune": "Romans-sur-Isère"}
    form = {"version": "0", "asked": "bearer", **typed}
    client = house.as_("claire")

    looked = client.post(_path(dossier), data={**form, "look": "organisation:bearer"})
    saved = client.post(_path(dossier), data={**form, "version": "1", "go": "continue"})

    assert said in looked.text
    assert saved.headers["location"] == _path(dossier, "towns")
    assert _kept(house, dossier, "bearer") == {
        "identifier": "441208733", "name": "Archer", "commune": "26281", "departement": "26"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "Écrivez d’abord un numéro"), ({"identifier": "441208734"}, "l’annuaire n’a pas été consulté")],
)
def test_a_directory_is_not_asked_about_nothing_or_about_a_wrong_number(
    house: House, dossier: UUID, typed: dict[str, str], said: str
) -> None:
    form = {f"{BEARER}-{part}": text for part, text in typed.items()}

    answer = house.as_("claire").post(
        _path(dossier), data={"version": "0", "asked": "bearer", **form, "look": "organisation:bearer"}
    )

    assert said in answer.text
    assert house.companies.asked == []


def test_only_those_who_are_signed_in_ask_a_directory_through_us_and_not_too_often(house: House, dossier: UUID) -> None:
    form = {"version": "0", "asked": "bearer", f"{BEARER}-identifier": "441208733", "look": "organisation:bearer"}

    stranger = house.as_().post(_path(dossier), data=form)
    other = house.as_("yann").post(_path(dossier), data=form)
    pages = [house.as_("claire").post(_path(dossier), data=form) for _ in range(31)]

    assert (stranger.status_code, other.status_code) == (303, 404)
    assert len(house.companies.asked) == 1 + 30
    assert "est très demandé" in pages[-1].text


def test_an_address_is_proposed_and_one_that_no_base_knows_is_kept(house: House, dossier: UUID) -> None:
    house.addresses.known.append(STREET)
    client = house.as_("claire")
    form = {"version": "0", "asked": "seat", f"{SEAT}-line": "12 saint-nicolas", f"{SEAT}-city": "Romans"}

    page = client.post(_path(dossier), data={**form, "look": "address:seat"}).text
    pick = re.findall(r'name="q-seat-pick" id="[^"]+" value="([^"]+)"', page)[0]
    client.post(_path(dossier), data={**form, "version": "1", f"{SEAT}-pick": pick, "go": "stay"})

    assert "Choisissez l’adresse" in page
    assert _kept(house, dossier, "seat") == {
        "line": "12 Rue Saint-Nicolas",
        "postcode": "26100",
        "city": "Romans-sur-Isère",
        "insee": "26281",
        "source": "base_adresse",
        "fetched_at": "2011-10-20T10:00:00+00:00",
    }


def test_a_postcode_and_a_city_that_do_not_go_together_are_told_and_never_block(house: House, dossier: UUID) -> None:
    client = house.as_("claire")
    form = {"version": "0", "asked": "seat", f"{SEAT}-postcode": "63600", f"{SEAT}-city": "Romans-sur-Isère"}

    answer = client.post(_path(dossier), data={**form, "go": "continue"})
    page = client.get(_path(dossier)).text

    assert answer.headers["location"] == _path(dossier, "towns")
    assert "63600 et Romans-sur-Isère ne vont pas ensemble" in page


def test_an_automatic_save_never_takes_a_proposition_but_the_button_does(house: House, dossier: UUID) -> None:
    house.addresses.known.append(STREET)
    client = house.as_("claire")
    form = {"version": "0", "asked": "seat", f"{SEAT}-line": "12 saint-nicolas"}
    by_itself = {"x-autosave": "yes"}

    found = client.post(_path(dossier), data={**form, "look": "address:seat"}, headers=by_itself)
    pick = re.findall(r'name="q-seat-pick" id="[^"]+" value="([^"]+)"', found.text)[0]
    client.post(_path(dossier), data={**form, "version": "1", f"{SEAT}-pick": pick}, headers=by_itself)
    pointed = _kept(house, dossier, "seat")
    taking = {**form, "version": "1", f"{SEAT}-pick": pick, "look": "take:seat"}
    taken = client.post(_path(dossier), data=taking, headers=by_itself)

    assert 'id="q-seat-place"' in found.text
    assert "<html" not in found.text
    assert pointed == {"line": "12 saint-nicolas"}
    assert 'value="Romans-sur-Isère"' in taken.text
    assert "q-seat-pick" not in taken.text


def test_territories_that_crossed_are_shown_side_by_side(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "places", {"ground": {"communes": ["63003"]}})
    client = house.as_("claire")
    form = {"version": "0", "asked": "ground", f"{GROUND}-places": "commune:26281", f"{GROUND}-names": "Ys"}

    crossed = client.post(_path(dossier), data={**form, "go": "continue"})

    assert crossed.status_code == 409
    assert faults(crossed.text) == []
    assert 'name="q-ground-places" value="commune:26281"' in crossed.text
    assert "Ambert (63)" in crossed.text


def test_everyone_who_reads_sees_where_an_organisation_comes_from(house: House, dossier: UUID) -> None:
    house.companies.known.append(ARCHER)
    client = house.as_("claire")
    form = {"version": "0", "asked": "bearer", f"{BEARER}-identifier": "44120873300010", "look": "organisation:bearer"}
    client.post(_path(dossier), data=form)
    Desk(house).save(dossier, "places", {"seat": {"postcode": "1000", "city": "Bruxelles"}}, 1)

    page = client.get(f"/applicant/dossiers/{dossier}/check").text

    assert "GROUPE ARCHER, 441 208 733 00010" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "D’après l’Annuaire des Entreprises, consulté le 20 octobre 2011." in page
    assert "Écrit à la main." in page
    assert "1000 et Bruxelles ne vont pas ensemble" in page
