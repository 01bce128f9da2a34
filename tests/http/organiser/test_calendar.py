"""The calendar over HTTP: previewed, saved with a reason, moved by hand; hours that the clocks skip or show twice."""

import html
import re
from datetime import datetime, timedelta

import pytest

from app.models import Call
from app.queries import calls as eyes
from app.queries.calendars import changes
from tests.houses import House
from tests.world import CLOSES, NOW, OPENS

PAGE = "/organiser/calls/ptce/calendar"
WHY = "Les réseaux ont demandé deux jours de plus."
CALENDAR = {
    "version": "1",
    "zone": "Europe/Paris",
    "opens_at": "2011-10-01T09:00",
    "closes_at": "2011-11-02T18:00",
    "grace_minutes": "5",
    "moments.0.kind": "deadline",
    "moments.0.title.fr": "Clôture",
    "moments.0.starts_at": "2011-11-01T18:00",
    "moments.7.kind": "questions",
    "moments.9.kind": "jury",
    "moments.9.title.fr": "Comité",
    "moments.9.starts_at": "2011-12-01T10:00",
}
CONFIRMED = {**CALENDAR, "step": "confirm", "reason": WHY}


def _call(house: House) -> Call:
    with house.database.reading() as db:
        return db.get_one(Call, house.world.calls["ptce"])


def _fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form of this action."""
    form = page.split(f'action="{action}"')[1].split("</form>", 1)[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in pairs}


def _typed(page: str) -> dict[str, str]:
    """The fields of the calendar as the page shows them."""
    form = page.split(f'action="{PAGE}"')[1].split("</form>", 1)[0]
    lines = re.findall(r'<input id="([^"]+)" name="[^"]+" type="(?:text|number|datetime-local)" value="([^"]*)"', form)
    lists = re.findall(r'<select id="([^"]+)".*?<option value="([^"]*)" selected', form, flags=re.DOTALL)
    return {name: html.unescape(value) for name, value in lines + lists}


@pytest.mark.parametrize("address", [PAGE, "/organiser/calls/ptce/settings/calendar"])
def test_dates_are_previewed_then_saved_with_their_reason(each_house: House, address: str) -> None:
    client = each_house.as_("helene")

    preview = client.post(address, data=CALENDAR)
    version = _call(each_house).version
    said = _fields(preview.text, PAGE) | {"step": "confirm", "reason": WHY}
    answer = client.post(PAGE, data=said)

    assert (preview.status_code, version, answer.status_code) == (200, 1, 303)
    assert "mercredi 2 novembre 2011" in html.unescape(preview.text)
    call = _call(each_house)
    assert (call.version, call.closes_at.isoformat()) == (2, "2011-11-02T17:00:00+00:00")
    with each_house.database.reading() as db:
        assert [(one.kind, one.starts_at) for one in eyes.moments(db, call.id)][:2] == [
            ("opening", call.opens_at),
            ("deadline", call.closes_at),
        ]
        [change] = changes(db, call.id)
    assert (change.reason, change.author, change.kind) == (WHY, "Hélène Vaugrenard", "calendar")
    assert WHY in html.unescape(client.get(PAGE).text)


def test_dates_that_decide_do_not_move_in_a_public_call_without_a_reason(house: House) -> None:
    client = house.as_("helene")

    refused = client.post(PAGE, data={**CONFIRMED, "reason": "Bof"})
    kept = _call(house).version
    informing = {**CONFIRMED, "reason": "", "closes_at": "2011-10-31T23:59:59", "grace_minutes": "10"}
    saved = client.post(PAGE, data=informing)

    assert (refused.status_code, kept, saved.status_code) == (422, 1, 303)
    assert "Dites pourquoi en 10 caractères" in html.unescape(refused.text)
    assert 'value="2011-11-02T18:00"' in refused.text


def test_a_moment_is_added_and_taken_away(house: House) -> None:
    client = house.as_("helene")
    client.post(PAGE, data=CONFIRMED)
    more = client.post(PAGE, data={**CALENDAR, "version": "2", "step": "more"})

    client.post(PAGE, data={**CONFIRMED, "version": "2", "moments.9.remove": "yes"})

    assert 'name="moments.10.title.fr"' in more.text
    with house.database.reading() as db:
        assert [one.kind for one in eyes.moments(db, house.world.calls["ptce"])] == ["opening", "deadline"]


def test_an_hour_the_clocks_skip_is_refused_beside_its_field(house: House) -> None:
    skipped = {**CALENDAR, "opens_at": "2011-03-27T02:30", "moments.9.starts_at": "2012-03-25T02:10"}

    answer = house.as_("helene").post(PAGE, data=skipped)

    assert answer.status_code == 422
    assert 'href="#opens_at"' in answer.text
    assert 'href="#moments.9.starts_at"' in answer.text
    assert "Écrivez 03:30" in answer.text


def test_an_hour_the_clocks_show_twice_asks_which_one(house: House) -> None:
    twice = {**CONFIRMED, "closes_at": "2011-10-30T02:30"}
    client = house.as_("helene")

    asked = client.post(PAGE, data=twice)
    answer = client.post(PAGE, data={**twice, "which.closes_at": "second"})

    assert asked.status_code == 422
    assert 'name="which.closes_at"' in asked.text
    assert answer.status_code == 303
    assert _call(house).closes_at == datetime.fromisoformat("2011-10-30T01:30:00+00:00")
    shown = client.get(PAGE).text
    assert re.search(r'<input[^>]*name="which.closes_at"[^>]*value="second"[^>]*checked', shown)
    again = client.post(PAGE, data={**_fields(shown, PAGE), **_typed(shown), "which.closes_at": "second"})
    assert (again.status_code, "Rien ne change" in again.text) == (200, True)


def test_a_stale_calendar_shows_both_and_nothing_is_lost(house: House) -> None:
    house.as_("paul").post(PAGE, data={**CONFIRMED, "closes_at": "2011-11-05T18:00"})
    client = house.as_("helene")

    stale = client.post(PAGE, data=CONFIRMED)
    again = client.post(PAGE, data=_fields(stale.text, PAGE) | {"step": "confirm", "reason": WHY})

    assert stale.status_code == 409
    assert "samedi 5 novembre 2011" in html.unescape(stale.text)
    assert "mercredi 2 novembre 2011" in html.unescape(stale.text)
    assert (again.status_code, _call(house).version) == (303, 3)


def test_those_who_have_a_draft_are_told_of_the_new_deadline_if_one_asks_for_it(house: House) -> None:
    client = house.as_("helene")
    client.post(PAGE, data={**CONFIRMED, "closes_at": "2011-11-03T18:00"})
    client.post(PAGE, data={**CONFIRMED, "version": "2", "tell": "yes"})

    house.work()

    [letter] = house.mailer.sent
    assert letter["To"] == "claire@exemple.fr"
    assert letter["Subject"] == "La clôture de l’appel « Appel ptce » change"
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "mercredi 2 novembre 2011 à 18\u00a0h\u00a000, heure de Paris" in text
    assert WHY in text


MOVES = [
    ("open", OPENS - timedelta(days=1), {}, "opens_at", OPENS - timedelta(days=1)),
    ("close", NOW, {}, "closes_at", NOW),
    ("extend", NOW, {"until": "2011-11-05T12:00"}, "closes_at", datetime.fromisoformat("2011-11-05T12:00+01:00")),
    ("extend", CLOSES, {"until": "2011-11-05T12:00"}, "closes_at", datetime.fromisoformat("2011-11-05T12:00+01:00")),
]


@pytest.mark.parametrize(("move", "now", "more", "field", "expected"), MOVES)
def test_a_phase_is_moved_by_hand_with_a_reason(
    house: House, move: str, now: datetime, more: dict[str, str], field: str, expected: datetime
) -> None:
    house.clock.move_to(now)
    client, address = house.as_("helene"), f"{PAGE}/moves/{move}"

    asked = client.get(address)
    silent = client.post(address, data={"version": "1", "reason": "", **more})
    answer = client.post(address, data=_fields(asked.text, address) | {"reason": WHY, **more})

    assert (asked.status_code, silent.status_code, answer.status_code) == (200, 422, 303)
    assert getattr(_call(house), field) == expected
    with house.database.reading() as db:
        [change] = changes(db, house.world.calls["ptce"])
        moment = {"opens_at": "opening", "closes_at": "deadline"}[field]
        assert {one.kind: one.starts_at for one in eyes.moments(db, house.world.calls["ptce"])}[moment] == expected
    assert (change.kind, change.reason) == (move, WHY)


def test_a_move_made_twice_is_made_once(house: House) -> None:
    client, address = house.as_("helene"), f"{PAGE}/moves/close"
    said = {"version": "1", "reason": WHY}

    answers = [client.post(address, data=said).status_code for _ in range(2)]

    assert answers == [303, 409]
    with house.database.reading() as db:
        assert len(changes(db, house.world.calls["ptce"])) == 1


@pytest.mark.parametrize("move", ["open", "sideways"])
def test_a_move_that_is_not_open_is_refused(house: House, move: str) -> None:
    assert house.as_("helene").get(f"{PAGE}/moves/{move}").status_code == {"open": 409, "sideways": 404}[move]


def test_an_extension_that_is_no_later_is_refused_and_what_was_written_is_kept(house: House) -> None:
    fields = {"version": "1", "reason": WHY, "until": "2011-10-25T12:00"}

    answer = house.as_("helene").post(f"{PAGE}/moves/extend", data=fields)

    assert answer.status_code == 422
    assert 'href="#until"' in answer.text
    assert WHY in html.unescape(answer.text)


def test_the_calendar_of_a_private_call_says_that_nobody_reads_it(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).is_public = False

    page = house.as_("helene").get("/organiser/calls/ptce/calendar").text

    assert "L’appel n’est pas encore public" in page


def test_a_call_opened_from_its_preparation_comes_back_to_it(house: House) -> None:
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        call.is_public, version = False, call.version
    sent = {"shown": "public", "version": str(version), "back": "tracks"}

    answer = house.as_("helene").post("/organiser/calls/ptce/settings/visibility", data=sent)

    assert answer.headers["location"] == "/organiser/calls/ptce/tracks"
