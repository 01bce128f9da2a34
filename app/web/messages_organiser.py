"""The sentences of the organisers' room."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "only_an_administrator": N_("Seule une personne qui administre la plateforme peut faire cela."),
        "slug_taken": N_("Un autre appel a déjà cette adresse. Choisissez-en une autre."),
        "reference_taken": N_("Un autre appel a déjà cette référence. Choisissez-en une autre."),
        "call_has_dossiers": N_("Des dossiers sont déjà déposés : la page de l’appel reste publique."),
        "already_in_team": N_("Cette personne a déjà ce rôle dans l’appel."),
        "unknown_network": N_("Choisissez le réseau dans la liste."),
        "last_organiser": N_("Il faut au moins une personne pour organiser l’appel. Invitez-en une autre d’abord."),
        "same_track": N_("Le dossier est déjà dans cette catégorie. Choisissez-en une autre."),
        "unknown_track": N_("Choisissez la catégorie dans la liste."),
        "dossier_changed": N_(
            "Quelqu’un a changé ce dossier entre-temps. Relisez-le, puis décidez : votre texte est gardé."
        ),
        "matches_changed": N_(
            "Ils étaient %(before)s à l’aperçu, ils sont %(after)s maintenant. Relisez l’aperçu, puis confirmez."
        ),
        "track_has_dossiers": N_("Des dossiers y ont été commencés : cette catégorie ne se retire plus."),
        "last_track": N_("C’est la seule catégorie d’un appel public. Ajoutez-en une autre d’abord."),
        "order_changed": N_("L’ordre a changé entre-temps. Rechargez la page."),
        "change_needs_reason": N_("Expliquez en %(minimum)s caractères au moins : des dossiers sont déjà déposés ici."),
        "outcome_in_use": N_("Des décisions portent déjà cette issue : gardez-la, ou reprenez ces décisions d’abord."),
        "outcome_not_offered": N_("Cette catégorie n’a pas cette issue. Choisissez-en une autre."),
        "unknown_entry_question": N_("Choisissez parmi les réponses aux questions posées avant de commencer."),
        "entry_question_in_use": N_(
            "Une condition attend encore cette réponse. Changez d’abord les cas et les catégories qui en dépendent."
        ),
        "call_file_in_use": N_("Un formulaire donne encore ce modèle à remplir. Retirez-le d’abord de sa question."),
        "nothing_chosen": N_("Choisissez au moins un dossier."),
    },
    {
        "RefusalForm.reason.missing": N_("Écrivez le motif : le porteur le lira."),
        "RefusalForm.reason.string_too_short": N_("Expliquez en 10 caractères au moins : le porteur lira ce motif."),
        "RequalificationForm.reason.missing": N_("Écrivez le motif : le porteur le lira."),
        "RequalificationForm.reason.string_too_short": N_(
            "Expliquez en 10 caractères au moins : le porteur lira ce motif."
        ),
        "RequalificationForm.track.missing": N_("Choisissez la nouvelle catégorie."),
        "reason_needed": N_("Expliquez en 10 caractères au moins : chaque porteur lira ce motif."),
        "target_needed": N_("Choisissez la nouvelle catégorie."),
        "EntryQuestionForm.label.missing": N_("Écrivez la question."),
        "RefusalForm.explanation.missing": N_("Écrivez ce que la personne lira."),
        "RuleForm.families.missing": N_("Choisissez au moins une famille."),
        "NewTrackForm.title.missing": N_("Écrivez le nom de la catégorie."),
        "TrackTextsForm.title.missing": N_("Écrivez le nom de la catégorie."),
        "title.value_error": N_("Raccourcissez ce nom à 120 caractères au plus."),
        "no_french": N_("Écrivez le texte en français : c’est la langue de l’appel."),
        "zone": N_("Choisissez le fuseau dans la liste."),
        "closes_before_opening": N_("La clôture doit venir après l’ouverture."),
        "ends_before_start": N_("Une étape se termine avant de commencer. Reprenez ses dates."),
        "InvitationForm.email.missing": N_("Écrivez l’adresse e-mail de la personne."),
        "InvitationForm.name.missing": N_("Écrivez le prénom et le nom de la personne."),
        "InvitationForm.role.missing": N_("Choisissez ce que la personne fera."),
    },
)
