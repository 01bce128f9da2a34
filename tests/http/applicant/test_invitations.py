"""Somebody is invited to a dossier: the mail, the link, with an account and without, yes and no."""

from datetime import timedelta

import pytest

from tests.houses import House
from tests.http.applicant.inviting import invite, link_to, path_of, person_at, place_of, text_to
from tests.services.reviewing import plain
from tests.world import NOW


def test_somebody_without_an_account_accepts_by_the_link_and_writes(each_house: House) -> None:
    invite(each_house)
    link = link_to(each_house)
    browser = each_house.as_()

    page = browser.get(link)
    assert "Odile Ravat" in page.text
    assert browser.get(path_of(each_house)).headers["location"].startswith("/sign-in")
    answer = browser.post(link, data={"name": "Odile Ravat"})

    assert answer.headers["location"] == path_of(each_house)
    saved = {"asked": "bearer_name", "q-bearer_name": "Le nom d’Odile", "version": "1", "go": "stay"}
    assert browser.post(f"{path_of(each_house)}/sections/bearer", data=saved).status_code == 303
    assert "Le nom d’Odile" in each_house.as_("claire").get(f"{path_of(each_house)}/sections/bearer").text
    with each_house.database.reading() as db:
        person = person_at(db, "odile@exemple.fr")
        assert person is not None
        assert (person.name, person.password_hash, person.confirmed_at) == ("Odile Ravat", None, NOW)
    assert "Odile Ravat a accepté votre invitation" in plain(text_to(each_house, "claire@exemple.fr"))


def test_opening_the_link_accepts_nothing_and_using_it_twice_leads_to_the_dossier(house: House) -> None:
    invite(house)
    link = link_to(house)
    browser = house.as_()

    browser.get(link)
    with house.database.reading() as db:
        assert place_of(db, house).accepted_at is None
    browser.post(link, data={"name": "Odile Ravat"})

    assert browser.get(link).headers["location"] == path_of(house)
    assert browser.post(link, data={"name": "Odile Ravat"}).status_code == 404
    assert "Cette invitation ne sert plus" in house.as_().get(link).text


def test_a_forwarded_mail_never_opens_an_account_that_is_used(house: House) -> None:
    invite(house, "yann@exemple.fr", name="")
    link = link_to(house, "yann@exemple.fr")
    stranger = house.as_()

    page = stranger.get(link)
    answer = stranger.post(link, data={"name": "Quelqu’un"})

    assert "yann@exemple.fr a déjà un compte" in plain(page.text)
    assert f'href="/sign-in?next={link}"' in page.text
    assert answer.status_code == 403
    assert "session" not in answer.cookies
    assert house.as_("yann").post(link).headers["location"] == path_of(house)


def test_the_invitation_of_somebody_with_an_account_is_for_that_account(house: House) -> None:
    invite(house, "yann@exemple.fr", name="")
    link = link_to(house, "yann@exemple.fr")

    answer = house.as_("gerard").post(link)

    assert answer.status_code == 403
    assert "Connectez-vous avec l’adresse invitée" in answer.text
    with house.database.reading() as db:
        assert place_of(db, house, "yann@exemple.fr").person_id is None


def test_the_owner_who_opens_the_link_is_told_that_it_is_for_somebody_else(house: House) -> None:
    invite(house)
    link = link_to(house)
    claire = house.as_("claire")

    assert "Ce dossier est le vôtre" in plain(claire.get(link).text)
    assert claire.post(link).status_code == 409


def test_whoever_declines_can_change_their_mind(house: House) -> None:
    invite(house)
    link = link_to(house)
    browser = house.as_()

    assert browser.post(f"{link}/decline").headers["location"] == link
    assert "Vous avez décliné cette invitation" in browser.get(link).text
    assert "a décliné votre invitation" in text_to(house, "claire@exemple.fr")
    assert "a décliné le" in house.as_("claire").get(f"{path_of(house)}/team").text

    assert browser.post(link, data={"name": "Odile Ravat"}).headers["location"] == path_of(house)


@pytest.mark.parametrize("days", [29, 31])
def test_a_link_lives_thirty_days(house: House, days: int) -> None:
    invite(house)
    link = link_to(house)

    house.clock.move_to(NOW + timedelta(days=days))

    assert house.as_().get(link).status_code == (200 if days < 30 else 404)


def test_an_invitation_taken_back_no_longer_opens_and_sent_again_does(house: House) -> None:
    invite(house)
    link, claire = link_to(house), house.as_("claire")
    with house.database.reading() as db:
        row = place_of(db, house).id

    claire.post(f"{path_of(house)}/team/{row}/end")
    assert house.as_().post(link, data={"name": "Odile"}).status_code == 404
    claire.post(f"{path_of(house)}/team/{row}/again")

    assert house.as_().post(link_to(house), data={"name": "Odile"}).headers["location"] == path_of(house)


def test_a_lost_mail_is_answered_from_ones_own_desk(house: House) -> None:
    invite(house, "yann@exemple.fr", "comment", name="")
    yann = house.as_("yann")
    with house.database.reading() as db:
        row = place_of(db, house, "yann@exemple.fr").id

    assert "Claire Ambrosi vous invite sur un dossier" in yann.get("/applicant").text
    assert "vous invite sur un dossier" not in house.as_("gerard").get("/applicant").text
    assert house.as_("gerard").post(f"/applicant/invitations/{row}").status_code == 404
    assert yann.post(f"/applicant/invitations/{row}").headers["location"] == path_of(house)

    assert "vous invite sur un dossier" not in yann.get("/applicant").text


def test_a_reviewer_is_warned_that_accepting_is_a_conflict(house: House) -> None:
    invite(house, "francoise@exemple.fr", "read", name="")
    link = link_to(house, "francoise@exemple.fr")

    page = house.as_("francoise").get(link)

    assert "Vous travaillez déjà pour cet appel" in page.text


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"email": "claire@exemple.fr", "hand": "read"}, 422, "C’est l’adresse de la personne responsable"),
        ({"email": "edith@exemple.fr", "hand": "read"}, 422, "Cette personne travaille déjà sur ce dossier."),
        ({"email": "pas une adresse", "hand": "read"}, 422, "Vérifiez l’adresse e-mail"),
        ({"email": "odile@exemple.fr"}, 422, "Choisissez ce que fera cette personne."),
        ({"email": "odile@exemple.fr", "hand": "own"}, 422, "Choisissez dans la liste."),
    ],
)
def test_an_invitation_that_can_not_leave_says_why(
    house: House, fields: dict[str, str], status: int, says: str
) -> None:
    answer = house.as_("claire").post(f"{path_of(house)}/team", data=fields)

    assert answer.status_code == status
    assert says in plain(answer.text)
    assert fields["email"] in answer.text


def test_inviting_the_same_address_twice_writes_once(house: House) -> None:
    invite(house)

    again = house.as_("claire").post(f"{path_of(house)}/team", data={"email": "ODILE@exemple.fr", "hand": "edit"})
    house.work()

    assert again.status_code == 422
    assert "Cette personne est déjà invitée" in again.text
    assert len([message for message in house.mailer.sent if message["To"] == "odile@exemple.fr"]) == 1


def test_nobody_writes_to_strangers_all_day(house: House) -> None:
    claire = house.as_("claire")
    with house.database.reading() as db:
        row = place_of(db, house, "edith@exemple.fr").id
    claire.post(f"{path_of(house)}/team/{row}/end")

    answers = [claire.post(f"{path_of(house)}/team/{row}/again").status_code for _ in range(62)]

    assert answers == [303] * 60 + [429] * 2


def test_whoever_left_and_comes_back_was_in_conflict_all_along(house: House) -> None:
    claire, edith = house.as_("claire"), house.as_("edith")
    with house.database.reading() as db:
        row = place_of(db, house, "edith@exemple.fr").id
    edith.post(f"{path_of(house)}/leave")
    assert edith.get(path_of(house)).status_code == 404

    claire.post(f"{path_of(house)}/team/{row}/again")
    with house.database.reading() as db:
        assert place_of(db, house, "edith@exemple.fr").accepted_at is not None
    assert edith.get(path_of(house)).status_code == 404
    edith.post(f"/applicant/invitations/{row}")

    assert edith.get(path_of(house)).status_code == 200
