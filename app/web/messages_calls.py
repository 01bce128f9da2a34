"""The sentences about making calls, their documents and their dates."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "may_not_make_calls": N_(
            "Pour créer un appel, il faut déjà en organiser un, ou administrer la plateforme. "
            "Un jeton limité à un appel n’en crée pas."
        ),
        "call_is_private": N_("L’appel n’est lu que par son équipe : montrez-le d’abord à tout le monde."),
        "wrong_phase": N_("L’appel n’en est plus là : revoyez son calendrier."),
        "just_opened": N_("L’appel vient d’ouvrir : attendez une seconde."),
        "not_later": N_("Choisissez un instant après le %(closes_at)s."),
        "reason_for_dates": N_("Dites pourquoi en 10 caractères au moins : tout le monde compte sur ces dates."),
        "no_such_hour": N_(
            "Cette heure n’existe pas ce jour-là : les horloges la sautent. Écrivez %(instead)s, ou une autre heure."
        ),
        "hour_twice": N_("Cette heure arrive deux fois ce jour-là : dites laquelle."),
    },
    {
        "no_such_hour": N_(
            "Cette heure n’existe pas ce jour-là : les horloges la sautent. Écrivez %(instead)s, ou une autre heure."
        ),
        "hour_twice": N_("Cette heure arrive deux fois ce jour-là : dites laquelle."),
        "moment_twice": N_("Une seule étape dit l’ouverture, une seule la clôture : choisissez un autre genre."),
        "reserved": N_("Cette adresse est prise par la plateforme. Choisissez-en une autre."),
        "slug.string_pattern_mismatch": N_("Des minuscules, des chiffres et des traits d’union : appel-2027."),
        "reference.string_pattern_mismatch": N_("Des majuscules, des chiffres et des traits d’union : PTCE-2027."),
        "BlankForm.reference.missing": N_("Écrivez une référence : elle commencera le numéro de chaque dossier."),
        "CopyForm.reference.missing": N_("Écrivez une référence : elle commencera le numéro de chaque dossier."),
        "MoveForm.reason.missing": N_("Dites pourquoi : c’est gardé avec l’acte."),
        "MoveForm.reason.string_too_short": N_("Expliquez en 10 caractères au moins : c’est gardé avec l’acte."),
        "format": N_("Ce fichier se dit « %(given)s » ; cette plateforme lit « %(known)s »."),
        "extra_forbidden": N_("Ce nom n’est pas connu ici : retirez-le, ou corrigez-le."),
        "digest": N_("Le contenu n’est pas celui que dit l’empreinte : le fichier est abîmé."),
        "base64": N_("Le contenu d’un fichier s’écrit en base64."),
        "file_missing": N_("Un formulaire donne à remplir un fichier que le document ne contient pas : %(digest)s."),
        "dict_type": N_("Ici vient un objet, entre accolades."),
        "model_type": N_("Ici vient un objet, entre accolades."),
        "dataclass_type": N_("Ici vient un objet, entre accolades."),
        "model_attributes_type": N_("Ici vient un objet, entre accolades."),
        "tuple_type": N_("Ici vient une liste, entre crochets."),
        "list_type": N_("Ici vient une liste, entre crochets."),
        "string_type": N_("Ici vient un texte, entre guillemets."),
        "int_type": N_("Ici vient un nombre entier."),
        "float_type": N_("Ici vient un nombre."),
        "bool_type": N_("Ici vient true ou false."),
        "datetime_type": N_("Ici vient une date avec son heure : 2027-03-01T09:00:00+01:00."),
        "too_short": N_("Il en faut au moins %(min_length)s."),
        "too_long": N_("Il en faut au plus %(max_length)s."),
        "recursion_loop": N_("Ces conditions sont emboîtées trop profondément."),
    },
)
