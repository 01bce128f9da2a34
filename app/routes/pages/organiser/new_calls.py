"""Doors of a new call: from a blank page, from an earlier one, from a file; and of its document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Response
from sqlmodel import Session

from app.domain.errors import Invalid
from app.domain.roles import Actor
from app.forms.calendar import PARIS, plain_calendar
from app.forms.documents import write_document
from app.forms.new_call import BlankForm, BroughtForm, CopyForm
from app.models import Call
from app.queries import calls
from app.queries.calendars import calendar_text
from app.queries.call_documents import document_of
from app.services import call_making
from app.web.binding import Bound, Posted, blank
from app.web.calendar_changes import Line, changed_lines
from app.web.calendar_fields import ZONES, Calendared, local, twice_words
from app.web.call_documents import Fault, Unreadable, read_document
from app.web.database import Db
from app.web.guards import CallMaker, Now, TheHall
from app.web.hall import Hall
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.pages import Page, PageMaker

router = APIRouter(prefix="/organiser/calls")
MADE = N_("L’appel est créé. Seule son équipe le lit, jusqu’à ce que vous le montriez à tout le monde.")
WAYS = ("blank", "copy", "file")


@dataclass(frozen=True)
class Workshop:
    """Where a call is made: who makes it, and the page that shows the three ways."""

    db: Session
    me: Actor
    now: datetime
    page: PageMaker
    hall: Hall

    def show(
        self,
        way: str,
        form: Bound[BlankForm] | Bound[BroughtForm],
        *,
        status: int = 200,
        faults: Sequence[Fault] = (),
    ) -> Response:
        """The page, with what was typed."""
        return self.page(
            "organiser/new_call.html",
            status=status,
            way=way,
            form=form,
            faults=faults,
            earlier=calls.organised_calls(self.db, self.me),
            zones=[(zone, zone) for zone in ZONES],
            twice=twice_words(form.raw),
            file_name=next((one.filename for one in form.files.get("document", [])), ""),
        )

    def made(self, call: Call) -> Response:
        """On to what is left to prepare of the new call."""
        return self.page.see(f"/organiser/calls/{call.slug}/tracks", MADE)


async def _workshop(db: Db, me: CallMaker, now: Now, page: Page, hall: TheHall) -> Workshop:
    return Workshop(db, me, now, page, hall)


Making = Annotated[Workshop, Depends(_workshop)]


@router.get("/new")
def new_call(shop: Making, way: Annotated[str, Query(max_length=10)] = "blank") -> Response:
    """The three ways to make a call."""
    return shop.show(way if way in WAYS else "blank", _fresh(shop.page))


@router.post("/new/blank")
def begin_blank(form: Calendared[BlankForm], shop: Making) -> Response:
    """A private call with one track and an empty form."""
    if not form.ok:
        return shop.show("blank", form, status=422)
    try:
        made = call_making.begin_blank(shop.db, shop.hall.storage, form.form, actor=shop.me, now=shop.now)
    except Invalid as error:
        return shop.show("blank", form.refused(error), status=422)
    return shop.made(made)


@router.post("/new/file")
def bring_in(form: Posted[BroughtForm], shop: Making) -> Response:
    """A private call from the document of another, whole or not at all."""
    sent = form.files.get("document", [])
    if not form.ok:
        return shop.show("file", form, status=422)
    if not sent:
        return shop.show("file", form.wrong(shop.page.say(N_("Choisissez un fichier.")), "document"), status=422)
    changes: Mapping[str, str] = form.form.model_dump(include={"slug", "reference"}, exclude_none=True)
    try:
        document = read_document(sent[-1].file.read(), shop.page.language, changes=changes)
        made = call_making.bring_in(
            shop.db, shop.hall.storage, document, key=form.form.key, actor=shop.me, now=shop.now
        )
    except Unreadable as error:
        return shop.show("file", form, status=422, faults=error.faults)
    except Invalid as error:
        return shop.show("file", form.refused(error), status=422)
    return shop.made(made)


@router.get("/{call}/copy")
def ask_copy(office: Run) -> Response:
    """What the copy takes, its name and its opening."""
    return _show_copy(office, _fresh(office.page, zone=office.call.zone, **_names(office.call)))


@router.post("/{call}/copy")
def copy(form: Calendared[CopyForm], office: Run) -> Response:
    """Show the dates of the copy, or make it."""
    if not form.ok or form.typed("step") == "edit":
        return _show_copy(office, form, status=200 if form.ok else 422)
    db, storage, call = office.db, office.hall.storage, office.call
    try:
        if form.typed("step") != "confirm":
            return _show_copy(office, form, dates=_moved_dates(office, form.form))
        made = call_making.copy(db, storage, call, form.form, actor=office.me, now=office.now)
    except Invalid as error:
        return _show_copy(office, form.refused(error), status=422)
    return office.page.see(f"/organiser/calls/{made.slug}/tracks", MADE)


@router.get("/{call}/export.json")
def export(office: Run) -> Response:
    """The whole call as one document, to keep or to bring in elsewhere."""
    text = write_document(document_of(office.db, office.hall.storage, office.call))
    name = f'attachment; filename="{office.call.slug}.json"'
    return Response(text, headers={"content-disposition": name}, media_type="application/json")


def _fresh(page: PageMaker, **values: object) -> Bound[Any]:
    """A form nobody has typed in, with the key that makes it act once."""
    return blank(page.language, **{"zone": PARIS, "grace_minutes": 0, **values, "key": uuid4().hex})


def _names(call: Call) -> dict[str, object]:
    """The title of the earlier call, to be changed."""
    return {f"title.{language}": text for language, text in call.title.items()}


def _moved_dates(office: Office, form: CopyForm) -> list[Line]:
    """Each date of the earlier call beside that of the copy."""
    before = calendar_text(office.db, office.call)
    after = plain_calendar(call_making.copied(office.db, office.hall.storage, office.call, form))
    return changed_lines(before, after, office.language)


def _show_copy(
    office: Office, form: Bound[CopyForm], *, status: int = 200, dates: list[Line] | None = None
) -> Response:
    return office.show(
        "organiser/copy_call.html",
        status=status,
        form=form,
        dates=dates,
        carried=[(name, values[-1]) for name, values in form.raw.items() if name not in ("csrf", "step")],
        twice=twice_words({**form.raw, "zone": [office.call.zone]}),
        opens_at=local(office.call.opens_at, office.call.zone),
    )
