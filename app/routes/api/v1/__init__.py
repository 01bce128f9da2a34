"""The first version of the API: the same verbs as the pages, for programs."""

from fastapi import APIRouter

from app.routes.api.v1 import (
    answers,
    assignments,
    calls,
    conflicts,
    description,
    dossiers,
    files,
    forms,
    jobs,
    journal,
    members,
    people,
    reviews,
    screening,
    settings,
    tokens,
)

ROOMS = (
    calls,
    settings,
    forms,
    dossiers,
    answers,
    members,
    files,
    screening,
    people,
    conflicts,
    assignments,
    jobs,
    reviews,
    journal,
    tokens,
)

router = APIRouter()
router.include_router(description.router)
for door in ROOMS:
    router.include_router(door.room.router)
