"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import account, demo, entry, health, preferences, reviewer

router = APIRouter()
for room in (health, preferences, entry, account, reviewer, demo):
    router.include_router(room.router)
