"""The replay: a small call played from opening to results over HTTP, on each database; and what it plans."""

from collections import Counter
from datetime import timedelta

import httpx
import pytest

from app.demo.browser import Browser, Ledger, Stuck
from app.demo.data import load_call
from app.demo.load_people import ADMINISTRATOR
from app.demo.load_stage import PASSWORD
from app.demo.replay import Replay
from app.demo.replay_plan import plan
from app.demo.replay_server import own_server
from app.demo.screening import Verdict
from app.demo.shapes import Flaw

DOSSIERS = 12


class Ear:
    """Hears the progress of a replay."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.steps: Counter[str] = Counter()

    def stage(self, name: str, total: int) -> None:
        self.stages.append(name)

    def step(self) -> None:
        self.steps[self.stages[-1]] += 1


def _play() -> None:
    what, ear = plan(DOSSIERS), Ear()
    verdicts = Counter(act.verdict for act in what.acts.values())
    now = what.at("opening") - timedelta(days=20)
    with own_server(now=now, administrator=ADMINISTRATOR[1], password=PASSWORD) as address:
        report = Replay(address, what, ear, (ADMINISTRATOR[1], PASSWORD)).play()

    assert report.received.total() == DOSSIERS
    assert report.received == Counter(dossier.filed_track for dossier in what.dossiers)
    assert report.late == len(what.late) == 1
    assert report.screened["refused"] == verdicts[Verdict.REFUSE]
    assert report.screened["requalified"] == verdicts[Verdict.REQUALIFY]
    assert report.screened["admitted"] == DOSSIERS - verdicts[Verdict.REFUSE]
    assert report.reviews == 3 * report.screened["admitted"] == ear.steps["reviews"]
    assert report.selected == what.places
    assert ear.stages[0] == "opening the call"
    assert ear.steps["filing"] == DOSSIERS


def test_a_small_call_is_played_from_opening_to_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TREMPLIN_DATABASE_URL", raising=False)

    _play()


@pytest.mark.postgres
def test_a_small_call_is_played_on_postgresql(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREMPLIN_DATABASE_URL", postgres_database)

    _play()


def test_the_whole_replay_has_all_the_dossiers_all_the_reviewers_and_eighteen_places() -> None:
    whole = plan(150)

    assert whole.dossiers == load_call().dossiers
    assert whole.reviewers == load_call().reviewers
    assert (whole.places, len(whole.ties)) == (18, 31)


@pytest.mark.parametrize("number", [10, 12, 30, 75, 149])
def test_a_smaller_replay_keeps_every_kind(number: int) -> None:
    small = plan(number)
    verdicts = {act.verdict for act in small.acts.values()}

    assert len(small.dossiers) == len({dossier.key for dossier in small.dossiers}) == number
    assert len(small.reviewers) * load_call().reviewers[0].capacity >= 3 * number
    assert verdicts == set(Verdict)
    assert {dossier.filed_track for dossier in small.dossiers} == {track.key for track in load_call().tracks}
    assert small.late
    assert small.places == max(1, round(18 * number / 150))


def test_dossiers_are_filed_fifteen_at_a_time_before_the_closing() -> None:
    groups = plan(150).groups

    assert max(len(group) for _, group in groups) == 15
    assert [at for at, _ in groups] == sorted(at for at, _ in groups)
    assert groups[-1][0] < load_call().moment("closing").at - timedelta(hours=1)
    assert all(Flaw.LATE not in dossier.flaws for _, group in groups for dossier in group)


def test_on_a_platform_that_lives_later_the_calendar_moves_by_whole_weeks() -> None:
    call = load_call()

    moved = plan(10, now=call.demo_now, tag="r1")

    assert moved.shift.days % 7 == 0
    assert moved.at("opening") > call.demo_now + timedelta(days=1)
    assert moved.document["slug"] == "poles-2011-r1"
    assert moved.document["opens_at"] == moved.at("opening").isoformat()
    assert all("r1@" in moved.address(dossier) for dossier in moved.dossiers)


def test_a_platform_that_does_not_answer_is_named() -> None:
    browser = Browser("http://127.0.0.1:9", httpx.HTTPTransport(), Ledger())

    with pytest.raises(Stuck, match=r"127\.0\.0\.1:9"):
        browser.get("/")
