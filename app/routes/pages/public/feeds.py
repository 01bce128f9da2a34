"""Doors for those who follow from afar: agenda, news, and what search engines ask for."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Response

from app.domain.phases import Phase
from app.queries import poles, public
from app.web.calendars import when_text
from app.web.database import Db
from app.web.guards import Now, TheHall
from app.web.i18n import N_
from app.web.icalendar import Event, calendar_text
from app.web.public import OpenPage
from app.web.shown import text_in
from app.web.templates import render

router = APIRouter()

TEXTS = ("/accessibility", "/open-data", "/api", "/help")


@router.get("/agenda")
def agenda(page: OpenPage, db: Db, now: Now) -> Response:
    """The moments of every public call: those to come, then those past."""
    rows = public.agenda(db)
    told = [(row, when_text(row.starts_at, row.ends_at, page.language, row.zone)) for row in rows]
    ahead = [pair for pair in told if (pair[0].ends_at or pair[0].starts_at) > now]
    past = [pair for pair in reversed(told) if (pair[0].ends_at or pair[0].starts_at) <= now]
    return page("public/agenda.html", ahead=ahead, past=past)


@router.get("/agenda.ics")
def agenda_file(page: OpenPage, db: Db, hall: TheHall) -> Response:
    """The same, to subscribe to."""
    base = hall.settings.base_url
    host = urlsplit(base).hostname or "localhost"
    events = [
        Event(
            uid=f"{row.id}@{host}",
            stamp=row.created_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            summary=text_in(row.title, page.language),
            location=row.place,
            description=text_in(row.call_title, page.language),
            url=f"{base}/calls/{row.call}",
        )
        for row in public.agenda(db)
    ]
    return page.file(calendar_text(page.say(N_("Agenda de Tremplin")), events), "text/calendar")


@router.get("/news")
def news(page: OpenPage, db: Db, now: Now) -> Response:
    """What happened to public calls."""
    return page("public/news.html", news=public.news(db, now))


@router.get("/news.atom")
def news_feed(page: OpenPage, db: Db, now: Now, hall: TheHall) -> Response:
    """The same, for feed readers (RFC 4287)."""
    base = hall.settings.base_url
    host = urlsplit(base).hostname or "localhost"
    rows = public.news(db, now)[:50]
    return page.file(
        render("public/news.xml", page.language, rows=rows, base_url=base, host=host), "application/atom+xml"
    )


@router.get("/robots.txt")
def robots(page: OpenPage, hall: TheHall) -> Response:
    """Public pages may be read by machines; those of people ask to be left alone."""
    closed = "".join(f"Disallow: /{place}\n" for place in ("account", "applicant", "reviewer", "organiser", "mailbox"))
    return page.file(f"User-agent: *\n{closed}Sitemap: {hall.settings.base_url}/sitemap.xml\n", "text/plain")


@router.get("/sitemap.xml")
def sitemap(page: OpenPage, db: Db, now: Now, hall: TheHall) -> Response:
    """Every public page."""
    paths = ["/", "/calls", "/poles", "/agenda", "/news", *TEXTS]
    for card in public.cards(db, now):
        paths += [f"/calls/{card.slug}{part}" for part in ("", "/questions", "/method", "/journal")]
        if card.phase is Phase.PUBLISHED:
            paths.append(f"/calls/{card.slug}/results")
    paths += [f"/poles/{row.slug}" for row in poles.everyone(db, now)]
    return page.file(
        render("public/sitemap.xml", "fr", base_url=hall.settings.base_url, paths=paths), "application/xml"
    )
