"""A call with something to assign: many dossiers with themes and territories, and reviewers who know some of them."""

from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.texts import fold
from app.models import Answer, Call, Dossier, FormVersion, Membership, Person
from tests.world import NOW, OPENS, World, add_dossier

REGIONS = ("Alsace", "Bretagne", "Lorraine", "Midi-Pyrénées", "Pays de la Loire", "Rhône-Alpes")
THEMES = {
    "food": "Alimentation",
    "energy": "Énergie",
    "housing": "Logement",
    "reuse": "Réemploi",
    "training": "Formation",
}


def fill(db: Session, world: World, *, dossiers: int, reviewers: int, seed: int = 5, capacity: int = 25) -> None:
    """Admit dossiers of every region and theme, and add reviewers of `ptce`; the same seed makes the same call."""
    chance = Random(seed)
    _ask_themes(db, world)
    for number in range(dossiers):
        dossier = add_dossier(db, world, f"n{number:03}", state="admitted")
        dossier.region = chance.choice(REGIONS)
        dossier.title = f"Pôle {number:03} {dossier.region}"
        dossier.search_text = fold(dossier.title)
        themes = chance.sample(list(THEMES), 2)
        db.add(
            Answer(
                dossier_id=dossier.id,
                question_key="themes",
                value=themes,
                updated_at=NOW,
                updated_by=dossier.owner_id,
            )
        )
    for number in range(reviewers):
        person = add_reviewer(db, world, f"r{number:02}", f"Évaluatrice {number:02}", capacity=capacity)
        row = membership_of(db, world, person)
        row.region, row.themes = chance.choice(REGIONS), chance.sample(list(THEMES), 3)
        db.add(row)
    db.flush()


def add_reviewer(db: Session, world: World, key: str, name: str, *, capacity: int = 25) -> UUID:
    """One more person who reviews for `ptce`, and said yes."""
    person = Person(email=f"{key}@exemple.fr", name=name, confirmed_at=OPENS, created_at=OPENS)
    db.add(person)
    db.flush()
    world.people[key] = person.id
    role = Membership(
        person_id=person.id,
        call_id=world.calls["ptce"],
        role="reviewer",
        capacity=capacity,
        created_at=OPENS,
        accepted_at=OPENS,
    )
    db.add(role)
    db.flush()
    return person.id


def membership_of(db: Session, world: World, person: UUID) -> Membership:
    """Their role of reviewer in `ptce`."""
    query = select(Membership).where(
        col(Membership.person_id) == person,
        col(Membership.call_id) == world.calls["ptce"],
        col(Membership.role) == "reviewer",
    )
    found: Membership = db.execute(query).scalar_one()
    return found


def call_of(db: Session, world: World) -> Call:
    """The call `ptce`."""
    return db.get_one(Call, world.calls["ptce"])


def set_aside(db: Session, *names: UUID) -> None:
    """Take dossiers out of what is to be read."""
    for key in names:
        dossier = db.get_one(Dossier, key)
        dossier.state = "refused"
        db.add(dossier)


def _ask_themes(db: Session, world: World) -> None:
    """Themes have names: the form asks for them."""
    version = db.get_one(FormVersion, world.versions["pole"])
    asked = {
        "key": "themes",
        "kind": "choices",
        "label": {"fr": "Thèmes", "en": "Themes"},
        "options": [{"key": key, "label": {"fr": name, "en": name}} for key, name in THEMES.items()],
    }
    first, *others = list(version.plan["sections"])  # type: ignore[call-overload]
    version.plan = {**version.plan, "sections": [{**first, "questions": [*first["questions"], asked]}, *others]}
    db.add(version)
