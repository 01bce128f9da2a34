"""Doors of organisers."""

from app.routes.pages.organiser import (
    assignments,
    bulk,
    calendar,
    composition,
    dossiers,
    entry,
    form_changes,
    form_pages,
    form_places,
    form_versions,
    home,
    new_calls,
    outcomes,
    people,
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

of_readers = (proposals, assignments, reviews, selection_proposal, selection, publication)
pages = (new_calls, home, dossiers, bulk, screening, people, calendar, preview, settings, rubric)
of_tracks = (tracks, composition, outcomes, entry, form_versions, form_pages, form_places, form_changes)
router = Doors(*(room.router for room in (*of_readers, *pages, *of_tracks)))
