"""Doors of organisers."""

from fastapi import APIRouter

from app.routes.pages.organiser import (
    assignments,
    bulk,
    calendar,
    composition,
    corrections,
    dossiers,
    entry,
    form_changes,
    form_pages,
    form_places,
    form_versions,
    home,
    messages,
    new_calls,
    outcomes,
    people,
    prefill,
    preview,
    proposals,
    publication,
    reviews,
    rubric,
    screening,
    selection,
    selection_proposal,
    settings,
    tracks,
)
from app.web.doors import Doors

router = APIRouter()
of_a_call = APIRouter(prefix="/organiser/calls/{call}")
for room in (proposals, assignments, reviews, selection_proposal, selection, publication):
    of_a_call.include_router(Doors(room.router, prefix=of_a_call.prefix))
router.include_router(of_a_call)
pages = (new_calls, home, dossiers, corrections, messages, bulk, screening, people, calendar, preview, settings, rubric)
of_tracks = (tracks, composition, outcomes, entry, form_versions, form_pages, form_places, form_changes, prefill)
for room in (*pages, *of_tracks):
    router.include_router(Doors(room.router))
