"""The sentences of members: asking them to confirm and to sign, and what they answer."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "member_without_address": N_("Écrivez d’abord l’adresse e-mail de %(name)s."),
        "member_without_representative": N_("Dites d’abord qui représente %(name)s, et son adresse e-mail."),
        "asked_lately": N_("%(name)s a reçu un message le %(at)s : laissez une heure avant de relancer."),
        "dossier_over": N_("Ce dossier n’est plus en cours : ses membres ne peuvent plus être sollicités."),
        "no_signatures": N_("La catégorie de ce dossier ne demande pas de signature."),
        "already_signed": N_("%(name)s a déjà signé."),
        "filed_already": N_("Ce dossier est déposé : il n’y a rien à signer."),
        "changed_while_reading": N_("Le dossier a changé pendant que vous lisiez : relisez-le, puis signez."),
    },
    {
        "MemberForm.name.missing": N_("Écrivez le nom du membre, ou son numéro."),
        "Signature.name.missing": N_("Écrivez vos prénom et nom."),
        "Signature.capacity.missing": N_("Dites en quelle qualité vous signez."),
        "Signature.read.missing": N_("Cochez cette case pour signer."),
        "Refusal.reason.missing": N_("Dites ce qui vous empêche de signer."),
        "Refusal.reason.string_too_short": N_("Dites ce qui vous empêche de signer."),
    },
)
