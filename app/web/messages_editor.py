"""The sentences of the form editor."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "edit_stale": N_("Quelqu’un a changé ce champ entre-temps. Votre texte est gardé : comparez et choisissez."),
        "edit_gone": N_("Cette question ou cette rubrique n’est plus dans le formulaire : quelqu’un l’a retirée."),
        "edit_unknown_field": N_("Ce champ n’existe pas pour cette question ou cette rubrique."),
        "edit_unreadable": N_("Cette question ne se lit pas. Vérifiez ses réglages."),
        "setting_invalid": N_("Vérifiez cette valeur : elle ne convient pas à ce réglage."),
        "options_needed": N_("Donnez au moins une réponse à choisir."),
        "name_needed": N_("Écrivez le texte en français : c’est lui que tout le monde lit."),
        "text_too_long": N_("Raccourcissez à %(most)s caractères au plus. Rien n’est coupé."),
        "key_invalid": N_("Une clé s’écrit en minuscules, sans accent ni espace : lettres, chiffres et _."),
        "key_taken": N_("La clé « %(key)s » est déjà prise dans ce formulaire. Choisissez-en une autre."),
        "key_published": N_(
            "La question « %(key)s » a déjà été publiée : sa clé et sa nature ne changent plus, car des réponses les "
            "suivent."
        ),
        "form_cycle": N_("Ces questions s’attendraient les unes les autres : %(keys)s. Changez une des conditions."),
        "too_many_questions": N_("Un formulaire compte au plus %(most)s questions."),
        "nothing_to_undo": N_("Vous n’avez rien à défaire dans cette version."),
        "nothing_to_redo": N_("Vous n’avez rien à refaire dans cette version."),
        "undo_crossed": N_("%(who)s a changé la même chose depuis : défaites d’abord cette modification plus récente."),
    }
)
