"""The link that each member is sent: it confirms or declines without an account, and dies with what it was for."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session

from app.forms.dossier import MemberForm
from app.models import Member
from app.services import confirmations, members
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of
from tests.services.committing import address, link_to, with_members
from tests.world import AFTER


def _row(house: House, member: UUID) -> Member:
    with house.database.reading() as db:
        return db.get_one(Member, member)


def _ask(house: House, dossier: UUID, which: str = "all") -> str:
    answer = house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/ask", data={"member": which})
    return str(answer.headers["location"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_member_confirms_without_an_account(each_house: House, language: str) -> None:
    dossier, [first, *_] = with_members(each_house)
    _ask(each_house, dossier)
    path = link_to(each_house, address(0))
    stranger = each_house.as_(language=language)

    page = stranger.get(path)
    answer = stranger.post(path, data={"answer": "confirm"})
    again = stranger.post(path, data={"answer": "confirm"})
    after = stranger.get(path)

    assert page.status_code == after.status_code == 200
    assert faults_of(page.text) == faults_of(after.text) == []
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert again.status_code == 303
    assert _row(each_house, first).confirmed_at == each_house.clock.now()
    each_house.work()
    told = [message["Subject"] for message in each_house.mailer.sent if message["To"] == "claire@exemple.fr"]
    assert told == ["Scic Séchoir d’Ambert confirme sa participation"]


def test_a_member_declines_says_why_and_may_change_its_mind(house: House) -> None:
    dossier, [first, *_] = with_members(house)
    _ask(house, dossier)
    path = link_to(house, address(0))

    house.as_().post(path, data={"answer": "decline", "reason": "Pas cette année."})
    declined = _row(house, first)
    page = house.as_().get(path).text
    seen = house.as_("claire").get(f"/applicant/dossiers/{dossier}/members").text
    house.as_().post(path, data={"answer": "confirm"})

    assert (declined.confirmed_at, declined.decline_reason) == (None, "Pas cette année.")
    assert "Vous avez décliné" in page
    assert "Pas cette année." in seen
    assert faults_of(page) == faults_of(seen) == []
    after = _row(house, first)
    assert (after.declined_at, after.decline_reason) == (None, "")
    assert after.confirmed_at is not None


def test_the_page_says_nothing_of_the_answers_nor_of_the_addresses_of_others(house: House) -> None:
    dossier, _ = with_members(house)
    _ask(house, dossier)

    page = house.as_().get(link_to(house, address(0))).text

    assert "Scierie Chautard" in page
    for secret in ("Un séchoir partagé", address(1), "Paul Chautard", "claire@exemple.fr"):
        assert secret not in page


def test_everyone_is_asked_once_and_one_at_a_time_not_twice_in_an_hour(house: House) -> None:
    dossier, [first, *_] = with_members(house)

    _ask(house, dossier)
    _ask(house, dossier)
    _ask(house, dossier, str(first))
    house.work()
    early = len(house.mailer.sent)
    house.clock.move_to(house.clock.now() + timedelta(hours=2))
    _ask(house, dossier, str(first))
    house.work()

    assert early == 3
    assert [message["To"] for message in house.mailer.sent[3:]] == [address(0)]


def test_a_member_without_an_address_leads_to_where_it_is_written(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    member = desk.join(dossier)

    assert _ask(house, dossier, str(member)) == f"/applicant/dossiers/{dossier}/members/{member}#contact_email"


def _change(house: House, dossier: UUID, member: UUID, **parts: object) -> None:
    desk, row = Desk(house), _row(house, member)
    form = members.form_of(row).model_copy(update=parts)

    def deed(db: Session, me: object) -> None:
        members.change(db, desk.mine(db, dossier), member, form, actor=me, now=house.clock.now())  # type: ignore[arg-type]

    desk.act(deed)
    assert isinstance(form, MemberForm)


@pytest.mark.parametrize("how", ["another address", "gone", "too old", "made up"])
def test_a_dead_link_says_so_and_changes_nothing(house: House, how: str) -> None:
    dossier, [first, *_] = with_members(house)
    _ask(house, dossier)
    path = link_to(house, address(0))
    if how == "another address":
        _change(house, dossier, first, contact_email="autre@exemple.fr")
    elif how == "gone":
        desk = Desk(house)
        desk.act(lambda db, me: members.remove(db, desk.mine(db, dossier), first, actor=me, now=house.clock.now()))
    elif how == "too old":
        house.clock.move_to(house.clock.now() + timedelta(days=91))
    else:
        path = "/members/abcdefgh"

    page, answer = house.as_().get(path), house.as_().post(path, data={"answer": "confirm"})

    assert (page.status_code, answer.status_code) == (404, 404)
    assert "Ce lien ne sert plus" in page.text
    assert faults_of(page.text) == []


def test_another_organisation_has_confirmed_nothing_but_other_words_change_nothing(house: House) -> None:
    dossier, [first, second, _] = with_members(house)
    _ask(house, dossier)
    for place in (0, 1):
        house.as_().post(link_to(house, address(place)), data={"answer": "confirm"})

    _change(house, dossier, first, role="Porte le projet", contact_email="autre@exemple.fr", identifier="441208733")
    _change(house, dossier, second, name="Menuiserie Faure")

    assert _row(house, first).confirmed_at is not None
    assert _row(house, second).confirmed_at is None


def test_a_member_still_answers_once_it_is_filed_but_not_once_it_is_withdrawn(house: House) -> None:
    dossier, [first, *_] = with_members(house)
    _ask(house, dossier)
    path = link_to(house, address(0))
    Desk(house).submit(dossier)

    filed = house.as_().post(path, data={"answer": "confirm"})
    house.as_("claire").post(f"/applicant/dossiers/{dossier}/withdraw")
    withdrawn = house.as_().post(path, data={"answer": "decline"})
    page = house.as_().get(path)

    assert (filed.status_code, withdrawn.status_code, page.status_code) == (303, 409, 200)
    assert _row(house, first).confirmed_at is not None
    assert faults_of(page.text) == []


def test_a_dossier_does_not_write_to_strangers_all_day_long(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, _ = with_members(house)
    monkeypatch.setattr(confirmations, "MOST_A_DAY", 2)

    where = _ask(house, dossier)
    house.work()

    assert where == f"/applicant/dossiers/{dossier}/members"
    assert len(house.mailer.sent) <= 2


def test_those_who_only_read_see_where_members_stand_and_no_dead_button(house: House) -> None:
    dossier = house.world.dossiers["draft"]

    page = house.as_("remi").get(f"/applicant/dossiers/{dossier}/members").text

    assert "Pas encore demandé" in page
    assert "/members/ask" not in page
    assert faults_of(page) == []


def test_confirmations_go_on_being_asked_after_the_closing(house: House) -> None:
    dossier, _ = with_members(house)
    Desk(house).submit(dossier)
    house.clock.move_to(AFTER)

    _ask(house, dossier)

    assert link_to(house, address(1)).startswith("/members/")
