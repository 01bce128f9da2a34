"""The first version of the API: the same verbs as the pages, for programs."""

from fastapi import APIRouter

from app.routes.api.v1 import (
    answers,
    assignments,
    bulk,
    call_files,
    calls,
    conflicts,
    description,
    dossiers,
    entry,
    files,
    form_drafts,
    form_versions,
    forms,
    jobs,
    journal,
    me,
    members,
    people,
    publication,
    receipts,
    results,
    reviews,
    rubrics,
    screening,
    selection,
    settings,
    team,
    tokens,
    tracks,
)

ROOMS = (
    calls,
    call_files,
    settings,
    forms,
    tracks,
    entry,
    form_drafts,
    form_versions,
    rubrics,
    dossiers,
    receipts,
    answers,
    members,
    files,
    team,
    screening,
    bulk,
    people,
    conflicts,
    assignments,
    jobs,
    reviews,
    selection,
    publication,
    results,
    journal,
    me,
    tokens,
)

router = APIRouter()
router.include_router(description.router)
for door in ROOMS:
    router.include_router(door.room.router)
