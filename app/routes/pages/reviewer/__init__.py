"""Doors of reviewers: what they read, the review of one dossier, why they cannot, the rubric."""

from app.routes.pages.reviewer import (
    discussions,
    history,
    home,
    invitation,
    peers,
    profile,
    recusal,
    reviews,
    revisions,
    sheets,
    wishes,
)
from app.web.doors import Doors

of_dossiers = (reviews, revisions, history, peers, recusal)
router = Doors(*(room.router for room in (home, wishes, sheets, discussions, *of_dossiers, profile, invitation)))
