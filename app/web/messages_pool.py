"""The sentences of the reviewers of a call: inviting, answering, saying what one knows."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "already_answered": N_("Cette personne a déjà répondu : il n’y a rien à renvoyer."),
        "no_longer_in_team": N_("Ce rôle a été retiré entre-temps. Demandez à l’équipe de l’appel."),
        "bad_tie": N_("Vérifiez le numéro de cette ligne : « %(line)s ». Sans numéro, elle convient aussi."),
        "too_many_ties": N_("Gardez %(most)s organisations au plus : les plus proches."),
        "unknown_theme": N_("Choisissez les thèmes dans la liste."),
        "unknown_language": N_("Choisissez les langues dans la liste."),
        "unknown_dossier": N_("Choisissez un dossier recevable dans la liste."),
        "already_proposed": N_("Cette personne est déjà proposée, ou déjà dans l’équipe."),
        "too_many_proposed": N_("Vous avez déjà proposé %(most)s personnes. L’équipe vous remercie : elle choisira."),
    },
    {
        "Declining.reason.missing": N_("Choisissez pourquoi vous n’évaluez pas."),
        "Declining.reason.enum": N_("Choisissez pourquoi vous n’évaluez pas."),
        "ProfileForm.capacity.missing": N_("Dites combien de dossiers au plus."),
        "ListForm.capacity.missing": N_("Dites combien de dossiers au plus."),
        "Proposing.name.missing": N_("Écrivez le nom de la personne."),
        "Proposing.email.missing": N_("Écrivez l’adresse e-mail de la personne."),
        "ExpertForm.dossier.missing": N_("Choisissez le dossier à lire."),
        "ExpertForm.dossier.uuid_parsing": N_("Choisissez le dossier à lire."),
        "ExpertForm.name.missing": N_("Écrivez le nom de la personne."),
        "ExpertForm.email.missing": N_("Écrivez l’adresse e-mail de la personne."),
        "Accepting.password.string_too_short": N_("Choisissez au moins %(min_length)s signes, ou laissez vide."),
    },
)
