"""The pages of discussions: what is typed is kept, what is hidden stays hidden, what is read is read."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.domain.reviewing import Rules
from tests.houses import House
from tests.query_counts import counted
from tests.services.reviewing import plain
from tests.services.talking import OPEN, blind, give, phases, say


@pytest.fixture
def talking(each_house: House) -> House:
    """A house whose phase opens discussions, where gerard and francoise read the same dossier."""
    phases(each_house, OPEN)
    give(each_house, "francoise")
    return each_house


def mine(house: House) -> str:
    return f"/reviewer/dossiers/{house.world.dossiers['admitted']}/discussion"


def theirs(house: House) -> str:
    return f"/organiser/calls/ptce/reviews/{house.world.dossiers['admitted']}/discussion"


def read(browser: TestClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return plain(answer.text)


def unseen(page: str) -> dict[str, str]:
    """The form that says that what is shown is read."""
    return {"until": re.findall(r'name="until" value="([^"]+)"', page)[0]}


def test_a_message_is_new_for_the_others_until_they_read_it(talking: House) -> None:
    gerard, francoise = talking.as_("gerard"), talking.as_("francoise")

    said = gerard.post(mine(talking), data={"text": "Le budget ne tient pas.\nVoyez la page 4.", "key": "k1"})

    assert said.status_code == 303
    page = read(francoise, mine(talking))
    assert "Le budget ne tient pas." in page
    assert "Nouveau" in page
    assert "1 message à lire" in read(francoise, "/reviewer/discussions")
    assert francoise.post(mine(talking) + "/read", data=unseen(page)).status_code == 303
    assert "Nouveau" not in read(francoise, mine(talking))
    assert "Rien de nouveau" in read(francoise, "/reviewer/discussions")
    assert "Nouveau" not in read(gerard, mine(talking))


def test_what_comes_while_one_reads_stays_new(talking: House) -> None:
    francoise = talking.as_("francoise")
    say(talking, "gerard", "Un.")
    shown = unseen(read(francoise, mine(talking)))
    talking.clock.move_to(talking.clock.now() + timedelta(seconds=5))
    say(talking, "gerard", "Deux.")

    francoise.post(mine(talking) + "/read", data=shown)

    assert "1 message à lire" in read(francoise, "/reviewer/discussions")


def test_two_clicks_say_it_once_and_nothing_typed_is_lost(talking: House) -> None:
    gerard = talking.as_("gerard")

    for _ in range(2):
        gerard.post(mine(talking), data={"text": "Une fois.", "key": "k1"})
    long = gerard.post(mine(talking), data={"text": "Long. " * 1000, "key": "k2"})
    blank = gerard.post(mine(talking), data={"text": "  ", "key": "k3"})

    assert read(gerard, mine(talking)).count("Une fois.") == 1
    assert (long.status_code, blank.status_code) == (422, 422)
    assert "Long. Long. Long." in plain(long.text)
    assert '<a href="#text">Écrivez votre message.' in plain(blank.text)


@pytest.mark.parametrize("how", ["reviewer", "both"])
def test_no_page_of_a_reviewer_bears_the_name_of_another_where_names_are_hidden(talking: House, how: str) -> None:
    blind(talking, how)
    say(talking, "gerard", "Je relis.")
    say(talking, "helene", "Merci @Gérard. Et @Françoise ?")
    francoise, helene = talking.as_("francoise"), talking.as_("helene")

    page, theirs_page = read(francoise, mine(talking)), read(helene, theirs(talking))

    for name in ("Gérard", "Mazoyer", "gerard"):
        assert name not in page
    assert "@Évaluateur 1" in page
    assert "Évaluateur 1" in theirs_page
    assert "Gérard Mazoyer" in theirs_page
    english = plain(talking.as_("francoise", language="en").get(mine(talking)).text)
    assert "Reviewer 1" in english


def test_a_closed_phase_refuses_every_door_and_says_so_alike_whatever_was_said(house: House) -> None:
    phases(house, OPEN)
    said = say(house, "gerard", "Un secret.")
    phases(house, Rules())
    gerard = house.as_("gerard")

    answers = [gerard.get(mine(house)), gerard.get(f"{mine(house)}/{said}")]
    answers += [gerard.post(mine(house), data={"text": "Encore."}), gerard.post(f"{mine(house)}/{said}/remove")]

    assert [one.status_code for one in answers] == [403] * 4
    assert not any("secret" in one.text for one in answers)
    assert "Aucune discussion ouverte" in read(gerard, "/reviewer/discussions")
    assert "Les évaluateurs ne voient pas cette discussion" in read(house.as_("helene"), theirs(house))


def test_one_changes_a_message_and_two_tabs_lose_nothing(talking: House) -> None:
    gerard = talking.as_("gerard")
    said = say(talking, "gerard", "Premier texte, @Françoise.")
    page = read(gerard, f"{mine(talking)}/{said}")
    assert "Premier texte, @Françoise Delorieux." in page

    first = gerard.post(f"{mine(talking)}/{said}", data={"text": "Deuxième texte.", "version": "1"})
    stale = gerard.post(f"{mine(talking)}/{said}", data={"text": "Troisième texte.", "version": "1"})

    assert first.status_code == 303
    assert stale.status_code == 409
    assert "Deuxième texte." in plain(stale.text)
    assert "Troisième texte." in plain(stale.text)
    assert "modifié" in read(talking.as_("francoise"), mine(talking))
    talking.clock.move_to(talking.clock.now() + timedelta(minutes=31))
    late = gerard.post(f"{mine(talking)}/{said}", data={"text": "Quatrième texte.", "version": "2"})
    assert late.status_code == 409
    assert "Une demi-heure est passée" in plain(late.text)


def test_nobody_touches_what_somebody_else_said_but_an_organiser_who_takes_it_back(talking: House) -> None:
    said = say(talking, "gerard", "Je connais le porteur.")
    francoise, helene = talking.as_("francoise"), talking.as_("helene")

    assert francoise.get(f"{mine(talking)}/{said}").status_code == 404
    assert francoise.post(f"{mine(talking)}/{said}/remove").status_code == 403
    assert helene.post(f"{theirs(talking)}/{said}", data={"text": "Autre."}).status_code == 403
    assert "Retirer ce message" in read(helene, f"{theirs(talking)}/{said}")
    assert helene.post(f"{theirs(talking)}/{said}/remove").status_code == 303
    page = read(francoise, mine(talking))
    assert "Message retiré." in page
    assert "Je connais" not in page


def test_organisers_see_which_dossiers_are_discussed_but_those_they_have_a_conflict_with(talking: House) -> None:
    say(talking, "gerard", "Un mot.")
    helene, paul = talking.as_("helene"), talking.as_("paul")

    assert "Dossier admitted" in read(helene, "/organiser/calls/ptce/reviews/discussions")
    assert "Dossier admitted" not in read(paul, "/organiser/calls/ptce/reviews/discussions")
    assert paul.get(theirs(talking)).status_code == 404


def test_a_discussion_costs_the_same_with_one_message_and_with_three(house: House) -> None:
    phases(house, OPEN)
    say(house, "gerard", "Un.")
    browser, costs = house.as_("helene"), []
    for more in (("Deux.", "Trois."), ()):
        for path in (theirs(house), "/organiser/calls/ptce/reviews/discussions"):
            read(browser, path)
            with counted(house.database) as sent:
                read(browser, path)
            costs.append(len(sent))
        for text in more:
            say(house, "gerard", text)
            say(house, "gerard", text, "decided")

    assert costs[:2] == costs[2:]
