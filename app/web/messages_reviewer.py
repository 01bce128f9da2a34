"""The sentences of reviews, assignments and conflicts of interest."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "not_assigned": N_("Ce dossier ne vous est pas attribué."),
        "not_filed": N_("Ce dossier n’est pas encore déposé."),
        "not_admitted": N_("Seul un dossier recevable peut être attribué."),
        "not_a_reviewer": N_("Choisissez une personne parmi les évaluateurs de l’appel."),
        "reviewer_in_conflict": N_("Cette personne a un lien avec ce dossier : choisissez quelqu’un d’autre."),
        "already_assigned": N_("Cette personne lit déjà ce dossier."),
        "proposal_not_ready": N_("La proposition n’est pas encore prête."),
        "proposal_changed": N_("Cette proposition a changé entre-temps : la voici comme elle est maintenant."),
        "proposal_closed": N_("Cette proposition est publiée ou mise de côté : elle ne change plus."),
        "already_proposed": N_("Cette personne est déjà proposée pour ce dossier."),
        "nothing_to_undo": N_("Il n’y a plus de changement à défaire."),
        "conflict_suspected": N_("Un lien entre cette personne et ce dossier est à examiner : décidez-en d’abord."),
        "demand_changed": N_("Quelqu’un a changé ce nombre entre-temps. Rechargez la page, puis choisissez."),
        "capacities_changed": N_("Ces capacités ont changé entre-temps : demandez une nouvelle proposition."),
        "off_scale": N_("Donnez une note de 0 à %(highest)s, sans décimale."),
        "text_too_long": N_("Raccourcissez à %(most)s signes au plus. Rien n’est coupé."),
        "unknown_criterion": N_("Ce critère n’est pas dans la grille."),
        "review_changed": N_("Cette évaluation a changé dans un autre onglet. Votre texte est gardé."),
        "review_submitted": N_("Cette évaluation est rendue : elle ne change plus."),
        "criteria_missing": N_("Notez tous les critères obligatoires avant de rendre l’évaluation."),
        "comment_missing": N_("Écrivez votre avis général : le comité le lira avant vos notes."),
    },
    {
        "Recusal.why.missing": N_("Choisissez pourquoi vous ne pouvez pas évaluer ce dossier."),
        "Recusal.why.literal_error": N_("Choisissez pourquoi vous ne pouvez pas évaluer ce dossier."),
        "Recusal.reason.missing": N_("Dites en une phrase ce qui vous empêche d’évaluer ce dossier."),
        "Recusal.reason.string_too_short": N_("Dites-en un peu plus : au moins %(min_length)s signes."),
        "Reopening.reason.missing": N_("Dites à l’évaluateur pourquoi vous rouvrez son évaluation."),
        "Reopening.reason.string_too_short": N_("Dites-en un peu plus : au moins %(min_length)s signes."),
        "NewConflict.person.missing": N_("Choisissez la personne."),
        "NewConflict.person.uuid_parsing": N_("Choisissez la personne."),
        "NewConflict.evidence.missing": N_("Dites ce qui lie cette personne à ce dossier."),
        "NewConflict.evidence.string_too_short": N_("Dites-en un peu plus : au moins %(min_length)s signes."),
        "Dismissal.reason.missing": N_("Dites pourquoi ce lien n’empêche pas de lire ce dossier."),
        "Dismissal.reason.string_too_short": N_("Dites-en un peu plus : au moins %(min_length)s signes."),
        "GivenTogether.dossiers.missing": N_("Cochez au moins un dossier."),
        "GivenTogether.dossiers.too_short": N_("Cochez au moins un dossier."),
        "NewAssignment.reviewer.missing": N_("Choisissez une personne parmi les évaluateurs de l’appel."),
    },
)
