"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import (
    account,
    applicant,
    demo,
    dev,
    entry,
    health,
    invitations,
    organiser,
    preferences,
    public,
    reviewer,
)
from app.web.doors import Doors

router = APIRouter()
for room in (health, preferences, entry, invitations, account, reviewer, demo, applicant, organiser, public, dev):
    router.include_router(Doors(room.router))
