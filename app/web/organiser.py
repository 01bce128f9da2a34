"""The organisers' room: one call at one instant, or one dossier of it, with what every page shows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.responses import HTMLResponse

from app.domain.permissions import Facts
from app.domain.roles import Actor
from app.domain.workflow import open_doors
from app.models import Call, Dossier, Track
from app.queries import calls, tally
from app.queries.messages import unread_by_organisers
from app.queries.visibility import facts_of
from app.web.database import SAFE, Db, quickly
from app.web.guards import call_run_by, dossier_run_by, instant_of, signed_in
from app.web.hall import Hall, hall_of
from app.web.outcomes import own_words
from app.web.pages import PageMaker
from app.web.shown import text_in


@dataclass(frozen=True)
class Office:
    """A call I run, and what is needed to show it or to act upon it."""

    db: Session
    me: Actor
    now: datetime
    page: PageMaker
    hall: Hall
    call: Call

    @property
    def path(self) -> str:
        """The address of the call for its organisers."""
        return f"/organiser/calls/{self.call.slug}"

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.page.language

    @cached_property
    def tally(self) -> tally.Tally:
        """How many dossiers of each kind, read once."""
        return tally.tally(self.db, self.me, self.call.id)

    @cached_property
    def views(self) -> dict[str, int]:
        """How many dossiers each saved view holds."""
        return tally.by_view(self.tally)

    @cached_property
    def unread(self) -> int:
        """How many messages of applicants nobody has read yet."""
        return unread_by_organisers(self.db, self.me, self.call.id)

    @cached_property
    def tracks(self) -> list[Track]:
        """The tracks of the call, in order."""
        return calls.tracks(self.db, self.call.id)

    @cached_property
    def track_titles(self) -> dict[UUID, str]:
        """The name of each track in the language of the page."""
        return {track.id: text_in(track.title, self.language) for track in self.tracks}

    @cached_property
    def outcome_names(self) -> dict[UUID, dict[str, str]]:
        """What each track calls its outcomes, where it has names of its own."""
        return {track.id: own_words(track, self.language) for track in self.tracks}

    def show(self, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        """A page of this call, with the counts of its rail."""
        counts = {"dossiers": self.views["all"], "screening": self.views["to_screen"], "messages": self.unread}
        plain = {"call": self.call, "counts": counts, "base": self.path, "track_titles": self.track_titles}
        return self.page(template, status=status, **{**plain, **context})


@dataclass(frozen=True)
class Desk(Office):
    """One filed dossier of a call I run."""

    dossier: Dossier

    @cached_property
    def facts(self) -> Facts:
        """What decides for me, now."""
        return facts_of(self.db, self.dossier, self.me, self.now)

    @cached_property
    def track(self) -> Track:
        """The track it is in."""
        return self.db.get_one(Track, self.dossier.track_id)

    @property
    def doors(self) -> tuple[str, ...]:
        """The acts that are open."""
        return open_doors(self.facts)

    @property
    def dossier_path(self) -> str:
        """The address of the dossier for organisers."""
        return f"{self.path}/dossiers/{self.dossier.id}"


# A guard that is named is solved again with all that it needs: these name the session alone.
async def _office(call: str, request: Request, db: Db) -> Office:
    return await quickly(db, _enter, request, db, call)


def _enter(request: Request, db: Session, slug: str) -> Office:
    me = signed_in(request, db)
    call = call_run_by(db, me, slug)
    return Office(db, me, instant_of(request), PageMaker(request), hall_of(request), call)


Run = Annotated[Office, Depends(_office)]


async def _desk(office: Run, dossier: UUID, request: Request) -> Desk:
    db, me, call, changes = office.db, office.me, office.call, request.method not in SAFE
    found = await quickly(db, dossier_run_by, db, me, call, dossier, to_change=changes)
    return Desk(db, me, office.now, office.page, office.hall, call, found)


AtDesk = Annotated[Desk, Depends(_desk)]
