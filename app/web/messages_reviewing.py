"""The sentences of the phases of reviewing, and of what tracks hide."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "not_the_next_phase": N_("Seule la phase qui vient ensuite peut commencer maintenant."),
        "phases_at_once": N_("Une autre phase commence à cet instant. Choisissez-en un autre."),
        "too_many_phases": N_("%(most)s phases au plus. Retirez-en une d’abord."),
        "reading_begun": N_("Des évaluations ont commencé dans cette catégorie : ce qu’elle cache ne change plus."),
        "track_not_blind": N_("Cette catégorie ne cache pas qui dépose : il n’y a rien à remplacer."),
        "only_texts_are_rewritten": N_("Seul un texte se réécrit. Gardez plutôt cette réponse cachée."),
        "not_shown_to_reviewers": N_("Les évaluateurs ne voient pas cela dans cette phase."),
    },
    {
        "PhaseForm.title.missing": N_("Écrivez le nom de la phase."),
        "PhaseForm.starts_at.missing": N_("Dites quand elle commence."),
        "StartForm.reason.missing": N_("Dites pourquoi : c’est gardé avec les phases."),
        "StartForm.reason.string_too_short": N_("Expliquez en 10 caractères au moins : c’est gardé avec les phases."),
        "BlindForm.blind.missing": N_("Choisissez ce que la lecture cache."),
    },
)
