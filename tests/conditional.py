"""A form with conditions, stages and readers for the small world: a new version, which dossiers started later take."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from app.domain.form_plans import dump_form_plan, parse_form_plan
from app.models import FormVersion, Track
from tests.houses import House
from tests.world import NOW

PLAN: Mapping[str, object] = {
    "sections": [
        {
            "key": "kind",
            "title": {"fr": "Nature", "en": "Kind"},
            "minutes": 5,
            "questions": [
                {"key": "title", "kind": "short", "label": {"fr": "Titre", "en": "Title"}, "required": True},
                {
                    "key": "state",
                    "kind": "choice",
                    "label": {"fr": "Avancement", "en": "Progress"},
                    "required": True,
                    "options": [
                        {"key": "new", "label": {"fr": "À créer", "en": "New"}},
                        {"key": "existing", "label": {"fr": "Existant", "en": "Existing"}},
                    ],
                },
                {
                    "key": "since",
                    "kind": "number",
                    "label": {"fr": "Depuis quelle année ?", "en": "Since which year?"},
                    "required": True,
                    "when": {"question": "state", "op": "is", "value": "existing"},
                },
                {
                    "key": "report",
                    "kind": "files",
                    "label": {"fr": "Dernier bilan", "en": "Last report"},
                    "when": {"question": "since", "op": "less", "value": 2010},
                },
            ],
        },
        {
            "key": "history",
            "title": {"fr": "Histoire", "en": "History"},
            "minutes": 5,
            "when": {"question": "state", "op": "is", "value": "existing"},
            "questions": [
                {"key": "history", "kind": "long", "label": {"fr": "Racontez", "en": "Tell"}, "required": True},
            ],
        },
        {
            "key": "later",
            "title": {"fr": "Suite", "en": "Next"},
            "minutes": 5,
            "questions": [
                {
                    "key": "secret",
                    "kind": "short",
                    "label": {"fr": "Confidentiel", "en": "Confidential"},
                    "readers": [],
                },
                {
                    "key": "statutes",
                    "kind": "files",
                    "label": {"fr": "Statuts confidentiels", "en": "Confidential statutes"},
                    "readers": [],
                },
                {
                    "key": "account",
                    "kind": "short",
                    "label": {"fr": "Numéro de compte", "en": "Bank account"},
                    "required": True,
                    "stage": "selection",
                },
                {
                    "key": "proof",
                    "kind": "short",
                    "label": {"fr": "Preuve d’existence", "en": "Proof of existence"},
                    "required": True,
                    "stage": "screening",
                },
            ],
        },
    ]
}
"""`since` and the section `history` for what exists, `report` for what is old; `secret` and `statutes` for no reviewer;
`account` once selected, `proof` at the screening."""


def install(house: House, plan: Mapping[str, object] = PLAN, track: str = "pole") -> UUID:
    """The form of a track from now on."""
    with house.database.writing() as db:
        return add_version(db, house.world.tracks[track], plan)


def add_version(db: Session, track_id: UUID, plan: Mapping[str, object]) -> UUID:
    """One more published version of the form of a track."""
    form_id = db.get_one(Track, track_id).form_id
    kept = dict[str, object](dump_form_plan(parse_form_plan(plan)))  # type: ignore[arg-type]
    version = FormVersion(form_id=form_id, number=2, plan=kept, created_at=NOW, published_at=NOW)
    db.add(version)
    db.flush()
    return version.id
