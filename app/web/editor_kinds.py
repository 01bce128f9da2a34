"""The kinds of questions as the editor offers them: grouped, each with a name, a line that explains, and a picture."""

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.questions import QuestionKind
from app.web.i18n import N_, translations


class Kind(NamedTuple):
    """One kind of question in the words of the editor."""

    key: str
    icon: str
    name: str
    text: str


GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (
        N_("Écrire"),
        (
            Kind("short", "text", N_("Texte court"), N_("Une ligne : un nom, un titre, une fonction.")),
            Kind("long", "paragraph", N_("Texte long"), N_("Plusieurs paragraphes, comptés en mots ou en signes.")),
            Kind("rich", "rich", N_("Texte mis en forme"), N_("Des paragraphes avec gras, listes et liens.")),
            Kind("email", "mail", N_("Adresse e-mail"), N_("Une adresse, dont la forme est vérifiée.")),
            Kind("phone", "phone", N_("Téléphone"), N_("Un numéro, de France ou d’ailleurs.")),
            Kind("url", "link", N_("Adresse d’un site"), N_("Un lien vers une page.")),
        ),
    ),
    (
        N_("Choisir"),
        (
            Kind("yes_no", "toggle", N_("Oui ou non"), N_("Une question qui se tranche.")),
            Kind("choice", "radio", N_("Un seul choix"), N_("Une réponse parmi celles que vous proposez.")),
            Kind("choices", "checks", N_("Plusieurs choix"), N_("Autant de réponses qu’il convient.")),
            Kind("consent", "tick", N_("Engagement"), N_("Une case à cocher : j’accepte, je certifie.")),
        ),
    ),
    (
        N_("Compter et dater"),
        (
            Kind("number", "hash", N_("Nombre"), N_("Des emplois, des membres, des tonnes.")),
            Kind("amount", "euro", N_("Montant"), N_("Une somme en euros.")),
            Kind("percentage", "percent", N_("Pourcentage"), N_("Une part, de 0 à 100.")),
            Kind("date", "calendar", N_("Date"), N_("Un jour précis.")),
            Kind("budget", "table", N_("Budget"), N_("Un tableau : lignes, années, totaux vérifiés.")),
        ),
    ),
    (
        N_("Situer et réunir"),
        (
            Kind(
                "organisation",
                "building",
                N_("Organisme (SIRET, RNA)"),
                N_("Un SIRET, un SIREN ou un RNA, avec recherche."),
            ),
            Kind("address", "pin", N_("Adresse postale"), N_("Une adresse trouvée dans la base nationale.")),
            Kind("territory", "map", N_("Territoire"), N_("Des communes, EPCI, départements ou régions.")),
            Kind("members", "users", N_("Membres du groupement"), N_("Qui se joint au projet, avec son rôle.")),
        ),
    ),
    (
        N_("Joindre et expliquer"),
        (
            Kind("files", "clip", N_("Fichiers"), N_("Des pièces à joindre, avec un modèle à remplir.")),
            Kind("repeat", "layers", N_("Bloc qui se répète"), N_("Les mêmes questions, autant de fois que voulu.")),
            Kind("information", "info", N_("Texte d’information"), N_("À lire : ne demande aucune réponse.")),
        ),
    ),
)
_BY_KEY = {kind.key: kind for _, kinds in GROUPS for kind in kinds}
KINDS = frozenset(str(kind) for kind in QuestionKind)

# What may stand for what while nothing was published: the settings of one mean the same in the other.
_ALIKE = (
    ("short", "long", "rich"),
    ("short", "email", "phone", "url"),
    ("number", "amount", "percentage"),
    ("choice", "choices"),
    ("yes_no", "consent"),
)


def groups(language: str) -> list[tuple[str, list[Kind]]]:
    """The kinds that the platform knows, grouped, in the language of the page."""
    say = translations(language).gettext
    return [(say(name), [_said(kind, language) for kind in kinds if kind.key in KINDS]) for name, kinds in GROUPS]


def kind_of(key: str, language: str) -> Kind:
    """One kind in the language of the page."""
    return _said(_BY_KEY.get(key) or Kind(key, "help", key, ""), language)


def alike(key: str, language: str) -> list[tuple[str, str]]:
    """The kinds that a question of this kind may become, itself included: key and name."""
    found = dict.fromkeys(other for row in _ALIKE if key in row for other in row if other in KINDS)
    return [(other, kind_of(other, language).name) for other in found or {key: None}]


def every_kind() -> Iterator[Kind]:
    """All kinds that have words."""
    yield from _BY_KEY.values()


def _said(kind: Kind, language: str) -> Kind:
    say = translations(language).gettext
    return Kind(kind.key, kind.icon, say(kind.name), say(kind.text) if kind.text else "")
