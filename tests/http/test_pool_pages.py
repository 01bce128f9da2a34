"""The pages of the reviewers of a call: a list checked then sent, a mail answered, a profile, somebody proposed."""

import re

import pytest
from starlette.testclient import TestClient

from app.domain.pool import PoolStanding
from app.queries.pool import standing_of
from tests.houses import House
from tests.services.pooling import invited, letters, link_of, person, readings, role, role_of, spreadsheet
from tests.services.reviewing import plain

PEOPLE = "/organiser/calls/ptce/people"
PROFILE = "/reviewer/calls/ptce/profile"
LIST = "Nom;E-mail;Dossiers au plus\nOdile Ravat;odile@exemple.fr;12\nGérard;gerard@exemple.fr;\nPersonne;ici;\n"


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page, re.S)
    assert found is not None
    return found[1].replace("&#34;", '"').replace("&amp;", "&")


def _read(client: TestClient, path: str) -> str:
    return plain(client.get(path).text)


def test_a_list_is_seen_line_by_line_and_nothing_leaves_before(house: House) -> None:
    helene = house.as_("helene")

    shown = plain(helene.post(f"{PEOPLE}/list", data={"text": LIST, "capacity": "15"}).text)
    before = letters(house, "reviewer_invited")
    sent = helene.post(f"{PEOPLE}/list/send", data={"text": _hidden(shown, "text"), "capacity": "15"})
    again = helene.post(f"{PEOPLE}/list/send", data={"text": _hidden(shown, "text"), "capacity": "15"})

    assert "Inviter 1 personne ?" in shown
    assert "est déjà dans l’équipe, rien ne part" in shown
    assert "a une adresse e-mail mal écrite : corrigez-la" in shown
    assert before == []
    assert (sent.status_code, again.status_code) == (303, 303)
    assert letters(house, "reviewer_invited") == ["odile@exemple.fr"]


def test_a_spreadsheet_does_as_well(house: House) -> None:
    content = spreadsheet(["Courriel", "Nom", "Région"], ["odile@exemple.fr", "Odile Ravat", "Auvergne"])
    helene = house.as_("helene")

    answer = helene.post(f"{PEOPLE}/list", data={"capacity": "15"}, files={"file": ("liste.xlsx", content)})

    assert answer.status_code == 200
    assert "Inviter 1 personne ?" in plain(answer.text)
    assert "Auvergne" in answer.text


@pytest.mark.parametrize(
    ("files", "text", "words"),
    [
        ({}, "", "Collez une liste, ou choisissez un fichier."),
        ({"file": ("x.xlsx", b"PK\x03\x04 non")}, "", "Ce fichier ne s’ouvre pas."),
        ({}, "Odile Ravat", "Aucune ligne de cette liste n’a d’adresse e-mail."),
        ({}, "\n".join(f"r{n}@exemple.fr" for n in range(301)), "Cette liste compte 301 lignes"),
    ],
)
def test_a_list_that_cannot_be_read_says_what_to_do(
    house: House, files: dict[str, tuple[str, bytes]], text: str, words: str
) -> None:
    answer = house.as_("helene").post(f"{PEOPLE}/list", data={"text": text, "capacity": "15"}, files=files or None)

    assert answer.status_code == 422
    assert words in plain(answer.text)


def test_a_mail_is_answered_without_an_account_and_lets_in(each_house: House) -> None:
    held = invited(each_house, capacity=20)
    link = link_of(each_house)
    browser = each_house.as_()

    shown = plain(browser.get(link).text)
    answer = browser.post(link, data={"capacity": "6"})

    assert "Hélène Vaugrenard vous invite à évaluer des dossiers" in shown
    assert (answer.status_code, answer.headers["location"]) == (303, PROFILE)
    assert "Ce que l’équipe sait de vous" in plain(browser.get(PROFILE).text)
    after = role(each_house, held.id)
    assert (standing_of(after), after.capacity) == (PoolStanding.ACCEPTED, 6)


def test_the_link_of_somebody_who_uses_their_account_answers_and_does_not_let_in(house: House) -> None:
    held = invited(house, "yann@exemple.fr")
    link = link_of(house, "yann@exemple.fr")
    browser = house.as_()

    answer = browser.post(link, data={})

    assert answer.headers["location"] == link
    assert "Me connecter et ouvrir mes lectures" in _read(browser, link)
    assert browser.get("/reviewer").status_code == 303
    assert standing_of(role(house, held.id)) is PoolStanding.ACCEPTED
    assert house.as_("yann").get(PROFILE).status_code == 200


def test_a_no_needs_a_reason_keeps_what_was_typed_and_is_seen_by_the_team(house: House) -> None:
    held = invited(house)
    link = link_of(house)
    browser = house.as_()

    refused = browser.post(f"{link}/decline", data={"note": "Pas avant mars."})
    done = browser.post(
        f"{link}/decline",
        data={
            "reason": "too_many",
            "note": "Pas avant mars.",
            "other_name": "Lucie",
            "other_email": "lucie@exemple.fr",
        },
    )

    assert refused.status_code == 422
    assert "Pas avant mars." in refused.text
    assert done.status_code == 303
    assert "Vous avez décliné cette invitation" in _read(browser, link)
    helene = house.as_("helene")
    team = _read(helene, PEOPLE + "?view=declined")
    assert "Odile Ravat" in team
    assert "trop de dossiers" in team
    assert "Lucie" in team
    assert "Pas avant mars." in _read(helene, f"{PEOPLE}/{held.id}")


def test_a_dead_link_says_what_to_do(house: House) -> None:
    invited(house)
    link = link_of(house)
    house.as_("helene").post(f"{PEOPLE}/{invited(house, 'x@exemple.fr').id}/revoke")
    dead = link_of(house, "x@exemple.fr")

    answers = [house.as_().get(path).status_code for path in (link, dead, "/reviewing/nothing")]

    assert answers == [200, 404, 404]


def test_two_pages_of_one_profile_do_not_overwrite_each_other(house: House) -> None:
    francoise, helene = house.as_("francoise"), house.as_("helene")
    seen = _hidden(francoise.get(PROFILE).text, "version")
    helene.post(
        f"{PEOPLE}/{house.world.roles['francoise']}", data={"capacity": "9", "organisation": "Scop du Livradois"}
    )

    stale = francoise.post(PROFILE, data={"capacity": "7", "organisation": "La Ruche", "version": seen})
    page = plain(stale.text)
    done = francoise.post(
        PROFILE, data={"capacity": "7", "organisation": "La Ruche", "version": _hidden(page, "version")}
    )

    assert stale.status_code == 409
    assert "Scop du Livradois" in page
    assert 'value="La Ruche"' in page
    assert done.status_code == 303
    assert role_of(house, "francoise").organisation == "La Ruche"


def test_whoever_cannot_any_longer_leaves_and_the_team_knows(house: House) -> None:
    gerard = house.as_("gerard")

    assert "1 dossier que vous n’avez pas encore évalué" in _read(gerard, "/reviewer/calls/ptce/leave")
    assert gerard.post("/reviewer/calls/ptce/leave", data={"reason": "other"}).status_code == 303
    assert gerard.get(PROFILE).status_code == 404
    assert readings(house, "gerard") == [("admitted", "declined"), ("decided", "active")]


def test_whom_a_reviewer_proposes_is_invited_from_the_page_of_the_team(house: House) -> None:
    fields = {"name": "Lucie Armand", "email": "lucie@exemple.fr"}
    assert house.as_("gerard").post("/reviewer/calls/ptce/propose", data=fields).status_code == 303
    helene = house.as_("helene")
    row = re.search(r"/nominations/([0-9a-f-]{36})", helene.get(PEOPLE).text)
    assert row is not None

    answer = helene.post(f"{PEOPLE}/nominations/{row[1]}", data={"answer": "accept"})

    assert answer.status_code == 303
    assert letters(house, "reviewer_invited") == ["lucie@exemple.fr"]
    assert "/nominations/" not in helene.get(PEOPLE).text


def test_an_outside_opinion_is_asked_read_and_revoked(house: House) -> None:
    helene = house.as_("helene")
    dossier = house.world.dossiers["admitted"]
    fields = {
        "dossier": str(dossier),
        "name": "Odile Ravat",
        "email": "odile@exemple.fr",
        "note": "Le modèle tient-il ?",
    }

    asked = helene.post(f"{PEOPLE}/expert", data=fields)
    link = link_of(house)
    expert = house.as_()
    expert.post(link, data={})
    text = house.mailer.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    pages = [
        expert.get(f"/reviewer/dossiers/{house.world.dossiers[name]}").status_code for name in ("admitted", "decided")
    ]

    assert asked.headers["location"] == f"/organiser/calls/ptce/assignments/{dossier}"
    assert "Le modèle tient-il ?" in text
    assert "Association admitted" not in text
    assert pages == [200, 404]
    odile = person(house, "odile@exemple.fr")
    assert odile is not None
    row = re.search(rf"{PEOPLE}/([0-9a-f-]{{36}})", helene.get(f"{PEOPLE}?view=experts").text)
    assert row is not None
    assert helene.post(f"{PEOPLE}/{row[1]}/revoke").status_code == 303
    assert expert.get(f"/reviewer/dossiers/{dossier}").status_code == 404


def test_the_team_is_found_by_words_and_a_region_that_nobody_has_shows_nobody(house: House) -> None:
    helene = house.as_("helene")

    assert "Gérard Mazoyer" in _read(helene, f"{PEOPLE}?q=gerard")
    assert "Personne dans cette vue" in _read(helene, f"{PEOPLE}?q=nobody")
    assert "Personne dans cette vue" in _read(helene, f"{PEOPLE}?region=Nulle part")
