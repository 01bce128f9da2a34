"""The sentences of the doors that only a demonstration has."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {"clock_goes_forward": N_("L’horloge de la démonstration ne recule pas : choisissez un instant à venir.")},
    {"ClockForm.at.missing": N_("Écrivez l’instant où aller, par exemple 2012-01-16T09:00.")},
)
