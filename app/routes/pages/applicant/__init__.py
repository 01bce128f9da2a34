"""Doors of the applicants: their dossiers, from the choice of a track to the receipt."""

from app.routes.pages.applicant import changes, desk, files, filing, leaving, members, receipts, sections, starting
from app.web.doors import Doors

router = Doors(
    *(room.router for room in (desk, changes, starting, sections, members, files, filing, leaving, receipts))
)
