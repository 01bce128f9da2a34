"""What is replayed: how many dossiers, of which kinds, in which call, at which instants; and what should come of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil
from typing import Any

from app.demo.data import load_call
from app.demo.load_call import document
from app.demo.load_filing import owner_of
from app.demo.load_people import organiser_address, reviewer_address
from app.demo.screening import DemoConflict, ScreeningAct, Verdict, conflicts, screening_plan
from app.demo.shapes import DemoCall, DemoDossier, DemoOrganiser, DemoReviewer, Flaw

AT_ONCE = 15
BETWEEN_GROUPS = timedelta(minutes=70)
WEEK = timedelta(days=7)
ROOM = 1.3
FEWEST_REVIEWERS = 5
Kind = tuple[str, str, bool]


@dataclass(frozen=True)
class ReplayPlan:
    """The call of 2011, whole or smaller, moved by `shift` when the platform lives after October 2011."""

    call: DemoCall
    dossiers: tuple[DemoDossier, ...]
    places: int
    shift: timedelta = timedelta()
    tag: str = ""

    @property
    def slug(self) -> str:
        """The address of the call."""
        return f"{self.call.slug}{'-' + self.tag if self.tag else ''}"

    @property
    def reference(self) -> str:
        """What the number of each dossier begins with."""
        return f"REJEU-{self.tag.upper()}" if self.tag else self.call.reference

    @cached_property
    def document(self) -> dict[str, Any]:
        """The call to create, with its own address, dates and places."""
        whole = document(self.call)
        for name in ("opens_at", "closes_at"):
            whole[name] = self._moved(whole[name])
        for moment in whole["moments"]:
            for name in ("starts_at", "ends_at"):
                moment[name] = moment[name] and self._moved(moment[name])
        return {**whole, "slug": self.slug, "reference": self.reference, "places": self.places}

    def at(self, moment: str) -> datetime:
        """When a moment of the calendar is."""
        return self.call.moment(moment).at + self.shift

    @cached_property
    def acts(self) -> dict[str, ScreeningAct]:
        """How each dossier is screened."""
        known = {dossier.key for dossier in self.dossiers}
        return {act.dossier: act for act in screening_plan(self.call) if act.dossier in known}

    @property
    def ties(self) -> list[DemoConflict]:
        """The conflicts of interest that bear on the dossiers that will be read."""
        readers = {reviewer.key for reviewer in self.reviewers}
        read = {key for key, act in self.acts.items() if act.verdict is not Verdict.REFUSE}
        return [tie for tie in conflicts(self.call) if tie.reviewer in readers and tie.dossier in read]

    @cached_property
    def reviewers(self) -> tuple[DemoReviewer, ...]:
        """Enough reviewers for the reading, all of them for the whole call."""
        everyone = self.call.reviewers
        if len(self.dossiers) == len(self.call.dossiers):
            return everyone
        needed = ceil(ROOM * self.call.reviews_per_dossier * len(self.dossiers) / everyone[0].capacity)
        return everyone[: max(FEWEST_REVIEWERS, min(len(everyone), needed))]

    @property
    def groups(self) -> list[tuple[datetime, list[DemoDossier]]]:
        """Who files together, and when: fifteen at a time, in the order of filing; nobody late is among them."""
        on_time = [dossier for dossier in self.dossiers if Flaw.LATE not in dossier.flaws]
        found: list[tuple[datetime, list[DemoDossier]]] = []
        free = self.at("opening") + BETWEEN_GROUPS
        for start in range(0, len(on_time), AT_ONCE):
            group = on_time[start : start + AT_ONCE]
            assert group[0].filed_at is not None
            day = (group[0].filed_at + self.shift).replace(hour=8, minute=0)
            free = max(day, free)
            found.append((free, group))
            free += BETWEEN_GROUPS
        return found

    @property
    def late(self) -> list[DemoDossier]:
        """Who files after the closing."""
        return [dossier for dossier in self.dossiers if Flaw.LATE in dossier.flaws]

    def address(self, person: DemoDossier | DemoReviewer | DemoOrganiser) -> str:
        """An address that no earlier replay took."""
        if isinstance(person, DemoDossier):
            plain = owner_of(person)
        else:
            plain = reviewer_address(person) if isinstance(person, DemoReviewer) else organiser_address(person)
        name, _, host = plain.partition("@")
        return f"{name}.{self.tag}@{host}" if self.tag else plain

    def _moved(self, instant: str) -> str:
        return (datetime.fromisoformat(instant) + self.shift).isoformat()


def plan(dossiers: int, *, now: datetime | None = None, tag: str = "") -> ReplayPlan:
    """A replay of that many dossiers; `now` is the time of a platform that others use already."""
    call = load_call()
    chosen = tuple(_chosen(call, dossiers))
    places = max(1, round(call.to_select * len(chosen) / len(call.dossiers)))
    return ReplayPlan(call, chosen, places, _shift(call, now), tag)


def _shift(call: DemoCall, now: datetime | None) -> timedelta:
    """Whole weeks, so that days of the week stay what they were."""
    wait = (now - call.moment("opening").at + timedelta(days=2)) if now else timedelta()
    return WEEK * ceil(max(wait, timedelta()) / WEEK)


def _chosen(call: DemoCall, wanted: int) -> Iterable[DemoDossier]:
    """As many as wanted, each kind in proportion and, as far as room allows, at least one of each."""
    if wanted >= len(call.dossiers):
        return call.dossiers
    acts = {act.dossier: act for act in screening_plan(call)}
    kinds: dict[Kind, list[DemoDossier]] = {}
    for dossier in call.dossiers:
        kinds.setdefault(_kind(dossier, acts[dossier.key]), []).append(dossier)
    shares = _shares(Counter({kind: len(members) for kind, members in kinds.items()}), wanted)
    kept = {
        members[rank * len(members) // shares[kind]].key
        for kind, members in kinds.items()
        for rank in range(shares[kind])
    }
    return [dossier for dossier in call.dossiers if dossier.key in kept]


def _kind(dossier: DemoDossier, act: ScreeningAct) -> Kind:
    return act.verdict, dossier.filed_track, Flaw.LATE in dossier.flaws


def _shares(sizes: Counter[Kind], wanted: int) -> dict[Kind, int]:
    """How many of each kind: in proportion, one at least while there is room; the largest give or take the rest."""
    shares = {kind: max(1, wanted * size // sizes.total()) for kind, size in sizes.items()}
    while sum(shares.values()) < wanted:
        shares[max(shares, key=lambda kind: sizes[kind] - shares[kind])] += 1
    while sum(shares.values()) > wanted:
        shares[max(shares, key=lambda kind: (shares[kind], -sizes[kind]))] -= 1
    return shares
