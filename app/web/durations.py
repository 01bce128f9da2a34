"""How long something takes, in words that promise no more than is known."""

from app.web.i18n import translations
from app.web.shown import number_text

HOUR, STEP = 60, 5
LONGEST_IN_MINUTES = 90


def duration_text(seconds: float, language: str) -> str:
    """Minutes to the nearest five; hours and minutes from an hour and a half on: `25 minutes`, `2 h 05`."""
    minutes = max(1, round(seconds / 60))
    if minutes > STEP:
        minutes = STEP * round(minutes / STEP)
    speech = translations(language)
    if minutes < LONGEST_IN_MINUTES:
        return speech.ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": number_text(minutes, language)}
    hours, rest = divmod(minutes, HOUR)
    return speech.gettext("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}
