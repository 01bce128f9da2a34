"""The sentences of places: problems of territories, organisations and addresses, and what a directory said."""

from app.web.i18n import N_

PROBLEMS: dict[str, str] = {
    "no_place": N_("Nommez au moins un lieu."),
    "bad_territory": N_("Nommez au moins un lieu."),
    "bad_departement": N_("Écrivez le numéro du département, par exemple 63."),
    "wrong_level": N_("Un de ces lieux n’est pas de la taille demandée. Retirez-le, puis choisissez dans la liste."),
    "unknown_place": N_(
        "Pas dans la liste officielle : %(names)s. Choisissez dans la liste, ou ajoutez le département."
    ),
    "bad_organisation": N_("Indiquez l’organisation : son numéro et son nom."),
    "no_identifier": N_("Écrivez son numéro (%(accepted)s)."),
    "no_name": N_("Écrivez le nom de l’organisation."),
    "number_not_accepted": N_("Un autre numéro est attendu ici : %(accepted)s."),
    "bad_length": N_("Un SIRET compte 14 chiffres, un SIREN 9 ; vous en avez écrit %(digits)s."),
    "bad_check_digit": N_("Vérifiez ce numéro : un chiffre ne va pas."),
    "bad_rna": N_("Un numéro RNA s’écrit W suivi de 9 chiffres."),
    "bad_address": N_("Écrivez l’adresse : le code postal et la ville au moins."),
    "no_postcode": N_("Écrivez le code postal."),
    "no_city": N_("Écrivez la ville."),
    "unknown_city": N_("%(postcode)s et %(city)s ne vont pas ensemble dans la liste officielle. Vérifiez-les."),
}
PART_OF = {
    "bad_organisation": "identifier",
    "no_identifier": "identifier",
    "number_not_accepted": "identifier",
    "bad_length": "identifier",
    "bad_check_digit": "identifier",
    "bad_rna": "identifier",
    "no_name": "name",
    "bad_address": "line",
    "no_postcode": "postcode",
    "no_city": "city",
    "unknown_city": "postcode",
}
"""Which field of an organisation or an address a problem is about."""

OF_COMPANY: dict[str, str] = {
    "found": N_("Trouvé : %(name)s. Vérifiez ce qui suit."),
    "several": N_("Plusieurs organisations répondent à ce nom : choisissez la vôtre, puis enregistrez."),
    "none": N_("L’annuaire ne la connaît pas. Vérifiez ce que vous avez écrit, ou remplissez les champs vous-même."),
    "busy": N_("L’annuaire est très demandé : réessayez dans %(seconds)s s, ou remplissez les champs vous-même."),
    "down": N_("L’annuaire ne répond pas en ce moment. Remplissez les champs vous-même : rien ne vous bloque."),
    "off": N_("L’annuaire n’est pas branché ici. Remplissez les champs vous-même."),
    "blank": N_("Écrivez d’abord un numéro, ou un nom."),
    "wrong": N_("Vérifiez d’abord le numéro : l’annuaire n’a pas été consulté."),
}
OF_ADDRESS: dict[str, str] = {
    "several": N_("Choisissez l’adresse, puis enregistrez ; ou gardez la vôtre."),
    "none": N_("La Base Adresse Nationale ne la connaît pas. Gardez la vôtre si elle est exacte."),
    "busy": N_("La Base Adresse Nationale est très demandée : réessayez dans %(seconds)s s, ou gardez votre adresse."),
    "down": N_("La Base Adresse Nationale ne répond pas en ce moment. Votre adresse suffit : rien ne vous bloque."),
    "off": N_("La Base Adresse Nationale n’est pas branchée ici. Votre adresse suffit."),
    "blank": N_("Écrivez d’abord une adresse."),
}
SOURCES: dict[str, str] = {
    "annuaire_entreprises": N_("D’après l’Annuaire des Entreprises, consulté le %(day)s."),
    "base_adresse": N_("D’après la Base Adresse Nationale, consultée le %(day)s."),
}
ESS = N_("Entreprise de l’économie sociale et solidaire")
BY_HAND = N_("Écrit à la main.")
LEVEL_WORDS: dict[str, str] = {
    "communes": N_("Commune"),
    "epcis": N_("Intercommunalité"),
    "departements": N_("Département"),
    "regions": N_("Région"),
}
LEVELS_WORDS: dict[str, str] = {
    "communes": N_("communes"),
    "epcis": N_("intercommunalités"),
    "departements": N_("départements"),
    "regions": N_("régions"),
}
