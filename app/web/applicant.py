"""The applicant's room: one dossier at one instant, with what every page of it shows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.responses import HTMLResponse

from app.domain.form_plans import FormPlan, Section
from app.domain.permissions import Facts
from app.domain.roles import Actor
from app.domain.workflow import open_doors
from app.models import Call, Dossier, Track
from app.queries import asked, calls, dossiers, forms
from app.queries.visibility import facts_of
from app.web.database import Db
from app.web.guards import MyDossier
from app.web.hall import Hall, hall_of
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

    @property
    def path(self) -> str:
        """The address of the dossier."""
        return f"/applicant/dossiers/{self.dossier.id}"

    @cached_property
    def call(self) -> Call:
        """Its call."""
        return calls.call_of(self.db, self.dossier.call_id)

    @cached_property
    def track(self) -> Track:
        """Its track."""
        return self.db.get_one(Track, self.dossier.track_id)

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

    def facts(self) -> Facts:
        """What decides for me, now."""
        return facts_of(self.db, self.dossier, self.me, self.now)

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
                "base": self.path,
                **context,
            },
        )


# A guard that is named is solved again with all that it needs: what they found is read from the request.
async def _room(dossier: MyDossier, db: Db, request: Request) -> Room:
    return Room(db, request.state.actor, request.state.now, PageMaker(request), hall_of(request), dossier)


Mine = Annotated[Room, Depends(_room)]
