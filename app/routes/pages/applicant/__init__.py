"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

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
    uploads,
)
from app.web.doors import Doors

rooms = (desk, changes, starting, sections, members, files, uploads, filing, leaving, receipts, messages)
router = Doors(*(room.router for room in rooms))
