"""Phases of reviewing in the pages: added from ready-made rules, changed, begun by hand, taken away; what they show."""

from datetime import timedelta

from app.domain.reviewing import Reviewing
from app.models import Call
from app.queries.reviewing import plan_of, starts
from tests.houses import House
from tests.services.reviewing import plain
from tests.world import NOW

HERE = "/organiser/calls/ptce/phases"
FIELDS = {"version": "1", "zone": "Europe/Paris", "title.fr": "Lecture", "starts_at": "2011-11-10T08:00", "round": "1"}
BEGINS = "Le jury a fini plus tôt."


def _plan(house: House) -> Reviewing:
    with house.database.reading() as db:
        return plan_of(db.get_one(Call, house.world.calls["ptce"]))


def _add(house: House, **fields: str) -> int:
    version = str(_version(house))
    return house.as_("helene").post(HERE, data={**FIELDS, "version": version, **fields}).status_code


def _version(house: House) -> int:
    with house.database.reading() as db:
        return db.get_one(Call, house.world.calls["ptce"]).version


def test_a_call_without_phases_says_what_that_means_and_offers_ready_made_ones(house: House) -> None:
    page = plain(house.as_("helene").get(HERE).text)

    assert "Aucune phase pour l’instant" in page
    assert "Ils écrivent leurs évaluations et les rendent." in page
    assert f"{HERE}/new?like=together" in page


def test_ready_made_rules_fill_the_form(house: House) -> None:
    page = plain(house.as_("helene").get(f"{HERE}/new?like=together").text)

    assert 'value="En discuter"' in page
    assert 'id="may_comment" name="may_comment" value="yes" checked' in page


def test_a_phase_is_added_in_the_zone_of_the_call_and_read_back(each_house: House) -> None:
    status = _add(each_house, may_write="yes", sees_others="after_own", sees_averages="yes")

    [phase] = _plan(each_house).phases
    assert (status, phase.key, phase.starts_at.isoformat()) == (303, "lecture", "2011-11-10T07:00:00+00:00")
    assert (phase.rules.may_write, phase.rules.sees_others, phase.rules.may_comment) == (True, "after_own", False)
    assert 'value="2011-11-10T08:00"' in each_house.as_("helene").get(f"{HERE}/lecture").text


def test_another_day_shows_what_is_seen_then(house: House) -> None:
    _add(house, may_write="yes", sees_others="always")
    helene = house.as_("helene")

    today, later = plain(helene.get(HERE).text), plain(helene.get(f"{HERE}?on=2011-11-12T12:00").text)

    assert "Avant la première phase" in today
    assert "Ce que voit un évaluateur le" in later
    assert later.index("les évaluations que les autres ont rendues") < later.index("Les phases, dans l’ordre")
    assert helene.get(f"{HERE}?on=jamais").status_code == 200


def test_what_is_wrong_is_said_and_kept(house: House) -> None:
    _add(house)
    helene = house.as_("helene")

    nameless = helene.post(HERE, data={**FIELDS, "version": "2", "title.fr": "", "may_revise": "yes"})
    at_once = helene.post(HERE, data={**FIELDS, "version": "2"})

    assert (nameless.status_code, at_once.status_code) == (422, 422)
    assert "Écrivez le nom de la phase." in nameless.text
    assert 'name="may_revise" value="yes" checked' in nameless.text
    assert "Une autre phase commence à cet instant." in plain(at_once.text)


def test_of_two_people_who_change_a_phase_the_second_sees_both(each_house: House) -> None:
    _add(each_house)
    one = {**FIELDS, "version": "2", "title.fr": "Première", "sees_others": "always"}
    other = {**FIELDS, "version": "2", "title.fr": "Seconde", "may_comment": "yes"}

    first = each_house.as_("helene").post(f"{HERE}/lecture", data=one)
    second = each_house.as_("paul").post(f"{HERE}/lecture", data=other)
    again = each_house.as_("paul").post(f"{HERE}/lecture", data={**other, "version": "3"})

    assert (first.status_code, second.status_code, again.status_code) == (303, 409, 303)
    assert ("Première" in second.text, 'value="Seconde"' in second.text, 'value="3"' in second.text) == (True,) * 3
    assert _plan(each_house).phases[0].title["fr"] == "Seconde"


def test_the_next_phase_begins_now_with_a_reason_that_is_kept(each_house: House) -> None:
    _add(each_house)
    helene = each_house.as_("helene")

    unsaid = helene.post(f"{HERE}/lecture/start", data={"version": "2"})
    done = helene.post(f"{HERE}/lecture/start", data={"version": "2", "reason": BEGINS})
    twice = helene.post(f"{HERE}/lecture/start", data={"version": "3", "reason": BEGINS})

    assert (unsaid.status_code, done.status_code, twice.status_code) == (422, 303, 409)
    assert _plan(each_house).phases[0].starts_at == NOW
    assert BEGINS in plain(helene.get(HERE).text)
    with each_house.database.reading() as db:
        assert [(row.phase, row.reason) for row in starts(db, each_house.world.calls["ptce"])] == [("lecture", BEGINS)]


def test_only_the_next_phase_may_begin(house: House) -> None:
    _add(house)
    _add(house, **{"title.fr": "Ensuite", "starts_at": "2011-11-20T08:00"})

    answer = house.as_("helene").post(f"{HERE}/ensuite/start", data={"version": "3", "reason": BEGINS})

    assert answer.status_code == 409
    assert "Seule la phase qui vient ensuite" in plain(answer.text)


def test_a_phase_is_taken_away_once_it_was_asked(house: House) -> None:
    _add(house, sees_others="always")
    house.clock.move_to(NOW + timedelta(days=30))
    helene = house.as_("helene")

    asked = plain(helene.get(f"{HERE}/lecture/remove").text)
    old = helene.post(f"{HERE}/lecture/remove", data={"version": "1"})
    done = helene.post(f"{HERE}/lecture/remove", data={"version": "2"})

    assert "Ce que verront les évaluateurs aussitôt" in asked
    assert (old.status_code, done.status_code, _plan(house).phases) == (409, 303, ())


def test_a_phase_named_new_does_not_hide_the_page_that_adds_one(house: House) -> None:
    _add(house, **{"title.fr": "New"})

    assert _plan(house).phases[0].key == "new_2"
    assert house.as_("helene").get(f"{HERE}/new").status_code == 200
