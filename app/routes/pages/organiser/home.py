"""Doors of organisers: my calls, and the dashboard of one."""

from fastapi import APIRouter, Response

from app.domain.errors import NotFound
from app.models import Moment
from app.queries import calls, corrections, dashboard, tally
from app.web.applicant_views import calendar_rows
from app.web.database import Db
from app.web.guards import Me, Now
from app.web.organiser import Run
from app.web.organiser_dashboard import Matters, curve, day_rows, headline, needs
from app.web.pages import Page

router = APIRouter(prefix="/organiser")


@router.get("")
def home(page: Page, db: Db, me: Me, now: Now) -> Response:
    """The calls I run, and where each one stands. Whoever runs none finds nothing here."""
    if "organiser" not in me.faces:
        raise NotFound
    standings = dashboard.standings(db, me)
    nothing = dashboard.Standing(0, 0, 0)
    rows = [
        (
            call,
            standings.get(call.id, nothing),
            headline(call, now, standings.get(call.id, nothing).to_screen, page.language),
        )
        for call in calls.organised_calls(db, me)
    ]
    return page("organiser/home.html", rows=rows)


@router.get("/calls/{call}")
def overview(office: Run) -> Response:
    """One call at a glance: what came in, what is expected, what needs attention, what comes next."""
    db, me, call, now = office.db, office.me, office.call, office.now
    days = dashboard.received_by_day(db, me, call, now)
    readers, readings = dashboard.readers(db, me, call.id), dashboard.readings(db, me, call)
    weak, lost = dashboard.weak_drafts(db, me, call.id), dashboard.lost_mail(db, me, call.id)
    is_open, is_closed = call.opens_at <= now < call.closes_at, now >= call.closes_at
    late = corrections.awaited(db, me, call.id, now)
    matters = Matters(office.views, readers, readings, weak, lost, is_closed, late, office.unread)
    capacity = sum(row.capacity for row in readers)
    return office.show(
        "organiser/dashboard.html",
        headline=headline(call, now, office.views["to_screen"], office.language),
        is_open=is_open,
        is_closed=is_closed,
        views=office.views,
        readings=readings,
        by_track=tally.by_track(office.tally, office.track_titles),
        table=day_rows(days, office.language),
        curve=curve(days, call, capacity, office.language, is_open=is_open),
        readers=readers,
        most=max([row.capacity for row in readers], default=1),
        needs=[] if call.published_at else needs(office.path, call, matters, office.language),
        calendar=calendar_rows(_coming(office), now, office.language),
    )


def _coming(office: Run) -> list[Moment]:
    """The last moment gone by, and those to come."""
    every = calls.moments(office.db, office.call.id)
    past = [moment for moment in every if moment.starts_at <= office.now]
    return [*past[-1:], *(moment for moment in every if moment.starts_at > office.now)]
