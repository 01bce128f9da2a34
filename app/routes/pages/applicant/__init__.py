"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from app.routes.pages.applicant import (
    changes,
    commitments,
    desk,
    files,
    filing,
    leaving,
    members,
    messages,
    proofs,
    receipts,
    refiling,
    sections,
    starting,
    uploads,
)
from app.web.doors import Doors

of_content = (sections, commitments, members, files, uploads)
rooms = (desk, changes, starting, *of_content, filing, refiling, leaving, proofs, receipts, messages)
router = Doors(*(room.router for room in rooms))
