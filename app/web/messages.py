"""The sentences of refusals: what to do, not what failed; codes come from the domain and from binding."""

from collections.abc import Mapping
from datetime import date, datetime

from app.domain.errors import DomainError
from app.web.i18n import N_, translations
from app.web.reasons import reason_text
from app.web.shown import date_text, instant_text

SENTENCES: dict[str, str] = {
    "invalid": N_("Vérifiez ce que vous avez envoyé : certains champs ne vont pas."),
    "not_found": N_("Cette page n’existe pas, ou vous n’y avez pas accès."),
    "cross_site": N_("Cette demande ne vient pas de nos pages. Rouvrez la page et recommencez : rien n’a été changé."),
    "sign_in_needed": N_("Connectez-vous pour continuer."),
    "scope_missing": N_("Ce jeton ne permet pas cet acte : il lui manque « %(scope)s »."),
    "only_the_owner": N_("Seule la personne responsable du dossier peut faire cela."),
    "only_a_writer": N_("Vous pouvez lire ce dossier, pas le modifier. Demandez ce droit à la personne responsable."),
    "only_an_organiser": N_("Seule l’équipe de l’appel peut faire cela."),
    "recused": N_(
        "Vous avez un conflit d’intérêts avec ce dossier : une autre personne de l’équipe doit s’en charger."
    ),
    "call_not_open_yet": N_("L’appel n’est pas encore ouvert."),
    "call_closed": N_("L’appel est clos depuis le %(closed_at)s. Ce que vous avez écrit est gardé."),
    "dossier_incomplete": N_("Il manque encore des réponses : %(missing)s. Complétez-les, puis déposez."),
    "not_signed": N_("Il manque la signature d’un membre ou de plusieurs : %(unsigned)s. Puis déposez."),
    "correction_over": N_("Le délai pour corriger est passé. Ce que vous avez écrit est gardé."),
    "not_reopened": N_("Ce dossier n’a pas de modification à abandonner."),
    "already_reopened": N_("Ce dossier est déjà ouvert à la modification."),
    "was_filed": N_("Ce dossier a déjà été déposé."),
    "wrong_state": N_("Ce dossier n’est plus dans l’état qui permet cet acte. Rechargez la page."),
    "extension_not_later": N_("Choisissez une date plus tardive que la clôture actuelle de ce dossier."),
    "already_decided": N_("Une décision a déjà été prise sur ce dossier."),
    "already_reviewed": N_("Ce dossier a déjà été évalué : il ne peut plus changer de catégorie ni être refusé."),
    "already_published": N_("Les résultats sont publiés : cela ne peut plus changer."),
    "stale": N_("Quelqu’un a modifié cette page entre-temps. Votre texte est gardé : comparez et choisissez."),
    "too_many_attempts": N_("Trop d’essais. Réessayez dans %(minutes)s minutes."),
    "wrong_pair": N_("Cette adresse et ce mot de passe ne vont pas ensemble."),
    "wrong_password": N_("Ce n’est pas votre mot de passe actuel."),
    "name_needed": N_("Indiquez vos prénom et nom."),
    "prefill_too_long": N_("Ces réponses sont trop longues pour un lien. Raccourcissez-en une."),
    "dead_link": N_("Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau."),
    "unknown_scope": N_("Choisissez les droits dans la liste."),
    "unknown_call": N_("Choisissez l’appel dans la liste."),
    "too_large": N_("Ce que vous envoyez dépasse la taille permise."),
    "key_reused": N_("Cette clé d’idempotence a déjà servi pour une autre demande."),
    "service_unavailable": N_("La plateforme est occupée. Réessayez dans un instant : rien n’a été perdu."),
    "unexpected": N_("Quelque chose a cédé de notre côté. Ce que vous aviez enregistré est gardé."),
}

FIELDS: dict[str, str] = {
    "missing": N_("Remplissez ce champ."),
    "string_too_short": N_("Écrivez au moins %(min_length)s caractères."),
    "string_too_long": N_("Raccourcissez à %(max_length)s caractères au plus. Rien n’est coupé."),
    "string_pattern_mismatch": N_("Vérifiez la forme de ce que vous avez écrit."),
    "int_parsing": N_("Écrivez un nombre entier."),
    "float_parsing": N_("Écrivez un nombre."),
    "decimal_parsing": N_("Écrivez un nombre."),
    "greater_than_equal": N_("Écrivez un nombre d’au moins %(ge)s."),
    "less_than_equal": N_("Écrivez un nombre d’au plus %(le)s."),
    "enum": N_("Choisissez dans la liste."),
    "literal_error": N_("Choisissez dans la liste."),
    "uuid_parsing": N_("Choisissez dans la liste."),
    "bool_parsing": N_("Répondez par oui ou par non."),
    "date_from_datetime_parsing": N_("Écrivez une date, par exemple 31/10/2011."),
    "datetime_from_date_parsing": N_("Écrivez une date et une heure."),
    "datetime_parsing": N_("Écrivez une date et une heure."),
    "email": N_("Vérifiez l’adresse e-mail : elle ressemble à nom@exemple.fr."),
}


def register(sentences: Mapping[str, str], fields: Mapping[str, str] | None = None) -> None:
    """Add the sentences of a room: by code; and by `Form.field.type` or `field.type` for fields."""
    SENTENCES.update(sentences)
    FIELDS.update(fields or {})


def say(code: str, language: str, **params: object) -> str:
    """The sentence of a code; the code itself is never shown to people."""
    known = SENTENCES.get(code, SENTENCES["unexpected"])
    text = translations(language).gettext(known)
    return text % {name: _shown(value, language) for name, value in params.items()} if params else text


def sentence(error: DomainError, language: str) -> str:
    """What a refusal says to the person."""
    params = dict(error.params)
    if "retry_after" in params:
        params["minutes"] = max(1, -(-int(str(params["retry_after"])) // 60))
    return say(error.code, language, **params)


def field_error(form: str, field: str, kind: str, context: Mapping[str, object], language: str) -> str:
    """What is wrong with a field; the most precise text we have for this form and field."""
    if kind == "value_error":
        return reason_text(str(context.get("error", "")), language)
    for key in (f"{form}.{field}.{kind}", f"{field}.{kind}", kind):
        if key in FIELDS:
            return translations(language).gettext(FIELDS[key]) % {k: _shown(v, language) for k, v in context.items()}
    fallback = FIELDS["string_pattern_mismatch"]
    return translations(language).gettext(fallback)


def _shown(value: object, language: str) -> str:
    if isinstance(value, datetime):
        return instant_text(value, language)
    return date_text(value, language) if isinstance(value, date) else str(value)
