"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from app.routes.pages.applicant import (
    changes,
    comments,
    desk,
    files,
    filing,
    history,
    leaving,
    members,
    messages,
    receipts,
    sections,
    starting,
)
from app.web.doors import Doors

rooms = (desk, changes, starting, sections, members, files, filing, leaving, receipts, messages, comments, history)
router = Doors(*(room.router for room in rooms))
