"""What ties somebody to a dossier, and what was decided of it, in words for organisers."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.queries.conflicts import ConflictLine
from app.web.i18n import N_, translations


class Spoken(NamedTuple):
    """A conflict as it is shown: its sentences, its state in words and colour."""

    line: ConflictLine
    why: list[str]
    state: str
    tone: str
    icon: str


GROUNDS = {
    "person/owner": N_("Même personne : %(name)s porte ce dossier."),
    "person/team": N_("Même personne : %(name)s travaille sur ce dossier."),
    "person/contact": N_("Même adresse que %(name)s, contact d’un membre de ce dossier."),
    "organisation": N_("Un de ses liens déclarés est %(organisation)s (%(number)s), membre de ce dossier."),
    "partner": N_(
        "%(through)s, à qui cette personne est liée, dépose %(dossier)s avec %(organisation)s, membre de ce dossier."
    ),
    "partner/alone": N_("Cette personne dépose %(dossier)s avec %(organisation)s, membre de ce dossier."),
    "email_domain": N_("Adresse en @%(domain)s, comme %(name)s de ce dossier."),
    "network": N_("Vient du réseau %(network)s ; %(organisation)s est membre de ce dossier."),
    "name": N_("Noms proches : %(ours)s et %(name)s, nommé dans ce dossier."),
    "name/organisation": N_("Noms proches : %(ours)s et %(organisation)s, membre de ce dossier."),
    "concern": N_("Ceux qui déposent ce dossier demandent de tenir « %(name)s » à l’écart."),
}
STATES = {
    "suspected": (N_("À décider"), "blue", "alert"),
    "declared/detected": (N_("À l’écart d’office"), "orange", "ban"),
    "declared/applicant": (N_("À l’écart d’office"), "orange", "ban"),
    "declared/person": (N_("Déclaré par la personne"), "orange", "ban"),
    "declared": (N_("Déclaré"), "orange", "ban"),
    "confirmed/organiser": (N_("Déclaré par l’équipe"), "orange", "ban"),
    "confirmed/applicant": (N_("Retenu à la demande du porteur"), "orange", "ban"),
    "confirmed": (N_("Confirmé"), "orange", "ban"),
    "dismissed": (N_("Lien écarté"), "", "check"),
}


def spoken(rows: Iterable[ConflictLine], language: str) -> list[Spoken]:
    """These conflicts in the language of the page."""
    say = translations(language).gettext
    found = []
    for row in rows:
        words, tone, icon = STATES.get(f"{row.state}/{row.source}") or STATES[row.state]
        why = [reason for ground in row.grounds if (reason := ground_words(ground, language))]
        found.append(Spoken(row, why, say(words), tone, icon))
    return found


def ground_words(ground: Mapping[str, str], language: str) -> str:
    """The sentence of one thing that was found."""
    kind = ground.get("kind", "")
    if kind == "person":
        kind = f"person/{ground.get('part', 'contact')}"
    elif kind == "partner" and not ground.get("through"):
        kind = "partner/alone"
    elif kind == "name" and "organisation" in ground:
        kind = "name/organisation"
    text = GROUNDS.get(kind)
    return translations(language).gettext(text) % dict(ground) if text else ""
