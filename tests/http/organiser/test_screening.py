"""Screening over HTTP: the letter before the act, words kept when refused, the next dossier after the act."""

import html
import re

import pytest

from app.models import Dossier
from tests.houses import House

CALL = "/organiser/calls/ptce"
WHY = "Le groupement ne compte que deux membres."


def _dossier(house: House, name: str) -> Dossier:
    with house.database.reading() as db:
        return db.get_one(Dossier, house.world.dossiers[name])


def _address(house: House, name: str) -> str:
    return f"{CALL}/dossiers/{house.world.dossiers[name]}/screening"


def _hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form that leads there."""
    form = page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in pairs}


@pytest.mark.parametrize(
    ("fields", "state", "said"),
    [
        ({"act": "admit"}, "admitted", "PTCE-2011-0001 est recevable"),
        ({"act": "refuse", "reason": WHY}, "refused", "n’est pas recevable"),
        ({"act": "requalify", "track": "cooperation_project", "reason": WHY}, "filed", "change de catégorie"),
    ],
)
def test_an_act_is_previewed_then_done_from_the_preview(
    each_house: House, fields: dict[str, str], state: str, said: str
) -> None:
    client, address = each_house.as_("helene"), _address(each_house, "filed")

    preview = client.post(address, data={**fields, "version": "1"})
    before = _dossier(each_house, "filed")
    answer = client.post(address, data=_hidden(preview.text, address))

    assert (preview.status_code, before.version) == (200, 1)
    assert "claire@exemple.fr" in preview.text
    assert said in preview.text
    assert answer.headers["location"] == f"{CALL}/dossiers/{each_house.world.dossiers['filed']}"
    assert (_dossier(each_house, "filed").state, _dossier(each_house, "filed").version) == (state, 2)
    each_house.work()
    assert [str(message["To"]) for message in each_house.mailer.sent] == ["claire@exemple.fr"]


def test_a_double_click_is_one_act_and_one_letter(house: House) -> None:
    client, address = house.as_("helene"), _address(house, "filed")
    fields = {"act": "refuse", "reason": WHY, "version": "1", "step": "confirm"}

    answers = [client.post(address, data=fields).status_code for _ in range(3)]

    house.work()
    assert answers == [303, 303, 303]
    assert len(house.mailer.sent) == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"act": "refuse"}, "Écrivez le motif"),
        ({"act": "refuse", "reason": "trop"}, "Expliquez en 10 caractères"),
        ({"act": "requalify", "reason": WHY}, "Choisissez la nouvelle catégorie"),
        ({"act": "requalify", "reason": WHY, "track": "nowhere"}, "Choisissez la catégorie"),
        ({"reason": "Mes mots déjà écrits."}, "Choisissez ce que devient ce dossier"),
    ],
)
def test_what_is_missing_is_asked_and_what_was_written_is_kept(house: House, fields: dict[str, str], told: str) -> None:
    answer = house.as_("helene").post(_address(house, "filed"), data={**fields, "version": "1"})

    assert answer.status_code == 422
    assert told in html.unescape(answer.text)
    assert fields.get("reason", "") in html.unescape(answer.text)
    assert _dossier(house, "filed").version == 1


def test_a_stale_form_is_refused_and_its_words_are_kept(house: House) -> None:
    client, address = house.as_("helene"), _address(house, "filed")
    house.as_("paul").post(address, data={"act": "admit", "version": "1", "step": "confirm"})

    answer = client.post(address, data={"act": "refuse", "reason": WHY, "version": "1", "step": "confirm"})

    assert answer.status_code == 409
    assert "Quelqu’un a changé ce dossier entre-temps" in html.unescape(answer.text)
    assert WHY in html.unescape(answer.text)
    assert _dossier(house, "filed").state == "admitted"


def test_at_the_wrong_moment_the_answer_is_409_and_the_words_are_kept(house: House) -> None:
    answer = house.as_("helene").post(
        _address(house, "decided"), data={"act": "refuse", "reason": WHY, "step": "confirm"}
    )

    assert answer.status_code == 409
    assert WHY in html.unescape(answer.text)
    assert _dossier(house, "decided").state == "admitted"


def test_one_goes_back_from_the_preview_to_the_words(house: House) -> None:
    client, address = house.as_("helene"), _address(house, "filed")

    answer = client.post(address, data={"act": "refuse", "reason": WHY, "version": "1", "step": "edit"})

    assert answer.status_code == 200
    assert WHY in answer.text


def test_the_queue_serves_the_next_dossier_after_each_act_then_says_it_is_empty(house: House) -> None:
    client = house.as_("helene")
    served = []
    where = client.get(f"{CALL}/screening").headers["location"]
    while where != f"{CALL}/screening":
        served.append(where.rpartition("/")[2])
        act = {"act": "admit", "queue": "yes", "step": "confirm"}
        where = client.post(f"{CALL}/dossiers/{served[-1]}/screening", data=act).headers["location"]

    empty = client.get(where)

    assert served == [str(house.world.dossiers[name]) for name in ("filed", "to_correct", "other_owner")]
    assert empty.status_code == 200
    assert "Aucun dossier à examiner" in empty.text
    assert "20 octobre 2011" in empty.text


def test_the_page_shows_the_answers_and_the_story_of_the_dossier(house: House) -> None:
    client, address = house.as_("helene"), _address(house, "filed")
    client.post(address, data={"act": "admit", "step": "confirm"})

    page = html.unescape(client.get(address.removesuffix("/screening")).text)

    assert "Résumé secret de filed." in page
    assert "Déclaré recevable par Hélène Vaugrenard" in page


def test_only_the_doors_that_open_are_shown(house: House) -> None:
    client = house.as_("helene")

    doors = {
        name: re.findall(
            r'name="act" id="[^"]*" value="(\w+)"', client.get(_address(house, name).removesuffix("/screening")).text
        )
        for name in ("filed", "admitted", "refused", "withdrawn", "decided")
    }

    assert doors == {
        "filed": ["admit", "requalify", "refuse"],
        "admitted": ["requalify", "refuse"],
        "refused": ["admit"],
        "withdrawn": [],
        "decided": [],
    }
