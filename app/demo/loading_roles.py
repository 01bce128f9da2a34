"""Who the printed links are for, and whether a database holds the demonstration."""

from enum import Enum, auto
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from app.demo.data import load_call, load_others
from app.demo.load_filing import owner_of
from app.demo.load_people import ADMINISTRATOR, organiser_address, reviewer_address
from app.models import Call, Person


class Role(NamedTuple):
    """A role to try, and who plays it."""

    role: str
    name: str
    email: str


class Standing(Enum):
    """What a database holds."""

    EMPTY = auto()
    DEMO = auto()
    NOT_A_DEMO = auto()


def standing_of(db: Session) -> Standing:
    """Whether it is empty, the demonstration, or somebody's work: a call that is no demonstration, or people alone."""
    demo = list(db.execute(select(col(Call.is_demo))).scalars())
    if any(demo):
        return Standing.DEMO
    anybody = db.execute(select(col(Person.id)).limit(1)).first() is not None
    return Standing.NOT_A_DEMO if demo or anybody else Standing.EMPTY


def roles() -> list[Role]:
    """One person for each role, always the same."""
    call, (food, _) = load_call(), load_others()
    draft, filed = food.by_key["fo-05"], call.by_key["ra-21"]
    reviewer = next(one for one in call.reviewers if one.key == "r-19")
    organiser = call.organisers[0]
    return [
        Role("Applicant, with a draft to finish", draft.contact.name, owner_of(draft)),
        Role("Applicant, with a dossier under review", filed.contact.name, owner_of(filed)),
        Role("Reviewer, with dossiers to read", reviewer.name, reviewer_address(reviewer)),
        Role("Organiser", organiser.name, organiser_address(organiser)),
        Role("Administrator", *ADMINISTRATOR),
    ]
