"""Somebody who never saw the software makes the call of October 2011 in its pages alone; then an applicant comes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import call_2011 as said
from tests.live import Live
from tests.made_2011 import make_call
from tests.newcomer import Newcomer

pytestmark = pytest.mark.browser
SECTIONS = {
    "Structure porteuse": 8,
    "Nature de la réponse": 1,
    "Les autres pôles": 2,
    "Territoire": 3,
    "Groupement": 1,
    "État d’avancement": 3,
    "Stratégie commune et mutualisation": 2,
    "Activités et secteurs": 1,
    "Gouvernance": 1,
    "Budget": 3,
    "Utilité sociale et impact": 2,
    "Ce que vous attendez du réseau": 1,
    "Pièces à joindre": 4,
    "Engagements": 3,
}
KINDS = {
    "questions", "opening", "information", "deadline", "screening", "review", "jury", "publication", "meeting",
}  # fmt: skip


def test_a_newcomer_makes_the_call_of_2011(live: Live, page: Page, chromium: Browser) -> None:
    live.sign_in(page.context, "helene")
    page.goto(f"{live.url}/organiser")
    make_call(page)
    _the_document_holds_it(_exported(page))
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    live.sign_in(context, "claire")
    applicant = context.new_page()
    applicant.goto(f"{live.url}/calls")
    _everyone_reads_it(applicant)
    _an_applicant_is_led(applicant)
    _conditions_follow_the_answers(applicant)
    context.close()


def _exported(page: Page) -> Any:
    Newcomer(page).follow("Textes et repères")
    with page.expect_download() as file:
        Newcomer(page).follow("Exporter l’appel")
    return json.loads(Path(file.value.path()).read_text())


def _the_document_holds_it(call: Any) -> None:
    assert (call["slug"], call["reference"], call["zone"]) == (said.SLUG, "POLES-2011", "Europe/Paris")
    assert (call["opens_at"], call["closes_at"]) == ("2011-10-01T09:00:00+02:00", "2011-10-31T23:59:00+01:00")
    assert call["grace_minutes"] == 10
    assert {moment["kind"] for moment in call["moments"]} == KINDS
    assert len(call["moments"]) == len(said.MOMENTS) + 2
    pole, cooperation, interest = call["tracks"]
    assert [track["title"]["fr"] for track in call["tracks"]] == [
        "Pôle",
        "Projet de coopération",
        "Manifestation d’intérêt",
    ]
    assert [track["suits"]["op"] for track in call["tracks"]] == ["is"] * 3
    _the_pole_is_whole(pole)
    assert [(rule["at_least"], len(rule["families"])) for rule in pole["composition"]] == [
        (int(least), len(families)) for least, families in said.RULES
    ]
    assert pole["outcomes"][0]["label"] == {"fr": "Pôle-témoin", "en": "Witness cluster"}
    assert [_weights(pole), _weights(cooperation)] == [[15, 15, 15, 15, 15, 15, 10], [50, 30, 20]]
    assert "rubric" not in interest
    # A question keeps its key from track to track: an answer follows a dossier that changes track.
    assert _keys(cooperation) - _keys(pole) == {"que_ferez_vous_ensemble"}
    assert _keys(interest) - _keys(pole) == {"pourquoi_l_appel_vous_interesse"}
    assert len(interest["form"]["sections"]) == 1
    assert [one["required"] for one in call["entry"]["questions"]] == [True, True]
    (refusal,) = call["entry"]["refusals"]
    assert (refusal["when"]["value"], refusal["explanation"]) == (False, {"fr": said.REFUSAL})


def _the_pole_is_whole(pole: Any) -> None:
    sections, asked = pole["form"]["sections"], {one["label"]["fr"]: one for one in _questions(pole)}
    assert {one["title"]["fr"]: len(one["questions"]) for one in sections} == SECTIONS
    assert [one["title"]["fr"] for one in sections] == list(SECTIONS)
    several = next(one for one in sections if one["title"]["fr"] == "Les autres pôles")
    assert several["when"] == {"question": asked[said.SEVERAL]["key"], "op": "is", "value": "second"}
    founded = asked[said.FOUNDED]
    assert founded["when"] == {"question": asked[said.PROGRESS]["key"], "op": "is", "value": "operationnel"}
    assert founded["decimals"] == 0
    budget = asked["Budget prévisionnel"]["budget"]
    assert (budget["years"], budget["own_share_at_least"]) == ([2012, 2013, 2014], 20)
    assert [line["label"]["fr"] for line in budget["resources"] if line.get("own")] == ["Fonds propres"]
    assert budget["expenses"][-1]["label"] == {"fr": "Locaux partagés", "en": "Shared premises"}
    public = asked["Le pôle en quelques phrases, pour le public"]
    assert (public["limit"], public["unit"], public["readers"]) == (1000, "characters", ["reviewers", "public"])
    kinds = {"budget", "members", "territory", "address", "files", "consent", "choices"}
    assert {one["kind"] for one in asked.values()} >= kinds


def _questions(track: Any) -> Iterator[Any]:
    return (question for section in track["form"]["sections"] for question in section["questions"])


def _keys(track: Any) -> set[str]:
    return {question["key"] for question in _questions(track)}


def _weights(track: Any) -> list[int]:
    return [criterion["weight"] for criterion in track["rubric"]["criteria"]]


def _everyone_reads_it(page: Page) -> None:
    me = Newcomer(page)
    me.follow(said.NAMES["Titre en français"])
    for track in ("Pôle", "Projet de coopération", "Manifestation d’intérêt"):
        expect(page.get_by_role("heading", level=3, name=track, exact=True)).to_be_visible()
    for moment in said.MOMENTS:
        me.sees(moment.title)
    me.follow("Lire toutes les questions avant de commencer")
    pole = page.get_by_role("region", name="Pôle", exact=True)
    for number, title in enumerate(SECTIONS, start=1):
        expect(pole.get_by_role("heading", name=f"{number}. {title}")).to_be_visible()
    expect(pole.get_by_role("listitem").filter(has_text="Fondé en")).to_contain_text("Opérationnel")
    me.follow("Revenir à l’appel")


def _an_applicant_is_led(page: Page) -> None:
    me = Newcomer(page)
    me.follow("Commencer un dossier")
    me.take("Non", inside=page.get_by_role("group", name=said.IN_FRANCE))
    me.take(said.ANSWERS[0])
    me.press("Continuer")
    me.sees("Cet appel soutient des projets en France.")
    me.follow("Revoir mes réponses")
    me.take("Oui", inside=page.get_by_role("group", name=said.IN_FRANCE))
    me.press("Continuer")
    expect(page.get_by_role("radio", name="Pôle Elle vous convient")).to_be_checked()
    me.press("Ouvrir mon brouillon")
    me.sees("Votre brouillon est ouvert.")
    expect(page.get_by_role("link", name="Les autres pôles")).to_have_count(0)


def _conditions_follow_the_answers(page: Page) -> None:
    me = Newcomer(page)
    me.follow("État d’avancement")
    founded = page.get_by_label(said.FOUNDED)
    expect(founded).to_be_hidden()
    me.take("Opérationnel")
    expect(founded).to_be_visible()
    me.take("En construction")
    expect(founded).to_be_hidden()
    me.press("Enregistrer et revenir au dossier")
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    me.follow("Nature de la réponse")
    me.take("Plusieurs pôles")
    me.press("Enregistrer et revenir au dossier")
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    me.follow("Les autres pôles")
    expect(page.get_by_label("Combien de pôles en tout ?")).to_be_visible()
