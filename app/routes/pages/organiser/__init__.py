"""Doors of organisers."""

from app.routes.pages.organiser import (
    assignment_sheet,
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
)
from app.web.doors import Doors

of_readers = (proposals, assignment_sheet, assignments, reviews, selection_proposal, selection, publication)
at_the_desk = (dossiers, organisations, corrections, messages, bulk, screening)
pages = (new_calls, home, *at_the_desk, people, calendar, preview, settings, rubric)
of_tracks = (tracks, composition, outcomes, entry, form_versions, form_pages, form_places, form_changes, prefill)
router = Doors(*(room.router for room in (*of_readers, *pages, *of_tracks)))
