"""Where a track hides its applicants, its reviewers read what they say, and never who says it."""

from uuid import UUID

import pytest

from app.domain.questions import Reader
from app.models import Answer, Dossier, FormVersion, Redaction, StoredFile, Track
from app.queries.asked import hidden_from, reading
from app.queries.blind import titles
from app.queries.files import readable_file
from app.queries.reviews import readings
from tests.houses import House
from tests.query_counts import counted
from tests.services.deciding import actor
from tests.world import NOW


def _hide(house: House, blind: str = "applicant") -> UUID:
    with house.database.writing() as db:
        db.get_one(Track, house.world.tracks["pole"]).blind = blind
    return house.world.dossiers["admitted"]


def _rewrite(house: House, key: str, value: object = None, *, file: UUID | None = None, by: UUID | None = None) -> None:
    helene = house.world.people["helene"]
    with house.database.writing() as db:
        row = Redaction(
            dossier_id=house.world.dossiers["admitted"], question_key=key, value=value, made_by=helene, made_at=NOW
        )
        row.file_id, row.replacement_id = file, by
        db.add(row)


def _copy(house: House) -> UUID:
    """A file made for reviewers."""
    with house.database.writing() as db:
        row = db.get_one(StoredFile, house.world.files["admitted"])
        plain = row.model_dump(exclude={"id", "question_key", "storage_key", "name"})
        copy = StoredFile(**plain, question_key="", storage_key="copies/one", name="Caviardé par Hélène.PDF")
        db.add(copy)
        db.flush()
        return copy.id


def test_what_names_the_applicant_is_not_read(each_house: House) -> None:
    dossier_id = _hide(each_house)

    with each_house.database.reading() as db:
        dossier = db.get_one(Dossier, dossier_id)
        plan, content = reading(db, dossier, reader=Reader.REVIEWERS)
        assert {question.key for question in plan.questions} == {"summary", "budget", "statutes"}
        assert content.values["summary"] == "Résumé secret de admitted."
        assert (content.members, "bearer_name" in content.values) == ([], False)
        assert [file.name for file in content.files] == ["statutes-1.pdf"]
        assert hidden_from(db, dossier, Reader.REVIEWERS) == {"bearer", "members", "place"}
        assert hidden_from(db, dossier, None) == frozenset()


@pytest.mark.parametrize(
    ("blind", "name"), [("none", "statuts.pdf"), ("reviewer", "statuts.pdf"), ("both", "statutes-1.pdf")]
)
def test_files_are_renamed_only_where_applicants_are_hidden(house: House, blind: str, name: str) -> None:
    dossier_id = _hide(house, blind)

    with house.database.reading() as db:
        found = readable_file(
            db, db.get_one(Dossier, dossier_id), house.world.files["admitted"], reader=Reader.REVIEWERS
        )
        assert found is not None
        assert found.name == name
    with house.database.reading() as db:
        assert db.get_one(StoredFile, house.world.files["admitted"]).name == "statuts.pdf"


def test_what_was_written_in_the_place_of_an_answer_is_read_instead(each_house: House) -> None:
    dossier_id = _hide(each_house)
    _rewrite(each_house, "summary", "Un résumé sans nom.")
    _rewrite(each_house, "bearer_name", "Une coopérative")
    _rewrite(each_house, "budget", None)

    with each_house.database.reading() as db:
        dossier = db.get_one(Dossier, dossier_id)
        plan, content = reading(db, dossier, reader=Reader.REVIEWERS)
        _, whole = reading(db, dossier)
        assert {question.key for question in plan.questions} == {"bearer_name", "summary", "statutes"}
        assert (content.values["summary"], content.values["bearer_name"]) == ("Un résumé sans nom.", "Une coopérative")
        assert whole.values["summary"] == "Résumé secret de admitted."


def test_a_copy_is_read_in_the_place_of_a_file_and_nobody_else_sees_it(each_house: House) -> None:
    dossier_id, original = _hide(each_house), each_house.world.files["admitted"]
    copy = _copy(each_house)
    _rewrite(each_house, "statutes", file=original, by=copy)

    with each_house.database.reading() as db:
        dossier = db.get_one(Dossier, dossier_id)
        _, content = reading(db, dossier, reader=Reader.REVIEWERS)
        _, whole = reading(db, dossier)
        assert [(file.id, file.name) for file in content.files] == [(copy, "statutes-1.pdf")]
        assert content.values["statutes"] == [str(copy)]
        assert [file.id for file in whole.files] == [original]
        assert readable_file(db, dossier, original, reader=Reader.REVIEWERS) is None
        assert readable_file(db, dossier, copy, reader=Reader.REVIEWERS) is not None


def test_a_file_that_is_kept_back_is_not_read(house: House) -> None:
    dossier_id = _hide(house)
    _rewrite(house, "statutes", file=house.world.files["admitted"])

    with house.database.reading() as db:
        dossier = db.get_one(Dossier, dossier_id)
        assert reading(db, dossier, reader=Reader.REVIEWERS)[1].files == []
        assert readable_file(db, dossier, house.world.files["admitted"], reader=Reader.REVIEWERS) is None


def test_a_title_that_names_the_applicant_gives_way_to_the_reference_or_to_what_was_written(each_house: House) -> None:
    dossier_id = _hide(each_house)
    with each_house.database.writing() as db:
        version = db.get_one(FormVersion, each_house.world.versions["pole"])
        title = {"key": "title", "kind": "short", "label": {"fr": "Nom"}, "identifies": True}
        sections = list(version.plan["sections"])  # type: ignore[call-overload]
        sections[0] = {**sections[0], "questions": [*sections[0]["questions"], title]}
        plain = version.model_dump(exclude={"id", "plan", "number"})
        newer = FormVersion(**plain, number=2, plan={"sections": sections})
        db.add(newer)
        db.flush()
        db.get_one(Dossier, dossier_id).form_version_id = newer.id
        db.add(Answer(dossier_id=dossier_id, question_key="title", value="Pôle Durand", updated_at=NOW,
                      updated_by=each_house.world.people["claire"]))  # fmt: skip

    with each_house.database.reading() as db:
        reference = db.get_one(Dossier, dossier_id).reference
        assert titles(db, [dossier_id]) == {dossier_id: reference}
    _rewrite(each_house, "title", "Pôle D.")
    with each_house.database.reading() as db:
        gerard = actor(db, each_house, "gerard")
        assert titles(db, [dossier_id]) == {dossier_id: "Pôle D."}
        assert "Pôle D." in {row.title for row in readings(db, gerard)}


def test_readings_cost_the_same_whatever_is_hidden(house: House) -> None:
    _hide(house)
    with house.database.reading() as db, counted(house.database) as sent:
        gerard = actor(db, house, "gerard")
        sent.clear()
        rows = readings(db, gerard)

    assert {(row.commune, row.families) for row in rows} == {("", "")}
    assert len(sent) <= 5
