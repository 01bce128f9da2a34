"""What the acts of the journal are called by people."""

from collections.abc import Mapping
from types import MappingProxyType

from app.web.i18n import N_

OTHER = N_("Acte de gestion")

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "call.created": N_("Appel créé"),
        "call.shown": N_("Appel rendu public"),
        "call.hidden": N_("Appel retiré des pages publiques"),
        "call.texts_changed": N_("Textes de l’appel modifiés"),
        "call.calendar_changed": N_("Calendrier modifié"),
        "call.opened_by_hand": N_("Appel ouvert à la main"),
        "call.closed_by_hand": N_("Appel clos à la main"),
        "call.prolonged": N_("Dépôt prolongé ou rouvert"),
        "call.aims_changed": N_("Objectifs de l’appel modifiés"),
        "call.file_attached": N_("Modèle de fichier ajouté"),
        "call.file_removed": N_("Modèle de fichier retiré"),
        "form.edited": N_("Formulaire modifié"),
        "form.undone": N_("Modification du formulaire défaite"),
        "form.redone": N_("Modification du formulaire refaite"),
        "dossier.started": N_("Dossier commencé"),
        "dossier.section_saved": N_("Rubrique enregistrée"),
        "dossier.submitted": N_("Dossier déposé"),
        "dossier.withdrawn": N_("Dossier retiré"),
        "dossier.discarded": N_("Brouillon abandonné"),
        "dossier.extended": N_("Délai accordé à un dossier"),
        "dossier.admitted": N_("Dossier déclaré recevable"),
        "dossier.refused": N_("Dossier déclaré irrecevable"),
        "dossier.requalified": N_("Dossier changé de catégorie"),
        "file.attached": N_("Fichier joint"),
        "file.removed": N_("Fichier retiré"),
        "member.added": N_("Membre ajouté"),
        "member.changed": N_("Membre modifié"),
        "member.moved": N_("Ordre des membres modifié"),
        "member.removed": N_("Membre retiré"),
        "assignment.made": N_("Dossier attribué"),
        "assignment.withdrawn": N_("Attribution retirée"),
        "assignment.declined": N_("Attribution déclinée"),
        "assignments.published": N_("Attributions publiées"),
        "conflict.declared": N_("Conflit d’intérêts signalé"),
        "conflict.dismissed": N_("Conflit d’intérêts écarté"),
        "review.saved": N_("Évaluation enregistrée"),
        "review.submitted": N_("Évaluation rendue"),
        "review.reopened": N_("Évaluation rouverte"),
        "reviewers.reminded": N_("Évaluateurs relancés"),
        "decision.recorded": N_("Décision consignée"),
        "decision.taken_back": N_("Décision reprise"),
        "results.published": N_("Résultats publiés"),
        "form.published": N_("Formulaire publié"),
        "dossier.changes_seen": N_("Changements du formulaire lus"),
        "dossier.moved": N_("Brouillon passé au nouveau formulaire"),
        "rubric.started": N_("Grille commencée"),
        "rubric.replaced": N_("Grille remplacée"),
        "rubric.scale_changed": N_("Échelle de la grille modifiée"),
        "rubric.criterion_added": N_("Critère ajouté"),
        "rubric.criterion_changed": N_("Critère modifié"),
        "rubric.criterion_removed": N_("Critère retiré"),
        "rubric.criteria_moved": N_("Ordre des critères modifié"),
        "rubric.weights_changed": N_("Poids des critères modifiés"),
        "rubric.locked": N_("Grille verrouillée"),
        "rubric.unlocked": N_("Grille déverrouillée"),
        "person.added": N_("Personne ajoutée à l’équipe"),
    }
)
