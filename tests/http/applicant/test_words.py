"""Comments on a question and the history of answers over HTTP: who reads, who writes, and who never learns of it."""

import re

import pytest
from starlette.testclient import TestClient

from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.services.reviewing import acts, plain

REMARK = "Le montant de Mâcon\n<script>alert(1)</script>"
SECRET = "zygomatique"


def _base(house: House, name: str = "draft") -> str:
    return f"/applicant/dossiers/{house.world.dossiers[name]}"


def _comment(client: TestClient, base: str, text: str = REMARK) -> None:
    assert client.post(f"{base}/comments/summary", data={"text": text}).status_code == 303


def _way(page: str, act: str) -> str:
    found = re.search(rf'(?:action|href)="([^"]+/{act})"', page)
    assert found, act
    return found[1]


def _save(client: TestClient, base: str, text: str) -> None:
    page = client.get(f"{base}/sections/project").text
    found = re.search(r'name="version" value="(\d+)"', page)
    sent = {"asked": "summary", "q-summary": text, "version": found[1] if found else "0", "go": "back"}
    assert client.post(f"{base}/sections/project", data=sent).status_code == 303


def test_a_comment_is_written_seen_beside_its_question_settled_and_taken_up_again(each_house: House) -> None:
    anna, claire, base = each_house.as_("anna"), each_house.as_("claire"), _base(each_house)
    _comment(anna, base)

    page, section, overview = (
        claire.get(base + where).text for where in ("/comments/summary", "/sections/project", "")
    )
    assert [faults(one) for one in (page, section, overview)] == [[], [], []]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Anna Belkacem" in page
    assert "1 commentaire à régler" in plain(section)
    assert "Commentaires à régler" in overview

    claire.post(_way(page, "settle"))
    settled = anna.get(f"{base}/comments/summary").text
    assert "Réglé par Claire Ambrosi" in settled
    assert "Commentaires à régler" not in claire.get(base).text
    anna.post(_way(settled, "take-up"))
    assert "Commentaires à régler" in claire.get(base).text


def test_a_double_click_comments_once(each_house: House) -> None:
    claire, base = each_house.as_("claire"), _base(each_house)
    for _ in range(2):
        claire.post(f"{base}/comments/summary", data={"text": REMARK, "key": "one"})

    assert claire.get(f"{base}/comments/summary").text.count("Marquer comme réglé") == 1


def test_one_takes_back_ones_own_words_and_nobody_elses(house: House) -> None:
    anna, claire, base = house.as_("anna"), house.as_("claire"), _base(house)
    _comment(anna, base, SECRET)
    ask = _way(anna.get(f"{base}/comments/summary").text, "remove")

    assert claire.get(ask).status_code == 404
    assert claire.post(ask).status_code == 403
    assert SECRET in anna.get(ask).text
    assert anna.post(ask).status_code == 303
    assert SECRET not in anna.get(f"{base}/comments/summary").text
    assert anna.post(ask).status_code == 404


@pytest.mark.parametrize("who", ["remi", "simon"])
def test_who_reads_or_signs_reads_comments_and_has_no_dead_button(house: House, who: str) -> None:
    _comment(house.as_("anna"), _base(house), SECRET)

    page = house.as_(who).get(f"{_base(house)}/comments/summary").text

    assert faults(page) == []
    assert SECRET in page
    assert "Marquer comme réglé" not in page
    assert "<textarea" not in page
    settle = f"{_base(house)}/comments/summary/{_id(house)}/settle"
    assert house.as_(who).post(settle).status_code == 403


def _id(house: House) -> str:
    page = house.as_("anna").get(f"{_base(house)}/comments/summary").text
    found = re.search(r'id="c-([0-9a-f-]{36})"', page)
    assert found
    return found[1]


def test_organisers_and_reviewers_never_learn_of_a_comment_nor_of_an_earlier_text(house: House) -> None:
    claire, base = house.as_("claire"), _base(house)
    _save(claire, base, f"Un texte qui dit {SECRET}.")
    house.clock.move_to(house.clock.now().replace(hour=23))
    _save(claire, base, "Un texte qui ne le dit plus.")
    for name in ("draft", "filed", "admitted"):
        _comment(claire, _base(house, name), SECRET)

    one = house.world.dossiers["admitted"]
    calls = "/organiser/calls/ptce"
    theirs = [calls, *(f"{calls}/{page}" for page in ("dossiers", "dossiers/" + str(one), "messages", "journal"))]
    for who in ("helene", "ada"):
        for where in [
            *theirs,
            f"{calls}/dossiers/{house.world.dossiers['filed']}",
            "/calls/ptce",
            "/calls/ptce/journal",
        ]:
            page = house.as_(who).get(where).text
            assert SECRET not in page, where
            assert "ommentaire de l’équipe" not in page, where
    read = [SECRET in house.as_("gerard").get(where).text for where in ("/reviewer", f"/reviewer/dossiers/{one}")]
    assert read == [False, False]
    assert "dossier.commented" in acts(house)
    for who in ("helene", "gerard", "ada", "yann"):
        for where in ("/comments/summary", "/history", "/history/summary"):
            assert house.as_(who).get(_base(house, "admitted") + where).status_code == 404


def test_the_history_says_who_changed_what_and_brings_a_text_back(each_house: House) -> None:
    claire, edith, base = each_house.as_("claire"), each_house.as_("edith"), _base(each_house)
    _save(claire, base, "Une scierie artisanale pour la vallée.")
    _save(edith, base, "Une scierie coopérative pour la vallée.")

    whole, one = claire.get(f"{base}/history").text, claire.get(f"{base}/history/summary").text
    assert [faults(page) for page in (whole, one)] == [[], []]
    assert "Édith Moreau" in whole
    assert "1 mot ajouté, 1 mot retiré" in plain(one)
    assert re.search(r"<del>.*artisanale.*</del>", one)
    assert re.search(r"<ins>.*coopérative.*</ins>", one)
    assert "/history/summary" in claire.get(f"{base}/sections/project").text

    version = re.search(r'name="version" value="(\d+)"', one)
    assert version
    back = claire.post(_way(one, "restore"), data={"version": version[1]})
    assert back.status_code == 303
    assert "Une scierie artisanale" in claire.get(f"{base}/sections/project").text


def test_an_earlier_text_that_crosses_another_is_shown_beside_it(house: House) -> None:
    claire, edith, base = house.as_("claire"), house.as_("edith"), _base(house)
    _save(claire, base, "Une scierie artisanale.")
    _save(edith, base, "Une scierie coopérative.")
    page = claire.get(f"{base}/history/summary").text
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    _save(edith, base, "Une filature.")

    crossed = claire.post(_way(page, "restore"), data={"version": version[1]})

    assert crossed.status_code == 409
    assert faults(crossed.text) == []
    assert "Une scierie artisanale." in crossed.text
    assert "Une filature." in crossed.text
    assert "Une filature." in claire.get(f"{base}/sections/project").text


def test_who_only_reads_sees_the_history_without_a_way_to_change_it(house: House) -> None:
    _save(house.as_("claire"), _base(house), "Un texte.")
    house.clock.move_to(house.clock.now().replace(hour=23))
    _save(house.as_("claire"), _base(house), "Un autre texte.")

    page = house.as_("remi").get(f"{_base(house)}/history/summary").text

    assert faults(page) == []
    assert "/restore" not in page
    assert "/restore" in house.as_("claire").get(f"{_base(house)}/history/summary").text
