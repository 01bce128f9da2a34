"""The applicant's room: one dossier at one instant, with what every page of it shows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.responses import HTMLResponse

from app.domain.errors import Forbidden, NotFound
from app.domain.form_plans import FormPlan, Section
from app.domain.permissions import Facts, can
from app.domain.roles import Actor
from app.domain.workflow import open_doors, refusal
from app.models import Call, Dossier, Track
from app.queries import applicants, asked, corrections, dossiers, forms
from app.queries.visibility import Ties, facts_between, facts_of
from app.web.applicant_corrections import CorrectionView, correction_view
from app.web.database import SAFE, Db, quickly
from app.web.guards import instant_of, signed_in
from app.web.hall import Hall, hall_of
from app.web.i18n import N_
from app.web.pages import PageMaker


@dataclass(frozen=True)
class Room:
    """My dossier, and what is needed to show it or to act upon it."""

    db: Session
    me: Actor
    now: datetime
    page: PageMaker
    hall: Hall
    dossier: Dossier
    call: Call
    track: Track
    ties: Ties | None = None
    """What binds me and the dossier, as long as nothing changes."""

    @property
    def path(self) -> str:
        """The address of the dossier."""
        return f"/applicant/dossiers/{self.dossier.id}"

    @property
    def is_changing(self) -> bool:
        """Whether it says something that is not filed: a draft, or a filed dossier that was reopened."""
        return self.dossier.state == "draft" or self.dossier.reopened_at is not None

    @cached_property
    def plan(self) -> FormPlan:
        """Everything its form may ask, whatever was answered."""
        return forms.plan_of(self.db, self.dossier.form_version_id)

    @cached_property
    def language(self) -> str:
        """The language of the page."""
        return self.page.language

    def content(self) -> dossiers.Content:
        """What the dossier says now, and what waits in it without being asked."""
        return dossiers.content_of(self.db, self.dossier, self.plan)

    def content_around(self, section: Section) -> dossiers.Content:
        """What the dossier says in one section, and of what conditions look at."""
        return dossiers.content_around(self.db, self.dossier, self.plan, section)

    def reading(self) -> tuple[FormPlan, dossiers.Content]:
        """What the dossier is asked, and what it says of that."""
        return asked.reading(self.db, self.dossier, working=True)

    def sections(self) -> dict[str, dossiers.SectionRow]:
        """Where each section stands, by key."""
        return dossiers.sections_of(self.db, self.dossier.id)

    @cached_property
    def shut(self) -> frozenset[str]:
        """The questions that a correction leaves as they were filed."""
        return corrections.shut_keys(self.db, self.dossier)

    @property
    def is_open(self) -> bool:
        """Whether its answers stand in forms: a draft, or a filed dossier that may be changed now."""
        return self.dossier.state == "draft" or refusal("edit", self.facts()) is None

    def correction(self) -> CorrectionView | None:
        """What is asked of it, when a correction is."""
        return correction_view(self.db, self.dossier, self.now, self.language)

    def facts(self) -> Facts:
        """What decides for me, now."""
        if self.ties is None:
            return facts_of(self.db, self.dossier, self.me, self.now)
        return facts_between(self.dossier, self.call, self.ties, self.me, self.now)

    def may_write(self) -> bool:
        """Whether I may change its answers now."""
        return refusal("edit", self.facts()) is None

    def may_comment(self) -> bool:
        """Whether I may say something about its questions."""
        return bool(can("comment", self.facts()))

    def _until(self, facts: Facts) -> datetime:
        """The instant to name as the end of filing: the closing of the call, then what is granted after it."""
        closes, ends = self.call.closes_at, facts.filing_ends
        granted = self.dossier.extended_to
        in_time = self.now < closes and not (granted and granted > closes)
        return closes if in_time or ends is None else ends

    @property
    def is_alone(self) -> bool:
        """Whether it is known that nobody else works on it, or was invited to, or said anything."""
        return self.ties is not None and not self.ties.together

    def writes(self) -> bool:
        """Whether I may write in it, when it may be written in."""
        return self.dossier.owner_id == self.me.id or self.facts().writes

    def places(self, facts: Facts) -> list[tuple[str, str, bool, int | None]]:
        """The pages of the dossier that its small navigation leads to: words, address, here or not, how many."""
        here = self.page.request.url.path
        rows = [
            (N_("Dossier"), self.path, here == self.path, None),
            (N_("Équipe"), f"{self.path}/team", here.startswith((f"{self.path}/team", f"{self.path}/tasks")), None),
            (N_("Historique"), f"{self.path}/history", here.startswith(f"{self.path}/history"), None),
            (N_("Messages"), f"{self.path}/messages", here == f"{self.path}/messages", None),
        ]
        if can("sign", facts):
            rows.insert(1, (N_("Signature"), f"{self.path}/sign", here.startswith(f"{self.path}/sign"), None))
        return [(self.page.say(words), href, current, number) for words, href, current, number in rows]

    def show(self, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        """A page of this dossier."""
        facts = self.facts()
        return self.page(
            template,
            status=status,
            **{
                "dossier": self.dossier,
                "call": self.call,
                "track": self.track,
                "facts": facts,
                "doors": open_doors(facts),
                "until": self._until(facts),
                "manages": bool(can("manage_team", facts)),
                "base": self.path,
                "places": lambda: self.places(facts),
                "correction": self.correction(),
                **context,
            },
        )


# A guard that is named is solved again with all that it needs: these name the session alone.
async def _room(dossier: UUID, request: Request, db: Db) -> Room:
    return await quickly(db, _enter, request, db, dossier)


async def _shared_room(dossier: UUID, request: Request, db: Db) -> Room:
    return await quickly(db, _open, request, db, dossier)


async def _writing_room(dossier: UUID, request: Request, db: Db) -> Room:
    return await quickly(db, _enter_to_write, request, db, dossier)


def _open(request: Request, db: Session, dossier_id: UUID) -> Room:
    """The room of a dossier that this person files, alone or with others; its row is locked to change it."""
    me, changes = signed_in(request, db), request.method not in SAFE
    found = applicants.held(db, me, dossier_id, to_change=changes)
    if found is None:
        raise NotFound
    dossier, call, track, ties = found
    page, hall = PageMaker(request), hall_of(request)
    return Room(db, me, instant_of(request), page, hall, dossier, call, track, None if changes else ties)


def _enter(request: Request, db: Session, dossier_id: UUID) -> Room:
    """The same; a request that may change it comes from somebody who writes in it."""
    return _enter_to_write(request, db, dossier_id) if request.method not in SAFE else _open(request, db, dossier_id)


def _enter_to_write(request: Request, db: Session, dossier_id: UUID) -> Room:
    room = _open(request, db, dossier_id)
    if not room.writes():
        raise Forbidden("only_a_writer")
    return room


Mine = Annotated[Room, Depends(_room)]
"""My dossier: read by all who file it, changed by those who write in it."""
Ours = Annotated[Room, Depends(_shared_room)]
"""For the acts of those who only read, comment or sign: what they may do, the act itself demands."""
Written = Annotated[Room, Depends(_writing_room)]
"""For pages that are only there to write."""
