"""The sentences of the API's own refusals."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "token_needed": N_("Présentez un jeton valable dans « Authorization ». Il se fait sur la page du compte."),
        "version_needed": N_("Dites dans « If-Match » quelle version vous avez lue (l’« ETag » de l’objet)."),
        "stale_version": N_("L’objet a changé depuis que vous l’avez lu. Relisez-le, puis recommencez."),
        "unknown_person": N_("Cette personne n’a pas de compte."),
        "too_fast": N_("Trop de demandes en une minute pour ce jeton. Réessayez dans %(retry_after)s secondes."),
    },
    {
        "Idempotency-Key.string_too_short": N_("Une clé d’idempotence a au moins 8 caractères."),
        "json_invalid": N_("Ce n’est pas du JSON."),
        "extra_forbidden": N_("Ce champ n’existe pas."),
    },
)
