"""What tests of reviews share: actors, a draft, and the rows they look at."""

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.forms.review import ReviewDraft
from app.models import Dossier, JournalLine, Membership, Person, Review, ScoreSummary
from app.queries.people import actor_of
from tests.houses import House
from tests.world import NOW

COMPLETE = ReviewDraft(scores={"strategy": 4, "anchoring": 2, "bonus": None}, comment="Un projet déjà debout.")


def plain(page: str) -> str:
    """A page with ordinary spaces, as one reads it."""
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def actor(db: Session, house: House, who: str) -> Actor:
    """The actor that a person of the small world is now."""
    return actor_of(db, db.get_one(Person, house.world.people[who]))


def dossier(db: Session, house: House, name: str) -> Dossier:
    """A dossier of the small world."""
    return db.get_one(Dossier, house.world.dossiers[name])


def summary(house: House, name: str) -> tuple[int, int, float | None]:
    """How many read it, how many gave their review, the mean."""
    with house.database.reading() as db:
        row = db.get(ScoreSummary, house.world.dossiers[name])
        return (row.assigned, row.submitted, row.mean) if row else (0, 0, None)


def acts(house: House) -> list[str]:
    """The acts of the journal, in order."""
    with house.database.reading() as db:
        query = select(col(JournalLine.action)).order_by(col(JournalLine.chain), col(JournalLine.sequence))
        return list(db.execute(query).scalars())


def review(db: Session, house: House, name: str, who: str) -> Review | None:
    """Somebody's review of a dossier."""
    query = select(Review).where(
        col(Review.dossier_id) == house.world.dossiers[name], col(Review.reviewer_id) == house.world.people[who]
    )
    return db.execute(query).scalar_one_or_none()


def add_reviewers(house: House, *names: str, capacity: int = 20) -> None:
    """Put people of the small world in the pool of reviewers of `ptce`."""
    with house.database.writing() as db:
        for name in names:
            row = Membership(
                person_id=house.world.people[name],
                call_id=house.world.calls["ptce"],
                role="reviewer",
                capacity=capacity,
                created_at=NOW,
                accepted_at=NOW,
            )
            db.add(row)
