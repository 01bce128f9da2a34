"""Signing a dossier signed in: what is asked of whoever was invited to sign, and nothing that is not."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.permissions import Hand
from app.models import Collaborator, JournalLine, Person, SignOff
from tests.browsing import fields_of, send
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of
from tests.services.committing import address, dossier_of, want_signatures, with_members

ME = {"name": "Simon Vidal", "capacity": "Président", "read": "yes"}


def _team_up(db: Session, house: House, dossier: UUID, email: str, who: str = "simon", hand: Hand = Hand.SIGN) -> None:
    now, people = house.clock.now(), house.world.people
    row = Collaborator(
        dossier_id=dossier,
        person_id=people[who],
        email=email,
        hand=hand,
        invited_by=people["claire"],
        invited_at=now,
        accepted_at=now,
    )
    db.add(row)


@pytest.fixture
def asked(each_house: House) -> tuple[House, UUID, list[UUID], str]:
    """Simon was invited at the address of the first member, and each member is asked to sign; his page to sign."""
    want_signatures(each_house)
    dossier, members = with_members(each_house)
    with each_house.database.writing() as db:
        _team_up(db, each_house, dossier, address(0).upper())
    each_house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures", data={"member": "all"})
    return each_house, dossier, members, f"/applicant/dossiers/{dossier}/sign/{members[0]}"


def test_who_is_invited_to_sign_finds_it_on_the_dossier_and_signs(asked: tuple[House, UUID, list[UUID], str]) -> None:
    house, dossier, _, path = asked
    simon = house.as_("simon")
    overview = simon.get(f"/applicant/dossiers/{dossier}").text
    way = simon.get(f"/applicant/dossiers/{dossier}/sign").headers["location"]
    page = simon.get(path).text

    assert send(simon, page, path, **ME) == (303, path)
    after, overview_after = simon.get(path).text, simon.get(f"/applicant/dossiers/{dossier}").text

    assert "Votre signature est attendue" in overview
    assert "Votre signature est attendue" not in overview_after
    assert way == path
    assert "Un séchoir partagé entre scieries." in page
    assert "Vous avez signé pour Scic Séchoir" in after
    assert faults_of(overview) == faults_of(page) == faults_of(after) == []
    assert dossier_of(house, dossier).unsigned == 2
    with house.database.reading() as db:
        row = db.execute(select(SignOff).where(col(SignOff.signed_at).is_not(None))).scalar_one()
        line = db.execute(select(JournalLine).where(col(JournalLine.action) == "sign_off.signed")).scalar_one()
    assert row.signed_as == "Simon Vidal, Président"
    assert line.actor_id == house.world.people["simon"]


def test_what_changes_while_one_reads_is_shown_again_and_not_signed(asked: tuple[House, UUID, list[UUID], str]) -> None:
    house, dossier, _, path = asked
    simon = house.as_("simon")
    page = simon.get(path).text
    Desk(house).save(dossier, "project", {"summary": "Autre chose."}, version=1)

    answer = simon.post(path, data={**fields_of(page, path), **ME})
    text = answer.text

    assert answer.status_code == 409
    assert "Le dossier a changé pendant que vous lisiez" in text
    assert 'value="Président"' in text
    assert faults_of(text) == []
    assert dossier_of(house, dossier).unsigned == 3


def test_one_refuses_and_changes_ones_mind(asked: tuple[House, UUID, list[UUID], str]) -> None:
    house, dossier, _, path = asked
    simon = house.as_("simon")

    silent = simon.post(f"{path}/refuse", data={})
    refused = simon.post(f"{path}/refuse", data={"reason": "Le budget n’est pas voté."})
    page = simon.get(path).text

    assert (silent.status_code, refused.status_code) == (422, 303)
    assert "Le budget n’est pas voté." in page
    assert faults_of(silent.text) == faults_of(page) == []
    assert send(simon, page, path, **ME) == (303, path)
    assert dossier_of(house, dossier).unsigned == 2


def test_nobody_signs_for_another_member_nor_with_another_hand(asked: tuple[House, UUID, list[UUID], str]) -> None:
    house, dossier, members, path = asked
    with house.database.writing() as db:
        _team_up(db, house, dossier, address(1), "remi", Hand.READ)
    other = f"/applicant/dossiers/{dossier}/sign/{members[1]}"

    answers = [
        house.as_("simon").get(other).status_code,
        house.as_("simon").post(other, data={**ME, "digest": "x"}).status_code,
        house.as_("remi").post(other, data={**ME, "digest": "x"}).status_code,
        house.as_("claire").post(path, data={**ME, "digest": "x"}).status_code,
        house.as_("yann").get(path).status_code,
    ]

    assert answers == [404, 404, 403, 403, 404]
    assert dossier_of(house, dossier).unsigned == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_members_make_a_list_and_none_says_what_is_missing(house: House, language: str) -> None:
    want_signatures(house)
    dossier, _ = with_members(house)
    with house.database.writing() as db:
        db.get_one(Person, house.world.people["simon"]).email = address(1)
        _team_up(db, house, dossier, address(0))
    simon, path = house.as_("simon", language=language), f"/applicant/dossiers/{dossier}/sign"

    before = simon.get(path).text
    house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures", data={"member": "all"})
    listed = simon.get(path).text

    assert address(1) in before
    assert listed.count(f"{path}/") == 4
    assert faults_of(before) == faults_of(listed) == []
