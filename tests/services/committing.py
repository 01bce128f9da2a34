"""Members who commit, for tests: a dossier with some, a track that wants signatures, the links they were sent."""

import re
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from app.models import Dossier, Track
from tests.desk import Desk
from tests.houses import House

WHO = (
    ("Scic Séchoir d’Ambert", "ess", "Nadia Roche"),
    ("Scierie Chautard", "company", "Paul Chautard"),
    ("Ville d’Ambert", "authority", "Simone Fayolle"),
)


def want_signatures(house: House, *, wanted: bool = True) -> None:
    """The track `pole` has each member sign."""
    with house.database.writing() as db:
        db.execute(update(Track).where(col(Track.id) == house.world.tracks["pole"]).values(needs_signatures=wanted))


def with_members(house: House, many: int = 3) -> tuple[UUID, list[UUID]]:
    """A complete draft of claire with members who can be reached."""
    desk = Desk(house)
    dossier = desk.whole()
    members = [
        desk.join(dossier, name=name, family=family, representative=who, contact_email=address(place))
        for place, (name, family, who) in enumerate(WHO[:many])
    ]
    return dossier, members


def address(place: int) -> str:
    """Where a member is written to."""
    return f"membre{place}@exemple.fr"


def link_to(house: House, email: str, kind: str = "members") -> str:
    """The path of the last link of this kind that was sent to an address."""
    house.work()
    for message in reversed(house.mailer.sent):
        text = message.get_body(("plain",)).get_content()
        if message["To"] == email and (found := re.search(rf"/{kind}/\S+", text)):
            return found[0]
    raise AssertionError(f"nothing was sent to {email}")


def token_of(path: str) -> str:
    """The secret of a link."""
    return path.rpartition("/")[2]


def dossier_of(house: House, dossier: UUID) -> Dossier:
    """Its row."""
    return Desk(house).row(dossier)
