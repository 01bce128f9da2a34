"""Coming in: signing in and up, confirming, forgotten passwords, limits; no answer says who has an account."""

import re

import pytest

from app.services import accounts
from tests.houses import House

APPLY = "/calls/ptce/apply?answered=yes&q-alone=no"


def _password(house: House, who: str, password: str) -> None:
    with house.database.writing() as db:
        token = accounts.make_link(db, "reset", house.world.people[who], house.clock.now())
    assert house.as_().post(f"/reset/{token}", data={"password": password}).status_code == 303


def _link(house: House, purpose: str) -> str:
    house.work()
    text = house.mailer.sent[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    return re.search(rf"/{purpose}/(\S+)", text)[1]  # type: ignore[index]


def test_a_person_signs_in_and_the_session_opens_their_pages(each_house: House) -> None:
    _password(each_house, "claire", "une phrase de passe")
    browser = each_house.as_()

    answer = browser.post("/sign-in", data={"email": "Claire@exemple.fr", "password": "une phrase de passe"})

    assert answer.status_code == 303
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert browser.get("/account").status_code == 200


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(house: House) -> None:
    _password(house, "claire", "une phrase de passe")

    wrong = house.as_().post("/sign-in", data={"email": "claire@exemple.fr", "password": "non"})
    unknown = house.as_().post("/sign-in", data={"email": "inconnu@exemple.fr", "password": "non"})

    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("claire@", "x@") == unknown.text.replace("inconnu@", "x@")


def test_the_sixth_wrong_password_in_a_row_must_wait_even_from_elsewhere(each_house: House) -> None:
    _password(each_house, "claire", "une phrase de passe")
    wrong = {"email": "claire@exemple.fr", "password": "non"}
    first = [each_house.as_().post("/sign-in", data=wrong).status_code for _ in range(5)]

    locked = each_house.as_().post("/sign-in", data={**wrong, "password": "une phrase de passe"})

    assert first == [422] * 5
    assert locked.status_code == 429
    assert int(locked.headers["retry-after"]) > 600


def test_signing_up_confirms_the_address_by_a_button_not_by_opening_the_link(house: House) -> None:
    form = {"name": "Odile Ravat", "email": "odile@exemple.fr", "password": "le séchoir d’Ambert"}
    assert house.as_().post("/sign-up", data=form).status_code == 200
    link = _link(house, "confirm")
    browser = house.as_()
    assert browser.get(f"/confirm/{link}").status_code == 200
    assert browser.post("/sign-in", data=form).status_code == 422

    confirmed = browser.post(f"/confirm/{link}")

    assert confirmed.status_code == 303
    assert "Odile Ravat" in browser.get("/account").text
    assert house.as_().post(f"/confirm/{link}").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/calls/ptce/apply?answered=yes&q-alone=no", "/calls/ptce/apply?answered=yes&q-alone=no"),
        ("//evil.example", "/home"),
    ],
)
def test_who_makes_an_account_on_the_way_goes_on_after_confirming(house: House, wanted: str, where: str) -> None:
    browser = house.as_()
    page = browser.get("/sign-up", params={"next": wanted}).text
    sent = {"name": "Nina Nouvelle", "email": "nina@exemple.fr", "password": "une phrase assez longue", "next": wanted}
    browser.post("/sign-up", data=sent)
    house.work()

    confirmed = browser.post(f"/confirm/{_link(house, 'confirm')}")

    assert confirmed.headers["location"] == where
    assert ("evil.example" in page) is False


def test_signing_up_with_a_known_address_answers_alike_and_changes_nothing(house: House) -> None:
    _password(house, "claire", "une phrase de passe")
    new = {"name": "Un Autre", "password": "un autre mot de passe"}

    known = house.as_().post("/sign-up", data={**new, "email": "claire@exemple.fr"})
    fresh = house.as_().post("/sign-up", data={**new, "email": "nouveau@exemple.fr"})

    assert known.text.replace("claire@", "x@") == fresh.text.replace("nouveau@", "x@")
    kept = {"email": "claire@exemple.fr", "password": "une phrase de passe"}
    assert house.as_().post("/sign-in", data=kept).status_code == 303


def test_a_new_password_closes_every_other_session(house: House) -> None:
    elsewhere = house.as_("claire")
    assert elsewhere.get("/account").status_code == 200
    house.as_().post("/forgotten", data={"email": "claire@exemple.fr"})

    house.as_().post(f"/reset/{_link(house, 'reset')}", data={"password": "une autre phrase"})

    assert elsewhere.get("/account").status_code == 303


def test_signing_out_kills_the_session_on_the_server(house: House) -> None:
    browser = house.as_("claire")

    browser.post("/sign-out")

    assert house.as_("claire").get("/account").headers["location"] == "/sign-in?next=/account"


@pytest.mark.parametrize("where", ["https://evil.example", "//evil.example", "/\\evil.example", "evil"])
def test_signing_in_never_leads_to_another_site(house: House, where: str) -> None:
    _password(house, "claire", "une phrase de passe")
    form = {"email": "claire@exemple.fr", "password": "une phrase de passe", "next": where}

    answer = house.as_().post("/sign-in", data=form)

    assert answer.headers["location"] in ("/", "/home")


def test_an_address_on_another_site_can_not_post_in_my_name(house: House) -> None:
    browser = house.as_("claire")

    forged = browser.post(
        "/account/profile", data={"name": "Pirate", "language": "fr"}, headers={"sec-fetch-site": "cross-site"}
    )

    assert forged.status_code == 403
    assert "Claire Ambrosi" in browser.get("/account").text


def test_a_browser_that_says_nothing_of_its_origin_proves_itself_by_the_form_token(house: House) -> None:
    browser = house.as_("claire")
    del browser.headers["sec-fetch-site"]
    form = {"name": "Claire A. Ambrosi", "language": "fr"}
    token = re.search(r'name="csrf" value="([^"]+)"', browser.get("/account").text)[1]  # type: ignore[index]

    without = browser.post("/account/profile", data=form)
    with_token = browser.post("/account/profile", data={**form, "csrf": token})

    assert (without.status_code, with_token.status_code) == (403, 303)


def test_what_was_typed_stays_and_errors_are_linked_in_the_language_of_the_person(house: House) -> None:
    answer = house.as_(language="en").post("/sign-up", data={"name": "Odile", "email": "odile", "password": "court"})

    assert answer.status_code == 422
    assert 'value="odile"' in answer.text
    assert '<a href="#email">Check the e-mail address' in answer.text
