"""The sentences of conflicts of interest, of whom applicants ask to keep away, and of wishes."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "conflict_decided": N_("Quelqu’un vient d’en décider autrement. Relisez avant de décider."),
        "conflict_undecided": N_("Personne n’a encore décidé : il n’y a rien à annuler."),
        "concern_settled": N_("L’équipe de l’appel a déjà répondu à cette demande."),
        "too_many_concerns": N_(
            "Nommez au plus %(most)s personnes : retirez-en une, ou écrivez à l’équipe de l’appel."
        ),
        "concern_closed": N_("Les évaluations sont closes : cette demande n’aurait plus d’effet."),
        "wishes_closed": N_("Les souhaits ne sont pas demandés en ce moment."),
    },
    {
        "Rejection.reason.missing": N_("Dites pourquoi ce lien n’empêche pas de lire ce dossier."),
        "Rejection.reason.string_too_short": N_("Dites-en un peu plus : au moins %(min_length)s signes."),
        "Decisions.act.missing": N_("Choisissez ce qu’il faut faire des liens cochés."),
        "Decisions.act.literal_error": N_("Choisissez ce qu’il faut faire des liens cochés."),
        "Decisions.chosen.missing": N_("Cochez au moins un lien."),
        "ConcernForm.name.missing": N_("Écrivez le nom de la personne à tenir à l’écart."),
        "ConcernForm.name.string_too_short": N_("Écrivez le nom de la personne à tenir à l’écart."),
        "ConcernForm.reason.missing": N_("Dites en une phrase pourquoi elle ne devrait pas lire ce dossier."),
        "ConcernForm.reason.string_too_short": N_("Dites-en un peu plus : au moins %(min_length)s signes."),
        "ConcernAnswer.answer.missing": N_("Écrivez ce que les porteurs liront."),
        "ConcernAnswer.answer.string_too_short": N_("Dites-en un peu plus : au moins %(min_length)s signes."),
        "ConcernAnswer.person.uuid_parsing": N_("Choisissez une personne de la liste, ou personne."),
    },
)
