"""The pages of assignments and reviews for organisers."""

import pytest
from starlette.testclient import TestClient

from tests.houses import House
from tests.query_counts import counted
from tests.services.reviewing import acts, plain, summary
from tests.world import add_dossier

BASE = "/organiser/calls/ptce"


def given(house: House, name: str = "admitted") -> str:
    return f"{BASE}/assignments/{house.world.dossiers[name]}"


def hand_in(house: House) -> None:
    browser, where = house.as_("gerard"), f"/reviewer/dossiers/{house.world.dossiers['admitted']}"
    form = {"version": "0", "score-strategy": "4", "score-anchoring": "2", "comment": "Un projet déjà debout."}
    browser.post(where, data=form)
    browser.post(where + "/submit", data={"version": "1"})


def test_a_dossier_is_given_from_its_page(house: House) -> None:
    browser = house.as_("helene")

    answer = browser.post(given(house), data={"reviewer": str(house.world.people["francoise"])})

    assert answer.headers["location"] == given(house)
    assert "Lecteurs : 2 sur 3" in plain(browser.get(given(house)).text)


@pytest.mark.parametrize(
    ("who", "text"),
    [("gerard", "lit déjà ce dossier"), ("malik", "a un lien avec ce dossier"), ("claire", "Choisissez")],
)
def test_a_pair_that_may_not_be_says_why(house: House, who: str, text: str) -> None:
    refused = house.as_("helene").post(given(house), data={"reviewer": str(house.world.people[who])})

    assert refused.status_code == 422
    assert text in plain(refused.text)


def test_a_dossier_is_taken_back(house: House) -> None:
    browser = house.as_("helene")

    browser.post(given(house) + "/withdraw", data={"reviewer": str(house.world.people["gerard"])})

    assert summary(house, "admitted")[0] == 0
    assert house.as_("gerard").get(f"/reviewer/dossiers/{house.world.dossiers['admitted']}").status_code == 404


def test_a_tie_is_declared_then_dismissed_with_a_reason(house: House) -> None:
    browser = house.as_("helene")
    tie = {"person": str(house.world.people["francoise"]), "evidence": "Elle a accompagné ce groupement."}
    browser.post(given(house) + "/conflicts", data=tie)
    page = browser.get(given(house)).text
    assert "Elle a accompagné ce groupement." in plain(page)
    dismiss = page.split("/dismiss")[-2].rsplit('"', 1)[-1] + "/dismiss"

    short = browser.post(dismiss, data={"reason": "non"})
    browser.post(dismiss, data={"reason": "C’était il y a dix ans."})

    assert short.status_code == 422
    assert "C’était il y a dix ans." in plain(browser.get(given(house)).text)
    assert acts(house) == ["conflict.declared", "conflict.dismissed"]


def test_a_tie_of_a_stranger_is_not_declared(house: House) -> None:
    tie = {"person": str(house.world.people["claire"]), "evidence": "Elle porte ce dossier."}

    refused = house.as_("helene").post(given(house) + "/conflicts", data=tie)

    assert refused.status_code == 422
    assert "Elle porte ce dossier." in plain(refused.text)


def proposal(house: House, browser: TestClient) -> str:
    asked = browser.post(f"{BASE}/assignments/proposals", data={"key": "one-click-or-two"})
    return asked.headers["location"]


def test_a_proposal_is_prepared_looked_at_and_published_once(each_house: House) -> None:
    browser = each_house.as_("helene")
    where = proposal(each_house, browser)
    assert proposal(each_house, browser) == where
    assert "se prépare" in plain(browser.get(where).text)
    each_house.work()
    page = browser.get(where).text
    assert "2 lectures proposées" in plain(page)
    assert "1 lecture ne peut pas être donnée" in plain(page)

    first, second = (browser.post(where + "/publish", data={"version": "1"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert summary(each_house, "admitted")[0] == 2
    assert acts(each_house) == ["proposal.requested", "assignments.published"]


def test_an_organiser_in_conflict_finds_no_trace_of_the_dossier(house: House) -> None:
    hand_in(house)
    where = proposal(house, house.as_("helene"))
    house.work()
    browser = house.as_("paul")

    pages = [browser.get(path).text for path in (f"{BASE}/assignments", f"{BASE}/reviews", where)]

    for page in pages:
        assert "Dossier decided" in plain(page)
        assert "Dossier admitted" not in plain(page)
    assert browser.get(f"{BASE}/reviews/{house.world.dossiers['admitted']}").status_code == 404


def test_what_an_organiser_in_conflict_publishes_leaves_the_hidden_dossier_alone(house: House) -> None:
    where = proposal(house, house.as_("helene"))
    house.work()

    house.as_("paul").post(where + "/publish", data={"version": "1"})

    assert summary(house, "admitted")[0] == 0
    assert summary(house, "decided")[0] == 3


def test_a_proposal_of_another_call_is_not_found(house: House) -> None:
    where = proposal(house, house.as_("helene"))

    assert house.as_("ines").get(where.replace("/ptce/", "/autre/")).status_code == 404


def test_reviews_stand_side_by_side_and_one_is_opened_again(house: House) -> None:
    hand_in(house)
    browser, where = house.as_("helene"), f"{BASE}/reviews/{house.world.dossiers['admitted']}"
    page = browser.get(where).text
    assert "Un projet déjà debout." in plain(page)
    assert "3,33" in plain(page)
    reopen = page.split("/reopen")[-2].rsplit('"', 1)[-1] + "/reopen"

    short = browser.post(reopen, data={"reason": "non"})
    browser.post(reopen, data={"reason": "La note contredit le texte."})

    assert short.status_code == 422
    assert summary(house, "admitted")[1] == 0
    mine = house.as_("gerard").get(f"/reviewer/dossiers/{house.world.dossiers['admitted']}").text
    assert "La note contredit le texte." in plain(mine)


def test_a_review_of_another_dossier_is_not_opened_through_this_one(house: House) -> None:
    where = f"{BASE}/reviews/{house.world.dossiers['admitted']}/{house.world.reviews['decided']}/reopen"

    assert house.as_("helene").post(where, data={"reason": "Un motif assez long."}).status_code == 404


def test_reminders_leave_once_a_day(house: House) -> None:
    browser = house.as_("helene")
    browser.post(f"{BASE}/reviews/remind")
    browser.post(f"{BASE}/reviews/remind")

    house.work()

    assert sorted(str(mail["To"]) for mail in house.mailer.sent) == ["gerard@exemple.fr", "malik@exemple.fr"]
    assert str(house.mailer.sent[0]["Subject"]) == "Il vous reste 1 évaluation à rendre"


def test_a_search_finds_by_words_without_accents(house: House) -> None:
    page = house.as_("helene").get(f"{BASE}/assignments?q=DECIDED").text

    assert "Dossier decided" in plain(page)
    assert "Dossier admitted" not in plain(page)


@pytest.mark.parametrize("path", ["/assignments", "/reviews"])
def test_one_or_many_dossiers_cost_the_same_queries(each_house: House, path: str) -> None:
    browser = each_house.as_("helene")
    browser.get(BASE + path)
    with counted(each_house.database) as few:
        browser.get(BASE + path)
    with each_house.database.writing() as db:
        for number in range(60):
            add_dossier(db, each_house.world, f"more{number}", state="admitted")

    with counted(each_house.database) as many:
        page = browser.get(BASE + path).text

    assert "50 dossiers affichés" in plain(page)
    assert len(many) == len(few)


def test_pages_follow_each_other_without_a_gap(house: House) -> None:
    with house.database.writing() as db:
        for number in range(70):
            add_dossier(db, house.world, f"more{number:02}", state="admitted")
    browser, seen, where = house.as_("helene"), [], f"{BASE}/assignments"
    while where:
        page = browser.get(where).text
        seen += [part.split("<")[0] for part in page.split(">Dossier ")[1:]]
        where = (
            page.split('" rel="next"')[0].rsplit('href="', 1)[-1].replace("&amp;", "&") if 'rel="next"' in page else ""
        )

    assert sorted(seen) == sorted(["admitted", "decided", *(f"more{number:02}" for number in range(70))])
