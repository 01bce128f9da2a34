"""The sentences of what changes in a form: one for each code of `domain/form_changes`."""

from collections.abc import Callable, Mapping, Sequence

from pydantic import JsonValue

from app.domain.form_changes import Change
from app.domain.texts import text_in
from app.web.i18n import N_, translations
from app.web.messages import register
from app.web.shown import number_text, size_text

register(
    {
        "nothing_to_publish": N_("Rien n’a changé dans ce formulaire : il n’y a rien à publier."),
        "form_edited": N_("Quelqu’un a modifié le formulaire depuis cet aperçu. Relisez ce qui change, puis publiez."),
        "form_has_faults": N_("Ce formulaire ne peut pas encore être publié. Corrigez ce qui est signalé."),
        "form_not_ready": N_("Un formulaire n’est pas prêt : corrigez-le avant de montrer l’appel à tout le monde."),
        "form_not_published": N_("Le formulaire de cette catégorie n’est pas encore publié. Revenez bientôt."),
        "form_moved": N_("Le formulaire a changé pendant que vous relisiez. Relisez ce qui change, puis déposez."),
    }
)

_PLAIN = {
    "section_added": N_("Nouvelle rubrique"),
    "section_removed": N_("Rubrique retirée"),
    "section_moved": N_("Rubrique placée ailleurs"),
    "title_reworded": N_("Rubrique renommée"),
    "label_reworded": N_("Question réécrite"),
    "help_reworded": N_("Aide réécrite"),
    "example_reworded": N_("Exemple réécrit"),
    "question_removed": N_("Question retirée"),
    "question_reordered": N_("Placée ailleurs dans la rubrique"),
    "made_required": N_("Devient indispensable"),
    "made_optional": N_("Devient facultative"),
    "options_ordered": N_("Choix dans un autre ordre"),
    "options_reworded": N_("Choix réécrits"),
    "lines_reworded": N_("Lignes réécrites"),
    "condition_set": N_("N’est plus posée à tout le monde : cela dépend d’autres réponses"),
    "condition_changed": N_("Les réponses dont elle dépend changent"),
    "condition_lifted": N_("Est posée à tout le monde"),
    "settings_changed": N_("Réglages modifiés"),
}
_KINDS = {
    "short": N_("texte court"),
    "long": N_("texte long"),
    "rich": N_("texte mis en forme"),
    "number": N_("nombre"),
    "amount": N_("montant"),
    "percentage": N_("pourcentage"),
    "date": N_("date"),
    "yes_no": N_("oui ou non"),
    "choice": N_("un choix"),
    "choices": N_("plusieurs choix"),
    "email": N_("adresse e-mail"),
    "phone": N_("téléphone"),
    "url": N_("adresse d’un site"),
    "budget": N_("tableau de budget"),
    "members": N_("membres du groupement"),
    "files": N_("fichiers"),
    "consent": N_("case à cocher"),
    "information": N_("texte d’information"),
    "territory": N_("territoire"),
    "organisation": N_("organisation"),
    "address": N_("adresse postale"),
    "repeat": N_("bloc répété"),
    "filing": N_("pour déposer"),
    "screening": N_("pour la recevabilité"),
    "selection": N_("une fois retenu"),
    "reviewers": N_("les évaluateurs"),
    "public": N_("tout le monde"),
}


def sentence_of(change: Change, language: str) -> str:
    """What changed, in a few words."""
    say = translations(language).gettext
    if change.code in _PLAIN:
        return say(_PLAIN[change.code])
    if change.code == "question_added":
        return say(N_("Nouvelle question, indispensable") if change.after else N_("Nouvelle question, facultative"))
    template, show = _SHOWN[change.code]
    words = {"before": show(change.before, language), "after": show(change.after, language)}
    return say(template) % words


def texts_of(change: Change, language: str) -> tuple[str, str]:
    """The words before and after, where words were written otherwise."""
    if change.code in ("options_reworded", "lines_reworded"):
        return _labels(change.before, language), _labels(change.after, language)
    if change.code.endswith("_reworded"):
        return _text(change.before, language), _text(change.after, language)
    return "", ""


def _text(value: JsonValue, language: str) -> str:
    return text_in({key: str(text) for key, text in value.items()}, language) if isinstance(value, dict) else ""


def _labels(value: JsonValue, language: str) -> str:
    return ", ".join(_text(one, language) for one in value) if isinstance(value, list) else ""


def _word(value: JsonValue, language: str) -> str:
    say = translations(language).gettext
    return say(_KINDS[str(value)]) if str(value) in _KINDS else str(value)


def _words(value: JsonValue, language: str) -> str:
    say = translations(language).gettext
    words = [_word(one, language) for one in _listed(value)]
    return ", ".join([say(N_("l’équipe de l’appel")), *words])


def _plain(value: JsonValue, language: str) -> str:
    if isinstance(value, int | float):
        return number_text(value, language)
    return ", ".join(str(one) for one in _listed(value))


def _limit(value: JsonValue, language: str) -> str:
    speech, limit = translations(language), _int(value, "limit")
    if isinstance(value, dict) and value.get("unit") == "words":
        return speech.ngettext("%(num)s mot", "%(num)s mots", limit) % {"num": number_text(limit, language)}
    return speech.ngettext("%(num)s signe", "%(num)s signes", limit) % {"num": number_text(limit, language)}


def _bounds(value: JsonValue, language: str) -> str:
    say, bounds = translations(language).gettext, value if isinstance(value, dict) else {}
    shown = {name: _plain(bounds.get(name), language) for name in ("minimum", "maximum")}
    low, high = (bounds.get(name) is not None for name in ("minimum", "maximum"))
    if low and high:
        return say(N_("de %(minimum)s à %(maximum)s")) % shown
    if low:
        return say(N_("au moins %(minimum)s")) % shown
    return say(N_("au plus %(maximum)s")) % shown if high else say(N_("sans borne"))


def _files(value: JsonValue, language: str) -> str:
    speech, plan = translations(language), value if isinstance(value, dict) else {}
    most = _int(plan, "at_most")
    count = speech.ngettext("%(num)s fichier au plus", "%(num)s fichiers au plus", most) % {"num": most}
    types = ", ".join(str(one).upper() for one in _listed(plan.get("types")))
    return f"{count}, {types}, {size_text(_int(plan, 'max_bytes'), language)}"


def _int(value: JsonValue, name: str) -> int:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, int) else 0


def _listed(value: JsonValue) -> Sequence[JsonValue]:
    return value if isinstance(value, list) else []


Show = Callable[[JsonValue, str], str]
_SHOWN: Mapping[str, tuple[str, Show]] = {
    "minutes_changed": (N_("Durée indiquée : %(after)s minutes au lieu de %(before)s"), _plain),
    "question_moved": (N_("Passe de « %(before)s » à « %(after)s »"), _text),
    "kind_changed": (N_("Se répond autrement : %(after)s, au lieu de %(before)s"), _word),
    "stage_changed": (N_("À répondre %(after)s, au lieu de %(before)s"), _word),
    "limit_set": (N_("%(after)s au plus"), _limit),
    "limit_changed": (N_("%(after)s au plus, au lieu de %(before)s"), _limit),
    "limit_lifted": (N_("Plus de limite de longueur : c’était %(before)s"), _limit),
    "bounds_changed": (N_("Valeurs : %(after)s (avant : %(before)s)"), _bounds),
    "decimals_changed": (N_("Chiffres après la virgule : %(after)s au lieu de %(before)s"), _plain),
    "options_added": (N_("Choix ajoutés : %(after)s"), _labels),
    "options_removed": (N_("Choix retirés : %(before)s"), _labels),
    "lines_added": (N_("Lignes ajoutées : %(after)s"), _labels),
    "lines_removed": (N_("Lignes retirées : %(before)s"), _labels),
    "years_changed": (N_("Années : %(after)s, au lieu de %(before)s"), lambda value, _: _years(value)),
    "readers_changed": (N_("Lue par %(after)s (avant : %(before)s)"), _words),
    "files_changed": (N_("Fichiers : %(after)s (avant : %(before)s)"), _files),
}


def _years(value: JsonValue) -> str:
    return ", ".join(str(year) for year in _listed(value))
