"""My dossiers, starting one, and where one stands."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.models import Decision, Dossier
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.query_counts import count_queries
from tests.world import CLOSES, OPENS, add_dossier


def _start(house: House, who: str = "claire", **fields: str) -> str:
    form = {"track": "pole", "key": "a1b2c3d4e5", **fields}
    return house.as_(who).post("/calls/ptce/apply", data=form).headers.get("location", "")


def test_whoever_has_no_dossier_is_led_to_the_open_calls(house: House) -> None:
    page = house.as_("gerard").get("/applicant").text

    assert "Votre premier dossier commence ici" in page
    assert 'href="/calls/ptce/apply"' in page


def test_my_dossiers_show_mine_alone_and_no_decision_before_its_day(house: House) -> None:
    page = house.as_("claire").get("/applicant").text

    assert "Dossier decided" in page
    assert "Dossier other_owner" not in page
    assert 'data-state="selected"' not in page


def test_a_public_decision_is_shown_with_its_reason(house: House) -> None:
    with house.database.writing() as db:
        db.execute(update(Decision).values(published_at=house.clock.now()))
    page = house.as_("claire").get(f"/applicant/dossiers/{house.world.dossiers['decided']}").text

    assert 'data-state="selected"' in page
    assert "Votre projet est retenu" in page
    assert "Motif secret." in page


def test_a_decision_that_is_not_public_is_nowhere(house: House) -> None:
    page = house.as_("claire").get(f"/applicant/dossiers/{house.world.dossiers['decided']}").text

    assert "Votre dossier est lu et noté" in page
    assert "Motif secret" not in page
    assert "retenu" not in page


def test_choosing_a_track_opens_a_draft(house: House) -> None:
    where = _start(house, "yann")

    assert where.startswith("/applicant/dossiers/")
    page = house.as_("yann").get(where)
    assert page.status_code == 200
    assert "Pas encore déposé." in page.text
    assert "Il reste <b>2 réponses</b>." in page.text
    assert "11 jours</span></b>, lundi 31 octobre à 23\u00a0h\u00a059, heure de Paris." in page.text


def test_a_draft_of_the_same_track_is_proposed_first(house: House) -> None:
    proposed = house.as_("claire").post("/calls/ptce/apply", data={"track": "pole", "key": "a1b2c3d4e5"})

    assert proposed.status_code == 200
    assert f'href="/applicant/dossiers/{house.world.dossiers["draft"]}"' in proposed.text
    assert _start(house, again="yes") == _start(house, again="yes")


def test_no_track_is_said_beside_the_tracks(house: House) -> None:
    answer = house.as_("yann").post("/calls/ptce/apply", data={"key": "a1b2c3d4e5"})

    assert answer.status_code == 422
    assert '<a href="#track">Choisissez une catégorie.</a>' in answer.text


@pytest.mark.parametrize(
    ("at", "text"),
    [(OPENS - timedelta(days=1), "n’est pas encore ouvert"), (CLOSES, "L’appel est clos")],
)
def test_outside_the_opening_a_page_says_when(house: House, at: object, text: str) -> None:
    house.clock.move_to(at)  # type: ignore[arg-type]

    assert text in house.as_().get("/calls/ptce/apply").text
    late = house.as_("yann").post("/calls/ptce/apply", data={"track": "pole"})
    assert (late.status_code, text in late.text) == (409, True)


def test_whoever_is_not_signed_in_comes_back_to_the_choice(house: House) -> None:
    page = house.as_().get("/calls/ptce/apply").text

    assert 'href="/sign-in?next=/calls/ptce/apply"' in page


def test_the_band_tells_of_the_grace_then_of_the_end(house: House) -> None:
    address = f"/applicant/dossiers/{house.world.dossiers['draft']}"
    house.clock.move_to(CLOSES + timedelta(minutes=4))
    in_grace = house.as_("claire").get(address).text
    house.clock.move_to(CLOSES + timedelta(minutes=10))

    assert "La clôture est passée" in in_grace
    assert "6 minutes" in in_grace
    assert "L’appel est clos depuis mardi 1er novembre à 0\u00a0h\u00a009" in house.as_("claire").get(address).text


@pytest.mark.parametrize("state", ["filed", "to_correct", "admitted", "refused", "withdrawn", "decided"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_has_a_well_made_page(house: House, state: str, language: str) -> None:
    page = house.as_("claire", language=language).get(f"/applicant/dossiers/{house.world.dossiers[state]}")

    assert page.status_code == 200
    assert faults(page.text) == []


def test_the_list_asks_the_same_number_of_questions_for_one_dossier_and_for_three(house: House) -> None:
    def statements(who: str) -> int:
        with count_queries(house.database) as sent:
            assert house.as_(who).get("/applicant").status_code == 200
        return len(sent)

    with_one = statements("yann")
    for name in ("Un", "Deux"):
        dossier = Desk(house, "yann").start()
        with house.database.writing() as db:
            db.execute(update(Dossier).where(col(Dossier.id) == dossier).values(title=name))

    assert statements("yann") == with_one
    assert with_one <= 7


@pytest.mark.parametrize(("who", "overview", "section"), [("yann", 13, 7), ("claire", 15, 9)])
def test_an_overview_and_a_section_ask_few_questions(house: House, who: str, overview: int, section: int) -> None:
    """Alone on a dossier, and with others: who they are, what is given to them and where they are."""
    with house.database.writing() as db:
        dossier: UUID = add_dossier(db, house.world, "shared" if who == "claire" else "alone", owner=who).id
    client = house.as_(who)
    for place, most in (("", overview), ("/sections/project", section)):
        path = f"/applicant/dossiers/{dossier}{place}"
        client.get(path)
        with count_queries(house.database) as sent:
            assert client.get(path).status_code == 200
        assert len(sent) <= most, sent


@pytest.mark.parametrize(("who", "status"), [("remi", 403), ("anna", 403), ("simon", 403), ("edith", 303)])
def test_who_works_on_a_dossier_opens_it_and_changes_it_only_with_a_hand_that_writes(
    house: House, who: str, status: int
) -> None:
    path = f"/applicant/dossiers/{house.world.dossiers['draft']}/sections/project"
    client = house.as_(who)

    opened, sent = client.get(path), client.post(path, data={"asked": ["summary"], "q-summary": "Relu", "version": "1"})

    assert (opened.status_code, sent.status_code) == (200, status)
