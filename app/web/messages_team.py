"""The sentences of those who file a dossier together."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "own_address": N_("C’est l’adresse de la personne responsable du dossier. Écrivez celle de quelqu’un d’autre."),
        "already_working": N_("Cette personne travaille déjà sur ce dossier."),
        "already_invited": N_("Cette personne est déjà invitée. Vous pouvez lui renvoyer l’invitation."),
        "team_too_large": N_("Une équipe compte %(most)s personnes au plus."),
        "own_dossier": N_("Ce dossier est le vôtre : cette invitation est pour quelqu’un d’autre."),
        "place_of_another": N_("Cette invitation est pour un autre compte. Connectez-vous avec l’adresse invitée."),
        "sign_in_first": N_("Cette adresse a déjà un compte. Connectez-vous, puis acceptez."),
        "not_working": N_("Cette personne n’a pas encore accepté l’invitation."),
        "not_offered": N_("Ce dossier ne vous est plus proposé. Rien n’a changé."),
        "not_a_writer": N_("Choisissez une personne qui peut modifier le dossier."),
        "only_who_signs": N_("Seules les personnes invitées à signer ce dossier peuvent le signer ici."),
        "not_yours": N_("Vous pouvez lire ce dossier, pas faire cela. Demandez-le à la personne responsable."),
    },
    {
        "TeamInvitation.hand.missing": N_("Choisissez ce que fera cette personne."),
        "TeamInvitation.email.missing": N_("Écrivez l’adresse e-mail de la personne à inviter."),
        "HandChange.hand.missing": N_("Choisissez ce que fera cette personne."),
        "Joining.name.missing": N_("Écrivez votre prénom et votre nom."),
    },
)
