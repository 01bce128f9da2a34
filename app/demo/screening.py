"""What the organisers do with each dossier once the call is closed, and who must not read what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.demo.data import ScreeningReason, Surroundings, load_surroundings
from app.demo.shapes import DemoCall, DemoDossier, Flaw, Track


class Verdict(StrEnum):
    """How a screening ends."""

    ADMIT = "admit"
    REFUSE = "refuse"
    REQUALIFY = "requalify"
    """Moved to its right track, and admitted there."""


@dataclass(frozen=True, slots=True)
class ScreeningAct:
    """What is decided about one dossier, by whom, when, and in which words."""

    dossier: str
    verdict: Verdict
    track: Track
    """The track it is read in."""
    at: datetime
    organiser: str
    reason: ScreeningReason | None = None
    kept: str | None = None
    """The other dossier of the same grouping, where this one is refused as its twin."""
    corrections: tuple[ScreeningReason, ...] = ()
    """What is asked of the applicant first; all of it is given before the verdict."""


@dataclass(frozen=True, slots=True)
class DemoConflict:
    """A dossier a reviewer must not read, and why."""

    reviewer: str
    dossier: str
    reason: str


ARMISTICE = date(2011, 11, 11)

CORRECTED_BY = {
    Flaw.MISSING_LETTERS: "correction-01",
    Flaw.MISSING_BUDGET: "correction-02",
    Flaw.UNBALANCED_BUDGET: "correction-03",
    Flaw.UNCONFIRMED_MEMBERS: "correction-04",
    Flaw.TOO_SHORT: "correction-06",
}


def screening_plan(call: DemoCall) -> list[ScreeningAct]:
    """One act for each dossier filed, in the order of filing: refused, moved to its right track, or admitted."""
    around = load_surroundings()
    filed = [dossier for dossier in call.dossiers if dossier.filed_at is not None]
    hours = _office_hours(call.moment("screening").at, len(filed))
    people = tuple(organiser.key for organiser in call.organisers)
    return [_act(dossier, at, _screener(dossier, people), around) for dossier, at in zip(filed, hours, strict=True)]


def conflicts(call: DemoCall) -> list[DemoConflict]:
    """Every dossier a reviewer declared a tie with."""
    reasons = {reviewer.key: reviewer.conflicts_with or "" for reviewer in call.reviewers}
    return [
        DemoConflict(entry.reviewer, dossier, reasons[entry.reviewer])
        for entry in load_surroundings().conflicts
        for dossier in entry.dossiers
        if dossier in call.by_key and entry.reviewer in reasons
    ]


def _screener(dossier: DemoDossier, people: tuple[str, ...]) -> str:
    """Expressions of interest go to the person who follows them, the rest to the person in charge of screening."""
    wanted = "o-03" if dossier.track is Track.EXPRESSION_OF_INTEREST else "o-02"
    return wanted if wanted in people else people[0]


def _act(dossier: DemoDossier, at: datetime, organiser: str, around: Surroundings) -> ScreeningAct:
    refusal = next((one for one in around.refusals if one.dossier == dossier.key), None)
    if refusal:
        reason = next(one for one in around.refuse if one.key == refusal.reason)
        return ScreeningAct(dossier.key, Verdict.REFUSE, dossier.filed_track, at, organiser, reason, refusal.kept)
    asked = {CORRECTED_BY[flaw] for flaw in dossier.flaws if flaw in CORRECTED_BY and _is_asked(flaw, dossier)}
    corrections = tuple(one for one in around.correction if one.key in asked)
    if dossier.filed_track is dossier.track:
        return ScreeningAct(dossier.key, Verdict.ADMIT, dossier.track, at, organiser, corrections=corrections)
    moved = next(
        one for one in around.requalify if (one.from_track, one.to_track) == (dossier.filed_track, dossier.track)
    )
    return ScreeningAct(dossier.key, Verdict.REQUALIFY, dossier.track, at, organiser, moved, corrections=corrections)


def _is_asked(flaw: Flaw, dossier: DemoDossier) -> bool:
    """An expression of interest needs no document, only a summary that can be published."""
    return flaw is Flaw.TOO_SHORT or dossier.track is not Track.EXPRESSION_OF_INTEREST


def _office_hours(opening: datetime, count: int) -> Iterator[datetime]:
    """`count` instants on working days from the opening on, one every half hour from 9 to 17."""
    day, place = opening, 0
    for _ in range(count):
        if place == 16:
            day, place = _next_working_day(day), 0
        yield day + timedelta(minutes=30 * place)
        place += 1


def _next_working_day(day: datetime) -> datetime:
    day += timedelta(days=1)
    return _next_working_day(day) if day.weekday() > 4 or day.date() == ARMISTICE else day
