"""Publishing a form: what changes, for whom, and what came of it."""

import re

from app.models import Call, Dossier, FormVersion
from app.queries import forms
from tests.browsing import fields_of
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of
from tests.publishing import Publisher, asking, both, setting, without

FORM = "/organiser/calls/ptce/tracks/pole/form"


def test_the_preview_says_what_changes_and_for_whom(house: House) -> None:
    Desk(house).whole()
    Publisher(house).write(both(asking(), without("bearer_name"), setting("summary", limit=4)))

    for language in ("fr", "en"):
        page = house.as_("helene", language=language).get(f"{FORM}/publish?lang={language}")
        assert page.status_code == 200
        assert faults_of(page.text) == []
        text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
        assert "Votre partenaire" in text or "Your partner" in text
        figures = ("brouillons suivent 2", "réponse à vérifier 1", "réponses mises de côté 2", "7 dossiers déposés")
        if language == "en":
            figures = ("drafts follow 2", "answer to check 1", "answers set aside 2", "7 filed dossiers")
        assert [figure for figure in figures if figure not in text.replace("\u202f", " ")] == []
    assert "Résumé secret" not in page.text


def test_publishing_leads_to_the_version_and_its_drafts(house: House) -> None:
    draft = Desk(house).whole()
    Publisher(house).write(both(asking(), setting("summary", limit=5)))
    client = house.as_("helene")
    page = client.get(f"{FORM}/publish").text

    answer = client.post(f"{FORM}/publish", data={**fields_of(page, f"{FORM}/publish"), "note_fr": "Un mot."})

    assert (answer.status_code, answer.headers["location"]) == (303, f"{FORM}/versions/2")
    under_way = client.get(f"{FORM}/versions/2").text
    house.work()
    done = client.get(f"{FORM}/versions/2").text
    assert 'data-hx-trigger="every 2s"' in under_way
    assert 'data-hx-trigger="every 2s"' not in done
    assert "Publiée le 20 octobre 2011 à 12\u00a0h\u00a000 par Hélène Vaugrenard." in done
    assert "Un mot." in done
    assert "Dossier sans titre" in done
    assert "Un séchoir partagé" not in done
    assert faults_of(under_way) == faults_of(done) == []
    assert Desk(house).row(draft).moved_from_id is not None


def test_a_form_edited_since_the_preview_is_shown_again_with_the_note(house: House) -> None:
    publisher, client = Publisher(house), house.as_("helene")
    publisher.write(asking())
    sent = fields_of(client.get(f"{FORM}/publish").text, f"{FORM}/publish")
    publisher.write(both(asking(), setting("summary", limit=5)))

    answer = client.post(f"{FORM}/publish", data={**sent, "note_fr": "Mon mot."})

    assert answer.status_code == 409
    assert "Quelqu’un a modifié le formulaire depuis cet aperçu." in answer.text
    assert ">\nMon mot.</textarea>" in answer.text
    assert "5 mots au plus, au lieu de 50 mots" in answer.text
    assert faults_of(answer.text) == []


def test_nothing_to_publish_says_so(house: House) -> None:
    page = house.as_("helene").get(f"{FORM}/publish")

    assert "Rien à publier" in page.text
    assert faults_of(page.text) == []


def test_the_history_names_who_published(house: House) -> None:
    publisher = Publisher(house)
    publisher.change(asking())
    publisher.write(setting("summary", limit=5))

    page = house.as_("helene").get(f"{FORM}/versions").text

    assert re.findall(r">Version (\d)<", page) == ["3", "2", "1"]
    assert "En cours d’écriture" in page
    assert "Hélène Vaugrenard" in page
    assert faults_of(page) == []


def test_an_organiser_never_sees_the_draft_they_have_a_conflict_with(house: House) -> None:
    mine = Desk(house, "helene").whole()
    with house.database.writing() as db:
        db.get_one(Dossier, mine).title = "Le dossier d’Hélène"
    Publisher(house).change(setting("summary", limit=2))

    seen = {who: "Le dossier d’Hélène" in house.as_(who).get(f"{FORM}/versions/2").text for who in ("helene", "paul")}

    assert seen == {"helene": False, "paul": True}


def test_a_call_whose_form_is_not_ready_leads_to_it(house: House) -> None:
    version_id = house.world.versions["cooperation_project"]
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        call.is_public = False
        version = db.get_one(FormVersion, version_id)
        version.published_at, version.plan = None, {"sections": []}
        forms._plans.pop(version_id, None)
    client = house.as_("helene")

    answer = client.post("/organiser/calls/ptce/settings/visibility", data={"shown": "public", "version": "1"})

    where = "/organiser/calls/ptce/tracks/cooperation_project/form/publish"
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    page = client.get(where).text
    assert "Le formulaire ne pose aucune question." in page
    assert faults_of(page) == []
