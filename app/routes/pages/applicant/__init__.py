"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from app.routes.pages.applicant import (
    changes,
    desk,
    files,
    filing,
    handover,
    leaving,
    members,
    messages,
    receipts,
    sections,
    starting,
    tasks,
    team,
)
from app.web.doors import Doors

rooms = (desk, changes, starting, tasks, sections, members, files, filing, leaving, receipts, messages, handover, team)
router = Doors(*(room.router for room in rooms))
