"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import account, entry, health, organiser, preferences, reviewer

router = APIRouter()
for room in (health, preferences, entry, account, reviewer, organiser):
    router.include_router(room.router)
