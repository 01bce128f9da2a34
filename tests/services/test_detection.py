"""Ties that are found keep people away or wait for an organiser; what is gone is forgotten, what was decided stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Assignment, Call, Conflict, Member, Membership, Notice, Person
from app.services import assignments, conflicts, detection
from tests.houses import House
from tests.services.reviewing import actor, acts, dossier, summary
from tests.world import NOW

SIREN, SIRET = "732829320", "73282932000074"


def look(house: House) -> None:
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        detection.look_now(db, call, key=str(uuid4()), actor_id=house.world.people["helene"], now=NOW)
    house.work()


def tie(house: House, who: str, identifier: str = SIREN, name: str = "La Coop") -> None:
    with house.database.writing() as db:
        query = select(Membership).where(col(Membership.person_id) == house.world.people[who])
        row = db.execute(query).scalar_one()
        row.ties = [{"name": name, "identifier": identifier}] if identifier else []
        db.add(row)


def number(house: House, name: str = "admitted", identifier: str = SIRET) -> None:
    with house.database.writing() as db:
        query = (
            select(Member).where(col(Member.dossier_id) == house.world.dossiers[name]).order_by(col(Member.position))
        )
        row = db.execute(query.limit(1)).scalar_one()
        row.identifier = identifier
        db.add(row)


def address(house: House, **emails: str) -> None:
    with house.database.writing() as db:
        for who, email in emails.items():
            person = db.get_one(Person, house.world.people[who])
            person.email = email
            db.add(person)


def found(house: House, who: str, name: str = "admitted") -> tuple[str, str, list[str]] | None:
    with house.database.reading() as db:
        query = select(Conflict).where(
            col(Conflict.dossier_id) == house.world.dossiers[name], col(Conflict.person_id) == house.world.people[who]
        )
        row = db.execute(query).scalar_one_or_none()
        return (row.state, row.source, [ground["kind"] for ground in row.grounds]) if row else None


def conflict(house: House, who: str, name: str = "admitted") -> Conflict:
    with house.database.reading() as db:
        query = select(Conflict).where(
            col(Conflict.dossier_id) == house.world.dossiers[name], col(Conflict.person_id) == house.world.people[who]
        )
        row: Conflict = db.execute(query).scalar_one()
        return row


def decide(house: House, who: str, act: str, by: str = "helene") -> None:
    kept = conflict(house, who)
    with house.database.writing() as db:
        row = db.get_one(Conflict, kept.id)
        if act == "dismiss":
            conflicts.dismiss(db, row, "C’est un homonyme.", actor=actor(db, house, by), now=NOW)
        else:
            conflicts.confirm(db, row, actor=actor(db, house, by), now=NOW)


def test_a_certain_tie_keeps_a_reviewer_away_at_once(each_house: House) -> None:
    tie(each_house, "gerard")
    number(each_house)
    assert summary(each_house, "admitted")[0] == 0

    look(each_house)

    assert found(each_house, "gerard") == ("declared", "detected", ["organisation"])
    page = each_house.as_("gerard").get(f"/reviewer/dossiers/{each_house.world.dossiers['admitted']}")
    assert page.status_code == 404
    with each_house.database.reading() as db:
        fallen = db.get_one(Assignment, each_house.world.assignments["admitted.gerard"])
        assert (fallen.state, fallen.reason) == ("withdrawn", "conflict")
    assert acts(each_house) == ["conflicts.detected"]


def test_a_likely_tie_waits_and_takes_no_reading_away(each_house: House) -> None:
    address(each_house, gerard="g@alpes-coop.fr", claire="c@alpes-coop.fr")

    look(each_house)

    assert found(each_house, "gerard") == ("suspected", "detected", ["email_domain"])
    page = each_house.as_("gerard").get(f"/reviewer/dossiers/{each_house.world.dossiers['admitted']}")
    assert page.status_code == 200


def test_looking_again_changes_nothing(house: House) -> None:
    tie(house, "gerard")
    number(house)
    address(house, francoise="f@alpes-coop.fr", claire="c@alpes-coop.fr")
    look(house)

    look(house)

    assert acts(house) == ["conflicts.detected"]


def test_a_likely_tie_that_is_gone_is_forgotten_and_a_certain_one_stays(house: House) -> None:
    tie(house, "gerard")
    number(house)
    address(house, francoise="f@alpes-coop.fr", claire="c@alpes-coop.fr")
    look(house)
    tie(house, "gerard", "")
    address(house, francoise="f@exemple.fr")

    look(house)

    assert found(house, "francoise") is None
    assert found(house, "gerard") == ("declared", "detected", ["organisation"])


def test_what_was_dismissed_comes_back_only_as_a_question_and_with_something_new(house: House) -> None:
    address(house, francoise="f@alpes-coop.fr", claire="c@alpes-coop.fr")
    look(house)
    decide(house, "francoise", "dismiss")
    look(house)
    assert found(house, "francoise") == ("dismissed", "detected", ["email_domain"])
    tie(house, "francoise")
    number(house)

    look(house)

    assert found(house, "francoise") == ("suspected", "detected", ["email_domain", "organisation"])


def test_what_somebody_declared_gains_its_evidence_and_stays_theirs(house: House) -> None:
    tie(house, "malik")
    number(house)

    look(house)

    assert found(house, "malik") == ("declared", "organiser", ["organisation"])


@pytest.mark.parametrize("name", ["draft", "refused", "withdrawn"])
def test_dossiers_on_which_nobody_acts_are_not_looked_at(house: House, name: str) -> None:
    tie(house, "gerard")
    number(house, name)

    look(house)

    assert found(house, "gerard", name) is None


def test_a_dossier_being_changed_is_compared_as_it_was_filed(house: House) -> None:
    tie(house, "gerard")
    number(house, "filed")
    with house.database.writing() as db:
        row = dossier(db, house, "filed")
        row.reopened_at = NOW
        db.add(row)

    look(house)

    assert found(house, "gerard", "filed") is None


def test_an_organiser_tied_to_a_dossier_loses_power_over_it(house: House) -> None:
    tie(house, "paul")
    number(house, "filed")
    page = f"/organiser/calls/ptce/dossiers/{house.world.dossiers['filed']}"
    assert house.as_("paul").get(page).status_code == 200

    look(house)

    assert house.as_("paul").get(page).status_code == 404
    assert house.as_("paul").post(f"{page}/screening", data={"act": "admit"}).status_code == 404


def test_many_changes_are_one_look_that_comes_soon(house: House) -> None:
    tie(house, "gerard")
    number(house)
    with house.database.writing() as db:
        for _ in range(3):
            detection.request(db, house.world.calls["ptce"], actor_id=house.world.people["helene"], now=NOW)
    house.work()
    assert found(house, "gerard") is None

    house.clock.move_to(NOW + detection.SOON)
    house.work()

    assert found(house, "gerard") == ("declared", "detected", ["organisation"])


def test_an_admission_has_ties_looked_for(house: House) -> None:
    tie(house, "gerard")
    number(house, "filed")
    where = f"/organiser/calls/ptce/dossiers/{house.world.dossiers['filed']}/screening"
    house.as_("helene").post(where, data={"act": "admit", "step": "confirm", "version": "1"})

    house.clock.move_to(NOW + 2 * detection.SOON)
    house.work()

    assert found(house, "gerard", "filed") == ("declared", "detected", ["organisation"])


def test_a_confirmed_tie_takes_the_reading_away(each_house: House) -> None:
    address(each_house, gerard="g@alpes-coop.fr", claire="c@alpes-coop.fr")
    look(each_house)

    decide(each_house, "gerard", "confirm")

    assert found(each_house, "gerard") == ("confirmed", "detected", ["email_domain"])
    page = each_house.as_("gerard").get(f"/reviewer/dossiers/{each_house.world.dossiers['admitted']}")
    assert page.status_code == 404


def test_a_mail_that_waits_says_nothing_of_a_dossier_that_somebody_must_not_touch(each_house: House) -> None:
    with each_house.database.writing() as db:
        for name in ("admitted", "decided"):
            what, helene = dossier(db, each_house, name), actor(db, each_house, "helene")
            assignments.assign(db, what, each_house.world.people["francoise"], actor=helene, now=NOW)
    with each_house.database.writing() as db:
        francoise = actor(db, each_house, "francoise")
        conflicts.declare(
            db, dossier(db, each_house, "admitted"), francoise.id, "Ma sœur y travaille.", actor=francoise, now=NOW
        )

    each_house.clock.move_to(NOW + timedelta(minutes=11))
    each_house.work()

    told = [str(mail["Subject"]) for mail in each_house.mailer.sent if "francoise" in str(mail["To"])]
    assert told == ["1 dossier à lire pour Appel ptce"]
    with each_house.database.reading() as db:
        assert [row.error for row in db.execute(select(Notice)).scalars()] == [""]


def test_a_mail_about_the_only_dossier_given_never_leaves(house: House) -> None:
    with house.database.writing() as db:
        who = house.world.people["francoise"]
        assignments.assign(db, dossier(db, house, "admitted"), who, actor=actor(db, house, "helene"), now=NOW)
        conflicts.declare(
            db, dossier(db, house, "admitted"), who, "Elle y a siégé.", actor=actor(db, house, "helene"), now=NOW
        )

    house.clock.move_to(NOW + timedelta(minutes=11))
    house.work()

    assert house.mailer.sent == []


@pytest.mark.parametrize(("who", "sent"), [("helene", 1), ("paul", 0), ("claire", 1)])
def test_a_mail_about_a_dossier_is_checked_when_it_leaves(each_house: House, who: str, sent: int) -> None:
    with each_house.database.writing() as db:
        if who == "claire":
            db.add(
                Conflict(
                    dossier_id=each_house.world.dossiers["admitted"],
                    person_id=each_house.world.people["claire"],
                    created_at=NOW,
                    created_by=each_house.world.people["helene"],
                )
            )
        db.add(
            Notice(
                unique_key="one",
                kind="correction_ended",
                dossier_id=each_house.world.dossiers["admitted"],
                person_id=each_house.world.people[who],
                to_email=f"{who}@exemple.fr",
                context={
                    "name": who,
                    "call": "C",
                    "call_link": "/",
                    "reference": "R",
                    "title": "T",
                    "dossier_link": "/",
                },
                created_at=NOW,
                run_at=NOW,
            )
        )

    each_house.work()

    assert len(each_house.mailer.sent) == sent


def test_what_somebody_decides_while_ties_are_compared_stays(each_house: House) -> None:
    address(each_house, francoise="f@alpes-coop.fr", claire="c@alpes-coop.fr")
    look(each_house)
    tie(each_house, "gerard")
    number(each_house)
    with each_house.database.reading() as db:
        seen = detection.changes(db, db.get_one(Call, each_house.world.calls["ptce"]))
    with each_house.database.writing() as db:
        gerard = actor(db, each_house, "gerard")
        what = dossier(db, each_house, "admitted")
        conflicts.declare(db, what, gerard.id, "J’y ai travaillé.", actor=gerard, now=NOW)

    for _ in range(2):
        with each_house.database.writing() as db:
            call = db.get_one(Call, each_house.world.calls["ptce"])
            detection.apply(db, call, seen, actor_id=each_house.world.people["helene"], now=NOW)

    assert found(each_house, "gerard") == ("declared", "person", ["organisation"])
