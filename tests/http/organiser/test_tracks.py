"""The hub of a call over HTTP: its tracks, what is left to prepare, rules, outcomes, and what precedes a dossier."""

import html
import re

import pytest

from app.domain.members import RuleKind
from app.models import Call, FormVersion, Track
from app.queries import calls
from app.queries.forms import latest_version
from app.queries.tracks import entry_of, outcomes_of, rules_of, suits_of
from tests.houses import House

CALL = "/organiser/calls/ptce"
POLE = f"{CALL}/tracks/pole"
WHY = "Les réseaux l’ont demandé."
QUESTION = {"kind": "choice", "label.fr": "Combien ?", "required": "yes", "options.0.label.fr": "Seul"}
TOGETHER = {**QUESTION, "options.1.label.fr": "Plusieurs", "options.4.label.fr": "", "options.5.key": "gone"}
ALONE = {
    "explanation.fr": "Il faut être plusieurs.",
    "set-when.join": "all",
    "set-when.lines.0.question": "combien",
    "set-when.lines.0.op": "is",
    "set-when.lines.0.value": "seul",
    "set-when-seen": "null",
}
MANY = {**ALONE, "set-when.lines.0.value": "plusieurs"}


def _call(house: House) -> Call:
    with house.database.reading() as db:
        return db.get_one(Call, house.world.calls["ptce"])


def _tracks(house: House) -> list[Track]:
    with house.database.reading() as db:
        return calls.tracks(db, house.world.calls["ptce"])


def _hidden(page: str, name: str) -> str:
    return html.unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[0])


def test_the_hub_says_what_is_ready_and_what_blocks(house: House) -> None:
    client = house.as_("helene")
    client.post(f"{CALL}/tracks", data={"title.fr": "Manifestation d’intérêt", "key": "a-first-key"})

    page = html.unescape(client.get(f"{CALL}/tracks").text)

    assert f'href="{CALL}/tracks/manifestation_d_interet/form"' in page
    assert "Aucune question" in page
    assert f'href="{CALL}/dossiers?track=pole"' in page


def test_two_clicks_add_one_track_and_a_name_is_asked_for(each_house: House) -> None:
    client, fields = each_house.as_("helene"), {"title.fr": "Idées", "like": "pole", "key": "a-first-key"}

    answers = [client.post(f"{CALL}/tracks", data=fields) for _ in "12"]
    wrong = client.post(f"{CALL}/tracks", data={"like": "none", "title.fr": "Autre"})

    assert {answer.headers["location"] for answer in answers} == {f"{CALL}/tracks/idees"}
    assert [track.key for track in _tracks(each_house)] == ["pole", "cooperation_project", "idees"]
    assert wrong.status_code == 422
    assert client.post(f"{CALL}/tracks", data={"title.en": "Ideas"}).status_code == 422


def test_a_stale_name_is_shown_beside_the_one_that_stands(house: House) -> None:
    house.as_("paul").post(POLE, data={"version": "1", "title.fr": "Le nom de Paul"})

    stale = house.as_("helene").post(POLE, data={"version": "1", "title.fr": "Le nom d’Hélène", "summary.fr": "Long."})

    shown = html.unescape(stale.text)
    assert stale.status_code == 409
    assert "Le nom de Paul" in shown
    assert 'value="Le nom d’Hélène"' in shown
    assert 'name="version" value="2"' in shown


def test_tracks_move_by_buttons_and_a_second_click_says_so(house: House) -> None:
    client = house.as_("helene")

    answers = [client.post(f"{POLE}/move", data={"way": "down", "seen": "0"}) for _ in "12"]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert [track.key for track in _tracks(house)] == ["cooperation_project", "pole"]


def test_a_track_goes_after_a_confirmation_but_not_once_a_dossier_was_started(house: House) -> None:
    client, idle = house.as_("helene"), f"{CALL}/tracks/cooperation_project/remove"

    asked = client.get(idle)
    gone = client.post(idle, data={"version": _hidden(asked.text, "version")})
    kept = client.post(f"{POLE}/remove", data={"version": "1"})

    assert (gone.status_code, kept.status_code) == (303, 409)
    assert [track.key for track in _tracks(house)] == ["pole"]
    assert client.get(idle).status_code == 404


def test_rules_are_taken_written_and_dropped_one_at_a_time(house: House) -> None:
    client, here = house.as_("helene"), f"{CALL}/tracks/cooperation_project/composition"

    client.post(f"{here}/set", data={"version": "1", "take": "decree_2015"})
    rule = {"version": "2", "kind": "bearer", "families": ["ess", "authority"], "at_least": "", "at_most": "4"}
    client.post(here, data=rule)
    client.post(f"{here}/set", data={"version": "3", "drop": "three"})
    refused = client.post(here, data={**rule, "version": "4", "kind": "members", "at_least": "5"})

    found = rules_of(_tracks(house)[1])
    assert [rule.key for rule in found] == ["ess", "company", "other", "rule_1"]
    assert (found[3].kind, found[3].at_least, found[3].at_most) == (RuleKind.BEARER, 1, None)
    assert refused.status_code == 422


def test_rules_say_themselves_and_are_tried_on_an_example(house: House) -> None:
    client, here = house.as_("helene"), f"{CALL}/tracks/cooperation_project/composition"
    client.post(here, data={"version": "1", "kind": "members", "at_least": "1", "at_most": "3", "families": "ess"})

    met, unmet = client.get(f"{here}?n-ess=3"), client.get(f"{here}?n-ess=4")
    english = client.get(f"{here}?n-ess=3&lang=en")

    assert "De 1 à 3 structures de l’ESS" in met.text
    assert '<li class="ok">' in met.text
    assert '<li class="ko">' in unmet.text
    assert "From 1 to 3 social economy organisations" in english.text


def test_a_change_after_filing_asks_for_its_reason_and_shows_it(house: House) -> None:
    client = house.as_("helene")
    fields = {"version": "1", "offered": ["selected", "waiting", "not_selected"], "label.selected.fr": "Pôle témoin"}

    refused = client.post(f"{POLE}/outcomes", data=fields)
    saved = client.post(f"{POLE}/outcomes", data={**fields, "reason": WHY})

    assert (refused.status_code, saved.status_code) == (422, 303)
    assert 'href="#reason"' in refused.text
    assert html.escape(WHY) in client.get(POLE).text or WHY in client.get(POLE).text
    assert outcomes_of(_tracks(house)[0])[0].label == {"fr": "Pôle témoin"}


@pytest.mark.parametrize("offered", [[], ["waiting"]])
def test_a_track_in_which_nothing_could_be_selected_is_refused(house: House, offered: list[str]) -> None:
    answer = house.as_("helene").post(f"{POLE}/outcomes", data={"version": "1", "offered": offered, "reason": WHY})

    assert answer.status_code == 422


def test_questions_refusals_and_tracks_are_written_one_thing_at_a_time(each_house: House) -> None:
    client = each_house.as_("helene")

    asked = client.post(f"{CALL}/entry/questions", data=TOGETHER)
    refused = client.post(f"{CALL}/entry/refusals", data=ALONE)
    suited = client.post(f"{CALL}/entry/tracks/pole", data={**MANY, "version": "1"})
    tried = html.unescape(client.get(f"{CALL}/entry?answered=yes&q-combien=plusieurs").text)

    assert [asked.status_code, refused.status_code, suited.status_code] == [303, 303, 303]
    entry = entry_of(_call(each_house))
    assert [(one.key, [option.key for option in one.options]) for one in entry.questions] == [
        ("combien", ["seul", "plusieurs"])
    ]
    assert [one.key for one in entry.refusals] == ["il_faut_etre_plusieurs"]
    assert suits_of(_tracks(each_house))["pole"] is not None
    assert "Catégorie pole convient" in tried


def test_two_people_write_two_questions_and_a_third_text_is_shown_beside_the_one_that_stands(house: House) -> None:
    helene, paul = house.as_("helene"), house.as_("paul")
    helene.post(f"{CALL}/entry/questions", data=TOGETHER)
    seen = _hidden(helene.get(f"{CALL}/entry?edit=question.combien").text, "seen")
    changed = {**TOGETHER, "key": "combien", "options.0.key": "seul", "options.1.key": "plusieurs"}

    first = paul.post(f"{CALL}/entry/questions", data={**changed, "seen": seen, "label.fr": "Vous êtes combien ?"})
    other = paul.post(f"{CALL}/entry/questions", data={"kind": "number", "label.fr": "Depuis quand ?"})
    stale = helene.post(f"{CALL}/entry/questions", data={**changed, "seen": seen, "label.fr": "Combien êtes-vous ?"})

    shown = html.unescape(stale.text)
    assert [first.status_code, other.status_code, stale.status_code] == [303, 303, 409]
    assert "Vous êtes combien" in shown
    assert 'value="Combien êtes-vous ?"' in shown
    assert len(entry_of(_call(house)).questions) == 2


def test_a_question_that_something_waits_for_stays(house: House) -> None:
    client = house.as_("helene")
    client.post(f"{CALL}/entry/questions", data=TOGETHER)
    client.post(f"{CALL}/entry/refusals", data=ALONE)
    page = client.get(f"{CALL}/entry").text
    seen = re.findall(r'combien/remove".*?name="seen" value="([^"]*)"', page, re.DOTALL)[0]

    kept = client.post(f"{CALL}/entry/questions/combien/remove", data={"seen": seen})

    assert kept.status_code == 422
    assert len(entry_of(_call(house)).questions) == 1


def test_a_condition_is_drawn_again_without_scripts_and_nothing_is_saved(house: House) -> None:
    client = house.as_("helene")
    client.post(f"{CALL}/entry/questions", data=TOGETHER)

    drawn = client.post(f"{CALL}/entry/refusals", data={"explanation.fr": "Non.", "set-do": "add set-when.lines"})
    empty = client.post(f"{CALL}/entry/refusals", data={"explanation.fr": "Non."})

    assert (drawn.status_code, empty.status_code) == (200, 422)
    assert 'name="set-when.lines.0.question"' in drawn.text
    assert "Non." in drawn.text
    assert entry_of(_call(house)).refusals == ()


def test_the_hub_counts_what_is_wrong_in_a_form(house: House) -> None:
    client = house.as_("helene")
    client.post(f"{CALL}/tracks", data={"title.fr": "Idées", "like": "pole", "key": "a-first-key"})
    late = {"question": "gone", "op": "is", "value": True}
    asked = {"key": "title", "kind": "short", "label": {"fr": "Nom"}, "when": late}
    with house.database.writing() as db:
        track = next(one for one in calls.tracks(db, house.world.calls["ptce"]) if one.key == "idees")
        version = db.get_one(FormVersion, latest_version(db, track.form_id))
        version.plan = {"sections": [{"key": "one", "title": {"fr": "Une"}, "minutes": 1, "questions": [asked]}]}

    page = html.unescape(client.get(f"{CALL}/tracks").text)

    assert re.search(r"\d défauts? à corriger", page)
