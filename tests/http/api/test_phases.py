"""How a call is read, by the API: read, changed whole over the version that was read, and refused with its place."""

from tests.houses import House
from tests.http.api.programs import problem_of, program

HERE = "/calls/ptce/reviewing"
PHASE = {
    "key": "together",
    "title": {"fr": "En discuter"},
    "starts_at": "2011-10-19T08:00:00Z",
    "rules": {"sees_others": "after_own", "may_comment": True},
}


def test_phases_are_changed_over_the_version_that_was_read(each_house: House) -> None:
    helene = program(each_house, "helene")
    read = helene.get(HERE)

    done = helene.send("PUT", HERE, {"reviewing": {"phases": [PHASE]}}, version=read.json()["version"])
    old = helene.send("PUT", HERE, {"reviewing": {}}, version=read.json()["version"])

    assert (read.json()["phase"], read.json()["rules"]["may_write"], read.json()["reviewing"]) == (None, True, {})
    assert (done.status_code, done.json()["phase"], done.json()["rules"]["may_comment"]) == (200, "together", True)
    assert problem_of(old)[0] == 412


def test_what_makes_no_phase_is_refused(house: House) -> None:
    helene = program(house, "helene")
    naive = {**PHASE, "starts_at": "2011-10-19T08:00:00"}
    wrong = [{"phases": [naive]}, {"phases": [PHASE, PHASE]}, {"phases": [{**PHASE, "title": {}}]}, {"unknown": 1}]

    answers = [helene.send("PUT", HERE, {"reviewing": plan}, version=1) for plan in wrong]

    assert [answer.status_code for answer in answers] == [422] * 4


def test_what_a_track_hides_is_set_before_its_first_review(house: House) -> None:
    helene = program(house, "helene")
    there = "/calls/ptce/tracks/{}/blind"

    done = helene.send("PUT", there.format("cooperation_project"), {"blind": "both"}, version=1)
    begun = helene.send("PUT", there.format("pole"), {"blind": "both"}, version=1)

    assert (done.json()["blind"], done.json()["version"]) == ("both", 2)
    assert problem_of(begun) == (409, "reading_begun")
