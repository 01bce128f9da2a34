"""Doors of what a reviewer would like to read, while it is asked."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound, WrongState
from app.models import Call
from app.queries import calls
from app.queries import wishes as eyes
from app.queries.reviewing import plan_of
from app.services import wishes
from app.web.body import Body
from app.web.database import Db
from app.web.guards import Me, Now
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.pages import Page
from app.web.shown import text_in

router = APIRouter(prefix="/reviewer/calls/{call}/wishes")


@router.get("")
def read(call: str, page: Page, db: Db, me: Me, now: Now, *, show: str = "all", after: int = 0) -> Response:
    """The dossiers of the call, title and summary, and what I said of each."""
    return _show(page, db, me, now, _asked(db, me, call), show=show, after=after)


@router.post("")
def say(
    call: str, body: Body, page: Page, db: Db, me: Me, now: Now, *, show: str = "all", after: int = 0
) -> Response:  # fmt: skip
    """Keep what I changed on this page; then the next page, or this one."""
    found = _asked(db, me, call)
    typed = {name: str(value) for name, value in body.multi_items()}
    try:
        wishes.say(db, found, changed(typed), actor=me, now=now)
    except WrongState as error:
        return _show(page, db, me, now, found, show=show, after=after, error=sentence(error, page.language), status=409)
    last = typed.get("next", "")
    more = (
        f"?show={show}&after={int(last)}" if last.isdecimal() and last.isascii() and len(last) < 10 else f"?show={show}"
    )
    return page.see(f"/reviewer/calls/{found.slug}/wishes{more}", N_("Vos souhaits sont enregistrés."))


def changed(typed: Mapping[str, str]) -> dict[UUID, str]:
    """The wishes that differ from those the page showed: another window is not undone by this one."""
    found = {}
    for name, wish in typed.items():
        dossier = name.removeprefix("wish-")
        if dossier == name or wish == typed.get(f"was-{dossier}", ""):
            continue
        try:
            identity = UUID(dossier)
        except ValueError:
            continue
        if wish in ("", *wishes.KINDS):
            found[identity] = wish
    return found


def _asked(db: Db, me: Me, slug: str) -> Call:
    found = calls.by_slug(db, slug)
    if found is None or not eyes.asks(db, me, found):
        raise NotFound
    return found


def _show(
    page: Page, db: Db, me: Me, now: Now, call: Call, *, show: str, after: int, error: str = "", status: int = 200
) -> Response:
    shown = show if show in eyes.SHOWN else "all"
    found = eyes.page_of(db, me, call.id, page.language, show=shown, after=max(0, min(after, 10**9)))
    rows, more = found[: eyes.PAGE], len(found) > eyes.PAGE
    return page(
        "reviewer/wishes.html",
        status=status,
        title=text_in(call.title, page.language),
        slug=call.slug,
        rubric_call=call.slug,
        zone=call.zone,
        rows=rows,
        shown=shown,
        after=after,
        next=rows[-1].number if more else "",
        figures=eyes.figures(db, me, call.id),
        until=plan_of(call).wishes_until,
        is_open=eyes.is_open(call, now),
        error=error,
    )
