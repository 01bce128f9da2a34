"""What the organisers of October 2011 write: the words and numbers that `made_2011` types into the pages."""

from typing import NamedTuple

SLUG = "poles-2011"
NAMES = {
    "Titre en français": "Pôles territoriaux de coopération économique",
    "Titre en anglais": "Territorial clusters for economic cooperation",
    "Référence": "POLES-2011",
    "Adresse": SLUG,
    "Ouverture du dépôt": "2011-10-01T09:00",
    "Clôture du dépôt": "2011-10-31T23:59",
}
SUMMARY = (
    "Reconnaître et développer les pôles territoriaux de coopération économique : des entreprises et réseaux de "
    "l’économie sociale et solidaire associés, sur un territoire, à des PME, des collectivités, la recherche et la "
    "formation."
)
SUMMARY_EN = "To recognise and develop territorial clusters: enterprises of the social economy joined with others."


class When(NamedTuple):
    """A moment of the calendar as it is typed."""

    kind: str
    title: str
    english: str
    starts: str
    ends: str = ""
    place: str = ""


MOMENTS = (
    When("Questions en ligne", "Les questions sont en ligne", "The questions are online", "2011-09-20T09:00"),
    When(
        "Réunion d’information",
        "Réunion ouverte à tous",
        "Meeting open to all",
        "2011-10-12T14:00",
        "2011-10-12T16:00",
        "Paris",
    ),
    When("Recevabilité", "Examen de recevabilité", "Eligibility check", "2011-11-02T09:00", "2011-11-10T18:00"),
    When("Évaluation", "Premier tour de lecture", "First round of reading", "2011-11-14T09:00", "2011-12-16T18:00"),
    When("Évaluation", "Second tour de lecture", "Second round of reading", "2012-01-09T09:00", "2012-01-27T18:00"),
    When("Comité", "Comité de sélection", "Selection committee", "2012-02-09T09:30", "2012-02-09T17:00", "Paris"),
    When("Publication", "Les pôles-témoins sont connus", "The clusters are announced", "2012-02-20T10:00"),
    When(
        "Rencontre",
        "Première rencontre nationale",
        "First national meeting",
        "2012-06-25T09:30",
        "2012-06-25T17:00",
        "Paris",
    ),
)

SEVERAL = "Présentez-vous un pôle, ou plusieurs ?"
PROGRESS = "Où en est le pôle ?"
FOUNDED = "Fondé en"
GOVERNANCE = "Comment décidez-vous ensemble ?"


class Asked(NamedTuple):
    """A question as it is typed: its words, how it is answered, and the answers to choose from."""

    label: str
    kind: str
    answers: tuple[str, ...] = ()


class Part(NamedTuple):
    """A section to write, with its questions; `after` says which ready sections come just before it."""

    title: str
    questions: tuple[Asked, ...]
    after: tuple[str, ...] = ()


POLE = (
    Part("Nature de la réponse", (Asked(SEVERAL, "Un seul choix"),), after=("Structure porteuse",)),
    Part("Les autres pôles", (Asked("Combien de pôles en tout ?", "Nombre"), Asked("Nommez-les", "Texte long"))),
    Part(
        "État d’avancement",
        (
            Asked(PROGRESS, "Un seul choix", ("Opérationnel", "En construction")),
            Asked(FOUNDED, "Nombre"),
            Asked("Son histoire", "Texte long"),
        ),
        after=("Territoire", "Groupement"),
    ),
    Part(
        "Stratégie commune et mutualisation",
        (Asked("Quelle stratégie partagez-vous ?", "Texte long"), Asked("Que mutualisez-vous ?", "Texte long")),
    ),
    Part(
        "Activités et secteurs",
        (
            Asked(
                "Dans quels secteurs ?",
                "Plusieurs choix",
                ("Insertion", "Alimentation", "Énergie", "Culture", "Habitat", "Services aux personnes", "Recyclage"),
            ),
        ),
    ),
    Part("Gouvernance", ()),
    Part(
        "Utilité sociale et impact",
        (Asked("Emplois, en équivalents temps plein", "Nombre"), Asked("Effets attendus", "Texte long")),
        after=("Budget",),
    ),
    Part(
        "Ce que vous attendez du réseau",
        (Asked("Qu’attendez-vous du réseau ?", "Plusieurs choix", ("Des conseils", "Des échanges", "Une visibilité")),),
    ),
)
# What is added to sections that are ready-made.
MORE = (
    ("Structure porteuse", Asked("Adresse du siège", "Adresse postale")),
    ("Territoire", Asked("Urbain ou rural ?", "Un seul choix", ("Urbain", "Rural", "Les deux"))),
    ("Pièces à joindre", Asked("Charte ou convention du pôle", "Fichiers")),
    ("Pièces à joindre", Asked("Lettres d’engagement des membres", "Fichiers")),
    ("Engagements", Asked("Le pôle en quelques phrases, pour le public", "Texte long")),
)
LAST = ("Pièces à joindre", "Engagements")
COOPERATION = ("Structure porteuse", "Territoire", "Groupement", "Budget", "Engagements")
INTEREST = (
    "Personne à contacter",
    "Son adresse e-mail",
    "Où le projet se déroule-t-il ?",
    "Qu’attendez-vous du réseau ?",
)

FAMILIES = {
    "ess": "Structure de l’ESS",
    "company": "Entreprise hors ESS",
    "authority": "Collectivité",
    "research": "Organisme de recherche",
    "training": "Organisme de formation",
}
# How many at least, among which families.
RULES = (
    ("5", tuple(FAMILIES.values())),
    ("1", (FAMILIES["ess"],)),
    ("1", (FAMILIES["company"],)),
    ("1", (FAMILIES["research"], FAMILIES["training"])),
    ("1", (FAMILIES["authority"],)),
)
COOPERATION_CRITERIA = (("Qualité du projet", 50), ("Les partenaires", 30), ("Les moyens réunis", 20))

WHO = "Au nom de qui répondez-vous ?"
ANSWERS = ("Un pôle ou un futur pôle", "Des structures qui coopèrent", "Moi, mon réseau ou ma collectivité")
IN_FRANCE = "Votre projet se déroule-t-il en France ?"
REFUSAL = "Cet appel soutient des projets en France. Écrivez-nous : nous connaissons les réseaux de votre pays."
