"""What tests of the reviewers of a call share: inviting, the link in a mail, what somebody's role is now."""

import io
import re
from datetime import datetime
from uuid import UUID

from openpyxl.workbook.workbook import Workbook
from sqlalchemy import select
from sqlmodel import col

from app.forms.people import InvitationForm
from app.models import Assignment, Call, Membership, Notice, Person
from app.services import people, pool_answers
from tests.houses import House
from tests.services.reviewing import actor
from tests.world import NOW


def invited(house: House, email: str = "odile@exemple.fr", **more: object) -> Membership:
    """Somebody whom helene asks to review for `ptce`."""
    form = InvitationForm.model_validate({"role": "reviewer", "name": "Odile Ravat", "email": email, **more})
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        return people.invite(db, call, form, actor=actor(db, house, "helene"), now=NOW)


def link_of(house: House, email: str = "odile@exemple.fr", now: datetime = NOW) -> str:
    """The address that answers the last invitation to somebody, as their mail gives it."""
    house.work()
    letters = [one for one in house.mailer.sent if email in one["To"]]
    text = letters[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    return re.search(r"/reviewing/\S+", text)[0]  # type: ignore[index]


def role(house: House, membership_id: UUID) -> Membership:
    """A role as it stands now."""
    with house.database.reading() as db:
        return db.get_one(Membership, membership_id)


def role_of(house: House, who: str) -> Membership:
    """The role of somebody of the small world."""
    return role(house, house.world.roles[who])


def readings(house: House, who: str) -> list[tuple[str, str]]:
    """The state and the reason of what somebody was given, by dossier."""
    names = {dossier: name for name, dossier in house.world.dossiers.items()}
    with house.database.reading() as db:
        query = select(Assignment).where(col(Assignment.reviewer_id) == house.world.people[who])
        return sorted((names[row.dossier_id], row.state) for row in db.execute(query).scalars())


def letters(house: House, kind: str) -> list[str]:
    """To whom mails of a kind were posted, in order."""
    with house.database.reading() as db:
        query = select(col(Notice.to_email)).where(col(Notice.kind) == kind).order_by(col(Notice.created_at))
        return list(db.execute(query).scalars())


def mine(house: House, who: str) -> Membership:
    """The role by which somebody reviews for `ptce`, as their pages find it."""
    with house.database.writing() as db:
        return pool_answers.mine(db, db.get_one(Call, house.world.calls["ptce"]), actor(db, house, who))


def person(house: House, email: str) -> Person | None:
    """The account of an address."""
    with house.database.reading() as db:
        return db.execute(select(Person).where(col(Person.email) == email)).scalar_one_or_none()


def spreadsheet(*rows: list[object]) -> bytes:
    """A spreadsheet of two sheets; nobody reads the second."""
    book = Workbook()  # type: ignore[no-untyped-call]
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.create_sheet("Autre").append(["personne ne lit ceci"])  # type: ignore[no-untyped-call]
    written = io.BytesIO()
    book.save(written)  # type: ignore[no-untyped-call]
    return written.getvalue()
