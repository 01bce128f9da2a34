"""Doors of a call as everyone reads it: its page, its method, its journal."""

from typing import NamedTuple

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.domain.phases import Phase, phase
from app.models import Call
from app.queries import calls, forms, public, results
from app.queries.calls import calendar_of
from app.queries.forms import CriterionRow
from app.queries.tracks import open_tracks
from app.web.acts import ACTS, OTHER
from app.web.calendars import left_text, steps
from app.web.database import Db
from app.web.guards import Now, PublicCall
from app.web.i18n import N_
from app.web.public import OpenPage
from app.web.shown import instant_text, iso, zone_name

router = APIRouter(prefix="/calls")


class TrackView(NamedTuple):
    """A track with what its form takes and what its readers look at."""

    key: str
    title: dict[str, str]
    summary: dict[str, str]
    size: public.FormSize
    criteria: list[CriterionRow]
    scale_max: int


@router.get("")
def all_calls(page: OpenPage, db: Db, now: Now) -> Response:
    """Every public call."""
    return page("public/calls.html", cards=public.cards(db, now))


@router.get("/{call}")
def one_call(call: PublicCall, page: OpenPage, db: Db, now: Now) -> Response:
    """The page of a call: deadline, tracks, criteria, calendar, questions and answers."""
    standing = phase(calendar_of(call), now)
    under_way = page.say(N_("Dépôt des dossiers")) if standing is Phase.OPEN else ""
    return page(
        "public/call.html",
        call=call,
        phase=standing,
        is_open=standing is Phase.OPEN,
        left=left_text(call.closes_at, now, page.language),
        zone=zone_name(call.zone, page.language),
        steps=steps(calls.moments(db, call.id), now, page.language, call.zone, under_way=under_way),
        tracks=_tracks(db, call),
        networks=calls.networks(db, call.id),
    )


@router.get("/{call}/method")
def method(call: PublicCall, page: OpenPage, db: Db, now: Now) -> Response:
    """How the choice is made; how many read and stood aside, once it is published."""
    published = results.is_published(call, now)
    return page(
        "public/method.html",
        call=call,
        tracks=_tracks(db, call),
        steps=steps(calls.moments(db, call.id), now, page.language, call.zone),
        counted=results.method(db, call.id) if published else None,
        figures=results.figures(db, call.id) if published else None,
    )


@router.get("/{call}/journal")
def journal(call: PublicCall, page: OpenPage, db: Db) -> Response:
    """The journal, without anything personal: its root, its length, its last acts."""
    chain = public.chain(db, call.id)
    rows = [
        (instant_text(act.at, page.language, call.zone), iso(act.at), page.say(ACTS.get(act.action, OTHER)), "")
        for act in chain.last
    ]
    return page("public/journal.html", call=call, chain=chain, rows=rows)


def _tracks(db: Session, call: Call) -> list[TrackView]:
    tracks = open_tracks(db, call)
    latest = forms.latest_versions(db, [track.form_id for track in tracks])
    sizes = public.form_sizes(db, latest.values())
    rubrics = forms.rubrics_of(db, call.id)
    return [
        TrackView(
            track.key,
            track.title,
            track.summary,
            sizes[latest[track.form_id]],
            *rubrics.get(track.id, ([], 5)),
        )
        for track in tracks
    ]
