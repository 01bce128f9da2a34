"""The 2011 call played again over HTTP, page by page and form by form, as the people would."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol, TypeVar

import httpx

from app.demo import replay_filing, replay_reading, replay_results
from app.demo.browser import Browser, Ledger, Stuck
from app.demo.replay_people import Player, Steering, links_in_mail, post_document
from app.demo.replay_plan import ReplayPlan
from app.demo.screening import Verdict
from app.demo.shapes import DemoDossier

HANDS = 3
T = TypeVar("T")


class Progress(Protocol):
    """Hears what is being done."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""
        ...

    def step(self) -> None:
        """One thing of it is done."""
        ...


@dataclass(slots=True)
class Report:
    """What came of a replay."""

    received: Counter[str] = field(default_factory=Counter)
    screened: Counter[str] = field(default_factory=Counter)
    late: int = 0
    ties: int = 0
    reviews: int = 0
    selected: int = 0
    seconds: float = 0.0
    ledger: Ledger = field(default_factory=Ledger)


class Replay:
    """One play: the platform, the plan, the people."""

    def __init__(self, base_url: str, plan: ReplayPlan, progress: Progress, administrator: tuple[str, str]) -> None:
        self.plan, self.progress, self.report = plan, progress, Report()
        self._base_url = base_url
        self._wire = httpx.HTTPTransport(limits=httpx.Limits(max_connections=HANDS + 1))
        email, password = administrator
        self.steering = Steering("", email, self._browser(), password=password)
        self.staff: dict[str, Player] = {}
        self.applicants: dict[str, Player] = {}
        self.filed: dict[str, DemoDossier] = {}

    def play(self) -> Report:
        """Everything, in order; raises Stuck at the first step that fails."""
        began = time.monotonic()
        try:
            for stage in (self._open, self._file, self._file_late, self._screen, self._assign, self._review):
                stage()
            self._publish()
        finally:
            self._wire.close()
        self.report.seconds = time.monotonic() - began
        return self.report

    def _open(self) -> None:
        """The call is created from its document; its organisers are invited and come in."""
        plan = self.plan
        self.progress.stage("opening the call", 1 + len(plan.call.organisers))
        token = self.steering.token("calls")
        post_document(self.steering.browser, token, "/api/v1/calls", plan.document)
        self.progress.step()
        for organiser in plan.call.organisers:
            player = self._player(organiser.name, plan.address(organiser))
            self._invite(self.steering, player, "organiser", {"network": organiser.network})
            self.staff[organiser.key] = player
        self._come_in(list(self.staff.values()))

    def _file(self) -> None:
        """Fifteen applicants at a time: an account, a message, a draft, its pages, the receipt."""
        self.progress.stage("filing", len(self.plan.dossiers))
        for at, group in self.plan.groups:
            self.steering.move_clock(at)
            by_address: dict[str, list[DemoDossier]] = {}
            for dossier in group:
                by_address.setdefault(self.plan.address(dossier), []).append(dossier)
            new = [self._applicant(some[0]) for address, some in by_address.items() if address not in self.applicants]
            self._many(Player.sign_up, new)
            self._come_in(new)
            self._many(self._file_one, by_address.values())

    def _file_one(self, dossiers: list[DemoDossier]) -> None:
        """One after the other for somebody who files twice."""
        player = self._applicant(dossiers[0])
        for dossier in dossiers:
            draft = replay_filing.begin(player, self.plan.slug, self.plan.call, dossier)
            replay_filing.fill(player, draft, self.plan.call, dossier)
            self._received(dossier, replay_filing.file(player, draft, self.plan.reference))

    def _file_late(self) -> None:
        """Drafts begun in time and filed after the closing, by an extension that an organiser grants."""
        waiting = []
        self.steering.move_clock(self.plan.at("closing") - timedelta(hours=3))
        for dossier in self.plan.late:
            player = self._applicant(dossier)
            player.sign_up()
            self._come_in([player])
            draft = replay_filing.begin(player, self.plan.slug, self.plan.call, dossier)
            replay_filing.fill(player, draft, self.plan.call, dossier)
            waiting.append((player, dossier, draft))
        for player, dossier, draft in waiting:
            assert dossier.filed_at is not None
            at = dossier.filed_at + self.plan.shift
            self.steering.move_clock(at - timedelta(minutes=10))
            replay_reading.extend(self.staff["o-01"], draft, at + timedelta(hours=1))
            self.steering.move_clock(at)
            self._received(dossier, replay_filing.file(player, draft, self.plan.reference))
            self.report.late += 1

    def _screen(self) -> None:
        """One by one, in the order they came."""
        self.progress.stage("screening", len(self.plan.dossiers))
        self.steering.move_clock(self.plan.at("screening"))
        organiser = self.staff["o-02"]
        self.report.screened = replay_reading.screen(organiser, self.plan, self.filed, self.progress.step)

    def _assign(self) -> None:
        """Reviewers are invited, ties are written down, and who reads what is proposed, looked at, published."""
        plan = self.plan
        self.progress.stage("assignment", len(plan.reviewers) + len(plan.ties) + 1)
        readers = []
        for reviewer in plan.reviewers:
            player = self._player(reviewer.name, plan.address(reviewer))
            more = {name: getattr(reviewer, name) for name in ("network", "organisation", "region", "themes")}
            self._invite(self.staff["o-04"], player, "reviewer", {**more, "capacity": str(reviewer.capacity)})
            self.staff[reviewer.key] = player
            readers.append(player)
        self._come_in(readers)
        known = replay_reading.ids(self.staff["o-05"], plan, self.filed)
        self.report.ties = replay_reading.recuse(self.staff["o-05"], plan, known, self.progress.step)
        self.steering.move_clock(plan.at("review") - timedelta(hours=16))
        replay_reading.assign(self.staff["o-05"], plan)
        self.progress.step()

    def _review(self) -> None:
        """Every reviewer reads and scores everything they were given."""
        read = sum(act.verdict is not Verdict.REFUSE for act in self.plan.acts.values())
        self.progress.stage("reviews", read * self.plan.call.reviews_per_dossier)
        self.steering.move_clock(self.plan.at("review") + timedelta(days=7))

        def one(key: str) -> int:
            reviewer = next(one for one in self.plan.reviewers if one.key == key)
            return replay_reading.review(self.staff[key], reviewer, self.plan, self.filed, self.progress.step)

        self.report.reviews = sum(self._many(one, [reviewer.key for reviewer in self.plan.reviewers]))

    def _publish(self) -> None:
        """The committee decides by the ranking, and everything becomes public at once."""
        self.progress.stage("selection and publication", 3)
        self.steering.move_clock(self.plan.at("committee"))
        replay_results.select(self.staff["o-01"], self.plan)
        self.progress.step()
        self.steering.move_clock(self.plan.at("results"))
        replay_results.publish(self.staff["o-01"], self.plan)
        self.progress.step()
        found = replay_results.read(self._player("", ""), self.plan)
        if found.selected != found.in_file:
            raise Stuck(f"The results page shows {found.selected} and its file {found.in_file}.")
        self.report.selected = found.selected
        self.progress.step()

    def _invite(self, by: Player, player: Player, role: str, more: dict[str, object]) -> None:
        page = by.open(f"/organiser/calls/{self.plan.slug}/people/new")
        values = {"role": role, "name": player.name, "email": player.email, **more}
        by.send(page, page.form(field="email"), values)
        self.progress.step()

    def _received(self, dossier: DemoDossier, reference: str) -> None:
        self.filed[reference] = dossier
        self.report.received[dossier.filed_track] += 1
        self.progress.step()

    def _applicant(self, dossier: DemoDossier) -> Player:
        address = self.plan.address(dossier)
        if address not in self.applicants:
            self.applicants[address] = self._player(dossier.contact.name, address)
        return self.applicants[address]

    def _come_in(self, people: list[Player]) -> None:
        """Each opens the message they got, and presses its button."""
        letters = links_in_mail(self.steering.browser, people)
        self._many(lambda pair: pair[0].follow(pair[1]), letters)

    def _many(self, do: Callable[..., T], each: Iterable[object]) -> list[T]:
        """The same for each, a few at once; the first failure ends it."""
        hands = ThreadPoolExecutor(HANDS)
        try:
            return list(hands.map(do, each))
        finally:
            hands.shutdown(cancel_futures=True)

    def _player(self, name: str, email: str) -> Player:
        return Player(name, email, self._browser())

    def _browser(self) -> Browser:
        return Browser(self._base_url, self._wire, self.report.ledger)
