"""Changing a filed dossier: what was filed counts until the changes are, and nothing that was typed is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.domain.errors import Stale, WrongState
from app.domain.roles import Actor
from app.forms.screening import AdmissionForm, RefusalForm, RequalificationForm
from app.models import Dossier, Member, Notice
from app.queries.asked import reading
from app.queries.kept_answers import kept_of
from app.services import files, leaving, members, refiling, screening
from tests.desk import Desk
from tests.houses import House
from tests.samples import pdf
from tests.services.reviewing import actor, acts

Act = Callable[[Session, Dossier, Actor], object]
BECAUSE = "Le territoire est hors du périmètre."


def _filed(house: House) -> UUID:
    """A whole dossier with a member and a file, filed."""
    desk = Desk(house)
    dossier = desk.whole()
    desk.join(dossier, contact_email="scierie@exemple.fr", is_bearer=True)
    desk.attach(dossier, pdf())
    desk.submit(dossier)
    return dossier


def _changed(house: House, dossier: UUID) -> None:
    """Reopened a minute later, and changed in every way."""
    desk = Desk(house)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    desk.act(lambda db, me: refiling.reopen(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    desk.save(dossier, "bearer", {"bearer_name": "Un autre nom", "bearer_email": "nouveau@exemple.fr"}, version=1)
    desk.join(dossier, name="Lycée forestier", family="training")
    with house.database.reading() as db:
        whole = reading(db, db.get_one(Dossier, dossier), working=True)[1]
    desk.act(lambda db, me: members.remove(db, desk.mine(db, dossier), whole.members[0].id, actor=me, now=_now(house)))
    desk.act(lambda db, me: files.remove(db, desk.mine(db, dossier), whole.files[0].id, actor=me, now=_now(house)))
    desk.attach(dossier, pdf(), "autre.pdf")


def _now(house: House) -> datetime:
    return house.clock.now()


def _says(house: House, dossier: UUID, *, working: bool = True) -> tuple[object, ...]:
    with house.database.reading() as db:
        _, content = reading(db, db.get_one(Dossier, dossier), working=working)
        said = [content.values.get(key) for key in ("bearer_name", "bearer_email")]
        contacts = [(one.name, one.contact_email, one.is_bearer) for one in content.members]
        return (*said, contacts, [one.name for one in content.files])


FILED = ("Scic Séchoir d’Ambert", None, [("Scierie Chautard", "scierie@exemple.fr", True)], ["statuts.pdf"])
CHANGED = ("Un autre nom", "nouveau@exemple.fr", [("Lycée forestier", "", False)], ["autre.pdf"])


def test_what_was_filed_is_read_by_the_others_until_the_changes_are_filed(each_house: House) -> None:
    dossier = _filed(each_house)

    _changed(each_house, dossier)

    assert (_says(each_house, dossier), _says(each_house, dossier, working=False)) == (CHANGED, FILED)
    Desk(each_house).submit(dossier)
    assert _says(each_house, dossier, working=False) == CHANGED


def test_changes_that_are_given_up_are_kept_aside(each_house: House) -> None:
    desk, dossier = Desk(each_house), _filed(each_house)
    _changed(each_house, dossier)

    desk.act(lambda db, me: refiling.revert(db, desk.mine(db, dossier), actor=me, now=each_house.clock.now()))

    row = desk.row(dossier)
    assert (row.state, row.reopened_at, row.bearer) == ("filed", None, "Scic Séchoir d’Ambert")
    assert _says(each_house, dossier) == FILED
    with each_house.database.reading() as db:
        kept = {one.question_key: one.value for one in kept_of(db, dossier)}
    assert (kept["bearer_name"], kept["bearer_email"]) == ("Un autre nom", "nouveau@exemple.fr")
    assert [one["name"] for one in kept["members"]] == ["Lycée forestier"]  # type: ignore[attr-defined]


def test_a_page_of_before_is_stale_after_the_changes_were_given_up(house: House) -> None:
    desk, dossier = Desk(house), _filed(house)
    _changed(house, dossier)
    desk.act(lambda db, me: refiling.revert(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))
    desk.act(lambda db, me: refiling.reopen(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))

    with pytest.raises(Stale, match="stale"):
        desk.save(dossier, "bearer", {"bearer_name": "Encore un autre"}, version=2)


ACTS: dict[str, Act] = {
    "admit": lambda db, dossier, me: screening.admit(db, dossier, AdmissionForm(), actor=me, now=dossier.updated_at),
    "refuse": lambda db, dossier, me: screening.refuse(
        db, dossier, RefusalForm(reason=BECAUSE), actor=me, now=dossier.updated_at
    ),
    "requalify": lambda db, dossier, me: screening.requalify(
        db,
        dossier,
        RequalificationForm(reason=BECAUSE, track="cooperation_project"),
        actor=me,
        now=dossier.updated_at,
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_organisers_act_on_what_was_filed_and_the_changes_are_set_aside(each_house: House, act: str) -> None:
    dossier = _filed(each_house)
    _changed(each_house, dossier)

    with each_house.database.writing() as db:
        ACTS[act](db, db.get_one(Dossier, dossier, with_for_update=True), actor(db, each_house, "helene"))

    assert Desk(each_house).row(dossier).reopened_at is None
    assert _says(each_house, dossier) == _says(each_house, dossier, working=False) == FILED
    with each_house.database.reading() as db:
        assert "Un autre nom" in [one.value for one in kept_of(db, dossier)]
    assert "dossier.changes_set_aside" in acts(each_house)


def test_a_withdrawal_is_taken_back_with_the_receipt_it_had(each_house: House) -> None:
    desk, dossier = Desk(each_house), _filed(each_house)
    _changed(each_house, dossier)
    filed_at = desk.row(dossier).filed_at

    desk.act(lambda db, me: leaving.withdraw(db, desk.mine(db, dossier), actor=me, now=each_house.clock.now()))
    assert desk.row(dossier).reopened_at is None
    desk.act(lambda db, me: leaving.restore(db, desk.mine(db, dossier), actor=me, now=each_house.clock.now()))

    row = desk.row(dossier)
    assert (row.state, row.filed_at) == ("filed", filed_at)
    assert _says(each_house, dossier) == FILED
    with each_house.database.reading() as db:
        kinds = db.execute(select(Notice.kind).where(col(Notice.dossier_id) == dossier)).scalars().all()
    assert sorted(kinds) == ["dossier_received", "dossier_restored", "dossier_withdrawn"]


def test_a_draft_that_was_given_up_is_taken_up_again(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.whole()
    desk.act(lambda db, me: leaving.discard(db, desk.mine(db, dossier), actor=me, now=each_house.clock.now()))

    desk.act(lambda db, me: leaving.recover(db, desk.mine(db, dossier), actor=me, now=each_house.clock.now()))

    assert desk.row(dossier).state == "draft"
    desk.submit(dossier)


def test_a_member_who_stayed_keeps_what_it_confirmed(house: House) -> None:
    desk, dossier = Desk(house), _filed(house)
    with house.database.writing() as db:
        member = db.execute(select(Member).where(col(Member.dossier_id) == dossier)).scalar_one()
        member.confirmed_at = house.clock.now()
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    desk.act(lambda db, me: refiling.reopen(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))
    desk.join(dossier, name="Lycée forestier", family="training")

    desk.act(lambda db, me: refiling.revert(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))

    with house.database.reading() as db:
        [kept] = db.execute(select(Member).where(col(Member.dossier_id) == dossier)).scalars()
    assert (kept.id, kept.confirmed_at is not None) == (member.id, True)


def test_a_dossier_is_reopened_while_filing_is_open_alone(house: House) -> None:
    desk, dossier = Desk(house), _filed(house)
    house.clock.move_to(house.clock.now() + timedelta(days=30))

    with pytest.raises(WrongState, match="call_closed"):
        desk.act(lambda db, me: refiling.reopen(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))
