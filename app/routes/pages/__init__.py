"""Doors that answer with HTML."""

from fastapi import APIRouter

from app.routes.pages import account, applicant, entry, health, preferences

router = APIRouter()
for room in (health, preferences, entry, account, applicant):
    router.include_router(room.router)
