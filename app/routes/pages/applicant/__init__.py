"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from fastapi import APIRouter

from app.routes.pages.applicant import (
    changes,
    desk,
    files,
    filing,
    leaving,
    members,
    receipts,
    sections,
    starting,
    uploads,
)
from app.web.doors import Doors

router = APIRouter()
for room in (desk, changes, starting, sections, members, files, uploads, filing, leaving, receipts):
    router.include_router(Doors(room.router))
