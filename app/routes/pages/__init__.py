"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import account, entry, health, preferences, public

router = APIRouter()
for room in (health, preferences, entry, account, public):
    router.include_router(room.router)
