"""The worker's letters to reviewers that nobody asked for: reminders, and the letter of a day."""

from datetime import datetime

from app.services import reading_reminders
from app.web.hall import Hall


def remind_readers(hall: Hall, now: datetime) -> int:
    """Post what is due, one call and one occasion in each transaction; how many letters there are."""
    with hall.database.reading() as db:
        lots = reading_reminders.lots_due(db, now)
    posted = 0
    for lot in lots:
        with hall.database.writing() as db:
            posted += reading_reminders.work_off(db, lot, now)
    return posted
