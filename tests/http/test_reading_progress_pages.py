"""The pages of progress, rounds, revisions and mail: what organisers see, and what reviewers do with it."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.domain.reviewing import Rules
from app.models import Assignment, Person, Review
from app.services import reviews
from tests.houses import House
from tests.query_counts import counted
from tests.services.reviewing import COMPLETE, actor, dossier, plain, review, summary
from tests.services.talking import OPEN, give, mails, phases
from tests.world import NOW

REVIEWS = "/organiser/calls/ptce/reviews"


@pytest.fixture
def handed(house: House) -> House:
    """A house whose phase lets reviewers revise, where gerard handed a review in."""
    phases(house, OPEN)
    with house.database.writing() as db:
        row, me = dossier(db, house, "admitted"), actor(db, house, "gerard")
        kept = reviews.save(db, row, COMPLETE, version=0, actor=me, now=NOW)
        reviews.submit(db, row, version=kept.version, actor=me, now=NOW)
    house.clock.move_to(NOW + timedelta(days=1))
    return house


def read(house: House, who: str, path: str) -> str:
    answer = house.as_(who).get(path)
    assert answer.status_code == 200
    return plain(answer.text)


def address(house: House, name: str = "admitted") -> str:
    return f"/reviewer/dossiers/{house.world.dossiers[name]}"


def test_progress_says_who_is_late_how_long_it_takes_and_how_much_is_written(handed: House) -> None:
    with handed.database.writing() as db:
        db.execute(
            update(Review).where(col(Review.dossier_id) == handed.world.dossiers["admitted"]).values(seconds=1500)
        )
        db.execute(update(Assignment).values(due_at=NOW - timedelta(days=1)))

    page = read(handed, "helene", REVIEWS)

    assert "2 sur 2" in page
    assert "25 min" in page
    # The other review of the small world says 23 signs.
    assert f"{(len(COMPLETE.comment) + 23) / 2:.0f} signes" in page
    assert "1 en retard, chez 1 personne" in page


def test_reminding_one_person_takes_one_click_and_is_shown(house: House) -> None:
    gerard = str(house.world.people["gerard"])
    helene = house.as_("helene")

    done = helene.post(REVIEWS + "/remind", data={"person": gerard})

    assert done.headers["location"] == REVIEWS
    assert [who for who, _ in mails(house)] == ["gerard"]
    assert "relancé le" in read(house, "helene", REVIEWS)
    assert "Relance de l’équipe" in read(house, "helene", f"{REVIEWS}/mail?person={gerard}&about=reminders")
    assert "Gérard Mazoyer" in read(house, "helene", f"{REVIEWS}/mail?person={gerard}")
    assert helene.post(REVIEWS + "/remind", data={"person": str(house.world.people["francoise"])}).status_code == 404
    assert house.as_("gerard").post(REVIEWS + "/remind", data={"person": gerard}).status_code == 404


def test_who_wants_no_mail_is_said_instead_of_a_button(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Person, house.world.people["gerard"]).review_mail = "none"
    page = read(house, "helene", REVIEWS)
    assert "ne veut pas de courriel" in page


def test_progress_costs_the_same_with_one_reading_and_with_three(house: House) -> None:
    helene, costs = house.as_("helene"), []
    for names in (("admitted", "decided"), ()):
        for path in (REVIEWS, REVIEWS + "/rounds", REVIEWS + "/mail"):
            helene.get(path)
            with counted(house.database) as sent:
                assert helene.get(path).status_code == 200
            costs.append(len(sent))
        for name in names:
            give(house, "francoise", name)

    assert costs[:3] == costs[3:]


def test_dossiers_are_kept_for_a_round_after_a_preview(house: House) -> None:
    helene = house.as_("helene")
    ids = [str(house.world.dossiers[name]) for name in ("admitted", "decided")]
    asked = {"number": "2", "act": "keep", "pick": ids[:1]}

    preview = helene.post(REVIEWS + "/rounds", data=asked)

    assert "Garder 1 dossier pour le tour 2 ?" in plain(preview.text)
    assert "Aucun dossier gardé pour le tour 2" in read(house, "helene", REVIEWS + "/rounds")
    assert helene.post(REVIEWS + "/rounds", data={**asked, "step": "confirm"}).status_code == 303
    page = read(house, "helene", REVIEWS + "/rounds")
    assert "1 dossier gardé pour le tour 2" in page
    assert "Aucune phase n’est celle du tour 2" in page
    everything = {"number": "2", "act": "keep", "scope": "all", "show": "others"}
    assert "Garder 1 dossier pour le tour 2 ?" in plain(helene.post(REVIEWS + "/rounds", data=everything).text)
    back = {"number": "2", "act": "leave", "scope": "all", "step": "confirm"}
    assert helene.post(REVIEWS + "/rounds", data=back).status_code == 303
    assert "Aucun dossier gardé pour le tour 2" in read(house, "helene", REVIEWS + "/rounds")


def test_an_organiser_in_conflict_neither_sees_nor_keeps_the_dossier(house: House) -> None:
    paul, admitted = house.as_("paul"), str(house.world.dossiers["admitted"])
    assert "Dossier admitted" not in read(house, "paul", REVIEWS + "/rounds")
    kept = paul.post(REVIEWS + "/rounds", data={"number": "2", "act": "keep", "pick": [admitted], "step": "confirm"})
    assert kept.status_code == 303
    with house.database.reading() as db:
        assert dossier(db, house, "admitted").review_round == 1


def revised(page: str) -> dict[str, str]:
    """The form of a revision, with the mark of the first criterion changed."""
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return {"seen": seen, "score-strategy": "1", "score-anchoring": "2", "comment": "J’ai changé d’avis."}


def test_a_reviewer_revises_after_discussion_and_both_marks_show(handed: House) -> None:
    gerard = handed.as_("gerard")
    assert "Reprendre mon évaluation" in read(handed, "gerard", address(handed))
    form = revised(read(handed, "gerard", address(handed) + "/revision"))

    saved = gerard.post(address(handed) + "/revision", data={**form, "intent": "submit"})

    assert saved.headers["location"] == address(handed) + "/revision/submit"
    assert summary(handed, "admitted")[1] == 1
    page = read(handed, "gerard", saved.headers["location"])
    assert "3,33, puis 1,33 sur 5" in page
    assert gerard.post(address(handed) + "/revision/submit", data=revised(page)).headers["location"] == address(handed)
    assert "Vos notes, l’une après l’autre" in read(handed, "gerard", address(handed))
    theirs = read(handed, "helene", f"{REVIEWS}/{handed.world.dossiers['admitted']}")
    for text in ("3,33", "1,33", "Ce qui était rendu le", COMPLETE.comment, "J’ai changé d’avis."):
        assert text in theirs


def test_two_tabs_of_a_revision_show_both_texts_and_a_wrong_mark_keeps_all(handed: House) -> None:
    gerard = handed.as_("gerard")
    form = revised(read(handed, "gerard", address(handed) + "/revision"))
    gerard.post(address(handed) + "/revision", data={**form, "comment": "Premier onglet."})

    stale = gerard.post(address(handed) + "/revision", data={**form, "comment": "Second onglet."})
    wrong = gerard.post(address(handed) + "/revision", data={**form, "score-strategy": "9", "comment": "Gardé."})

    assert (stale.status_code, wrong.status_code) == (409, 422)
    assert "Premier onglet." in plain(stale.text)
    assert "Second onglet." in plain(stale.text)
    assert "Gardé." in plain(wrong.text)
    assert '<a href="#score-strategy">Donnez une note de 0 à 5' in plain(wrong.text)
    with handed.database.reading() as db:
        kept = review(db, handed, "admitted", "gerard")
        assert kept is not None
        assert kept.comment == COMPLETE.comment


def test_no_phase_no_revision(handed: House) -> None:
    phases(handed, Rules())
    assert handed.as_("gerard").get(address(handed) + "/revision").status_code == 409
    assert "Reprendre mon évaluation" not in read(handed, "gerard", address(handed))


@pytest.mark.parametrize("who", ["gerard", "helene"])
def test_the_account_says_and_changes_how_one_is_written_to(house: House, who: str) -> None:
    assert "Les courriels de vos lectures" in read(house, who, "/account")
    browser = house.as_(who)
    assert browser.post("/account/reading-mail", data={"wanted": "daily"}).status_code == 303
    assert browser.post("/account/reading-mail", data={"wanted": "hourly"}).status_code == 303
    with house.database.reading() as db:
        assert db.get_one(Person, house.world.people[who]).review_mail == "daily"


def test_who_reads_nothing_is_not_asked_how_to_be_written_to(house: House) -> None:
    assert "Les courriels de vos lectures" not in read(house, "claire", "/account")
