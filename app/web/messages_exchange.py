"""The sentences of corrections and messages."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "due_too_soon": N_("Choisissez une date à venir : il faut le temps de corriger."),
        "due_not_later": N_("Choisissez une date plus tardive que le délai actuel."),
        "not_to_correct": N_("Cette réponse n’est pas à reprendre : elle reste telle que déposée."),
        "only_who_comments": N_(
            "Vous lisez ce dossier ; ceux qui l’écrivent ou le commentent écrivent des commentaires."
        ),
        "only_its_author": N_("Seule la personne qui a écrit un commentaire le retire."),
    },
    {
        "CorrectionFields.reason.missing": N_("Écrivez pourquoi : ceux qui écrivent le dossier le liront."),
        "CorrectionFields.reason.string_too_short": N_(
            "Expliquez en 10 caractères au moins : ceux qui écrivent le dossier le liront."
        ),
        "CorrectionFields.due_at.missing": N_("Choisissez jusqu’à quand la correction peut être déposée."),
        "MoreTimeFields.due_at.missing": N_("Choisissez jusqu’à quand la correction peut être déposée."),
        "MessageForm.text.missing": N_("Écrivez votre message."),
        "CommentForm.text.missing": N_("Écrivez votre commentaire."),
        "CommentForm.text.string_too_short": N_("Écrivez votre commentaire."),
        "CommentForm.text.string_too_long": N_("Raccourcissez à 2 000 signes au plus. Rien n’est coupé."),
        "MessageForm.text.string_too_long": N_("Raccourcissez à 5 000 signes au plus. Rien n’est coupé."),
    },
)
