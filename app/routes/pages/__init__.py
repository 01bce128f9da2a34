"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import account, applicant, entry, health, organiser, preferences, public, reviewer

router = APIRouter()
for room in (health, preferences, entry, account, public, applicant, reviewer, organiser):
    router.include_router(room.router)
