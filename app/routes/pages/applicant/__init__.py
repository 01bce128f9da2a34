"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from app.routes.pages.applicant import (
    changes,
    comments,
    commitments,
    concerns,
    desk,
    files,
    filing,
    handover,
    history,
    leaving,
    members,
    messages,
    proofs,
    receipts,
    refiling,
    sections,
    signing,
    starting,
    tasks,
    team,
    uploads,
)
from app.web.doors import Doors

of_content = (tasks, sections, commitments, signing, members, files, uploads)
of_filing = (filing, refiling, leaving, proofs, receipts, messages)
rooms = (desk, changes, starting, *of_content, *of_filing, handover, team, comments, concerns, history)
router = Doors(*(room.router for room in rooms))
