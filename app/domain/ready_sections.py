"""The hearth: sections that most calls ask for, ready to be added to a form and changed at will."""

from collections.abc import Callable

from pydantic import JsonValue

from app.domain.edits import Json
from app.domain.form_starts import new_question
from app.domain.questions import QuestionKind

READY = ("bearer", "project", "territory", "members", "budget", "papers", "consent")


def ready_section(name: str, *, year: int) -> Json:
    """A ready-made section; `year` is the first one of its budget. Raises KeyError."""
    return _SECTIONS[name](year)


def _bearer(_year: int) -> Json:
    return _section(
        "bearer",
        ("Structure porteuse", "Lead organisation"),
        10,
        [
            _ask("bearer_name", "short", "Nom de la structure", "Name of the organisation", required=True),
            _ask(
                "bearer_status",
                "choice",
                "Statut juridique",
                "Legal form",
                required=True,
                options=[
                    _line("association", "Association", "Association"),
                    _line("cooperative", "Coopérative", "Co-operative"),
                    _line("company", "Société commerciale", "Company"),
                    _line("public", "Collectivité ou établissement public", "Local authority or public body"),
                    _line("foundation", "Fondation ou mutuelle", "Foundation or mutual"),
                    _line("other", "Autre", "Other"),
                ],
            ),
            _ask(
                "bearer_siret",
                "organisation",
                "Son numéro : SIRET, SIREN ou RNA",
                "Its number: SIRET, SIREN or RNA",
                help=_texts("Le nom et l’adresse se trouvent avec lui.", "Its name and address come with it."),
            ),
            _ask("contact_name", "short", "Personne à contacter", "Contact person", required=True),
            _ask("contact_role", "short", "Fonction de cette personne", "Their role"),
            _ask("contact_email", "email", "Son adresse e-mail", "Their e-mail address", required=True, readers=[]),
            _ask("contact_phone", "phone", "Son téléphone", "Their telephone", readers=[]),
        ],
    )


def _project(_year: int) -> Json:
    return _section(
        "project",
        ("Projet", "Project"),
        40,
        [
            _ask("project_title", "short", "Titre du projet", "Title of the project", required=True),
            _ask(
                "project_summary",
                "long",
                "Le projet en quelques lignes",
                "The project in a few lines",
                required=True,
                limit=120,
                unit="words",
                help=_texts("Ce résumé paraît si le projet est retenu.", "This summary is shown if selected."),
                readers=["reviewers", "public"],
            ),
            _ask(
                "project_need", "long", "À quel besoin répond-il ?", "What need does it meet?", limit=400, unit="words"
            ),
            _ask("project_steps", "long", "Étapes et calendrier", "Steps and calendar", limit=400, unit="words"),
            _ask("project_start", "date", "Début prévu", "Planned start"),
        ],
    )


def _territory(_year: int) -> Json:
    return _section(
        "territory",
        ("Territoire", "Territory"),
        5,
        [
            _ask(
                "territory", "territory", "Où le projet se déroule-t-il ?", "Where does it take place?", required=True
            ),
            _ask(
                "territory_fit",
                "long",
                "En quoi répond-il aux besoins de ce territoire ?",
                "How does it meet the needs of this territory?",
                limit=250,
                unit="words",
            ),
        ],
    )


def _members(_year: int) -> Json:
    return _section(
        "members",
        ("Groupement", "Consortium"),
        20,
        [
            _ask("members", "members", "Membres du groupement", "Members of the consortium", required=True),
            _ask(
                "governance", "long", "Comment décidez-vous ensemble ?", "How do you decide?", limit=250, unit="words"
            ),
        ],
    )


def _budget(year: int) -> Json:
    budget = new_question(QuestionKind.BUDGET, "budget", "Budget prévisionnel", year=year)
    label: JsonValue = {"fr": "Budget prévisionnel", "en": "Planned budget"}
    return _section(
        "budget",
        ("Budget", "Budget"),
        30,
        [
            {**budget, "label": label, "required": True},
            _ask("amount_asked", "amount", "Aide demandée", "Aid requested", required=True, minimum=0),
            _ask("budget_notes", "long", "Ce qui aide à lire ce budget", "Notes", limit=200, unit="words"),
        ],
    )


def _papers(_year: int) -> Json:
    files: JsonValue = {"at_most": 1, "max_bytes": 10_000_000, "types": ["pdf"]}
    accounts: JsonValue = {"at_most": 2, "max_bytes": 10_000_000, "types": ["pdf"]}
    return _section(
        "papers",
        ("Pièces à joindre", "Papers to attach"),
        10,
        [
            _ask("statutes", "files", "Statuts de la structure porteuse", "Articles of the lead body", files=files),
            _ask("accounts", "files", "Comptes des deux dernières années", "Accounts of two years", files=accounts),
        ],
    )


def _consent(_year: int) -> Json:
    return _section(
        "consent",
        ("Engagements", "Commitments"),
        2,
        [
            _ask(
                "consent_exact",
                "consent",
                "Je certifie que ces informations sont exactes",
                "I certify that this information is accurate",
                required=True,
            ),
            _ask(
                "consent_publication",
                "consent",
                "J’accepte que le résumé du projet soit publié s’il est retenu",
                "I agree that the summary is published if the project is selected",
            ),
        ],
    )


_SECTIONS: dict[str, Callable[[int], Json]] = {
    "bearer": _bearer,
    "project": _project,
    "territory": _territory,
    "members": _members,
    "budget": _budget,
    "papers": _papers,
    "consent": _consent,
}


def _section(key: str, title: tuple[str, str], minutes: int, questions: list[Json]) -> Json:
    return {"key": key, "title": _texts(*title), "minutes": minutes, "questions": list[JsonValue](questions)}


def _ask(key: str, kind: str, french: str, english: str, **settings: JsonValue) -> Json:
    return {"key": key, "kind": kind, "label": _texts(french, english), **settings}


def _texts(french: str, english: str) -> JsonValue:
    return {"fr": french, "en": english}


def _line(key: str, french: str, english: str) -> JsonValue:
    return {"key": key, "label": _texts(french, english)}
