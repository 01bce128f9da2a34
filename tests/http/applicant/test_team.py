"""A dossier worked on by several: what each sees and may do, who leaves, who takes it over, who answers what."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import AnswerTask
from tests.houses import House
from tests.http.applicant.inviting import invite, owner_of, path_of, place_of, text_to
from tests.services.reviewing import plain
from tests.world import NOW


def _row(house: House, who: str) -> UUID:
    return house.world.collaborators[f"draft.{who}"]


def _give(house: House, who: str = "edith", seen: str = "", *, by: str = "claire") -> int:
    person = str(house.world.people[who]) if who else ""
    fields = {"to-summary": person, "seen-summary": seen}
    return house.as_(by).post(f"{path_of(house)}/tasks", data=fields).status_code


def _tasks(house: House) -> dict[str, UUID]:
    with house.database.reading() as db:
        rows = db.execute(select(col(AnswerTask.question_key), col(AnswerTask.person_id))).all()
        return {key: person for key, person in rows}  # noqa: C416


@pytest.mark.parametrize("who", ["remi", "anna", "simon"])
def test_who_does_not_write_gets_pages_to_read_and_no_dead_button(house: House, who: str) -> None:
    browser = house.as_(who)

    overview = browser.get(path_of(house)).text
    section = browser.get(f"{path_of(house)}/sections/project").text

    assert "Vérifier et déposer" not in overview
    assert "Abandonner ce brouillon" not in overview
    assert "Relire tout le dossier" in overview
    assert "Résumé secret de draft." in section
    assert "<textarea" not in section
    assert "Vous lisez cette rubrique" in section
    assert browser.get(f"{path_of(house)}/members/new").status_code == 403


def test_who_edits_writes_but_does_not_file(house: House) -> None:
    edith = house.as_("edith")

    assert "<textarea" in edith.get(f"{path_of(house)}/sections/project").text
    check = edith.get(f"{path_of(house)}/check").text

    assert "Déposer le dossier" not in check
    assert "La personne responsable du dossier est la seule à pouvoir le déposer" in check
    assert edith.post(f"{path_of(house)}/submit", data={"exact": "yes", "informed": "yes"}).status_code == 403


def test_addresses_are_shown_to_the_owner_alone(house: House) -> None:
    invite(house, "inconnue@exemple.fr", name="")

    assert "inconnue@exemple.fr" in house.as_("claire").get(f"{path_of(house)}/team").text
    for who in ("edith", "remi"):
        page = house.as_(who).get(f"{path_of(house)}/team").text
        assert "inconnue@exemple.fr" not in page
        assert "anna@exemple.fr" not in page
        assert "Une personne invitée" in page


def test_organisers_and_reviewers_do_not_see_who_works_on_a_dossier(house: House) -> None:
    dossier = house.world.dossiers["admitted"]

    for who, path in (
        ("helene", f"/organiser/calls/ptce/dossiers/{dossier}"),
        ("gerard", f"/reviewer/dossiers/{dossier}"),
    ):
        page = house.as_(who).get(path)
        assert page.status_code == 200
        assert not [name for name in ("Moreau", "Castaing", "edith@exemple.fr") if name in page.text]


def test_a_hand_changes_at_once_and_an_old_page_is_told(each_house: House) -> None:
    claire, at = each_house.as_("claire"), f"{path_of(each_house)}/team/{_row(each_house, 'remi')}"

    assert claire.post(at, data={"hand": "edit", "version": "1"}).status_code == 303
    assert "<textarea" in each_house.as_("remi").get(f"{path_of(each_house)}/sections/project").text
    old = claire.post(at, data={"hand": "comment", "version": "1"})

    assert old.status_code == 409
    assert "peut modifier" in old.text.lower()
    with each_house.database.reading() as db:
        assert place_of(db, each_house, "remi@exemple.fr").hand == "edit"


def test_who_is_removed_loses_the_dossier_at_once_and_is_told(each_house: House) -> None:
    _give(each_house)
    claire = each_house.as_("claire")

    claire.post(f"{path_of(each_house)}/team/{_row(each_house, 'edith')}/end")

    edith = each_house.as_("edith")
    assert edith.get(path_of(each_house)).status_code == 404
    assert edith.post(f"{path_of(each_house)}/sections/bearer", data={"version": "1"}).status_code == 404
    assert "a mis fin à votre accès" in plain(text_to(each_house, "edith@exemple.fr"))
    assert _tasks(each_house) == {}


def test_a_dossier_is_handed_over_only_when_the_other_accepts(each_house: House) -> None:
    claire, edith = each_house.as_("claire"), each_house.as_("edith")
    claire.post(f"{path_of(each_house)}/team/{_row(each_house, 'edith')}/offer")

    with each_house.database.reading() as db:
        assert owner_of(db, each_house) == each_house.world.people["claire"]
    assert "Claire Ambrosi vous propose de reprendre ce dossier" in edith.get(path_of(each_house)).text
    assert edith.post(f"{path_of(each_house)}/take-over").headers["location"] == path_of(each_house)

    with each_house.database.reading() as db:
        assert owner_of(db, each_house) == each_house.world.people["edith"]
    assert edith.post(f"{path_of(each_house)}/submit", data={"exact": "yes", "informed": "yes"}).status_code == 303
    assert claire.post(f"{path_of(each_house)}/withdraw").status_code == 403
    assert "Édith Moreau est maintenant responsable du dossier" in plain(text_to(each_house, "claire@exemple.fr"))


def test_a_dossier_comes_back_to_whoever_handed_it_over(each_house: House) -> None:
    claire, edith = each_house.as_("claire"), each_house.as_("edith")
    claire.post(f"{path_of(each_house)}/team/{_row(each_house, 'edith')}/offer")
    edith.post(f"{path_of(each_house)}/take-over")
    with each_house.database.reading() as db:
        back = place_of(db, each_house, "claire@exemple.fr").id

    edith.post(f"{path_of(each_house)}/team/{back}/offer")
    claire.post(f"{path_of(each_house)}/take-over")

    with each_house.database.reading() as db:
        assert owner_of(db, each_house) == each_house.world.people["claire"]
        assert place_of(db, each_house, "edith@exemple.fr").ended_at is None
    assert claire.get(f"{path_of(each_house)}/team").text.count("Édith Moreau</b>") == 1


def test_an_offer_taken_back_or_declined_changes_nothing(house: House) -> None:
    claire, edith = house.as_("claire"), house.as_("edith")

    claire.post(f"{path_of(house)}/team/{_row(house, 'edith')}/offer")
    claire.post(f"{path_of(house)}/team/keep")
    assert edith.post(f"{path_of(house)}/take-over").status_code == 409
    claire.post(f"{path_of(house)}/team/{_row(house, 'edith')}/offer")
    edith.post(f"{path_of(house)}/take-over/decline")

    with house.database.reading() as db:
        assert owner_of(db, house) == house.world.people["claire"]
    assert "a décliné : vous restez responsable" in plain(text_to(house, "claire@exemple.fr"))


def test_a_question_is_given_shown_done_and_told_in_one_mail(each_house: House) -> None:
    person = str(each_house.world.people["edith"])
    both = {"to-summary": person, "seen-summary": "", "to-statutes": person, "seen-statutes": ""}
    each_house.as_("claire").post(f"{path_of(each_house)}/tasks", data=both)
    edith = each_house.as_("edith")

    assert "Édith Moreau" in each_house.as_("anna").get(path_of(each_house)).text
    assert "Ce qui vous est confié" in edith.get(path_of(each_house)).text
    assert "Cette question vous est confiée." in edith.get(f"{path_of(each_house)}/sections/project").text
    assert "2 questions du dossier" in plain(text_to(each_house, "edith@exemple.fr"))
    assert edith.post(f"{path_of(each_house)}/tasks/summary/done", data={"done": "yes"}).status_code == 303

    assert "C’est fait." in each_house.as_("anna").get(f"{path_of(each_house)}/sections/project").text


def test_two_who_share_out_at_once_lose_no_choice(each_house: House) -> None:
    assert _give(each_house, "edith") == 303

    fields = {"to-summary": str(each_house.world.people["claire"]), "seen-summary": ""}
    crossed = each_house.as_("claire").post(f"{path_of(each_house)}/tasks", data=fields)

    assert crossed.status_code == 409
    assert "Entre-temps confiée à Édith Moreau." in plain(crossed.text)
    assert f'value="{each_house.world.people["claire"]}" selected' in crossed.text
    assert _tasks(each_house) == {"summary": each_house.world.people["edith"]}


def test_a_question_is_given_to_those_who_write_alone(house: House) -> None:
    assert _give(house, "anna") == 422
    assert _give(house, "yann") == 422
    assert _give(house, "edith", by="anna") == 403
    assert _tasks(house) == {}

    assert _give(house, "edith") == 303
    at = f"{path_of(house)}/team/{_row(house, 'edith')}"
    house.as_("claire").post(at, data={"hand": "comment", "version": "1"})

    assert _tasks(house) == {}


def test_one_sees_who_else_is_on_a_section_for_two_minutes(each_house: House) -> None:
    section = f"{path_of(each_house)}/sections/project"
    each_house.as_("edith").post(f"{section}/presence")

    assert "Édith Moreau est aussi sur cette rubrique." in each_house.as_("claire").get(section).text
    assert "Édith Moreau est aussi" not in each_house.as_("edith").post(f"{section}/presence").text
    assert "est en ce moment dans" in plain(each_house.as_("anna").get(path_of(each_house)).text)

    each_house.clock.move_to(NOW + timedelta(minutes=3))
    assert "est aussi sur cette rubrique" not in each_house.as_("claire").get(section).text


def test_without_scripts_saving_says_where_one_is(house: House) -> None:
    saved = {"asked": "summary", "q-summary": "Un texte d’Édith.", "version": "1", "go": "stay"}
    house.as_("edith").post(f"{path_of(house)}/sections/project", data=saved)

    page = house.as_("claire").get(f"{path_of(house)}/sections/project").text

    assert "Édith Moreau est aussi sur cette rubrique." in page
