"""Doors of organisers."""

from fastapi import APIRouter

from app.routes.pages.organiser import bulk, dossiers, home, people, screening, settings

router = APIRouter()
for room in (home, dossiers, bulk, screening, people, settings):
    router.include_router(room.router)
