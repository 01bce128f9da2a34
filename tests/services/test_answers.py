"""Saving answers: as they were given, with the columns that repeat them, never over somebody else's."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.models import Answer, DossierSection
from tests.desk import Desk
from tests.houses import House
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
