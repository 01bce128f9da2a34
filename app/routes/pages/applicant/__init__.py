"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from fastapi import APIRouter

from app.routes.pages.applicant import (
    changes,
    desk,
    files,
    filing,
    handover,
    leaving,
    members,
    receipts,
    sections,
    starting,
    tasks,
    team,
)
from app.web.doors import Doors

router = APIRouter()
for room in (desk, changes, starting, tasks, sections, members, files, filing, leaving, receipts, handover, team):
    router.include_router(Doors(room.router))
