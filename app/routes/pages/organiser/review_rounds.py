"""Doors to rounds of reviewing: which dossiers are kept for the next one, seen before it is done."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from app.domain.errors import NotFound
from app.domain.reviewing import rules_at
from app.forms.review import RoundChoice
from app.models import Call
from app.queries.review_rounds import LISTED, RoundFilter, candidates, kept_for
from app.queries.reviewing import plan_of
from app.routes.pages.organiser.rail import rail_of
from app.services import review_rounds
from app.web.binding import Posted
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall
from app.web.i18n import N_
from app.web.pages import Page

router = APIRouter(prefix="/organiser/calls/{call}/reviews/rounds")
ROUNDS = (2, 3, 4)
ROUND = N_("Tour %(number)s")
KEPT = N_("Gardés pour le tour %(number)s : %(moved)s.")
LEFT = N_("Retirés du tour %(number)s : %(moved)s.")
Number = Annotated[str, Query(max_length=12)]


@router.get("")
def choose(
    call: OrganisedCall,
    page: Page,
    db: Db,
    me: Me,
    now: Now,
    *,
    number: Number = "2",
    show: str = "",
    q: str = "",
    spread: Number = "",
    low: Number = "",
    high: Number = "",
) -> Response:
    """The dossiers, those whose reviewers differ most first, and the round they are kept for."""
    typed = {"number": number, "show": show, "q": q, "spread": spread, "low": low, "high": high}
    wanted = _filter(typed)
    plan = plan_of(call)
    kept, total = kept_for(db, me, call.id, wanted.number)
    return page(
        "organiser/review_rounds.html",
        call=rail_of(call, page.language),
        rows=candidates(db, me, call.id, wanted),
        wanted=wanted,
        typed=typed,
        tabs=[(page.say(ROUND) % {"number": one}, f"{_here(call)}?number={one}", None) for one in ROUNDS],
        kept=kept,
        total=total,
        most=LISTED,
        has_phase=any(phase.rules.round == wanted.number for phase in plan.phases),
        under_way=rules_at(plan, now).round,
        published=call.published_at is not None,
    )


@router.post("")
def move(call: OrganisedCall, form: Posted[RoundChoice], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Show what would change, then change it."""
    if not form.ok:
        raise NotFound
    chosen = form.form
    typed = {name: form.typed(name) for name in ("show", "q", "spread", "low", "high")} | {"number": str(chosen.number)}
    back = f"{_here(call)}?{urlencode({name: value for name, value in typed.items() if value})}"
    found = candidates(db, me, call.id, _filter(typed) if chosen.scope == "all" else RoundFilter(chosen.number))
    rows = [row for row in found if chosen.scope == "all" or row.id in chosen.pick]
    moving = [row for row in rows if (row.round < chosen.number) == (chosen.act == "keep")]
    if not rows:
        return page.see(back, N_("Cochez d’abord des dossiers."), tone="orange")
    if chosen.step == "preview":
        rail, already = rail_of(call, page.language), len(rows) - len(moving)
        shown = "organiser/review_rounds_preview.html"
        return page(shown, call=rail, rows=moving, already=already, chosen=chosen, back=back)
    verb = review_rounds.keep if chosen.act == "keep" else review_rounds.leave_out
    done = verb(db, call, [row.id for row in moving], chosen.number, actor=me, now=now)
    text = KEPT if chosen.act == "keep" else LEFT
    return page.see(f"{_here(call)}?number={chosen.number}&show=kept", text, number=chosen.number, moved=done.moved)


def _filter(typed: dict[str, str]) -> RoundFilter:
    """What was typed; what makes no sense is as if it were not there."""
    number = int(typed["number"]) if typed["number"] in {str(one) for one in ROUNDS} else ROUNDS[0]
    return RoundFilter(
        number, typed["show"], typed["q"], *(_decimal(typed[name]) for name in ("spread", "low", "high"))
    )


def _decimal(text: str) -> float | None:
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 10_000 else None


def _here(call: Call) -> str:
    return f"/organiser/calls/{call.slug}/reviews/rounds"
