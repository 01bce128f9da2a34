"""The sentences of discussions, of rounds of reviewing, and of the mail of reviewers."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "discussion_closed": N_("La discussion de ce dossier n’est pas ouverte aux évaluateurs en ce moment."),
        "said_too_long_ago": N_("Une demi-heure est passée : ce message ne change plus. Écrivez-en un autre."),
        "said_changed": N_("Ce message a changé dans un autre onglet. Votre texte est gardé : comparez."),
    },
    {
        "Saying.text.missing": N_("Écrivez votre message."),
    },
)
