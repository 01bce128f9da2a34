"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from fastapi import APIRouter

from app.routes.pages.applicant import (
    changes,
    desk,
    files,
    filing,
    leaving,
    members,
    messages,
    receipts,
    sections,
    starting,
)
from app.web.doors import Doors

router = APIRouter()
for room in (desk, changes, starting, sections, members, files, filing, leaving, receipts, messages):
    router.include_router(Doors(room.router))
