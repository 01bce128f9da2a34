"""The sentences of the applicants' room: problems of answers, members, files, filing."""

from collections.abc import Mapping

from app.domain.checks import Problem
from app.web.i18n import N_, translations
from app.web.messages import register, say
from app.web.messages_places import PROBLEMS
from app.web.shown import exact_number, money_text

register(
    {
        "unknown_question": N_("Cette question ne se pose pas ici."),
        "unknown_track": N_("Choisissez une catégorie de cet appel."),
        "not_eligible": N_("D’après vos réponses, cet appel n’est pas pour vous."),
        "entry_unanswered": N_("Répondez d’abord aux questions posées avant de commencer."),
        "too_many_members": N_("Un groupement compte %(most)s membres au plus."),
        "file_empty": N_("Ce fichier est vide. Choisissez-le à nouveau."),
        "file_too_large": N_("Ce fichier est trop lourd : %(most)s Mo au plus. Réduisez-le, puis renvoyez-le."),
        "file_too_many": N_("%(most)s fichiers au plus ici. Retirez-en un avant d’en joindre un autre."),
        "file_unknown": N_("Format non lu. Enregistrez-le dans un de ces formats : %(types)s."),
        "file_broken": N_("Ce fichier ne s’ouvre pas. Ouvrez-le chez vous, enregistrez-le à nouveau, puis envoyez-le."),
        "file_locked": N_("Ce PDF demande un mot de passe. Enregistrez-le sans mot de passe, puis envoyez-le."),
        "file_bomb": N_("Ce fichier contient trop de choses pour être vérifié. Enregistrez-le en PDF."),
        "file_macros": N_("Ce document contient des macros. Enregistrez-le sans macros, ou en PDF, puis envoyez-le."),
        "file_adobe": N_("Ce formulaire PDF ne s’ouvre que dans Adobe Reader. Imprimez-le en PDF, puis envoyez-le."),
        "file_signed": N_(
            "Ce PDF signé contient des programmes : les retirer briserait sa signature. Signez-en un autre."
        ),
        "file_armed": N_("Ce PDF contient des programmes (JavaScript). Imprimez-le en PDF, puis envoyez-le."),
        "file_infected": N_("L’antivirus a trouvé quelque chose dans ce fichier : plus personne ne peut l’ouvrir."),
        "file_not_scanned": N_("L’antivirus n’a pas encore vérifié ce fichier. Réessayez dans quelques minutes."),
        "upload_elsewhere": N_("L’envoi a repris ailleurs. Rechargez la page pour voir où il en est."),
        "upload_too_long": N_("Ce fichier a changé pendant l’envoi. Choisissez-le à nouveau."),
        "upload_unfinished": N_("Ce fichier n’est pas encore arrivé en entier."),
        "uploads_too_many": N_("Trop d’envois sont en cours. Laissez-les finir, ou abandonnez-en."),
        "changed_while_read": N_(
            "Le dossier a changé pendant que vous relisiez : le voici tel qu’il est maintenant. Relisez, puis déposez."
        ),
        "not_filed_yet": N_("Ce dossier n’est pas encore déposé : il n’a pas d’accusé."),
    },
    {
        "bad_length": N_("Un SIRET compte 14 chiffres, un SIREN 9 ; vous en avez écrit %(digits)s."),
        "bad_check_digit": N_("Vérifiez ce numéro : un chiffre ne va pas."),
        "bad_rna": N_("Un numéro RNA s’écrit W suivi de 9 chiffres."),
        "Submission.exact.missing": N_("Cochez cette case pour déposer."),
        "Submission.informed.missing": N_("Cochez cette case pour déposer."),
        "NewDossier.track.missing": N_("Choisissez une catégorie."),
        "MemberForm.family.missing": N_("Choisissez la famille du membre."),
    },
)

_PROBLEMS: dict[str, str] = {
    "required": N_("Répondez à cette question."),
    "bad_text": N_("Écrivez du texte."),
    "not_a_number": N_("Écrivez un nombre."),
    "too_small": N_("Écrivez un nombre d’au moins %(minimum)s."),
    "too_large": N_("Écrivez un nombre d’au plus %(maximum)s."),
    "empty_year": N_("Remplissez l’année %(year)s."),
    "not_an_option": N_("Choisissez dans la liste."),
    "too_few": N_("Il en faut au moins %(at_least)s ; vous en avez %(count)s."),
    "too_many": N_("Il en faut au plus %(at_most)s ; vous en avez %(count)s."),
    "bad_date": N_("Écrivez une date, par exemple 31/10/2011."),
    "bad_email": N_("Vérifiez l’adresse e-mail : elle ressemble à nom@exemple.fr."),
    "bad_phone": N_("Vérifiez le numéro de téléphone."),
    "bad_url": N_("Vérifiez l’adresse du site : elle commence par https://."),
    "bad_budget": N_("Remplissez le tableau du budget."),
    "bad_rows": N_("Remplissez au moins une ligne."),
    "over_ceiling": N_("Ramenez les dépenses à %(ceiling)s € : elles font %(total)s €, soit %(over)s € de trop."),
    "own_share_too_low": N_("Portez l’autofinancement à %(at_least)s %% des ressources : il est de %(share)s %%."),
    **PROBLEMS,
}


_EUROS = ("missing", "total", "over", "ceiling")


def problem_text(problem: Problem, language: str) -> str:
    """What to do about a problem of an answer."""
    speech = translations(language)
    params = {name: _number(value, language, name) for name, value in problem.params.items()}
    if counted := _counted(problem.code, problem.params, language):
        text = counted
    elif problem.code == "unbalanced":
        lacking_resources = problem.params["side"] == "resources"
        text = speech.gettext(
            N_("Équilibrez le budget de %(year)s : il manque %(missing)s € de ressources.")
            if lacking_resources
            else N_("Équilibrez le budget de %(year)s : il manque %(missing)s € de dépenses.")
        )
    else:
        text = speech.gettext(_PROBLEMS[problem.code]) if problem.code in _PROBLEMS else say("invalid", language)
    text = text % params
    return with_name(params["year"], text, language) if "line" in problem.params else text


def with_name(name: str, text: str, language: str) -> str:
    """What to do, after the name of what it is about: `2012 : Écrivez un nombre.`"""
    return translations(language).gettext(N_("%(name)s : %(text)s")) % {"name": name, "text": text}


def _counted(code: str, params: Mapping[str, object], language: str) -> str:
    """Sentences whose words follow a number."""
    speech = translations(language)
    words = params.get("unit") == "words"
    if code == "too_long":
        over = int(str(params["over"]))
        if words:
            return speech.ngettext(
                "Raccourcissez de %(over)s mot. Rien n’est coupé : vous choisissez ce qui part.",
                "Raccourcissez de %(over)s mots. Rien n’est coupé : vous choisissez ce qui part.",
                over,
            )
        return speech.ngettext(
            "Raccourcissez de %(over)s signe. Rien n’est coupé : vous choisissez ce qui part.",
            "Raccourcissez de %(over)s signes. Rien n’est coupé : vous choisissez ce qui part.",
            over,
        )
    if code == "too_short":
        least = int(str(params["at_least"]))
        if words:
            return speech.ngettext("Écrivez au moins %(at_least)s mot.", "Écrivez au moins %(at_least)s mots.", least)
        return speech.ngettext("Écrivez au moins %(at_least)s signe.", "Écrivez au moins %(at_least)s signes.", least)
    if code == "too_many_decimals":
        most = int(str(params["at_most"]))
        return speech.ngettext(
            "Écrivez %(at_most)s chiffre au plus après la virgule.",
            "Écrivez %(at_most)s chiffres au plus après la virgule.",
            most,
        )
    return ""


def _number(value: object, language: str, name: str) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and name != "year":
        return money_text(value, language) if name in _EUROS else exact_number(value, language)
    return str(value)
