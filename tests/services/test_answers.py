"""Saving answers: as they were given, with the columns that repeat them, never over somebody else's."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.models import Answer, DossierSection
from app.services import answers
from tests.desk import Desk
from tests.houses import House
from tests.place_forms import ask_places
from tests.world import AFTER

LONG = "mot " * 60


def _kept(house: House, dossier: object, key: str) -> object:
    with house.database.reading() as db:
        query = select(col(Answer.value)).where(col(Answer.dossier_id) == dossier, col(Answer.question_key) == key)
        return db.execute(query).scalar_one_or_none()


def test_answers_are_kept_whole_right_or_wrong(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()

    version = desk.save(dossier, "project", {"summary": LONG, "budget": {"staff": {"2012": "beaucoup"}}})

    assert version == 1
    assert _kept(each_house, dossier, "summary") == LONG.strip()
    assert _kept(each_house, dossier, "budget") == {"staff": {"2012": "beaucoup"}}


def test_the_columns_repeat_what_lists_show(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()

    desk.save(dossier, "bearer", {"bearer_name": "Scic Séchoir d’Ambert"})
    desk.join(dossier, name="Commune d’Ambert", family="authority", commune="Ambert", is_bearer=True)
    desk.join(dossier, name="Lycée forestier", family="training")

    row = desk.row(dossier)
    assert (row.bearer, row.families, row.member_count) == ("Scic Séchoir d’Ambert", "authority,training", 2)
    assert (row.commune, row.insee, row.departement, row.region) == ("Ambert", "63003", "63", "Auvergne")
    assert (row.missing, row.complete) == (1, 50)
    assert "sechoir" in row.search_text
    assert "lycee" in row.search_text


def test_a_section_counts_what_it_lacks_and_what_is_wrong(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()

    desk.save(dossier, "bearer", {"bearer_email": "pas une adresse"})

    with house.database.reading() as db:
        query = select(DossierSection).where(col(DossierSection.dossier_id) == dossier)
        counts = {row.section_key: (row.missing, row.problems, row.answered) for row in db.execute(query).scalars()}
    assert counts == {"bearer": (1, 1, 1), "project": (1, 0, 0), "members": (0, 0, 0)}


def test_a_stale_save_is_refused_with_both_texts_and_changes_nothing(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()
    desk.save(dossier, "project", {"summary": "Le texte de Jeanne."})

    with pytest.raises(Stale) as refused:
        desk.save(dossier, "project", {"summary": "Mon texte."}, version=0)

    assert refused.value.params == {
        "version": 1,
        "mine": {"summary": "Mon texte."},
        "theirs": {"summary": "Le texte de Jeanne."},
    }
    assert _kept(each_house, dossier, "summary") == "Le texte de Jeanne."


def test_saving_the_same_again_changes_nothing_even_with_an_old_version(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    desk.save(dossier, "project", {"summary": "Mon texte."})

    assert desk.save(dossier, "project", {"summary": "  Mon texte. "}, version=0) == 1


def test_a_question_left_out_keeps_its_answer_and_an_emptied_one_loses_it(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    desk.save(dossier, "bearer", {"bearer_name": "Scic", "bearer_email": "claire@exemple.fr"})

    desk.save(dossier, "bearer", {"bearer_name": ""}, version=1)

    assert _kept(house, dossier, "bearer_name") is None
    assert _kept(house, dossier, "bearer_email") == "claire@exemple.fr"


@pytest.mark.parametrize(
    ("section", "values", "refusal"),
    [
        ("bearer", {"summary": "x"}, Invalid),
        ("project", {"statutes": ["x"]}, Invalid),
        ("nowhere", {}, NotFound),
    ],
)
def test_only_what_a_section_asks_is_saved(
    house: House, section: str, values: dict[str, object], refusal: type
) -> None:
    desk = Desk(house)

    with pytest.raises(refusal):
        desk.save(desk.start(), section, values)  # type: ignore[arg-type]


def test_nothing_is_saved_after_the_end_nor_in_a_filed_dossier(house: House) -> None:
    desk = Desk(house)
    draft, filed = desk.start(), desk.whole()
    desk.submit(filed)

    with pytest.raises(WrongState, match="wrong_state"):
        desk.save(filed, "project", {"summary": "Trop tard."}, version=1)
    house.clock.move_to(AFTER)
    with pytest.raises(WrongState, match="call_closed"):
        desk.save(draft, "project", {"summary": "Trop tard."})


def test_places_are_recognised_whoever_sends_them_and_say_where_a_dossier_is_from(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = ask_places(each_house)

    desk.save(dossier, "places", {"ground": {"names": ["Romans-sur-Isère", "Rhône-Alpes"], "communes": ["99999"]}})

    assert _kept(each_house, dossier, "ground") == {
        "communes": ["26281"], "regions": ["Rhône-Alpes"], "names": ["99999"]
    }  # fmt: skip
    row = desk.row(dossier)
    assert (row.commune, row.insee, row.departement, row.region) == ("Romans-sur-Isère", "26281", "26", "Rhône-Alpes")


def test_a_dossier_without_a_commune_is_from_its_departement_or_the_seat_of_its_bearer(house: House) -> None:
    desk = Desk(house)
    dossier = ask_places(house)

    desk.save(dossier, "places", {"ground": {"epcis": ["200068781"]}})
    larger = desk.row(dossier)
    desk.save(dossier, "places", {"bearer": {"name": "Scic", "commune": "Ambert (63)"}}, 1)
    seat = desk.row(dossier)

    assert (larger.commune, larger.departement, larger.region) == ("", "26", "Rhône-Alpes")
    assert (seat.commune, seat.departement, seat.bearer) == ("Ambert", "63", "Scic")
    assert _kept(house, dossier, "bearer") == {"name": "Scic", "commune": "63003", "departement": "63"}


def test_a_directory_gives_the_number_that_the_question_accepts(house: House) -> None:
    desk = Desk(house)
    dossier = ask_places(house)
    found = {"identifier": "W262000001", "numbers": ["441208733", "44120873300010", "W262000001"], "name": "Archer"}

    desk.act(
        lambda db, me: answers.save_section(
            db,
            desk.mine(db, dossier),
            "places",
            {"bearer": {"identifier": "W262000001"}},
            version=0,
            actor=me,
            now=house.clock.now(),
            found={"bearer": found},  # type: ignore[dict-item]
        )
    )

    assert _kept(house, dossier, "bearer") == {"identifier": "441208733", "name": "Archer"}
