"""New calls over HTTP: from a blank page, from an earlier call, from a file with its faults named."""

import html
import json
import re
from typing import Any

import pytest
from httpx2 import Response

from app.models import Call
from app.queries import calls as eyes
from tests.documents import A_FILE
from tests.houses import House
from tests.services.calling import DOCUMENT, document

NEW = "/organiser/calls/new"
BLANK = {
    "key": "one-key",
    "title.fr": "Circuits courts",
    "title.en": "Short food chains",
    "reference": "cc-2012",
    "zone": "Europe/Paris",
    "opens_at": "2012-03-01T09:00",
    "closes_at": "2012-04-30T23:59",
}
COPY = {"key": "one-key", "title.fr": "Suite", "reference": "SUITE", "opens_at": "2012-10-01T09:00"}


def _call(house: House, slug: str) -> Call | None:
    with house.database.reading() as db:
        return eyes.by_slug(db, slug)


def _send(house: House, content: bytes | dict[str, Any], **fields: str) -> Response:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    files = {"document": ("mon appel.json", body, "application/json")}
    return house.as_("helene").post(f"{NEW}/file", data=fields, files=files)


def _faults(answer: Response) -> list[tuple[str, str]]:
    """Each place in words with what to do there."""
    page = html.unescape(answer.text).replace("\u202f", " ").replace("\u00a0", " ")
    return re.findall(r"<li><b>(.*?)</b> : (.*?)(?:<br>|</li>)", page)


@pytest.mark.parametrize(
    ("who", "status"), [("claire", 404), ("gerard", 404), ("helene", 200), ("paul", 200), ("ada", 200)]
)
def test_those_who_run_a_call_find_the_three_ways_to_make_another(house: House, who: str, status: int) -> None:
    client = house.as_(who)

    answers = [client.get(f"{NEW}{way}").status_code for way in ("", "?way=copy", "?way=file")]

    assert answers == [status] * 3


def test_a_blank_call_is_made_once_and_belongs_to_its_maker(each_house: House) -> None:
    client = each_house.as_("helene")

    answers = [client.post(f"{NEW}/blank", data=BLANK) for _ in range(2)]

    assert [(one.status_code, one.headers["location"]) for one in answers] == [
        (303, "/organiser/calls/circuits-courts/tracks")
    ] * 2
    assert client.get("/organiser/calls/circuits-courts/tracks").status_code == 200
    assert each_house.as_("paul").get("/organiser/calls/circuits-courts").status_code == 404
    assert each_house.as_().get("/calls/circuits-courts").status_code == 404


def test_what_is_wrong_in_a_blank_call_is_named_and_what_was_typed_stays(house: House) -> None:
    client = house.as_("helene")
    wrong = {**BLANK, "reference": "deux mots", "closes_at": "2012-02-01T00:00"}

    answer = client.post(f"{NEW}/blank", data=wrong)
    taken = client.post(f"{NEW}/blank", data={**BLANK, "slug": "ptce"})
    again = client.post(f"{NEW}/blank", data={**BLANK, "slug": "ptce-suite"})

    assert answer.status_code == taken.status_code == 422
    assert 'href="#reference"' in answer.text
    assert 'href="#closes_at"' in answer.text
    assert 'value="Short food chains"' in answer.text
    assert 'href="#slug"' in taken.text
    assert again.headers["location"] == "/organiser/calls/ptce-suite/tracks"


def test_the_address_of_the_page_of_new_calls_is_no_address_of_a_call(house: House) -> None:
    assert house.as_("helene").post(f"{NEW}/blank", data={**BLANK, "slug": "new"}).status_code == 422


def test_a_copy_shows_its_dates_before_it_is_made(each_house: House) -> None:
    client, address = each_house.as_("helene"), "/organiser/calls/ptce/copy"

    preview = client.post(address, data=COPY)
    before = _call(each_house, "suite")
    answers = [client.post(address, data={**COPY, "step": "confirm"}) for _ in range(2)]

    assert "mercredi 31 octobre 2012 à 23 h 59" in html.unescape(preview.text).replace("\u00a0", " ")
    assert before is None
    assert [one.headers["location"] for one in answers] == ["/organiser/calls/suite/tracks"] * 2
    made = _call(each_house, "suite")
    assert made is not None
    assert made.closes_at.isoformat() == "2012-10-31T22:59:59+00:00"


def test_a_call_is_copied_by_its_own_organisers_alone(house: House) -> None:
    assert house.as_("ines").post("/organiser/calls/ptce/copy", data={**COPY, "step": "confirm"}).status_code == 404


def test_an_exported_call_is_brought_in_under_another_name(house: House) -> None:
    sent = house.as_("helene").get("/organiser/calls/ptce/export.json")
    taken = _send(house, sent.content)

    answer = _send(house, sent.content, slug="ailleurs", reference="ailleurs")
    back = house.as_("helene").get("/organiser/calls/ailleurs/export.json").json()

    assert sent.headers["content-disposition"] == 'attachment; filename="ptce.json"'
    assert (taken.status_code, "mon appel.json" in taken.text) == (422, True)
    assert answer.headers["location"] == "/organiser/calls/ailleurs/tracks"
    assert back == sent.json() | {"slug": "ailleurs", "reference": "AILLEURS"}


def test_a_document_that_says_it_is_public_is_brought_in_private(house: House) -> None:
    assert _send(house, document(is_public=True, files=[A_FILE])).status_code == 303

    made = _call(house, "circuits-courts")
    assert made is not None
    assert made.is_public is False


def test_every_fault_of_a_document_is_named_with_its_place(house: House) -> None:
    broken = json.loads(json.dumps(DOCUMENT))
    questions = broken["tracks"][0]["form"]["sections"][0]["questions"]
    questions[0]["kind"] = "poem"
    questions[1]["options"] = []
    questions.append({"key": "why", "kind": "short", "label": {"fr": "x"}, "when": {"all": [{"question": "size"}]}})
    broken |= {"colour": "red", "reference": ""}
    broken["tracks"][0]["rubric"]["criteria"][1]["weight"] = 31
    broken["moments"][1]["starts_at"] = "bientôt"

    answer = _send(house, broken)

    assert answer.status_code == 422
    assert _call(house, "circuits-courts") is None
    track = "catégorie 1 (pole), formulaire, rubrique 1 (project)"
    assert dict(_faults(answer)) == {
        "étape 2, « starts_at »": "Écrivez une date et une heure.",
        "« reference »": "Des majuscules, des chiffres et des traits d’union : PTCE-2027.",
        f"{track}, question 1 (title), « kind »": "Choisissez dans la liste.",
        f"{track}, question 2 (size)": "« size » n’a rien à choisir : ajoutez-lui des choix (options).",
        f"{track}, question 3 (why), condition, condition 1, « op »": "Remplissez ce champ.",
        "catégorie 1 (pole), grille": "Les poids d’une grille font 100 en tout.",
        "« colour »": "Ce nom n’est pas connu ici : retirez-le, ou corrigez-le.",
    }


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'{"slug": "x",\n "title" }', "ligne 2, colonne 10"),
        (b"\xff\xfe", "le document entier"),
        (b"[]", "le document entier"),
        (b"[" * 100_000, "le document entier"),
    ],
)
def test_a_file_that_is_no_document_is_refused_plainly(house: House, content: bytes, place: str) -> None:
    answer = _send(house, content)

    assert answer.status_code == 422
    assert [where for where, _ in _faults(answer)] == [place]


def test_without_a_file_one_is_asked_for(house: House) -> None:
    answer = house.as_("helene").post(f"{NEW}/file", data={"slug": "ailleurs"})

    assert (answer.status_code, 'href="#document"' in answer.text, 'value="ailleurs"' in answer.text) == (
        422,
        True,
        True,
    )
