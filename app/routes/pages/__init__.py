"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import (
    account,
    applicant,
    demo,
    dev,
    entry,
    entry_links,
    health,
    organiser,
    preferences,
    public,
    reminders,
    reviewer,
)
from app.web.doors import Doors

router = APIRouter()
coming_in = (entry_links, entry, account, reminders)
for room in (health, preferences, *coming_in, reviewer, demo, applicant, organiser, public, dev):
    router.include_router(Doors(room.router))
