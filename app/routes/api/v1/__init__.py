"""The first version of the API: the same verbs as the pages, for programs."""

from fastapi import APIRouter

from app.routes.api.v1 import calls, description, forms, journal, tokens

ROOMS = (calls, forms, journal, tokens)

router = APIRouter()
router.include_router(description.router)
for door in ROOMS:
    router.include_router(door.room.router)
