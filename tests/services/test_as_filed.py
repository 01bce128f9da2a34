"""A filed dossier that is being changed: those who write it read their changes, everybody else what was filed."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.questions import Reader
from app.models import Dossier, Member
from app.queries.asked import reading
from app.queries.compositions import broken_rules
from app.queries.files import readable_file
from app.services import answers, dossiers, files
from tests.houses import House
from tests.services.reviewing import actor
from tests.world import NOW


def _reopened(db: Session, house: House) -> Dossier:
    """The draft of claire, filed, then reopened and changed."""
    dossier, claire = db.get_one(Dossier, house.world.dossiers["draft"]), actor(db, house, "claire")
    dossiers.submit(db, dossier, actor=claire, now=NOW)
    dossier.reopened_at = NOW
    answers.save_section(
        db,
        dossier,
        "bearer",
        {"bearer_name": "Nom nouveau"},
        version=1,
        actor=claire,
        now=NOW + timedelta(minutes=1),
    )
    files.remove(db, dossier, house.world.files["draft"], actor=claire, now=NOW + timedelta(minutes=2))
    db.delete(db.execute(select(Member).where(col(Member.dossier_id) == dossier.id).limit(1)).scalar_one())
    db.flush()
    return dossier


def test_changes_that_are_not_filed_exist_for_those_who_write_them_alone(each_house: House) -> None:
    with each_house.database.writing() as db:
        dossier = _reopened(db, each_house)

        _, mine = reading(db, dossier, working=True)
        _, theirs = reading(db, dossier)
        _, reviewed = reading(db, dossier, reader=Reader.REVIEWERS)

        assert (mine.values["bearer_name"], len(mine.members), len(mine.files)) == ("Nom nouveau", 1, 0)
        for content in (theirs, reviewed):
            assert (content.values["bearer_name"], len(content.members)) == ("Association draft", 2)
            assert [file.name for file in content.files] == ["statuts.pdf"]
        assert dossier.bearer == "Association draft"
        assert "nouveau" not in dossier.search_text
        assert broken_rules(db, [], [dossier.id]) == {}


def test_a_file_that_was_filed_is_read_though_it_was_taken_out_since(each_house: House) -> None:
    with each_house.database.writing() as db:
        dossier = _reopened(db, each_house)

        found = readable_file(db, dossier, each_house.world.files["draft"], reader=None)

        assert found is not None
        assert found.removed_at is not None


def test_filing_again_makes_the_changes_what_everybody_reads(each_house: House) -> None:
    with each_house.database.writing() as db:
        dossier, claire = _reopened(db, each_house), actor(db, each_house, "claire")

        again = dossiers.submit(db, dossier, actor=claire, now=NOW + timedelta(hours=1))

        assert again.number == 2
        assert dossier.reopened_at is None
        assert reading(db, dossier)[1].values["bearer_name"] == "Nom nouveau"
        assert dossier.bearer == "Nom nouveau"
