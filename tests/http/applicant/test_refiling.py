"""Changing what is filed on pages: reopened, checked, filed again or given up; a withdrawal and a draft come back."""

from datetime import timedelta
from uuid import UUID

from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.world import AFTER

SIGNED = {"exact": "yes", "informed": "yes"}


def _path(dossier: UUID, rest: str = "") -> str:
    return f"/applicant/dossiers/{dossier}" + (f"/{rest}" if rest else "")


def _filed(house: House) -> UUID:
    dossier = Desk(house).whole()
    Desk(house).submit(dossier)
    house.clock.move_to(house.clock.now() + timedelta(minutes=5))
    return dossier


def _reopened(house: House) -> UUID:
    dossier = _filed(house)
    house.as_("claire").post(_path(dossier, "reopen"))
    Desk(house).save(dossier, "bearer", {"bearer_name": "Scic Séchoir du Livradois"}, version=1)
    return dossier


def test_a_filed_dossier_is_changed_then_filed_again(each_house: House) -> None:
    dossier = _filed(each_house)
    client = each_house.as_("claire")
    assert "Modifier mon dossier" in client.get(_path(dossier)).text

    client.post(_path(dossier, "reopen"))
    section = client.get(_path(dossier, "sections/bearer"))
    Desk(each_house).save(dossier, "bearer", {"bearer_name": "Scic Séchoir du Livradois"}, version=1)
    overview, check = client.get(_path(dossier)).text, client.get(_path(dossier, "check")).text
    again = client.post(_path(dossier, "submit"), data=SIGNED)

    assert section.status_code == 200
    assert "Modifications pas encore déposées." in overview
    assert [faults(page) for page in (section.text, overview, check)] == [[], [], []]
    assert "Ce qui change depuis votre dépôt" in check
    assert "Scic Séchoir d’Ambert" in check
    assert again.headers["location"] == _path(dossier, "receipt")
    assert "n° 2, figée" in client.get(_path(dossier, "receipt")).text


def test_those_who_read_it_go_on_reading_what_is_filed(house: House) -> None:
    dossier = _reopened(house)

    mine = house.as_("claire").get(_path(dossier, "read")).text
    theirs = house.as_("helene").get(f"/organiser/calls/ptce/dossiers/{dossier}").text

    for page in (mine, theirs):
        assert "Scic Séchoir d’Ambert" in page
        assert "du Livradois" not in page
    assert "Ce dossier est en train d’être modifié" in theirs


def test_giving_changes_up_shows_them_first_and_keeps_them_to_be_read(house: House) -> None:
    dossier = _reopened(house)
    client = house.as_("claire")

    asked = client.get(_path(dossier, "revert")).text
    client.post(_path(dossier, "revert"))

    assert faults(asked) == []
    assert "Scic Séchoir du Livradois" in asked
    assert "du Livradois" not in client.get(_path(dossier, "read")).text
    aside = client.get(_path(dossier, "set-aside")).text
    assert faults(aside) == []
    assert "Scic Séchoir du Livradois" in aside
    assert "Ce que vous aviez écrit sans le déposer" in client.get(_path(dossier)).text


def test_after_the_end_the_filing_counts_and_the_changes_are_only_read(house: House) -> None:
    dossier = _reopened(house)
    client = house.as_("claire")
    house.clock.move_to(AFTER)

    late, page = client.post(_path(dossier, "submit"), data=SIGNED), client.get(_path(dossier)).text

    assert late.status_code == 409
    assert "Vos dernières modifications n’ont pas été déposées" in page
    assert faults(page) == []
    assert client.get(_path(dossier, "dossier.pdf"), params={"version": "working"}).status_code == 200


def test_what_somebody_saved_while_the_owner_read_is_read_before_it_is_filed(house: House) -> None:
    dossier = Desk(house).whole()
    client = house.as_("claire")
    seen = Desk(house).row(dossier).updated_at.isoformat()
    assert f'value="{seen}"' in client.get(_path(dossier, "check")).text
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    Desk(house).save(dossier, "project", {"summary": "Un autre résumé."}, version=1)

    stopped = client.post(_path(dossier, "submit"), data={**SIGNED, "seen": seen})
    now = Desk(house).row(dossier).updated_at.isoformat()
    filed = client.post(_path(dossier, "submit"), data={**SIGNED, "seen": now})

    assert stopped.status_code == 409
    assert "Le dossier a changé pendant que vous relisiez" in stopped.text
    assert "Un autre résumé." in stopped.text
    assert f'value="{now}"' in stopped.text
    assert filed.headers["location"] == _path(dossier, "receipt")


def test_two_clicks_on_filing_again_file_once(house: House) -> None:
    dossier = _reopened(house)
    client = house.as_("claire")

    first, second = (client.post(_path(dossier, "submit"), data=SIGNED) for _ in range(2))

    assert first.headers["location"] == second.headers["location"] == _path(dossier, "receipt")
    assert "n° 2, figée" in client.get(_path(dossier, "receipt")).text


def test_a_withdrawal_is_taken_back_until_the_end(house: House) -> None:
    dossier = _filed(house)
    client = house.as_("claire")
    assert "Vous pourrez le rétablir jusqu’au" in client.get(_path(dossier, "withdraw")).text
    client.post(_path(dossier, "withdraw"))
    page = client.get(_path(dossier)).text

    client.post(_path(dossier, "restore"))
    house.work()

    assert faults(page) == []
    assert "Rétablir mon dossier" in page
    assert Desk(house).row(dossier).state == "filed"
    assert str(house.mailer.sent[-1]["Subject"]).startswith("Votre dossier est rétabli")


def test_a_draft_that_was_given_up_is_one_button_away(house: House) -> None:
    dossier = Desk(house).whole()
    client = house.as_("claire")

    gone = client.post(_path(dossier, "discard"))
    page = client.get(gone.headers["location"]).text
    client.post(_path(dossier, "recover"))

    assert "Reprendre ce brouillon" in page
    assert faults(page) == []
    assert "Un séchoir partagé entre scieries." in client.get(_path(dossier, "sections/project")).text
