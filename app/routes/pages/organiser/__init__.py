"""Doors of organisers."""

from app.routes.pages.organiser import (
    assignments,
    bulk,
    calendar,
    composition,
    concerns,
    conflicts,
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
    organisations,
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
    wishes,
)
from app.web.doors import Doors

of_ties = (conflicts, concerns, wishes)
of_readers = (proposals, assignments, reviews, selection_proposal, selection, publication)
at_the_desk = (dossiers, organisations, corrections, messages, bulk, screening)
pages = (new_calls, home, *at_the_desk, people, calendar, preview, settings, rubric)
of_tracks = (tracks, composition, outcomes, entry, form_versions, form_pages, form_places, form_changes, prefill)
router = Doors(*(room.router for room in (*of_readers, *of_ties, *pages, *of_tracks)))
