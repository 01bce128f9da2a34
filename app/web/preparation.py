"""The preparation of a call in words: each step with where it is done."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from app.queries.preparation import Standing, Step
from app.web.i18n import N_, translations

ABOUT: Mapping[str, str] = {
    "texts": N_("Présentation de l’appel"),
    "calendar": N_("Calendrier"),
    "entry": N_("Questions avant de commencer"),
    "tracks": N_("Catégories"),
    "form": N_("Formulaire : %(track)s"),
    "rubric": N_("Grille d’évaluation : %(track)s"),
    "composition": N_("Composition des groupements : %(track)s"),
}
PLACES: Mapping[str, str] = {
    "texts": "/settings",
    "calendar": "/calendar",
    "entry": "/entry",
    "tracks": "/tracks#add",
    "form": "/tracks/{track}/form",
    "rubric": "/tracks/{track}/rubric",
    "composition": "/tracks/{track}/composition",
}
PLAIN: Mapping[str, str] = {
    "no_summary": N_("Le résumé manque"),
    "no_contact": N_("Aucune adresse de contact"),
    "texts_written": N_("Écrite"),
    "no_moment": N_("Aucune étape publique"),
    "no_entry": N_("Facultatif"),
    "no_track": N_("Ajoutez-en une"),
    "no_question": N_("Aucune question"),
    "members_not_asked": N_("Les membres ne sont pas demandés"),
    "no_rubric": N_("Sans grille : pas de notes"),
    "weights": N_("Poids : %(num)s sur 100"),
    "no_rule": N_("Aucune règle"),
}
Plural = Callable[[str, str, int], str]
COUNTED: Mapping[str, Callable[[Plural, int], str]] = {
    "form_faults": lambda ngettext, n: ngettext("%(num)s défaut à corriger", "%(num)s défauts à corriger", n),
    "moments": lambda ngettext, n: ngettext("%(num)s étape", "%(num)s étapes", n),
    "entry": lambda ngettext, n: ngettext("%(num)s question", "%(num)s questions", n),
    "form_ready": lambda ngettext, n: ngettext("%(num)s question", "%(num)s questions", n),
    "form_changing": lambda ngettext, n: ngettext(
        "%(num)s question, une version en cours", "%(num)s questions, une version en cours", n
    ),
    "criteria": lambda ngettext, n: ngettext("%(num)s critère", "%(num)s critères", n),
    "rules": lambda ngettext, n: ngettext("%(num)s règle", "%(num)s règles", n),
}


class Preparation(NamedTuple):
    """The steps for the kit's list of tasks, and how many are done, or block."""

    rows: list[dict[str, str]]
    done: int
    blocking: list[str]


def preparation(steps: Iterable[Step], titles: Mapping[str, str], base: str, language: str) -> Preparation:
    """The steps of a call; `titles` names its tracks by key, `base` is its address for organisers."""
    found = list(steps)
    rows = [_row(step, titles, base, language) for step in found]
    return Preparation(
        rows,
        sum(step.standing is Standing.DONE for step in found),
        [row["text"] for step, row in zip(found, rows, strict=True) if step.standing is Standing.BLOCKING],
    )


def _row(step: Step, titles: Mapping[str, str], base: str, language: str) -> dict[str, str]:
    say = translations(language).gettext
    return {
        "text": say(ABOUT[step.about]) % {"track": titles.get(step.track, "")},
        "href": base + PLACES[step.about].format(track=step.track),
        "state": str(step.standing),
        "words": _words(step, language),
    }


def _words(step: Step, language: str) -> str:
    speech = translations(language)
    if step.code in COUNTED:
        return COUNTED[step.code](speech.ngettext, step.number) % {"num": step.number}
    return speech.gettext(PLAIN[step.code]) % {"num": step.number}
