"""The pages of reviewers: what was typed is kept, nothing is overwritten, nothing leaks."""

import re

import pytest
from sqlalchemy import select, update
from sqlmodel import col
from starlette.testclient import TestClient

from app.models import Assignment, Criterion, Dossier, Moment, Rubric, Score
from tests.houses import House
from tests.query_counts import counted
from tests.services.reviewing import acts, plain, review, summary
from tests.world import NOW, add_dossier

FORM = {"version": "0", "score-strategy": "4", "score-anchoring": "2", "comment": "Un projet déjà debout."}


def address(house: House, name: str = "admitted") -> str:
    return f"/reviewer/dossiers/{house.world.dossiers[name]}"


def give(house: House, *names: str) -> None:
    """More dossiers for gerard, with answers of their own."""
    with house.database.writing() as db:
        for name in names:
            dossier = add_dossier(db, house.world, name, state="admitted")
            row = Assignment(
                dossier_id=dossier.id,
                reviewer_id=house.world.people["gerard"],
                created_at=NOW,
                created_by=house.world.people["helene"],
            )
            db.add(row)


def hand_in(house: House, browser: TestClient) -> None:
    browser.post(address(house), data=FORM)
    browser.post(address(house) + "/submit", data={"version": "1"})


def test_a_save_answers_with_the_time_and_the_version(house: House) -> None:
    browser = house.as_("gerard")

    saved = browser.post(address(house), data=FORM)

    assert (saved.status_code, saved.headers["location"]) == (303, address(house))
    assert "Enregistré à 12 h 00, version 1" in plain(browser.get(address(house)).text)


def test_saving_and_passing_leads_to_the_next_dossier_then_home(house: House) -> None:
    give(house, "second")
    browser = house.as_("gerard")

    first = browser.post(address(house), data={**FORM, "intent": "next"})
    hand_in(house, browser)
    last = browser.post(address(house, "second"), data={**FORM, "intent": "next"})

    assert first.headers["location"] == address(house, "second")
    assert last.headers["location"] == "/reviewer"


def test_a_stale_save_shows_both_texts_and_overwrites_nothing(each_house: House) -> None:
    browser = each_house.as_("gerard")
    browser.post(address(each_house), data={**FORM, "comment-strategy": "Texte du premier onglet."})
    mine = {**FORM, "score-strategy": "1", "comment-strategy": "Texte du second onglet.", "comment": "Autre avis."}

    refused = browser.post(address(each_house), data=mine)

    assert refused.status_code == 409
    for text in ("Texte du premier onglet.", "Texte du second onglet.", "Autre avis.", "Un projet déjà debout."):
        assert text in plain(refused.text)
    assert 'name="version" value="1"' in plain(refused.text)
    with each_house.database.reading() as db:
        kept = review(db, each_house, "admitted", "gerard")
        assert kept is not None
        assert (kept.version, kept.comment) == (1, "Un projet déjà debout.")


def test_saving_again_from_the_stale_page_is_a_choice_that_is_kept(house: House) -> None:
    browser = house.as_("gerard")
    browser.post(address(house), data=FORM)

    chosen = browser.post(address(house), data={**FORM, "version": "1", "comment": "Autre avis."})

    assert chosen.status_code == 303
    assert "Autre avis." in plain(browser.get(address(house)).text)


@pytest.mark.parametrize("mark", ["6", "-1", "4,5", "quatre", "²", "9" * 5000])
def test_a_mark_off_the_scale_keeps_all_that_was_typed(house: House, mark: str) -> None:
    form = {**FORM, "score-strategy": mark, "comment-anchoring": "Écrit avec soin."}

    refused = house.as_("gerard").post(address(house), data=form)

    assert refused.status_code == 422
    assert "Écrit avec soin." in plain(refused.text)
    assert "Un projet déjà debout." in plain(refused.text)
    assert '<a href="#score-strategy">Donnez une note de 0 à 5' in plain(refused.text)


def test_what_lacks_is_said_after_saving_what_is_there(house: House) -> None:
    form = {"version": "0", "score-strategy": "4", "comment": "Avis.", "intent": "submit"}

    refused = house.as_("gerard").post(address(house), data=form)

    assert refused.status_code == 422
    assert '<a href="#score-anchoring">Notez tous les critères obligatoires' in plain(refused.text)
    assert 'name="version" value="1"' in plain(refused.text)


def test_handing_in_asks_first_then_locks(house: House) -> None:
    browser = house.as_("gerard")
    asked = browser.post(address(house), data={**FORM, "intent": "submit"})
    assert asked.headers["location"] == address(house) + "/submit"
    assert "3,33 sur 5" in plain(browser.get(address(house) + "/submit").text)
    assert summary(house, "admitted")[1] == 0

    browser.post(address(house) + "/submit", data={"version": "1"})

    assert summary(house, "admitted")[1] == 1
    page = browser.get(address(house)).text
    assert "Elle ne change plus." in plain(page)
    assert 'name="version"' not in plain(page)
    assert browser.post(address(house), data={**FORM, "version": "2", "comment": "Après."}).status_code == 409


def test_six_identical_posts_hand_in_once(house: House) -> None:
    browser = house.as_("gerard")
    browser.post(address(house), data=FORM)

    answers = [browser.post(address(house) + "/submit", data={"version": "1"}).status_code for _ in range(6)]

    assert answers == [303] * 6
    assert acts(house) == ["review.saved", "review.submitted"]


def test_handing_in_a_version_i_have_not_read_shows_it(house: House) -> None:
    browser = house.as_("gerard")
    browser.post(address(house), data=FORM)
    browser.post(address(house), data={**FORM, "version": "1", "comment": "Plus récent."})

    stale = browser.post(address(house) + "/submit", data={"version": "1"})

    assert stale.status_code == 409
    assert "Plus récent." in plain(stale.text)
    assert summary(house, "admitted")[1] == 0


@pytest.mark.parametrize("why", ["conflict", "other"])
def test_who_steps_aside_no_longer_finds_the_dossier_anywhere(each_house: House, why: str) -> None:
    browser = each_house.as_("gerard")
    browser.post(address(each_house), data=FORM)

    gone = browser.post(address(each_house) + "/recusal", data={"why": why, "reason": "Mon union y siège depuis 2009."})

    assert gone.headers["location"] == "/reviewer"
    assert browser.get(address(each_house)).status_code == 404
    assert "Dossier admitted" not in plain(browser.get("/reviewer").text)
    assert "1 rendue sur 1" in plain(browser.get("/reviewer").text)


def test_a_reason_too_short_keeps_the_choice(house: House) -> None:
    refused = house.as_("gerard").post(address(house) + "/recusal", data={"why": "conflict", "reason": "non"})

    assert refused.status_code == 422
    assert "au moins 10 signes" in plain(refused.text)
    assert re.search(r'value="conflict" checked', refused.text)


def test_a_reviewer_sees_nothing_of_the_others(house: House) -> None:
    hand_in(house, house.as_("gerard"))
    with house.database.writing() as db:
        row = Assignment(
            dossier_id=house.world.dossiers["admitted"],
            reviewer_id=house.world.people["francoise"],
            created_at=NOW,
            created_by=house.world.people["helene"],
        )
        db.add(row)
    browser = house.as_("francoise")

    pages = [browser.get(path).text for path in ("/reviewer", address(house), "/reviewer/calls/ptce/rubric")]

    for page in pages:
        for secret in ("Gérard", "Malik", "Un projet déjà debout.", "3,33", "Avis secret"):
            assert secret not in plain(page)


def test_somebody_in_conflict_finds_no_trace_in_their_pages(house: House) -> None:
    page = house.as_("malik").get("/reviewer").text

    assert "Dossier admitted" not in plain(page)
    assert "Dossier decided" in plain(page)
    assert "0 rendue sur 1" in plain(page)


def test_a_scale_of_twenty_asks_for_a_number(house: House) -> None:
    with house.database.writing() as db:
        db.execute(update(Rubric).values(scale_max=20))
    browser = house.as_("gerard")

    page = browser.get(address(house)).text
    browser.post(address(house), data={**FORM, "score-strategy": "17", "score-anchoring": "8"})

    assert 'name="score-strategy" type="text"' in plain(page)
    assert "Note provisoire 14,00 sur 20" in plain(browser.get(address(house)).text)


def test_the_deadline_is_shown_with_day_hour_and_zone(house: House) -> None:
    with house.database.writing() as db:
        db.execute(update(Assignment).values(due_at=NOW))
        db.add(Moment(call_id=house.world.calls["ptce"], kind="review", title={"fr": "Lecture"}, starts_at=NOW))

    page = house.as_("gerard").get("/reviewer").text

    assert "jeudi 20 octobre 2011 à 12 h 00, heure de Paris" in plain(page)


def test_one_or_three_readings_cost_the_same_queries(each_house: House) -> None:
    browser = each_house.as_("gerard")
    browser.get("/reviewer")
    with counted(each_house.database) as few:
        browser.get("/reviewer")
    give(each_house, "second", "third", "fourth")

    with counted(each_house.database) as many:
        page = browser.get("/reviewer").text

    assert page.count('href="/reviewer/dossiers/') >= 5
    assert len(many) == len(few)


def test_the_score_of_another_rubric_is_not_taken(house: House) -> None:
    browser = house.as_("gerard")
    browser.post(address(house), data={**FORM, "score-unknown": "5", "comment-unknown": "Rien."})

    with house.database.reading() as db:
        dossier = db.get_one(Dossier, house.world.dossiers["admitted"])
        keys = select(col(Criterion.key)).join(Score, col(Score.criterion_id) == col(Criterion.id))
        assert dossier.state == "admitted"
        assert sorted(db.execute(keys).scalars()) == ["anchoring", "bonus", "strategy"]
