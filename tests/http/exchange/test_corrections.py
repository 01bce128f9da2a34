"""A correction over HTTP: the letter before it leaves, only what was asked for in forms, and the way back."""

import html
import re
from datetime import timedelta

from app.models import Dossier
from tests.asking import DUE, WHY, ask, written_to
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.services.reviewing import plain
from tests.world import AFTER

SIGNED = {"exact": "yes", "informed": "yes"}
ASKED = {
    "version": "1",
    "reason": WHY,
    "due_at": "2011-12-01T18:00",
    "question": ["summary"],
    "note-summary": "Nommez la commune.",
}


def _path(house: House, name: str = "filed") -> str:
    return f"/applicant/dossiers/{house.world.dossiers[name]}"


def _desk(house: House, name: str = "filed") -> str:
    return f"/organiser/calls/ptce/dossiers/{house.world.dossiers[name]}"


def _row(house: House, name: str = "filed") -> Dossier:
    with house.database.reading() as db:
        return db.get_one(Dossier, house.world.dossiers[name])


def _hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form that confirms."""
    form = page.split('name="step" value="confirm"', 1)[1].split("</form>", 1)[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {"step": "confirm", **{name: html.unescape(value) for name, value in pairs}}


def test_it_is_previewed_then_asked_from_the_preview_and_told_to_who_writes(each_house: House) -> None:
    each_house.clock.move_to(AFTER)
    client, address = each_house.as_("helene"), _desk(each_house) + "/correction"

    preview = client.post(address, data=ASKED)
    before = _row(each_house)
    answer = client.post(address, data=_hidden(preview.text))

    assert (preview.status_code, before.state, faults(preview.text)) == (200, "filed", [])
    assert WHY in preview.text
    assert "jeudi 1er décembre 2011 à 18 h 00, heure de Paris" in plain(preview.text)
    assert answer.headers["location"] == _desk(each_house)
    assert _row(each_house).state == "to_correct"
    page = client.get(_desk(each_house)).text
    assert "Correction attendue" in page
    assert "Nommez la commune." in page
    assert [to for to, _ in written_to(each_house)] == ["claire@exemple.fr", "edith@exemple.fr"]


def test_what_lacks_is_said_and_what_was_typed_is_kept(house: House) -> None:
    house.clock.move_to(AFTER)
    client, address = house.as_("helene"), _desk(house) + "/correction"
    wrong = {
        "nothing chosen": ({**ASKED, "question": [], "note-summary": ""}, "Choisissez au moins une réponse"),
        "no reason": ({**ASKED, "reason": ""}, "Écrivez pourquoi"),
        "no date": ({**ASKED, "due_at": ""}, "Choisissez jusqu’à quand"),
        "past": ({**ASKED, "due_at": "2011-11-01T18:00"}, "Choisissez une date à venir"),
        "long note": ({**ASKED, "note-summary": "x" * 1001}, "Raccourcissez cette note"),
    }

    for name, (fields, told) in wrong.items():
        answer = client.post(address, data=fields)

        assert (answer.status_code, faults(answer.text)) == (422, []), name
        assert told in plain(answer.text), name
        assert name == "no reason" or WHY in answer.text, name
    assert _row(house).state == "filed"


def test_a_note_without_a_tick_asks_for_its_question(house: House) -> None:
    house.clock.move_to(AFTER)

    preview = house.as_("helene").post(_desk(house) + "/correction", data={**ASKED, "question": []})

    assert preview.status_code == 200
    assert "Question summary" in preview.text


def test_a_dossier_that_changed_meanwhile_is_not_asked_blindly(house: House) -> None:
    house.clock.move_to(AFTER)

    answer = house.as_("helene").post(_desk(house) + "/correction", data={**ASKED, "version": "7", "step": "confirm"})

    assert (answer.status_code, _row(house).state) == (409, "filed")
    assert "votre texte est gardé" in plain(answer.text)
    assert WHY in answer.text


def test_the_applicant_finds_what_to_take_up_and_nothing_else_in_forms(house: House) -> None:
    ask(house, "summary")
    claire = house.as_("claire")

    overview = claire.get(_path(house)).text
    section = claire.get(_path(house) + "/sections/project").text
    shut = claire.get(_path(house) + "/sections/bearer")

    assert [faults(overview), faults(section)] == [[], []]
    for words in ("1 réponse à reprendre", "Nommez la commune.", "Correction à déposer.", "Il reste <b>1 réponse</b>"):
        assert words in plain(overview), words
    assert f'href="{_path(house)}/sections/project#q-summary"' in overview
    assert "Nommez la commune." in section
    assert "Résumé secret de filed." in section
    assert 'name="asked" value="budget"' not in section
    assert 'id="q-statutes"' not in section
    assert shut.headers["location"] == _path(house)


def test_taken_up_checked_and_filed_again_it_is_what_organisers_read(each_house: House) -> None:
    ask(each_house, "summary")
    claire, helene = each_house.as_("claire"), each_house.as_("helene")
    typed = {"asked": "summary", "version": "1", "q-summary": "Résumé repris, à Romans.", "go": "continue"}

    saved = claire.post(_path(each_house) + "/sections/project", data=typed)
    unseen = helene.get(_desk(each_house)).text
    check = claire.get(saved.headers["location"]).text
    filed = claire.post(_path(each_house) + "/submit", data=SIGNED)
    seen = helene.get(_desk(each_house)).text

    assert saved.headers["location"] == _path(each_house) + "/check"
    assert "Résumé repris" not in unseen
    assert "Déposer la correction" in check
    assert "Toutes les réponses demandées ont changé." in check
    assert re.findall(r'href="([^"]+)">Modifier', check) == [_path(each_house) + "/sections/project"]
    assert filed.headers["location"] == _path(each_house) + "/receipt"
    assert "Résumé repris, à Romans." in seen
    assert "Correction n° 1, déposée le" in plain(seen)
    assert "Hors délai" not in seen
    timeline = plain(claire.get(_path(each_house)).text)
    steps = ["Votre dossier est déposé", "Une correction vous a été demandée", "Votre correction est déposée"]
    assert sorted(steps, key=timeline.index) == steps


def test_answers_that_were_not_asked_for_are_kept_as_filed_even_when_sent(house: House) -> None:
    ask(house, "summary")
    typed = {"asked": "bearer_name", "version": "1", "q-bearer_name": "Autre nom", "go": "stay"}

    answer = house.as_("claire").post(_path(house) + "/sections/bearer", data=typed)

    assert answer.status_code == 409
    assert "La correction ne porte pas sur cette réponse" in plain(answer.text)
    assert _row(house).bearer == "Association filed"


def test_once_it_is_over_the_text_is_shown_back_and_time_can_be_given(house: House) -> None:
    ask(house, "summary")
    claire, helene = house.as_("claire"), house.as_("helene")
    house.clock.move_to(DUE + timedelta(minutes=1))
    typed = {"asked": "summary", "version": "1", "q-summary": "Trop tard.", "go": "stay"}

    late = claire.post(_path(house) + "/sections/project", data=typed)
    overview = claire.get(_path(house)).text
    dashboard = helene.get("/organiser/calls/ptce").text
    given = helene.post(_desk(house) + "/correction/time", data={"due_at": "2011-12-15T18:00"})

    assert late.status_code == 409
    assert "Le délai pour corriger est passé" in plain(late.text)
    assert "Trop tard." in late.text
    assert "Écrire à l’équipe" in overview
    assert "1 correction n’est pas venue à temps" in plain(dashboard)
    assert given.headers["location"] == _desk(house)
    assert claire.post(_path(house) + "/sections/project", data=typed).status_code == 303


def test_no_longer_waiting_leaves_what_was_filed(house: House) -> None:
    ask(house, "summary")

    answer = house.as_("helene").post(_desk(house) + "/correction/end")

    assert answer.headers["location"] == _desk(house)
    assert _row(house).state == "filed"
    assert "Correction n° 1, sans suite" in plain(house.as_("helene").get(_desk(house)).text)
    assert "La correction n’est plus attendue" in plain(house.as_("claire").get(_path(house)).text)


def test_who_reads_it_with_her_sees_what_is_asked_and_no_button_that_would_refuse(house: House) -> None:
    ask(house, "summary")

    page = house.as_("remi").get(_path(house)).text

    assert "Nommez la commune." in page
    assert "Vérifier et déposer la correction" not in page
