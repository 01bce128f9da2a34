"""The front door: what is open, what was published, how it works."""

from fastapi import APIRouter, Response

from app.domain.phases import Phase
from app.queries import poles, public
from app.web.calendars import left_text, when_text
from app.web.database import Db
from app.web.guards import Now
from app.web.public import OpenPage
from app.web.shown import iso, text_in

router = APIRouter()


@router.get("/")
def home(page: OpenPage, db: Db, now: Now) -> Response:
    """The calls that are open, the last results, the agenda."""
    cards = public.cards(db, now)
    sheets = poles.everyone(db, now)
    ahead = [row for row in public.agenda(db) if (row.ends_at or row.starts_at) > now][:4]
    names = poles.words_of(db, "themes") if sheets else {}
    return page(
        "public/home.html",
        open_calls=[(card, left_text(card.closes_at, now, page.language)) for card in _in(Phase.OPEN, cards)],
        soon=_in(Phase.ANNOUNCED, cards),
        last=max(_in(Phase.PUBLISHED, cards), key=lambda card: card.published_at or now, default=None),
        sheets=sheets,
        themes=poles.theme_counts(sheets, names, page.language),
        steps=[
            (text_in(row.title, page.language), when_text(row.starts_at, row.ends_at, page.language, row.zone),
             "now" if row.starts_at <= now else "", iso(row.starts_at))
            for row in ahead
        ],
        news=public.news(db, now)[:3],
    )  # fmt: skip


def _in(phase: Phase, cards: list[public.CallCard]) -> list[public.CallCard]:
    return [card for card in cards if card.phase is phase]
