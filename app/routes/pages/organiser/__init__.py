"""Doors of organisers."""

from fastapi import APIRouter

from app.routes.pages.organiser import assignments, proposals, reviews

router = APIRouter()
for room in (proposals, assignments, reviews):
    router.include_router(room.router, prefix="/organiser/calls/{call}")
