"""Before a dossier: a few questions without an account, a kind explanation, and the track that suits first."""

import html
from urllib.parse import unquote

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Answer, Call, Dossier, Track
from tests.houses import House

APPLY = "/calls/ptce/apply"
ENTRY: dict[str, object] = {
    "questions": [
        {
            "key": "together",
            "kind": "choice",
            "label": {"fr": "Combien êtes-vous ?", "en": "How many are you?"},
            "required": True,
            "options": [
                {"key": key, "label": {"fr": text}} for key, text in (("alone", "Seul"), ("many", "Plusieurs"))
            ],
        },
        {"key": "bearer_name", "kind": "short", "label": {"fr": "Qui porte le projet ?"}},
    ],
    "refusals": [
        {
            "key": "alone",
            "when": {"question": "together", "op": "is", "value": "alone"},
            "explanation": {"fr": "Il faut être plusieurs.\nLe réseau de votre région vous orientera."},
        }
    ],
}


@pytest.fixture
def asking(house: House) -> House:
    """A house whose call asks two questions before a dossier."""
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        call.entry, call.contact_email = ENTRY, "equipe@exemple.fr"
        track = db.get_one(Track, house.world.tracks["cooperation_project"])
        track.suits = {"question": "together", "op": "is", "value": "many"}
        db.add_all([call, track])
    return house


def _dossiers(house: House) -> list[Dossier]:
    with house.database.reading() as db:
        query = select(Dossier).where(
            col(Dossier.owner_id) == house.world.people["yann"], col(Dossier.state) == "draft"
        )
        return list(db.execute(query).scalars())


def test_questions_come_first_without_an_account_and_keep_nothing(asking: House) -> None:
    client = asking.as_()

    first = client.get(APPLY)
    missing = client.get(f"{APPLY}?answered=yes&q-bearer_name=Scierie")

    assert "Combien êtes-vous" in first.text
    assert 'method="get"' in first.text
    assert 'href="#q-together"' in missing.text
    assert 'value="Scierie"' in missing.text
    assert "set-cookie" not in first.headers


def test_who_is_not_eligible_reads_why_and_what_to_do(asking: House) -> None:
    page = html.unescape(asking.as_().get(f"{APPLY}?answered=yes&q-together=alone&q-bearer_name=Moi").text)

    assert "Le réseau de votre région vous orientera." in page
    assert 'href="mailto:equipe@exemple.fr"' in page
    assert 'href="/calls/ptce/questions"' in page
    assert f'href="{APPLY}?q-together=alone&q-bearer_name=Moi"' in page


def test_the_track_that_suits_comes_first_with_its_reason_and_the_way_in_keeps_the_answers(asking: House) -> None:
    page = html.unescape(asking.as_().get(f"{APPLY}?answered=yes&q-together=many&q-bearer_name=Nous").text)

    assert page.index("Catégorie cooperation_project") < page.index("Catégorie pole")
    assert "Elle vous convient" in page
    way = next(part for part in page.split('"') if part.startswith("/sign-in?next="))
    assert unquote(way) == f"/sign-in?next={APPLY}?answered=yes&q-together=many&q-bearer_name=Nous"


def test_a_draft_starts_with_the_answers_that_its_form_asks_for_too(asking: House) -> None:
    client = asking.as_("yann")
    answers = {"q-together": "many", "q-bearer_name": "Scierie Chautard"}

    page = client.get(APPLY, params={"answered": "yes", **answers}).text
    made = client.post(APPLY, data={"track": "pole", "key": "a1b2c3d4", **answers})

    assert 'name="q-bearer_name" value="Scierie Chautard"' in page
    assert made.status_code == 303
    draft = next(one for one in _dossiers(asking) if made.headers["location"].endswith(str(one.id)))
    assert draft.bearer == "Scierie Chautard"
    with asking.database.reading() as db:
        kept = select(Answer.question_key).where(col(Answer.dossier_id) == draft.id)  # type: ignore[call-overload]
        assert list(db.execute(kept).scalars()) == ["bearer_name"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [({"q-together": "alone"}, "Il faut être plusieurs."), ({}, "Combien êtes-vous")],
)
def test_the_address_bar_does_not_jump_over_the_questions(asking: House, answers: dict[str, str], said: str) -> None:
    refused = asking.as_("yann").post(APPLY, data={"track": "pole", "key": "a1b2c3d4", **answers})

    assert refused.status_code == 422
    assert said in html.unescape(refused.text)
    assert _dossiers(asking) == []


def test_somebody_who_has_a_draft_is_asked_with_the_same_answers(asking: House) -> None:
    page = asking.as_("claire").post(APPLY, data={"track": "pole", "q-together": "many"}).text

    assert "Reprendre mon brouillon" in page
    assert page.count('name="q-together" value="many"') == 2


def test_a_track_without_a_published_form_is_not_proposed(asking: House) -> None:
    asking.as_("helene").post("/organiser/calls/ptce/tracks", data={"title.fr": "Idées", "key": "a-first-key"})

    page = asking.as_("yann").get(f"{APPLY}?answered=yes&q-together=many").text
    refused = asking.as_("yann").post(APPLY, data={"track": "idees", "q-together": "many"})

    assert "Idées" not in page
    assert refused.status_code == 422
