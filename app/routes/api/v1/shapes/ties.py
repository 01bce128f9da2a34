"""Whom applicants ask to keep away, and wishes, as the API gives them."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict

from app.web.api import Instant, Out


class ConcernOut(Out):
    """Somebody to keep away from a dossier, why, and what the organisers answered; `answer` is empty until then."""

    model_config = ConfigDict(title="Concern")

    id: UUID
    dossier_id: UUID
    name: str
    organisation: str
    reason: str
    created_at: Instant
    settled_at: Instant | None
    answer: str


class ConcernsOut(Out):
    """What was asked about one dossier."""

    model_config = ConfigDict(title="Concerns")

    items: list[ConcernOut]


class ConcernRowOut(ConcernOut):
    """The same, for organisers: of which dossier, and who asked."""

    model_config = ConfigDict(title="ConcernRow")

    reference: str
    title: str
    author: str


class ConcernRowsOut(Out):
    """What was asked in a call: what waits for an answer first."""

    model_config = ConfigDict(title="ConcernRows")

    items: list[ConcernRowOut]


class WishedOut(Out):
    """A dossier that may be wished for, as far as its track lets reviewers know it; `wish` is empty when unsaid."""

    model_config = ConfigDict(title="Wished")

    id: UUID
    number: int
    reference: str
    title: str
    region: str
    themes: list[str]
    summary: str
    wish: Literal["want", "could", "rather_not", ""]


class WishesSavedOut(Out):
    """How many wishes changed."""

    model_config = ConfigDict(title="WishesSaved")

    changed: int


class AskingOut(Out):
    """Until when wishes are asked, and how much they count."""

    model_config = ConfigDict(title="WishesAsked")

    until: Instant | None
    weight: int


class StandingOut(Out):
    """How many would like to read a dossier."""

    model_config = ConfigDict(title="WishesStanding")

    id: UUID
    reference: str
    title: str
    want: int
    could: int
    rather_not: int


class StandingsOut(Out):
    """Every admitted dossier, those that fewest would like to read first."""

    model_config = ConfigDict(title="WishesStandings")

    reviewers: int
    answered: int
    items: list[StandingOut]
