"""Who may come in: tokens with their call, scopes and end; the same refusals in the same shape."""

from datetime import timedelta

import pytest

from tests.houses import House
from tests.http.api.programs import Program, problem_of, program
from tests.world import NOW


def test_without_a_token_the_api_says_how_to_come_in(each_house: House) -> None:
    refused = Program(each_house, "").get("/calls")

    assert problem_of(refused) == (401, "token_needed")
    assert refused.headers["www-authenticate"] == 'Bearer realm="tremplin"'


def test_a_session_cookie_does_not_open_the_api(house: House) -> None:
    assert problem_of(house.as_("helene").get("/api/v1/calls")) == (401, "token_needed")


@pytest.mark.parametrize("fate", ["unknown", "expired", "revoked"])
def test_a_token_that_no_longer_lives_opens_nothing(each_house: House, fate: str) -> None:
    caller = program(each_house, "claire", expires_at=NOW if fate == "expired" else None, revoked=fate == "revoked")
    if fate == "unknown":
        caller = Program(each_house, "tremplin_invented")

    refused = caller.get("/calls")

    assert problem_of(refused) == (401, "token_needed")
    assert 'error="invalid_token"' in refused.headers["www-authenticate"]


def test_a_token_dies_at_its_end(house: House) -> None:
    caller = program(house, "claire", expires_at=NOW + timedelta(days=1))
    assert caller.get("/calls").status_code == 200

    house.clock.move_to(NOW + timedelta(days=1))

    assert problem_of(caller.get("/calls")) == (401, "token_needed")


def test_a_scope_that_was_not_given_is_named(house: House) -> None:
    refused = program(house, "claire", "dossiers").get("/calls")

    assert problem_of(refused) == (403, "scope_missing")
    assert refused.json()["params"] == {"scope": "read"}
    assert 'error="insufficient_scope", scope="read"' in refused.headers["www-authenticate"]


def test_a_token_made_for_one_call_knows_no_other(each_house: House) -> None:
    narrow = program(each_house, "claire", call="ptce")

    assert [call["slug"] for call in narrow.get("/calls").json()["items"]] == ["ptce"]
    assert problem_of(narrow.get("/calls/autre")) == (404, "not_found")
    assert narrow.get("/calls/ptce").status_code == 200


def test_a_person_lists_their_tokens_and_kills_one(each_house: House) -> None:
    other = program(each_house, "claire", "read")
    program(each_house, "yann")
    mine = program(each_house, "claire", "read", "dossiers")
    known = {tuple(token["scopes"]): token["id"] for token in mine.get("/tokens").json()["items"]}

    killed = mine.send("DELETE", f"/tokens/{known['read',]}")

    assert sorted(known) == [("read",), ("read", "dossiers")]
    assert killed.status_code == 204
    assert problem_of(other.get("/calls")) == (401, "token_needed")
    assert len(mine.get("/tokens").json()["items"]) == 1


def test_nobody_kills_the_token_of_another(house: House) -> None:
    theirs = program(house, "yann").get("/tokens").json()["items"][0]["id"]

    assert problem_of(program(house, "claire").send("DELETE", f"/tokens/{theirs}")) == (404, "not_found")


def test_a_token_that_asks_too_fast_must_wait_and_the_others_go_on(house: House) -> None:
    house.app.state.pace.most = 5
    hasty, calm = program(house, "claire"), program(house, "yann")

    answers = [hasty.get("/calls") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert problem_of(answers[-1]) == (429, "too_fast")
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert calm.get("/calls").status_code == 200


def test_messages_follow_the_language_that_the_program_asks_for(house: House) -> None:
    asked = program(house, "claire")

    english = asked.get("/calls/none", headers={"accept-language": "en-GB"}).json()["detail"]
    french = asked.get("/calls/none", headers={"accept-language": "fr"}).json()["detail"]

    assert english == "This page does not exist, or you do not have access to it."
    assert french.startswith("Cette page n’existe pas")
