"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import account, applicant, dev, entry, health, organiser, preferences, public, reviewer

router = APIRouter()
for room in (health, preferences, entry, account, dev, public, applicant, reviewer, organiser):
    router.include_router(room.router)
