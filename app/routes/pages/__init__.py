"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import account, entry, health, preferences, reviewer

router = APIRouter()
for room in (health, preferences, entry, account, reviewer):
    router.include_router(room.router)
