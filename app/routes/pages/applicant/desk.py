"""Doors of my desk: all my dossiers, and one of them."""

from fastapi import APIRouter, Response

from app.queries import applicants, calls, screening
from app.queries.dossier_team import invitations_for
from app.queries.kept_answers import retired
from app.queries.messages import unread_by_me, unread_in
from app.web.applicant import Mine, Room
from app.web.applicant_changes import changes_of
from app.web.applicant_corrections import demand_rows
from app.web.applicant_signing import to_sign
from app.web.applicant_team import overview_team
from app.web.applicant_timeline import timeline
from app.web.applicant_views import calendar_rows, days_left, grouped, task_rows
from app.web.applicant_words import unsettled
from app.web.composition import rule_rows
from app.web.database import Db
from app.web.guards import Me, Now
from app.web.i18n import N_
from app.web.outcomes import own_words
from app.web.pages import Page

router = APIRouter(prefix="/applicant")


@router.get("")
def my_dossiers(page: Page, db: Db, me: Me, now: Now) -> Response:
    """My dossiers, and the calls that are open."""
    rows = applicants.my_dossiers(db, me)
    groups = [(key, [(row, days_left(row, now)) for row in some]) for key, some in grouped(rows)]
    open_calls = [call for call in calls.public_calls(db) if call.opens_at <= now < call.closes_at]
    return page(
        "applicant/dossiers.html",
        groups=groups,
        open_calls=open_calls,
        invited=invitations_for(db, me),
        unread=unread_by_me(db, me),
        words={row.id: own_words(row, page.language)[row.outcome] for row in rows if row.outcome},
    )


@router.get("/dossiers/{dossier}")
def overview(mine: Mine) -> Response:
    """One dossier: where it stands, what is left to do."""
    plan, content = mine.reading()
    rules = applicants.composition_of(mine.track, content.members)
    moments = calls.moments(mine.db, mine.call.id)
    writing = mine.dossier.state == "draft" or (mine.dossier.state == "filed" and mine.is_open)
    decision = applicants.public_decision(mine.db, mine.dossier.id)
    words = own_words(mine.track, mine.language)[decision.outcome] if decision else ""
    team = overview_team(mine)
    return mine.show(
        "applicant/overview.html" if writing else "applicant/followup.html",
        tasks=task_rows(plan, mine.sections(), rules, mine.path, mine.language, notes=team["notes"]),
        rules=rule_rows(rules, mine.language),
        members=content.members,
        calendar=calendar_rows(moments, mine.now, mine.language),
        timeline=_way(mine, decision, words),
        demands=_demands(mine),
        unread=unread_in(mine.db, mine.dossier.id, from_organisers=True),
        decision=decision,
        unsettled=unsettled(mine),
        moved=changes_of(mine),
        set_aside=len(retired(mine.db, mine.dossier, mine.plan, content)),
        words=words,
        to_sign=to_sign(mine),
        **team,
    )


def _way(mine: Room, decision: applicants.DecisionRow | None, words: str) -> list[tuple[str, str, str, str]]:
    """Where a filed dossier stands, in plain words."""
    correction = mine.correction()
    return timeline(
        mine.dossier,
        screening.history(mine.db, mine.dossier.id),
        decision,
        calls.moments(mine.db, mine.call.id),
        mine.language,
        zone=mine.call.zone,
        due=correction.due_at if correction else None,
        own=words,
    )


def _demands(mine: Room) -> list[dict[str, str]]:
    """The answers to take up again, as things to do."""
    correction = mine.correction()
    words = (mine.page.say(N_("Reprise")), mine.page.say(N_("À reprendre")))
    return demand_rows(correction, mine.path, words) if correction else []
