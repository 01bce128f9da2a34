"""Members and the directory of companies: filled in at once, or later; nothing waits for it."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.adapters.companies import Company, CompanyDirectory, MemoryCompanies
from app.adapters.lookups import JsonService, Lookup, Outcome
from app.models import Member, Revision
from tests.adapters import directories
from tests.adapters.directories import Double, double
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of
from tests.place_forms import ARCHER

SIRET = "44120873300010"
SOURCE = "D’après l’Annuaire des Entreprises, consulté le 20 octobre 2011."
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def directory() -> Iterator[Double]:
    with double() as made:
        yield made


def _member(house: House, dossier: UUID) -> Member:
    with house.database.reading() as db:
        found: Member = db.execute(select(Member).where(col(Member.dossier_id) == dossier)).scalars().one()
        return found


class OverHttp(MemoryCompanies):
    """The real adapter, asked at this address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._real = CompanyDirectory(JsonService(url))

    async def find(self, text: str) -> Lookup[Company]:
        return await self._real.find(text)


def _asking(house: House, url: str) -> House:
    """The same house, which asks the directory at this address."""
    return House(replace(house.hall, companies=OverHttp(url)), house.world)


def _break(directory: Double, how: str) -> str:
    """Make the directory misbehave; where it is asked."""
    if how == "slow":
        directory.companies(directories.ARCHER)
        directory.delay = 2.6
    elif how == "wrong":
        directory.refuse(200, {"results": "none of your business"})
    elif how == "failing":
        directory.refuse(500, {"erreur": "oh"})
    elif how == "rate-limited":
        directory.refuse(429, {}, retry_after="30")
    return NOBODY if how == "absent" else directory.url


@pytest.mark.parametrize("how", ["slow", "wrong", "failing", "absent", "rate-limited"])
def test_filing_goes_on_without_the_directory_and_what_was_missing_comes_later(
    each_house: House, directory: Double, how: str
) -> None:
    broken = _asking(each_house, _break(directory, how))
    dossier, client = Desk(each_house).whole(), broken.as_("claire")
    path = f"/applicant/dossiers/{dossier}"

    started = time.perf_counter()
    added = client.post(f"{path}/members", data={"identifier": "441 208 733 00010", "family": "ess"})
    took = time.perf_counter() - started
    filed = client.post(f"{path}/submit", data={"exact": "yes", "informed": "yes"})
    broken.work()
    waiting = _member(each_house, dossier)
    directory.companies(directories.ARCHER)
    directory.delay = 0
    _asking(each_house, directory.url).work()

    assert added.headers["location"].endswith("#members")
    assert took < 2.5
    assert filed.headers["location"] == f"{path}/receipt"
    assert (waiting.name, waiting.directory) == ("441 208 733 00010", "waiting")
    found = _member(each_house, dossier)
    assert (found.name, found.address) == ("GROUPE ARCHER", "12 RUE SAINT-NICOLAS 26100 ROMANS-SUR-ISERE")
    assert (found.legal_form, found.insee) == ("Société par actions simplifiée", "26281")
    assert (found.directory, found.directory_at) == ("found", each_house.clock.now())
    assert SOURCE in client.get(f"{path}/read").text
    with each_house.database.reading() as db:
        content = db.execute(select(Revision).where(col(Revision.dossier_id) == dossier)).scalar_one().content
    assert content["members"][0]["name"] == "441 208 733 00010"


def test_the_repair_never_changes_what_was_typed(house: House) -> None:
    dossier = Desk(house).start()
    Desk(house).join(dossier, name="Archer", identifier=SIRET, address="Chez nous", commune="Ambert (63)")
    house.companies.known.append(ARCHER)

    house.work()

    found = _member(house, dossier)
    assert (found.name, found.address, found.commune) == ("Archer", "Chez nous", "Ambert")
    assert found.legal_form == "Société par actions simplifiée"


def test_a_number_that_the_directory_does_not_know_is_said_and_blocks_nothing(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    desk.join(dossier, name="Scierie", identifier="732 829 320 00074")
    house.companies.known.append(ARCHER)

    house.work()
    house.work()

    assert _member(house, dossier).directory == "unknown"
    assert house.companies.asked == ["73282932000074"]
    member = _member(house, dossier).id
    page = house.as_("claire").get(f"/applicant/dossiers/{dossier}/members/{member}").text
    assert "L’annuaire ne connaît pas ce numéro." in page


def test_a_member_that_changed_meanwhile_is_not_repaired(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    desk.join(dossier, name="Scierie", identifier=SIRET)
    with house.database.writing() as db:
        db.execute(select(Member).where(col(Member.dossier_id) == dossier)).scalars().one().identifier = "441208733"
    house.companies.known.append(ARCHER)

    house.work()

    assert house.companies.asked == ["441208733"]
    assert _member(house, dossier).directory == "unknown"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_looking_up_fills_in_the_form_and_saves_nothing(house: House, language: str) -> None:
    dossier = Desk(house).start()
    house.companies.known.append(ARCHER)
    client = house.as_("claire", language=language)

    page = client.post(
        f"/applicant/dossiers/{dossier}/members", data={"identifier": SIRET, "role": "Chef de file", "look": "member"}
    )

    assert page.status_code == 200
    assert faults_of(page.text) == []
    for value in ("GROUPE ARCHER", ARCHER.address, ARCHER.legal_form, "Romans-sur-Isère (26)", "Chef de file"):
        assert f'value="{value}"' in page.text
    assert '<option value="ess" selected>' in page.text
    with house.database.reading() as db:
        assert db.execute(select(col(Member.id)).where(col(Member.dossier_id) == dossier)).all() == []


def test_what_was_looked_up_is_marked_and_what_is_changed_afterwards_is_not(house: House) -> None:
    dossier = Desk(house).start()
    house.companies.known.append(ARCHER)
    client, path = house.as_("claire"), f"/applicant/dossiers/{dossier}/members"
    page = client.post(path, data={"identifier": SIRET, "look": "member"}).text
    form = {
        name: re.findall(f'name="{name}"[^>]* value="([^"]*)"', page)[0]
        for name in ("found", "identifier", "name", "legal_form", "address", "commune")
    }

    client.post(path, data={**form, "family": "ess"})
    first = _member(house, dossier)
    client.post(f"{path}/{first.id}", data={**form, "family": "ess", "role": "Porteur", "version": "1"})
    same = _member(house, dossier)
    client.post(f"{path}/{first.id}", data={**form, "family": "ess", "address": "Ailleurs", "version": "2"})
    changed = _member(house, dossier)

    assert (first.directory, first.directory_at) == ("found", house.clock.now())
    assert (same.directory, same.role) == ("found", "Porteur")
    assert (changed.directory, changed.directory_at, changed.address) == ("", None, "Ailleurs")


def test_nobody_can_claim_the_directory(house: House) -> None:
    dossier = Desk(house).start()
    form = {"identifier": SIRET, "name": "X SAS", "family": "ess", "found": "eyJ9.00"}

    house.as_("claire").post(f"/applicant/dossiers/{dossier}/members", data=form)

    assert _member(house, dossier).directory == "waiting"


def test_a_name_proposes_several_and_the_one_chosen_fills_the_form(house: House) -> None:
    dossier = Desk(house).start()
    other = ARCHER._replace(identifier="55210055400013", numbers=(), name="Groupe Archer Nord", is_active=False)
    house.companies.known += [ARCHER, other]
    client, path = house.as_("claire"), f"/applicant/dossiers/{dossier}/members"

    page = client.post(path, data={"name": "groupe archer", "look": "member"}).text
    second = re.findall(r'name="pick"[^>]* value="([^"]+)"', page)[1]
    taken = client.post(path, data={"name": "groupe archer", "pick": second, "look": "take"}).text

    assert "a cessé son activité" in page
    assert faults_of(page) == faults_of(taken) == []
    assert 'value="Groupe Archer Nord"' in taken
    assert 'value="55210055400013"' in taken


def test_a_number_alone_that_nobody_knows_asks_for_a_name(house: House) -> None:
    dossier = Desk(house).start()
    house.companies.outcome = Outcome.NONE

    answer = house.as_("claire").post(
        f"/applicant/dossiers/{dossier}/members", data={"identifier": SIRET, "family": "ess"}
    )

    assert answer.status_code == 422
    assert "L’annuaire ne connaît pas ce numéro\u00a0: vérifiez-le, ou écrivez le nom." in answer.text
    assert faults_of(answer.text) == []


def test_neither_a_name_nor_a_number_is_nobody(house: House) -> None:
    dossier = Desk(house).start()

    answer = house.as_("claire").post(f"/applicant/dossiers/{dossier}/members", data={"family": "ess"})

    assert answer.status_code == 422
    assert "Écrivez le nom du membre, ou son numéro." in answer.text
