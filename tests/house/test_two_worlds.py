"""A world with a hidden fact and the same without it: those who must not know are answered byte for byte alike."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.domain.reviewing import Reviewing, ReviewPhase, Rules, reviewing_as_json
from app.domain.texts import Texts
from app.models import (
    Answer,
    Assignment,
    Call,
    Collaborator,
    Conflict,
    Decision,
    Dossier,
    FormVersion,
    Member,
    Person,
    Review,
    StoredFile,
    Track,
)
from tests.house.two_worlds import differences, letters, two_worlds
from tests.houses import House
from tests.world import NOW, World

Template = tuple[Path, World]
OPEN = Rules(sees_others="always", sees_averages=True, may_comment=True, may_revise=True)


def _read_together(house: House, blind: str = "both") -> None:
    """francoise reads `decided` beside gerard; the phase lets reviewers see each other's reviews, without names."""
    with house.database.writing() as db:
        db.get_one(Track, house.world.tracks["pole"]).blind = blind
        phase = ReviewPhase("together", Texts((("fr", "Ensemble"),)), NOW - timedelta(days=1), OPEN)
        db.get_one(Call, house.world.calls["ptce"]).reviewing = reviewing_as_json(Reviewing(phases=(phase,)))
        for name in ("decided", "admitted"):
            _give(db, house, name, "francoise")
        _ask_title(db, house)


def _ask_title(db: Session, house: House) -> None:
    """The form of both dossiers asks a title that tells who files."""
    version = db.get_one(FormVersion, house.world.versions["pole"])
    title = {"key": "title", "kind": "short", "label": {"fr": "Nom"}, "identifies": True}
    first, *others = cast("list[dict[str, Any]]", version.plan["sections"])
    sections = [{**first, "questions": [*first["questions"], title]}, *others]
    newer = FormVersion(**version.model_dump(exclude={"id", "plan", "number"}), number=2, plan={"sections": sections})
    db.add(newer)
    db.flush()
    for name in ("decided", "admitted"):
        dossier = db.get_one(Dossier, house.world.dossiers[name])
        dossier.form_version_id = newer.id
        said = Answer(dossier_id=dossier.id, question_key="title", value=dossier.title, updated_at=NOW,
                      updated_by=dossier.owner_id)  # fmt: skip
        db.add(said)


def _give(db: Session, house: House, dossier: str, who: str) -> None:
    world = house.world
    row = Assignment(
        dossier_id=world.dossiers[dossier],
        reviewer_id=world.people[who],
        created_at=NOW,
        created_by=world.people["helene"],
    )
    db.add(row)


def _rename(house: House, who: str) -> None:
    with house.database.writing() as db:
        person = db.get_one(Person, house.world.people[who])
        person.name, person.email = "Marque Secrète", "marque@secret.example"


def _reviewer_renamed(house: House) -> None:
    _rename(house, "gerard")


def _applicant_renamed(house: House) -> None:
    """Everything that says who files `admitted` and `decided`."""
    _rename(house, "claire")
    with house.database.writing() as db:
        for name in ("admitted", "decided"):
            dossier_id = house.world.dossiers[name]
            dossier = db.get_one(Dossier, dossier_id)
            dossier.bearer, dossier.commune, dossier.search_text = "Marque Secrète", "Marque", "marque secrete"
            dossier.title = "Marque Secrète"
            for member in db.execute(select(Member).where(col(Member.dossier_id) == dossier_id)).scalars():
                member.name = "Marque Secrète"
            for file in db.execute(select(StoredFile).where(col(StoredFile.dossier_id) == dossier_id)).scalars():
                file.name = "marque-secrete.pdf"
            said = col(Answer.question_key).in_(["bearer_name", "title"])
            for answer in db.execute(select(Answer).where(col(Answer.dossier_id) == dossier_id, said)).scalars():
                answer.value = "Marque Secrète"
            for row in db.execute(select(Collaborator).where(col(Collaborator.dossier_id) == dossier_id)).scalars():
                row.name, row.email = "Marque Secrète", f"{row.id}@secret.example"


def _no_decision(house: House) -> None:
    with house.database.writing() as db:
        db.execute(delete(Decision))


def _other_decision(house: House) -> None:
    with house.database.writing() as db:
        for row in db.execute(select(Decision)).scalars():
            row.outcome, row.reason = "not_selected", "Marque Secrète"


def _tied(state: str, who: str = "francoise", dossier: str = "filed") -> object:
    def fact(house: House) -> None:
        world = house.world
        with house.database.writing() as db:
            row = Conflict(
                dossier_id=world.dossiers[dossier],
                person_id=world.people[who],
                state=state,
                evidence="Marque Secrète",
                created_at=NOW,
                created_by=world.people["helene"],
            )
            db.add(row)

    return fact


def _everything_of_a_conflicted_dossier(house: House) -> None:
    """`admitted` becomes another dossier, in another state, that nobody reads."""
    with house.database.writing() as db:
        dossier_id = house.world.dossiers["admitted"]
        dossier = db.get_one(Dossier, dossier_id)
        dossier.title, dossier.bearer, dossier.state = "Marque Secrète", "Marque Secrète", "refused"
        dossier.search_text, dossier.commune, dossier.region = "marque secrete", "Marque", "Bretagne"
        db.execute(delete(Review).where(col(Review.dossier_id) == dossier_id))
        db.execute(
            delete(Assignment).where(
                col(Assignment.dossier_id) == dossier_id, col(Assignment.reviewer_id) != house.world.people["malik"]
            )
        )


OF_THE_WHOLE_CALL = re.compile(r"/calls/ptce/publication(\?|$)")
"""Whoever publishes, publishes everything: they learn that something is undecided, and not what."""
HIDDEN = {
    "a reviewer's name": (_reviewer_renamed, ("francoise", "claire", "")),
    "an applicant's name in a blind track": (_applicant_renamed, ("gerard", "yann", "ines")),
    "a decision that is not published": (_no_decision, ("gerard", "claire", "remi")),
    "what was decided": (_other_decision, ("claire", "")),
    "a conflict": (_tied("declared"), ("francoise", "claire")),
    "a conflict that is suspected": (_tied("suspected"), ("gerard",)),
    "a dossier that one is in conflict with": (_everything_of_a_conflicted_dossier, ("malik", "paul")),
}
"""What is hidden, and from whom: each is answered at every door."""


@pytest.mark.parametrize("hidden", HIDDEN)
def test_those_who_must_not_know_are_answered_alike(small_world: Template, tmp_path: Path, hidden: str) -> None:
    fact, people = HIDDEN[hidden]

    with two_worlds(small_world, tmp_path, _read_together, fact, people) as worlds:  # type: ignore[arg-type]
        found = {who: list(differences(worlds, who, words=["marque"])) for who in people}
        mails = [{who: letters(house, who) for who in people if who} for house in worlds[:2]]

    told = {who: [path for path in paths if not OF_THE_WHOLE_CALL.search(path)] for who, paths in found.items()}
    assert {who: paths for who, paths in told.items() if paths} == {}
    assert mails[0] == mails[1]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_those_who_may_know_see_the_difference(small_world: Template, tmp_path: Path, hidden: str) -> None:
    """The fact really shows somewhere: a test that compares two equal worlds proves nothing."""
    fact, _ = HIDDEN[hidden]

    with two_worlds(small_world, tmp_path, _read_together, fact, ["helene"]) as worlds:  # type: ignore[arg-type]
        assert next(differences(worlds, "helene", words=["marque"]), "") != ""
