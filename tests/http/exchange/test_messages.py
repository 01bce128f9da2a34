"""Messages over HTTP: both sides, what is left to read, drafts, and what must not leak."""

import pytest
from starlette.testclient import TestClient

from tests.asking import written_to
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.query_counts import count_queries
from tests.services.reviewing import plain

QUESTION = "Faut-il joindre les statuts ?\n<script>alert(1)</script>"
CALL = "/organiser/calls/ptce"


def _mine(house: House, name: str = "filed") -> str:
    return f"/applicant/dossiers/{house.world.dossiers[name]}"


def _theirs(house: House, name: str = "filed") -> str:
    return f"{CALL}/dossiers/{house.world.dossiers[name]}"


def _write(client: TestClient, where: str, text: str = QUESTION) -> None:
    assert client.post(f"{where}/messages", data={"text": text}).status_code == 303


def test_a_question_is_seen_answered_and_read(each_house: House) -> None:
    claire, helene = each_house.as_("claire"), each_house.as_("helene")
    _write(claire, _mine(each_house))

    rail = plain(helene.get(CALL).text)
    listed = helene.get(f"{CALL}/messages").text
    opened = helene.get(_theirs(each_house) + "/messages").text
    _write(helene, _theirs(each_house), "Leur projet suffit.")
    told = claire.get(_mine(each_house)).text
    mine = claire.get(_mine(each_house) + "/messages").text

    assert [faults(one) for one in (listed, opened, mine)] == [[], [], []]
    assert "1 message à lire" in rail
    assert "1 à lire" in plain(listed)
    assert "Marquer comme lu" in opened
    assert "<script>alert" not in opened
    assert "&lt;script&gt;alert(1)" in opened
    assert "1 nouveau message" in plain(told)
    assert "Leur projet suffit." in mine
    assert "lu par l’équipe" in mine
    claire.post(_mine(each_house) + "/messages/read")
    assert "nouveau message" not in plain(claire.get(_mine(each_house)).text)
    assert "Marquer comme lu" not in claire.get(_mine(each_house) + "/messages").text


def test_the_mail_carries_the_words_and_the_way_to_answer(house: House) -> None:
    _write(house.as_("claire"), _mine(house))

    assert written_to(house)[0] == ("helene@exemple.fr", "Un message d’un porteur : Dossier filed")
    text = house.mailer.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Faut-il joindre les statuts ?" in plain(text)
    assert f"http://127.0.0.1:8000{_theirs(house)}/messages" in text


def test_an_empty_message_and_one_that_is_too_long_are_not_sent(house: House) -> None:
    claire = house.as_("claire")

    for typed, told in (("   ", "Écrivez votre message."), ("x" * 5001, "Raccourcissez à 5 000 signes au plus")):
        answer = claire.post(_mine(house) + "/messages", data={"text": typed})

        assert (answer.status_code, faults(answer.text)) == (422, [])
        assert told in plain(answer.text)
    assert "x" * 5001 in answer.text


def test_a_draft_shows_its_title_and_its_question_to_organisers_and_nothing_else(house: House) -> None:
    _write(house.as_("claire"), _mine(house, "draft"))
    helene = house.as_("helene")

    page = helene.get(_theirs(house, "draft") + "/messages").text

    assert "Dossier draft" in page
    assert "Faut-il joindre les statuts ?" in plain(page)
    for secret in ("Résumé secret de draft", "Association draft", "Romans"):
        assert secret not in page
    assert helene.get(_theirs(house, "draft")).status_code == 404
    _write(helene, _theirs(house, "draft"), "Leur projet suffit.")


@pytest.mark.parametrize("who", ["gerard", "francoise", "malik", "yann", "ines", "paul", ""])
def test_nobody_else_learns_that_anything_was_written(house: House, who: str) -> None:
    _write(house.as_("claire"), _mine(house, "admitted"), "Mot secret de claire.")
    client, dossier = house.as_(who), house.world.dossiers["admitted"]
    pages = ["/reviewer", f"/reviewer/dossiers/{dossier}", CALL, f"{CALL}/messages", f"{CALL}/dossiers", "/applicant"]
    pages += [_mine(house, "admitted") + "/messages", _theirs(house, "admitted") + "/messages", "/calls/ptce/journal"]

    for page in pages:
        text = client.get(page).text
        assert "Mot secret" not in text, page
        assert "message à lire" not in plain(text), page
        assert "nouveau message" not in plain(text), page


def test_the_list_costs_the_same_whatever_its_length(house: House) -> None:
    helene = house.as_("helene")
    _write(house.as_("claire"), _mine(house))
    with count_queries(house.database) as few:
        helene.get(f"{CALL}/messages")
    for name in ("admitted", "refused", "to_correct", "withdrawn"):
        _write(house.as_("claire"), _mine(house, name))

    with count_queries(house.database) as many:
        helene.get(f"{CALL}/messages")

    assert len(many) == len(few)
