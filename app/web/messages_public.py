"""Sentences of the public pages, of the selection and of the publication."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "reason_needed": N_(
            "Cette décision ne suit pas le classement : écrivez pourquoi, en %(minimum)s signes au moins. "
            "Le porteur lira ce motif après la publication."
        ),
        "too_many_places": N_("Indiquez %(places)s au plus : c’est ce qui reste de places dans cet appel."),
        "decision_changed": N_("Quelqu’un a changé cette décision entre-temps. Comparez, puis choisissez."),
        "ranking_changed": N_(
            "Le classement ou une décision a changé depuis l’aperçu. Rien n’a été enregistré : voici le nouvel aperçu."
        ),
        "not_admitted": N_("Ce dossier n’est pas recevable : il n’y a pas de décision à prendre."),
        "call_still_open": N_("L’appel est encore ouvert. Publiez après sa clôture."),
        "undecided_dossiers": N_("Des dossiers recevables attendent une décision : %(number)s. Décidez, puis publiez."),
        "nothing_decided": N_("Aucun dossier recevable n’a de décision : il n’y a rien à publier."),
        "results_not_published": N_("Les résultats de cet appel ne sont pas encore publiés."),
    },
    {
        "PublicationForm.sure.missing": N_("Cochez la case pour publier."),
        "ProposalForm.places.missing": N_("Indiquez combien de dossiers retenir."),
        "DecisionForm.outcome.missing": N_("Choisissez une décision."),
        "DecisionForm.outcome.literal_error": N_("Choisissez une décision."),
    },
)
