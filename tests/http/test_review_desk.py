"""The desk of a review: files opened in place, automatic saves, closed phases, the history, the list with its pace."""

import io
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.models import Assignment, Call, StoredFile
from tests.houses import House
from tests.query_counts import counted
from tests.services.reviewing import plain, review
from tests.world import NOW, PDF, add_dossier

FORM = {"version": "0", "score-strategy": "4", "score-anchoring": "2", "comment": "Un projet déjà debout."}
AUTO = {"x-autosave": "yes"}


def address(house: House, name: str = "admitted") -> str:
    return f"/reviewer/dossiers/{house.world.dossiers[name]}"


def phased(house: House, **rules: object) -> None:
    """One phase under way, with these rules."""
    phase = {"key": "p", "title": {"fr": "Phase"}, "starts_at": (NOW - timedelta(days=1)).isoformat(), "rules": rules}
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviewing = {"phases": [phase]}


def prints(page: str) -> str:
    found = re.search(r'name="prints" value="([^"]*)"', page)
    assert found is not None
    return found[1].replace("&#34;", '"')


def test_a_pdf_opens_inside_the_page_and_runs_nothing(house: House) -> None:
    house.hall.storage.write("world/admitted", io.BytesIO(PDF))
    browser = house.as_("gerard")
    file = f"{address(house)}/files/{house.world.files['admitted']}"

    page, shown, sent = browser.get(address(house)), browser.get(f"{file}/shown"), browser.get(file)

    assert f'<iframe src="{file}/shown"' in page.text
    assert page.headers["content-security-policy"].endswith("frame-src 'self'")
    assert (shown.status_code, shown.content, shown.headers["content-type"]) == (200, PDF, "application/pdf")
    assert shown.headers["content-disposition"].startswith("inline;")
    assert shown.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert (shown.headers["x-frame-options"], shown.headers["x-content-type-options"]) == ("SAMEORIGIN", "nosniff")
    assert sent.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in sent.headers["content-security-policy"]


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/zip"])
def test_what_could_run_is_downloaded_and_never_shown(house: House, kind: str) -> None:
    house.hall.storage.write("world/admitted", io.BytesIO(PDF))
    with house.database.writing() as db:
        db.execute(update(StoredFile).values(media_type=kind))
    browser = house.as_("gerard")
    file = f"{address(house)}/files/{house.world.files['admitted']}"

    assert "<iframe" not in browser.get(address(house)).text
    assert browser.get(f"{file}/shown").status_code == 404
    assert browser.get(file).headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize("who", ["francoise", "malik", "claire", "helene"])
def test_only_who_reads_the_dossier_opens_its_files_here(house: House, who: str) -> None:
    file = f"{address(house)}/files/{house.world.files['admitted']}/shown"

    assert house.as_(who).get(file).status_code == 404


def test_what_the_dossier_answers_stands_beside_the_criterion(house: House) -> None:
    page = plain(house.as_("gerard").get(address(house)).text)

    beside = page.partition("data-criterion")[2]
    assert "Ce que dit le dossier : Rubrique project" in beside
    assert "Résumé secret de admitted." in beside


def test_an_automatic_save_answers_its_pieces(house: House) -> None:
    answer = house.as_("gerard").post(address(house), data=FORM, headers=AUTO)

    assert answer.status_code == 200
    assert "Enregistré à 12 h 00, version 1" in plain(answer.text)
    assert 'name="version" value="1"' in answer.text
    assert set(json.loads(prints(answer.text))) > {"score-strategy", "comment-bonus", "private_note"}
    assert "<html" not in answer.text


def test_a_mark_that_is_wrong_keeps_the_others_and_the_texts(house: House) -> None:
    browser = house.as_("gerard")

    by_itself = browser.post(address(house), data={**FORM, "score-anchoring": "12"}, headers=AUTO)
    by_hand = browser.post(address(house), data={**FORM, "version": "1", "score-bonus": "7", "comment": "Mieux."})

    assert "data-refused" in by_itself.text
    assert "Une note est à reprendre" in plain(by_itself.text)
    assert by_hand.status_code == 422
    with house.database.reading() as db:
        kept = review(db, house, "admitted", "gerard")
        assert kept is not None
        assert (kept.version, kept.comment) == (2, "Mieux.")


def test_texts_that_cross_in_an_automatic_save_come_back_as_both(house: House) -> None:
    browser = house.as_("gerard")
    before = browser.get(address(house)).text
    browser.post(address(house), data={**FORM, "comment": "Texte du premier onglet."})

    answer = browser.post(
        address(house),
        data={"version": "0", "prints": prints(before), "comment": "Texte du second.", "private_note": "À part."},
        headers=AUTO,
    )

    assert answer.status_code == 409
    assert 'data-crossed="comment"' in answer.text
    assert "Texte du premier onglet." in plain(answer.text)
    assert "Texte du second." in plain(answer.text)
    with house.database.reading() as db:
        kept = review(db, house, "admitted", "gerard")
        assert kept is not None
        assert (kept.comment, kept.private_note) == ("Texte du premier onglet.", "À part.")


def test_a_page_that_saves_too_late_gives_the_text_back(house: House) -> None:
    browser = house.as_("gerard")
    browser.post(address(house), data=FORM)
    browser.post(address(house) + "/submit", data={"version": "1"})
    late = {**FORM, "version": "1", "comment": "Écrit trop tard."}

    by_itself, by_hand = browser.post(address(house), data=late, headers=AUTO), browser.post(address(house), data=late)

    assert (by_itself.status_code, by_hand.status_code) == (409, 409)
    assert "cette évaluation ne peut plus changer" in plain(by_itself.text)
    assert 'id="prints"' not in by_itself.text
    assert "Ceci n’est pas enregistré" in plain(by_hand.text)
    assert "Écrit trop tard." in plain(by_hand.text)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"may_write": False}, "On n’écrit pas d’évaluation en ce moment"),
        ({"round": 2}, "Ce dossier n’est pas relu à ce tour"),
    ],
)
def test_a_phase_without_writing_shows_the_dossier_and_no_form(
    house: House, rules: dict[str, object], words: str
) -> None:
    phased(house, **rules)

    page = plain(house.as_("gerard").get(address(house)).text)

    assert words in page
    assert "Résumé secret de admitted." in page
    assert 'name="version"' not in page


def test_the_list_says_when_one_may_write(house: House) -> None:
    with house.database.writing() as db:
        later = (NOW + timedelta(days=2)).isoformat()
        phases = [{"key": "p", "title": {"fr": "Phase"}, "starts_at": later}]
        db.get_one(Call, house.world.calls["ptce"]).reviewing = {"phases": phases}

    page = plain(house.as_("gerard").get("/reviewer").text)

    assert "les évaluations s’écrivent à partir du samedi 22 octobre 2011" in page


def test_the_list_says_how_long_a_review_takes_and_what_is_late(house: House) -> None:
    browser = house.as_("gerard")
    browser.post(address(house), data={**FORM, "seconds": "1490"})
    browser.post(address(house) + "/submit", data={"version": "1"})
    with house.database.writing() as db:
        dossier = add_dossier(db, house.world, "second", state="admitted")
        row = Assignment(
            dossier_id=dossier.id,
            reviewer_id=house.world.people["gerard"],
            created_at=NOW,
            created_by=house.world.people["helene"],
            due_at=NOW - timedelta(days=1),
        )
        db.add(row)

    page = plain(browser.get("/reviewer").text)

    assert "Une évaluation vous prend environ 25 minutes : comptez 25 minutes pour ce qui reste." in page
    assert "en retard" in page


def test_where_one_may_choose_the_least_reviewed_comes_next(house: House) -> None:
    phased(house, may_pick=True)
    with house.database.writing() as db:
        for name in ("second", "third"):
            dossier = add_dossier(db, house.world, name, state="admitted")
            for who in ("gerard", "francoise"):
                row = Assignment(
                    dossier_id=dossier.id,
                    reviewer_id=house.world.people[who],
                    created_at=NOW,
                    created_by=house.world.people["helene"],
                )
                db.add(row)
    other = house.as_("francoise")
    other.post(address(house, "second"), data=FORM)
    other.post(address(house, "second") + "/submit", data={"version": "1"})

    following = house.as_("gerard").post(address(house), data={**FORM, "intent": "next"})

    assert following.headers["location"] == address(house, "third")


def test_the_history_shows_each_sitting_and_one_comes_back(each_house: House) -> None:
    browser = each_house.as_("gerard")
    browser.post(address(each_house), data={**FORM, "comment": "Première séance."})
    each_house.clock.move_to(NOW + timedelta(hours=1))
    browser.post(address(each_house), data={**FORM, "version": "1", "comment": "Seconde séance."})

    page = plain(browser.get(address(each_house) + "/history").text)
    stale = browser.post(address(each_house) + "/history/1/restore", data={"version": "1"})
    back = browser.post(address(each_house) + "/history/1/restore", data={"version": "2"})

    assert page.count("Remettre cette version") == 1
    assert stale.status_code == 409
    assert (back.status_code, back.headers["location"]) == (303, address(each_house) + "/history")
    with each_house.database.reading() as db:
        kept = review(db, each_house, "admitted", "gerard")
        assert kept is not None
        assert (kept.version, kept.comment) == (3, "Première séance.")


def test_a_history_of_one_or_three_versions_costs_the_same_queries(house: House) -> None:
    browser = house.as_("gerard")
    browser.post(address(house), data=FORM)
    browser.get(address(house) + "/history")
    with counted(house.database) as few:
        browser.get(address(house) + "/history")
    for hour in (1, 2):
        house.clock.move_to(NOW + timedelta(hours=hour))
        browser.post(address(house), data={**FORM, "version": str(hour), "comment": f"Séance {hour}."})

    with counted(house.database) as many:
        page = browser.get(address(house) + "/history").text

    assert page.count('class="flow"><div class="row row--between"><h2') == 3
    assert len(many) == len(few)


def test_nobody_else_reads_the_history_of_a_review(house: House) -> None:
    house.as_("gerard").post(address(house), data=FORM)
    with house.database.writing() as db:
        row = Assignment(
            dossier_id=house.world.dossiers["admitted"],
            reviewer_id=house.world.people["francoise"],
            created_at=NOW,
            created_by=house.world.people["helene"],
        )
        db.add(row)

    page = plain(house.as_("francoise").get(address(house) + "/history").text)
    restored = house.as_("francoise").post(address(house) + "/history/1/restore", data={"version": "1"})

    assert "Rien n’est écrit pour l’instant" in page
    assert "Un projet déjà debout." not in page
    assert restored.status_code == 404
