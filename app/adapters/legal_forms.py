"""The legal forms of organisations: the second level of INSEE's nomenclature of legal categories, shortened."""

_FORMS = {
    "10": "Entrepreneur individuel", "21": "Indivision", "22": "Société créée de fait",
    "23": "Société en participation",
    "31": "Personne morale de droit étranger", "32": "Personne morale de droit étranger",
    "41": "Établissement public industriel ou commercial", "51": "Société coopérative commerciale",
    "52": "Société en nom collectif", "53": "Société en commandite", "54": "Société à responsabilité limitée",
    "55": "Société anonyme", "56": "Société anonyme à directoire", "57": "Société par actions simplifiée",
    "58": "Société européenne", "61": "Caisse d’épargne", "62": "Groupement d’intérêt économique",
    "63": "Société coopérative agricole", "64": "Société d’assurance mutuelle", "65": "Société civile",
    "69": "Personne morale de droit privé", "71": "Administration de l’État", "72": "Collectivité territoriale",
    "73": "Établissement public administratif", "74": "Personne morale de droit public",
    "81": "Organisme de protection sociale", "82": "Organisme mutualiste", "83": "Comité d’entreprise",
    "84": "Organisme professionnel", "85": "Organisme de retraite", "91": "Syndicat de propriétaires",
    "92": "Association", "93": "Fondation", "99": "Personne morale de droit privé",
}  # fmt: skip


def legal_form(code: str) -> str:
    """The words of a legal category of four digits; nothing for one that is not known."""
    return _FORMS.get(code[:2], "")
