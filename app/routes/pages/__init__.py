"""Doors that answer with HTML."""

from app.routes.pages import account, applicant, demo, dev, entry, health, organiser, preferences, public, reviewer
from app.web.doors import Doors

router = Doors(
    *(room.router for room in (health, preferences, entry, account, reviewer, demo, applicant, organiser, public, dev))
)
