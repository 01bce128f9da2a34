"""A form that asks for every kind that stands in a section, and a draft of it in the small world."""

from uuid import UUID

from playwright.sync_api import Page
from pydantic import JsonValue
from sqlmodel import Session

from app.domain.form_plans import FormPlan, dump_form_plan, parse_form_plan
from app.domain.roles import Actor
from app.models import FormVersion, Track
from tests.desk import Desk
from tests.houses import House
from tests.live import Live
from tests.world import OPENS

DIGEST = "ab" * 32


def _texts(fr: str, en: str = "") -> dict[str, JsonValue]:
    return {"fr": fr, "en": en or fr}


def _ask(key: str, kind: str, label: str, **settings: JsonValue) -> dict[str, JsonValue]:
    return {"key": key, "kind": kind, "label": _texts(label), **settings}


TOPICS: list[JsonValue] = [{"key": key, "label": _texts(key)} for key in ("wood", "food", "energy")]
ROW: list[JsonValue] = [
    _ask("name", "short", "Nom", required=True, limit=20, unit="characters"),
    _ask("amount", "amount", "Montant"),
    _ask("sure", "yes_no", "Acquis"),
    _ask("topics", "choices", "Thèmes", options=TOPICS),
    _ask("why", "rich", "Commentaire", limit=10, unit="words"),
]
BUDGET: dict[str, JsonValue] = {
    "years": [2012, 2013],
    "expenses": [{"key": "staff", "label": _texts("Personnel")}, {"key": "rent", "label": _texts("Loyer")}],
    "resources": [
        {"key": "sales", "label": _texts("Ventes"), "own": True},
        {"key": "grants", "label": _texts("Subventions")},
    ],
    "own_share_at_least": 30,
    "ceiling": 100_000,
}
QUESTIONS: list[JsonValue] = [
    _ask("note", "information", "Avant de répondre", help=_texts("Lisez **ceci**.\n\n- un\n- deux")),
    _ask(
        "title", "short", "Titre", limit=20, unit="characters", example=_texts("Bois du haut pays", "High country wood")
    ),
    _ask("summary", "long", "Résumé", limit=30, unit="characters", help=_texts("En deux lignes.")),
    _ask("pitch", "rich", "Projet", limit=10, unit="words"),
    _ask("jobs", "number", "Emplois", minimum=0, maximum=500, decimals=1),
    _ask("change", "number", "Variation", minimum=-100),
    _ask("grant", "amount", "Montant demandé", maximum=50_000),
    _ask("share", "percentage", "Part de bois local"),
    _ask("starts", "date", "Début"),
    _ask("agreed", "yes_no", "Accord des membres"),
    _ask("state", "choice", "Avancement", options=TOPICS),
    _ask("topics", "choices", "Domaines", options=TOPICS, maximum=2),
    _ask("email", "email", "Courriel"),
    _ask("phone", "phone", "Téléphone"),
    _ask("site", "url", "Site"),
    _ask("consent", "consent", "Je suis d’accord"),
    _ask(
        "partners",
        "repeat",
        "Partenaires",
        repeat={"noun": _texts("Partenaire", "Partner"), "at_most": 3, "questions": ROW},
    ),
    _ask("money", "budget", "Budget", budget=BUDGET),
    _ask(
        "charter",
        "files",
        "Charte",
        files={"types": ["pdf", "odt"], "template": {"digest": DIGEST, "name": "modele-charte.odt"}},
    ),
]
PLAN: FormPlan = parse_form_plan(
    {"sections": [{"key": "kinds", "title": _texts("Sortes", "Kinds"), "minutes": 5, "questions": QUESTIONS}]}
)


def draft_of(house: House, plan: FormPlan = PLAN, who: str = "claire") -> UUID:
    """A new draft of this form, in the track `pole`."""
    desk = Desk(house, who)

    def publish(db: Session, _me: Actor) -> None:
        track = db.get_one(Track, house.world.tracks["pole"])
        db.add(
            FormVersion(
                form_id=track.form_id,
                number=2,
                plan=dict(dump_form_plan(plan)),
                created_at=OPENS,
                published_at=OPENS,
                locked_at=OPENS,
            )
        )

    desk.act(publish)
    return desk.start()


def open_section(live: Live, page: Page, who: str = "claire") -> str:
    """The page of this form in a browser, its scripts ready; the address of the section."""
    address = f"{live.url}/applicant/dossiers/{draft_of(live.house, who=who)}/sections/kinds"
    live.sign_in(page.context, who)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return address
