"""The door of a call, before any dossier: what is asked there, what the answers lead to, and the tracks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from app.domain.conditions import Condition
from app.domain.entry import Entry
from app.domain.form_plans import FormPlan
from app.domain.roles import Actor
from app.models import Call
from app.queries import applicants, calls, forms
from app.queries.origins import earlier
from app.queries.tracks import entry_of, suits_of
from app.web.applicant_views import TrackRow, track_rows
from app.web.binding import Bound
from app.web.database import Db
from app.web.entering import ANSWERED, Entered, answer_rows, entry_fields, explanations, read_entered, why
from app.web.fields import with_errors
from app.web.guards import Now, PublicCall, Someone, TheHall
from app.web.hall import Hall
from app.web.pages import Page, PageMaker
from app.web.place_fields import pressed
from app.web.prefill import LINK, ORIGIN, brought_by, choices, labels


@dataclass(frozen=True)
class Entrance:
    """A call that somebody, signed in or not, thinks of answering."""

    db: Session
    someone: Actor | None
    now: datetime
    page: PageMaker
    call: Call
    hall: Hall

    @property
    def path(self) -> str:
        """The address of the choice."""
        return f"/calls/{self.call.slug}/apply"

    @cached_property
    def entry(self) -> Entry:
        """What is asked before a dossier."""
        return entry_of(self.call)

    @cached_property
    def suits(self) -> dict[str, Condition | None]:
        """Whom each track suits."""
        return suits_of(calls.tracks(self.db, self.call.id))

    @cached_property
    def drafts(self) -> dict[UUID, UUID]:
        """My latest draft in each track."""
        return applicants.drafts_in(self.db, self.someone, self.call.id) if self.someone else {}

    def entered(self, sent: Iterable[tuple[str, object]]) -> Entered:
        """What these fields answer, and what it leads to."""
        known = list(sent)
        found = read_entered(self.entry, self.suits, known, self.page.language)
        # What a dossier is to begin from goes along, from page to page, until it begins.
        along = [(name, value) for name, value in known if name in (LINK, ORIGIN) and isinstance(value, str) and value]
        return found._replace(carried=[*found.carried, *along])

    def told(self, sent: Iterable[tuple[str, object]]) -> bool:
        """Whether the questions were answered to go on; a button inside one of them only draws it again."""
        fields = FormData([(name, value) for name, value in sent if isinstance(value, str)])
        return ANSWERED in fields and not pressed(fields) and fields.get("go") != "stay"

    def show_questions(self, entered: Entered, *, told: bool, status: int = 200) -> HTMLResponse:
        """The questions that come before a dossier."""
        fields = entry_fields(entered, self.page.language, told=told)
        fields = with_errors(fields, entered.unclear if told else {})
        summary = [(field.name, field.error) for field in fields if field.error]
        return self._page("applicant/entry.html", entered, status=status, fields=fields, summary=summary)

    def show_refusal(self, entered: Entered, *, status: int = 200) -> HTMLResponse:
        """Why the call is not for this person, and what they can do instead."""
        texts = explanations(entered, self.page.language)
        return self._page("applicant/not_eligible.html", entered, status=status, explanations=texts)

    def show_tracks(self, entered: Entered, form: Bound[Any], *, status: int = 200, asked: str = "") -> HTMLResponse:
        """The tracks to choose from: the one that suits first, and why."""
        reasons = why(entered, self.suits, self.page.language)
        rows = track_rows(self.db, self.call, self.drafts, self.page.language)
        rows.sort(key=lambda row: row.key not in reasons)
        along = dict(entered.carried)
        brought = brought_by(self.hall, self.call, along.get(LINK, ""))
        chosen = form.typed("track") or brought.track or _first(rows, reasons)
        return self._page(
            "applicant/apply.html",
            entered,
            status=status,
            form=form,
            tracks=rows,
            why=reasons,
            asked=asked,
            chosen=chosen,
            begun=applicants.begun_in(self.db, self.someone, self.call.id) if self.someone else [],
            origins=choices(earlier(self.db, self.someone), self.page.language) if self.someone else [],
            origin=form.typed("origin") or along.get(ORIGIN, ""),
            brought=brought,
            taken=labels(brought, self._plan(brought.track), self.page.language) if brought.answers else [],
        )

    def _plan(self, track: str) -> FormPlan:
        """The form of a track of this call; an empty one when there is no such track."""
        found = calls.track_of(self.db, self.call.id, track)
        return forms.plan_of(self.db, forms.latest_version(self.db, found.form_id)) if found else FormPlan(())

    def _page(self, template: str, entered: Entered, *, status: int, **context: object) -> HTMLResponse:
        back = f"{self.path}?{ANSWERED}=yes&{entered.query}" if entered.query else self.path
        return self.page(
            template,
            status=status,
            call=self.call,
            carried=entered.carried,
            answers=answer_rows(entered, self.page.language),
            again=f"{self.path}?{entered.query}",
            sign_in=f"/sign-in?next={quote(back, safe='/')}",
            sign_up=f"/sign-up?next={quote(back, safe='/')}",
            back=back,
            **context,
        )


def _first(rows: list[TrackRow], reasons: dict[str, list[str]]) -> str:
    """The track ticked beforehand: the one that suits, when it is alone to do so."""
    return rows[0].key if len(reasons) == 1 else ""


async def _entrance(call: PublicCall, db: Db, someone: Someone, now: Now, page: Page, *, hall: TheHall) -> Entrance:
    return Entrance(db, someone, now, page, call, hall)


AtTheDoor = Annotated[Entrance, Depends(_entrance)]
