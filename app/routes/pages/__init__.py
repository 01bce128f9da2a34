"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import (
    account,
    applicant,
    by_link,
    demo,
    dev,
    entry,
    health,
    organiser,
    preferences,
    public,
    reviewer,
)
from app.web.doors import Doors

router = APIRouter()
for room in (health, preferences, entry, account, reviewer, demo, applicant, organiser, by_link, public, dev):
    router.include_router(Doors(room.router))
