"""What tests of filing together share: an invitation sent from the page, and its link read in the mail."""

import re
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import Collaborator, Dossier, Person
from tests.houses import House


def path_of(house: House, dossier: str = "draft") -> str:
    """The address of a dossier."""
    return f"/applicant/dossiers/{house.world.dossiers[dossier]}"


def invite(house: House, email: str = "odile@exemple.fr", hand: str = "edit", name: str = "Odile Ravat") -> None:
    """Claire invites somebody to her draft."""
    fields = {"email": email, "hand": hand, "name": name, "language": "fr"}
    answer = house.as_("claire").post(f"{path_of(house)}/team", data=fields)
    assert answer.status_code == 303


def text_to(house: House, email: str) -> str:
    """The last mail somebody received."""
    house.work()
    last = [message for message in house.mailer.sent if message["To"] == email][-1]
    return last.get_body(("plain",)).get_content()  # type: ignore[union-attr, no-any-return]


def link_to(house: House, email: str = "odile@exemple.fr") -> str:
    """The link of the invitation that somebody received last."""
    found = re.search(r"/invitations/\S+", text_to(house, email))
    assert found is not None
    return found[0]


def place_of(db: Session, house: House, email: str = "odile@exemple.fr", dossier: str = "draft") -> Collaborator:
    """The row of somebody in the team of a dossier."""
    here = col(Collaborator.dossier_id) == house.world.dossiers[dossier]
    row: Collaborator = db.execute(select(Collaborator).where(here, col(Collaborator.email) == email)).scalar_one()
    return row


def owner_of(db: Session, house: House, dossier: str = "draft") -> UUID:
    """Whose a dossier is."""
    return db.get_one(Dossier, house.world.dossiers[dossier]).owner_id


def person_at(db: Session, email: str) -> Person | None:
    """The account of an address."""
    return db.execute(select(Person).where(col(Person.email) == email)).scalar_one_or_none()
