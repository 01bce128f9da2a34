"""Doors of reviewers: what they read, the review of one dossier, why they cannot, the rubric."""

from app.routes.pages.reviewer import home, invitation, peers, profile, recusal, reviews, wishes
from app.web.doors import Doors

router = Doors(*(room.router for room in (home, wishes, reviews, peers, recusal, profile, invitation)))
