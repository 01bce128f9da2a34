"""Doors of organisers."""

from app.routes.pages.organiser import (
    assignment_readers,
    assignment_rules,
    assignments,
    blind,
    bulk,
    calendar,
    composition,
    concerns,
    conflicts,
    corrections,
    discussions,
    dossiers,
    entry,
    experts,
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
    people_lists,
    person,
    prefill,
    preview,
    proposal_edits,
    proposals,
    publication,
    reading_letters,
    review_phases,
    review_rounds,
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
of_reviews = (review_phases, discussions, reading_letters, review_rounds, reviews)
of_assignments = (proposals, proposal_edits, assignment_rules, assignment_readers, assignments)
of_readers = (*of_assignments, *of_reviews, selection_proposal, selection, publication)
at_the_desk = (dossiers, organisations, corrections, messages, bulk, screening)
of_people = (people_lists, experts, people, person)
pages = (new_calls, home, *at_the_desk, *of_people, calendar, preview, settings, rubric)
of_tracks = (tracks, blind, composition, outcomes, entry, form_versions, form_pages, form_places, form_changes, prefill)
router = Doors(*(room.router for room in (*of_readers, *of_ties, *pages, *of_tracks)))
