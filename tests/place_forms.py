"""A form that asks for places, for tests: a territory of every level, communes alone, an organisation, an address."""

from typing import Any
from uuid import UUID

from app.adapters.addresses import KnownAddress
from app.adapters.companies import Company
from app.domain.form_plans import parse_form_plan
from app.models import Dossier, FormVersion
from app.queries.forms import plan_of
from tests.desk import Desk
from tests.houses import House

LEVELS = ["communes", "epcis", "departements", "regions"]
PLAN: dict[str, Any] = {
    "sections": [
        {
            "key": "places",
            "title": {"fr": "Où et qui", "en": "Where and who"},
            "minutes": 5,
            "questions": [
                {
                    "key": "ground",
                    "kind": "territory",
                    "label": {"fr": "Votre territoire", "en": "Your territory"},
                    "required": True,
                    "maximum": 4,
                    "territory": {"levels": LEVELS},
                },
                {
                    "key": "bearer",
                    "kind": "organisation",
                    "label": {"fr": "Structure porteuse", "en": "Lead organisation"},
                    "required": True,
                    "organisation": {"accepts": ["siret", "siren"]},
                },
                {"key": "seat", "kind": "address", "label": {"fr": "Où vous écrire", "en": "Where to write to you"}},
            ],
        },
        {
            "key": "towns",
            "title": {"fr": "Communes", "en": "Communes"},
            "minutes": 1,
            "questions": [{"key": "town", "kind": "territory", "label": {"fr": "Vos communes", "en": "Your communes"}}],
        },
    ]
}
ARCHER = Company(
    identifier="44120873300010",
    numbers=("441208733", "44120873300010", "W262000001"),
    name="GROUPE ARCHER",
    address="12 RUE SAINT-NICOLAS 26100 ROMANS-SUR-ISERE",
    commune="26281",
    departement="26",
    legal_form="Société par actions simplifiée",
    is_ess=True,
    is_active=True,
)
STREET = KnownAddress("12 Rue Saint-Nicolas", "26100", "Romans-sur-Isère", "26281")


def ask_places(house: House, dossier: UUID | None = None) -> UUID:
    """A draft of Claire's whose form asks for places."""
    parse_form_plan(PLAN)
    draft = dossier or Desk(house).start()
    now = house.clock.now()
    with house.database.writing() as db:
        row = db.get_one(Dossier, draft)
        old = db.get_one(FormVersion, row.form_version_id)
        made = FormVersion(form_id=old.form_id, number=7, plan=PLAN, created_at=now, published_at=now)
        db.add(made)
        db.flush()
        row.form_version_id = made.id
        plan_of(db, made.id)
    return draft
