"""Settings over HTTP: previewed, saved, never written over somebody else's change; and the team of the call."""

import html
import re

from app.models import Call, Person
from app.queries.people import actor_of
from app.queries.team import team
from tests.houses import House

CALL = "/organiser/calls/ptce"
TEXTS = {"version": "1", "title.fr": "Un titre neuf", "title.en": "A new title", "summary.fr": "Deux lignes."}


def _call(house: House) -> Call:
    with house.database.reading() as db:
        return db.get_one(Call, house.world.calls["ptce"])


def _hidden(page: str, action: str, step: str) -> dict[str, str]:
    forms = [part.split("</form>", 1)[0] for part in page.split(f'action="{action}"')[1:]]
    form = next(one for one in forms if f'name="step" value="{step}"' in one)
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in pairs}


def test_a_change_is_previewed_then_saved_from_the_preview(each_house: House) -> None:
    client, address = each_house.as_("helene"), f"{CALL}/settings/texts"

    preview = client.post(address, data=TEXTS)
    version = _call(each_house).version
    answer = client.post(address, data=_hidden(preview.text, address, "confirm"))

    assert (preview.status_code, version, answer.status_code) == (200, 1, 303)
    assert (_call(each_house).version, _call(each_house).title) == (
        2,
        {"fr": "Un titre neuf", "en": "A new title"},
    )


def test_a_wrong_field_is_named_and_what_was_typed_is_kept(house: House) -> None:
    answer = house.as_("helene").post(
        f"{CALL}/settings/texts", data={**TEXTS, "title.fr": "", "summary.en": "Two lines."}
    )

    assert answer.status_code == 422
    assert 'href="#title.fr"' in answer.text or 'href="#title"' in answer.text
    assert "Two lines." in answer.text


def test_a_stale_change_shows_both_texts_and_lets_one_choose(house: House) -> None:
    address = f"{CALL}/settings/texts"
    house.as_("paul").post(address, data={**TEXTS, "title.fr": "Le titre de Paul", "step": "confirm"})
    client = house.as_("helene")

    stale = client.post(address, data={**TEXTS, "title.fr": "Le titre d’Hélène", "step": "confirm"})
    shown = html.unescape(stale.text)
    answer = client.post(address, data=_hidden(stale.text, address, "confirm"))

    assert stale.status_code == 409
    assert "Le titre de Paul" in shown
    assert "Le titre d’Hélène" in shown
    assert answer.status_code == 303
    assert _call(house).title["fr"] == "Le titre d’Hélène"


def test_saving_twice_changes_once(house: House) -> None:
    client = house.as_("helene")

    answers = [client.post(f"{CALL}/settings/texts", data={**TEXTS, "step": "confirm"}).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert _call(house).version == 2


def test_one_goes_back_from_the_preview_to_the_fields(house: House) -> None:
    client, address = house.as_("helene"), f"{CALL}/settings/texts"
    preview = client.post(address, data=TEXTS)

    answer = client.post(address, data=_hidden(preview.text, address, "edit"))

    assert answer.status_code == 200
    assert 'value="Un titre neuf"' in answer.text


def test_an_invited_person_joins_the_team_and_leaves_it_by_a_confirmed_act(house: House) -> None:
    client = house.as_("helene")
    fields = {"role": "reviewer", "name": "Odile Ravat", "email": "odile@exemple.fr", "capacity": "12"}
    assert client.post(f"{CALL}/people", data=fields).status_code == 303
    with house.database.reading() as db:
        helene = actor_of(db, db.get_one(Person, house.world.people["helene"]))
        [odile] = [row for row in team(db, house.world.calls["ptce"], helene) if row.name == "Odile Ravat"]

    asked = client.get(f"{CALL}/people/{odile.id}/revoke")
    answers = [client.post(f"{CALL}/people/{odile.id}/revoke").status_code for _ in range(2)]

    assert "Retirer Odile Ravat" in asked.text
    assert answers == [303, 303]
    with house.database.reading() as db:
        assert "Odile Ravat" not in [row.name for row in team(db, house.world.calls["ptce"], helene)]


def test_a_wrong_invitation_keeps_what_was_typed(house: House) -> None:
    twice = {"role": "reviewer", "name": "Gérard Mazoyer", "email": "gerard@exemple.fr", "organisation": "RTES"}

    answer = house.as_("helene").post(f"{CALL}/people", data=twice)

    assert answer.status_code == 422
    assert "Cette personne a déjà ce rôle" in answer.text
    assert 'value="RTES"' in answer.text


def test_the_home_of_somebody_who_runs_nothing_is_not_there_and_an_organiser_sees_their_calls(house: House) -> None:
    assert house.as_("claire").get("/organiser").status_code == 404
    mine = house.as_("ines").get("/organiser").text

    assert "Appel autre" in mine
    assert "Appel ptce" not in mine
