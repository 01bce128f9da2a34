"""Doors of reviewers: what they read, the review of one dossier, why they cannot, the rubric."""

from app.routes.pages.reviewer import history, home, recusal, reviews
from app.web.doors import Doors

router = Doors(*(room.router for room in (home, reviews, history, recusal)))
