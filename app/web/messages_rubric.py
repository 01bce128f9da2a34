"""The sentences about rubrics."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "rubric_exists": N_("Cette catégorie a déjà une grille."),
        "rubric_locked": N_("La grille est verrouillée : elle ne change plus."),
        "rubric_in_use": N_("Des évaluations sont commencées : la grille ne change plus."),
        "scale_out_of_bounds": N_("Choisissez une échelle de 2 à 100."),
        "too_many_criteria": N_("Une grille a %(most)s critères au plus."),
        "weights_lack": N_("Les poids ne font pas 100 : il manque %(points)s."),
        "weights_exceed": N_("Les poids font 100, et chacun au moins 1 : il y a %(points)s de trop."),
        "last_criterion": N_("Une grille garde au moins un critère. Ajoutez-en un autre d’abord."),
    }
)
