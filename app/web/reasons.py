"""What is wrong inside a document, said to people: the reasons that the rules of forms and calls give."""

import re
from collections.abc import Sequence

from app.web.i18n import N_, translations

# The reasons are those of `domain` and `forms`, in their order of appearance there.
REASONS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r".+ named twice: (?P<keys>.+)", N_("Deux fois le même nom : %(keys)s. Chaque nom sert une fois.")),
        (r"two criteria share a key", N_("Deux critères ont le même nom. Chaque nom sert une fois.")),
        (r"the weights of a rubric add up to 100", N_("Les poids d’une grille font 100 en tout.")),
        (r"asked in a circle: (?P<keys>.+)", N_("Ces questions s’attendent l’une l’autre : %(keys)s.")),
        (
            r"(?P<key>\w+): nothing to choose from",
            N_("« %(key)s » n’a rien à choisir : ajoutez-lui des choix (options)."),
        ),
        (
            r"(?P<key>\w+): (?P<part>\w+) plan misplaced",
            N_("« %(key)s » : la partie « %(part)s » va avec une question de ce genre, et avec elle seule."),
        ),
        (r"(?P<key>\w+): a limit needs a unit", N_("« %(key)s » : une limite se compte en mots ou en signes (unit).")),
        (
            r"(?P<key>\w+): not asked before a dossier",
            N_("« %(key)s » : ce genre de question ne se pose pas avant le dossier."),
        ),
        (
            r"a budget needs years, expenses and resources",
            N_("Un budget a des années, des dépenses et des ressources."),
        ),
    )
)
OTHER = N_("Cela ne tient pas ensemble : %(reason)s.")


def reason_text(reason: str, language: str) -> str:
    """The sentence of a reason; one that has none is quoted."""
    say = translations(language).gettext
    for pattern, text in REASONS:
        if found := pattern.fullmatch(reason):
            return say(text) % found.groupdict()
    return say(OTHER) % {"reason": reason}
