"""Doors that answer with HTML."""

from app.routes.pages import (
    account,
    applicant,
    by_link,
    demo,
    dev,
    entry,
    entry_links,
    health,
    invitations,
    organiser,
    preferences,
    public,
    reading_mail,
    reminders,
    reviewer,
)
from app.web.doors import Doors

coming_in = (entry_links, entry, invitations, account, reading_mail, reminders)
rooms = (health, preferences, *coming_in, reviewer, demo, applicant, organiser, by_link, public, dev)
router = Doors(*(room.router for room in rooms))
