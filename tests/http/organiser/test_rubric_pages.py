"""The rubric of a track, written by its organisers without a script."""

import re

from app.models import Rubric, Track
from tests.houses import House

HERE = "/organiser/calls/ptce/tracks/cooperation_project/rubric"


def _sees(house: House, path: str = "") -> str:
    return house.as_("helene").get(HERE + path).text


def _fields(page: str) -> dict[str, str]:
    """The hidden fields that say what was seen."""
    return dict(re.findall(r'<input type="hidden" name="(was\.[^"]+)" value="([^"]*)">', page))


def test_weights_that_do_not_make_a_hundred_come_back_as_typed_and_can_be_shared_out(house: House) -> None:
    seen = _fields(_sees(house))
    typed = {"weight-strategy": "50", "weight-anchoring": "30", "weight-bonus": "10"}
    helene = house.as_("helene")

    refused = helene.post(f"{HERE}/weights", data={**seen, **typed})
    shared = helene.post(f"{HERE}/weights", data={**seen, **typed, "fix": "yes"})

    assert (refused.status_code, shared.status_code) == (422, 303)
    assert "il manque 10" in refused.text
    assert 'name="weight-strategy" type="number" min="1" max="100" value="50"' in refused.text
    weights = dict(re.findall(r'name="weight-(\w+)" type="number" min="1" max="100" value="(\d+)"', _sees(house)))
    assert weights == {"strategy": "56", "anchoring": "33", "bonus": "11"}


def test_a_criterion_is_added_described_and_seen_as_a_reviewer_does(house: House) -> None:
    helene = house.as_("helene")

    added = helene.post(f"{HERE}/criteria", data={"title.fr": "Utilité sociale"})
    page = _sees(house, "/criteria/utilite_sociale")
    sent = {
        "title.fr": "Utilité sociale",
        "question.fr": "Pour qui ?",
        "levels.fr.5": "Évidente.",
        "comment_to": "applicant",
    }
    saved = helene.post(f"{HERE}/criteria/utilite_sociale", data={**_fields(page), **sent})
    seen = _sees(house, "/preview")

    assert (added.status_code, saved.status_code) == (303, 303)
    assert added.headers["location"] == f"{HERE}/criteria/utilite_sociale"
    assert "Pour qui ?" in seen
    assert "Commentaire pour le comité et le porteur" in seen
    assert "25 points" in seen


def test_two_texts_of_one_field_are_shown_and_two_fields_both_kept(house: House) -> None:
    helene, seen = house.as_("helene"), _fields(_sees(house, "/criteria/strategy"))
    whole = {name.removeprefix("was."): value for name, value in seen.items()}

    first = helene.post(f"{HERE}/criteria/strategy", data={**seen, **whole, "title.fr": "Stratégie"})
    other = house.as_("ada").post(f"{HERE}/criteria/strategy", data={**seen, **whole, "title.en": "Strategy"})
    crossed = house.as_("ada").post(f"{HERE}/criteria/strategy", data={**seen, **whole, "title.fr": "Projet"})

    assert [answer.status_code for answer in (first, other, crossed)] == [303, 303, 409]
    assert "Stratégie" in crossed.text
    assert 'value="Projet"' in crossed.text
    assert _fields(_sees(house, "/criteria/strategy"))["was.title.en"] == "Strategy"


def test_a_locked_rubric_shows_no_way_to_change_it(house: House) -> None:
    house.as_("helene").post(f"{HERE}/lock")

    page = _sees(house)

    assert "La grille est verrouillée depuis le" in page
    assert 'weight-strategy" type' not in page
    assert house.as_("helene").post(f"{HERE}/criteria", data={"title.fr": "Un de plus"}).status_code == 409


def test_a_track_without_a_rubric_begins_one(house: House) -> None:
    with house.database.writing() as db:
        track = db.get_one(Track, house.world.tracks["cooperation_project"])
        db.get_one(Rubric, track.rubric_id).key = "put_aside"
        track.rubric_id = None

    empty = _sees(house)
    house.as_("helene").post(f"{HERE}/start", data={"from": "model"})

    assert "Cette catégorie n’a pas encore de grille" in empty
    assert [title in _sees(house) for title in ("Diversité des acteurs", "Mise en commun", "Total\u00a0: 100")] == [
        True
    ] * 3


def test_an_unknown_track_or_criterion_is_not_found(house: House) -> None:
    helene = house.as_("helene")

    assert helene.get(HERE.replace("cooperation_project", "none")).status_code == 404
    assert helene.get(f"{HERE}/criteria/none").status_code == 404
