"""Nothing personal and nothing undecided on any public page, file or feed, before and after the publication."""

import json

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.workflow import Outcome
from app.models import Answer, Decision, Dossier, Member, Person, Review
from app.services import selection
from tests.houses import House
from tests.services.deciding import actor, agree, call_of, join, publish, rank
from tests.world import AFTER

CALL = "/calls/ptce"
PATHS = (
    "/", "/calls", CALL, f"{CALL}/questions", f"{CALL}/method", f"{CALL}/journal", f"{CALL}/results",
    f"{CALL}/results.csv", f"{CALL}/results.json", f"{CALL}/results.geojson", "/poles", "/poles?q=marque", "/agenda",
    "/agenda.ics", "/news", "/news.atom", "/open-data", "/sitemap.xml", "/poles/pole-retenu",
)  # fmt: skip

MARKS = {
    "the e-mail of an applicant": "marque-courriel@exemple.fr",
    "the name of an applicant": "Marque Porteuse",
    "the e-mail of a member": "marque-membre@exemple.fr",
    "the name of a person among the members": "Marque Personne",
    "the number of a member": "44120873000017",
    "the comment of a review": "Marque avis",
    "the private note of a review": "Marque note privée",
    "the name of a reviewer": "Marque Lectrice",
    "a mark": "4.321",
    "a mark in French": "4,321",
    "the reason of a decision": "Marque motif",
    "an answer for reviewers alone": "Marque stratégie",
    "the title of a refused dossier": "Marque refusé",
    "the title of a dossier not selected": "Marque non retenu",
    "the title of a dossier that waits": "Marque attente",
    "the title of a draft": "Marque brouillon",
}


@pytest.fixture
def marked(each_house: House) -> House:
    """A house where everything that must stay private bears a mark."""
    chosen, waits, left = rank(each_house, 4.321, 4.0, 3.0, places=1)
    titles = {chosen: "Pôle retenu", waits: "Marque attente", left: "Marque non retenu"}
    titles |= {
        each_house.world.dossiers["refused"]: "Marque refusé",
        each_house.world.dossiers["draft"]: "Marque brouillon",
    }
    agree(each_house, chosen, summary="Le séchoir.", strategy="Marque stratégie", pooling="Marque stratégie")
    join(each_house, chosen, "Marque Personne", "person", email="marque-membre@exemple.fr")
    with each_house.database.writing() as db:
        for dossier_id, title in titles.items():
            db.get_one(Dossier, dossier_id).title = title
        for name in ("claire", "yann"):
            person = db.get_one(Person, each_house.world.people[name])
            person.name = "Marque Porteuse"
        db.get_one(Person, each_house.world.people["yann"]).email = "marque-courriel@exemple.fr"
        db.get_one(Person, each_house.world.people["gerard"]).name = "Marque Lectrice"
        for review in db.execute(select(Review)).scalars():
            review.comment, review.private_note = "Marque avis", "Marque note privée"
        helene = actor(db, each_house, "helene")
        outcomes = {chosen: Outcome.SELECTED, waits: Outcome.WAITING, left: Outcome.NOT_SELECTED}
        choices = [selection.Choice(dossier, outcome, "Marque motif") for dossier, outcome in outcomes.items()]
        selection.decide_many(db, call_of(db, each_house), choices, actor=helene, now=AFTER)
    return each_house


def _leaks(house: House) -> list[tuple[str, str]]:
    found = []
    for path in PATHS:
        for language in ("fr", "en"):
            text = house.as_(language=language).get(path).content.decode("utf-8-sig")
            found += [(path, what) for what, mark in MARKS.items() if mark in text or json.dumps(mark)[1:-1] in text]
    return found


def test_before_the_publication_nothing_private_is_shown(marked: House) -> None:
    assert _leaks(marked) == []
    for path in PATHS:
        assert "Pôle retenu" not in marked.as_().get(path).text


def test_after_the_publication_the_selected_are_shown_and_nothing_else(marked: House) -> None:
    publish(marked)

    assert _leaks(marked) == []
    assert "Pôle retenu" in marked.as_().get(f"{CALL}/results").text


def test_what_is_marked_could_leak(marked: House) -> None:
    """The marks are really in the database: a test that looks for nothing proves nothing."""
    with marked.database.reading() as db:
        kept = [*db.execute(select(col(Dossier.title))).scalars(), *db.execute(select(col(Person.name))).scalars()]
        kept += [*db.execute(select(col(Person.email))).scalars(), *db.execute(select(col(Review.comment))).scalars()]
        kept += [str(value) for value in db.execute(select(col(Answer.value))).scalars()]
        kept += [row for pair in db.execute(select(col(Member.name), col(Member.contact_email))) for row in pair]
        kept += [*db.execute(select(col(Review.private_note))).scalars()]
        kept += [*db.execute(select(col(Decision.reason))).scalars()]
        kept += [*db.execute(select(col(Member.identifier))).scalars()]
        means = [str(mean) for mean in db.execute(select(col(Review.mean))).scalars()]
    kept += [*means, *(mean.replace(".", ",") for mean in means)]

    assert {mark for mark in MARKS.values() if mark not in kept} == set()
