"""What tests of the selection share: ranked dossiers, actors, and the decisions they look at."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.domain.workflow import Outcome
from app.models import (
    Answer,
    Assignment,
    Call,
    Decision,
    Dossier,
    Form,
    FormVersion,
    JournalLine,
    Member,
    Person,
    Review,
    ScoreSummary,
)
from app.queries.people import actor_of
from app.services import publication, selection
from tests.houses import House
from tests.world import AFTER, CLOSES, NOW, add_dossier

SURE = "Un territoire que personne d’autre ne couvre."
RESULTS_DAY = CLOSES + timedelta(days=80)


def actor(db: Session, house: House, who: str) -> Actor:
    """The actor that a person of the small world is now."""
    return actor_of(db, db.get_one(Person, house.world.people[who]))


def call_of(db: Session, house: House, slug: str = "ptce") -> Call:
    """A call of the small world."""
    return db.get_one(Call, house.world.calls[slug])


def track(house: House, key: str = "pole") -> UUID:
    """A track of the small world."""
    return house.world.tracks[key]


def rank(house: House, *means: float | None, track: str = "pole", places: int = 2) -> list[UUID]:
    """A clean competition: every admitted dossier of before is refused, one is added for each mean."""
    with house.database.writing() as db:
        for name in ("admitted", "decided"):
            db.get_one(Dossier, house.world.dossiers[name]).state = "refused"
        for decision in db.execute(select(Decision)).scalars():
            db.delete(decision)
        call_of(db, house).places = places
        return [_ranked(db, house, index, mean, track) for index, mean in enumerate(means, 1)]


def more(house: House, *means: float | None, track: str) -> list[UUID]:
    """More dossiers, in another track."""
    with house.database.writing() as db:
        return [_ranked(db, house, index, mean, track) for index, mean in enumerate(means, 101)]


def _ranked(db: Session, house: House, index: int, mean: float | None, track: str) -> UUID:
    dossier = add_dossier(db, house.world, f"rang{index}", state="admitted", track=track)
    dossier.owner_id = house.world.people["yann" if index % 2 else "claire"]
    if mean is not None:
        db.add(ScoreSummary(dossier_id=dossier.id, assigned=1, submitted=1, mean=mean, lowest=mean, highest=mean))
        _review(db, house, dossier.id, mean)
    return dossier.id


def _review(db: Session, house: House, dossier_id: UUID, mean: float) -> None:
    reader = house.world.people["gerard"]
    given = Assignment(dossier_id=dossier_id, reviewer_id=reader, created_at=NOW, created_by=reader)
    db.add(given)
    db.flush()
    review = Review(
        assignment_id=given.id,
        dossier_id=dossier_id,
        reviewer_id=reader,
        state="submitted",
        comment="Avis secret.",
        private_note="Note secrète.",
        mean=mean,
        created_at=NOW,
        updated_at=NOW,
        submitted_at=NOW,
    )
    db.add(review)


def agree(house: House, dossier_id: UUID, **answers: object) -> None:
    """The applicants of a dossier agree to its publication, with these answers besides."""
    with house.database.writing() as db:
        dossier = db.get_one(Dossier, dossier_id)
        owner, dossier.form_version_id = dossier.owner_id, _public_version(db, dossier)
        for key, value in {"publication": True, **answers}.items():
            kept = db.execute(
                select(Answer).where(col(Answer.dossier_id) == dossier_id, col(Answer.question_key) == key)
            ).scalar_one_or_none()
            row = kept or Answer(dossier_id=dossier_id, question_key=key, updated_at=NOW, updated_by=owner)
            row.value = value
            db.add(row)


PUBLIC = {
    "bearer_name": "short", "members": "members", "summary": "long", "state": "short", "themes": "short",
    "jobs": "number", "founded_in": "number",
}  # fmt: skip
"""What everybody may read of those who agree, and the kind of each question."""


def _public_version(db: Session, dossier: Dossier) -> UUID:
    """A form that says which answers are for everybody; one for each call is enough."""
    questions = [
        {"key": key, "kind": kind, "label": {"fr": key, "en": key}, "readers": ["reviewers", "public"]}
        for key, kind in PUBLIC.items()
    ]
    questions.append({"key": "publication", "kind": "consent", "label": {"fr": "Publication", "en": "Publication"}})
    section = {"key": "all", "title": {"fr": "Tout", "en": "All"}, "minutes": 5, "questions": questions}
    plan: dict[str, object] = {"sections": [section]}
    asked = Form(call_id=dossier.call_id, key=f"public{dossier.number}")
    db.add(asked)
    db.flush()
    version = FormVersion(form_id=asked.id, plan=plan, created_at=NOW, published_at=NOW, locked_at=NOW)
    db.add(version)
    db.flush()
    return version.id


def join(house: House, dossier_id: UUID, name: str, family: str, *, email: str = "") -> None:
    """One more member of a dossier."""
    with house.database.writing() as db:
        db.add(
            Member(
                dossier_id=dossier_id,
                position=9,
                name=name,
                family=family,
                jobs=1,
                commune="Ambert",
                identifier="44120873000017",
                contact_email=email,
            )
        )


def decide(
    house: House, dossier_id: UUID, outcome: Outcome, reason: str = "", *, version: int = 0, who: str = "helene"
) -> None:
    """Record one decision."""
    with house.database.writing() as db:
        dossier = db.get_one(Dossier, dossier_id)
        selection.decide(db, dossier, outcome, reason, version=version, actor=actor(db, house, who), now=AFTER)


def decide_many(house: House, *choices: selection.Choice, who: str = "helene") -> int:
    """Record several decisions."""
    with house.database.writing() as db:
        return selection.decide_many(db, call_of(db, house), choices, actor=actor(db, house, who), now=AFTER)


def propose(house: House, places: int = 2, waiting: int = 1, *, key: str = "pole", who: str = "helene") -> int:
    """Decide a track by its ranking."""
    with house.database.writing() as db:
        return selection.propose(
            db,
            call_of(db, house),
            track(house, key),
            places=places,
            waiting=waiting,
            actor=actor(db, house, who),
            now=AFTER,
        )


def publish(house: House, who: str = "helene") -> publication.Published:
    """Publish the call, on the day of its results; the clock stays there."""
    house.clock.move_to(RESULTS_DAY)
    with house.database.writing() as db:
        return publication.publish(db, call_of(db, house), actor=actor(db, house, who), now=RESULTS_DAY)


def outcomes(house: House) -> dict[UUID, str]:
    """What is decided now, by dossier."""
    with house.database.reading() as db:
        rows = db.execute(select(col(Decision.dossier_id), col(Decision.outcome)))
        return {row[0]: row[1] for row in rows}


def acts(house: House) -> list[tuple[str, str]]:
    """The acts of the call's journal and what they were about, in order."""
    with house.database.reading() as db:
        query = select(col(JournalLine.action), col(JournalLine.subject)).order_by(col(JournalLine.sequence))
        chain = str(house.world.calls["ptce"])
        return [(row[0], row[1]) for row in db.execute(query.where(col(JournalLine.chain) == chain))]
