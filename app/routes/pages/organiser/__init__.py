"""Doors of organisers."""

from fastapi import APIRouter

from app.routes.pages.organiser import assignments, proposals, publication, reviews, selection, selection_proposal

router = APIRouter()
for room in (proposals, assignments, reviews, selection_proposal, selection, publication):
    router.include_router(room.router, prefix="/organiser/calls/{call}")
