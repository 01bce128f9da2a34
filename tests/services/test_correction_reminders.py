"""Reminders before a correction is due: in time, once, to those who write, and to nobody once it is filed or ended."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from app.domain.roles import Actor
from app.models import Dossier, Person
from app.services import corrections
from app.services.correction_reminders import corrections_due, remind
from tests.asking import DUE, ask, dossier_of
from tests.houses import House
from tests.services.reviewing import actor
from tests.world import AFTER

D7, D2, H3 = DUE - timedelta(days=7), DUE - timedelta(days=2), DUE - timedelta(hours=3)


WRITERS = ["claire@exemple.fr", "edith@exemple.fr"]


def _mails(house: House, now: datetime) -> list[str]:
    """To whom the reminders of this instant went."""
    house.clock.move_to(now)
    before = len(house.mailer.sent)
    house.work()
    sent = house.mailer.sent[before:]
    return sorted(str(one["To"]) for one in sent if "Pas encore déposée" in str(one["Subject"]))


def test_whoever_writes_the_dossier_is_reminded_twice_and_never_again(each_house: House) -> None:
    ask(each_house, "summary")
    assert _mails(each_house, D7 + timedelta(hours=1)) == []
    for now in (D2, H3):
        assert _mails(each_house, now) == WRITERS
        assert _mails(each_house, now + timedelta(minutes=10)) == []


def test_the_mail_says_what_until_when_and_that_it_is_not_filed(house: House) -> None:
    ask(house, "summary")
    _mails(house, D2)
    mail = house.mailer.sent[-1]
    text = mail.get_body(("plain",)).get_content().replace("\u00a0", " ").replace("\u202f", " ")  # type: ignore[union-attr]

    assert "Elle n’est pas déposée" in text
    assert "Nommez la commune." in text
    assert f"/applicant/dossiers/{house.world.dossiers['filed']}" in text
    assert str(mail["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"


def test_who_wants_no_reminders_gets_none(house: House) -> None:
    ask(house, "summary")
    with house.database.writing() as db:
        db.get_one(Person, house.world.people["claire"]).wants_reminders = False
    assert _mails(house, D2) == ["edith@exemple.fr"]


def test_a_correction_asked_for_since_is_not_reminded_of(house: House) -> None:
    ask(house, "summary", due_at=AFTER + timedelta(days=2) - timedelta(minutes=5))
    assert _mails(house, AFTER + timedelta(minutes=10)) == []
    assert _mails(house, AFTER + timedelta(days=2) - timedelta(hours=3)) == WRITERS


def _prolong(db: Session, dossier: Dossier, who: Actor) -> object:
    return corrections.prolong(db, dossier, DUE + timedelta(days=3), actor=who, now=D2 + timedelta(hours=1))


def _end(db: Session, dossier: Dossier, who: Actor) -> None:
    corrections.end(db, dossier, actor=who, now=D2 + timedelta(hours=1))


@pytest.mark.parametrize(("act", "later"), [(_prolong, WRITERS), (_end, [])], ids=["more time", "ended"])
def test_more_time_has_its_own_reminders_and_what_is_ended_has_none(
    house: House, act: Callable[[Session, Dossier, Actor], object], later: list[str]
) -> None:
    ask(house, "summary")
    assert _mails(house, D2) == WRITERS
    with house.database.writing() as db:
        act(db, dossier_of(db, house), actor(db, house, "helene"))

    assert _mails(house, H3) == []
    assert _mails(house, D2 + timedelta(days=3)) == later


def test_what_went_another_way_between_the_look_and_the_mail_is_left_alone(each_house: House) -> None:
    ask(each_house, "summary")
    with each_house.database.reading() as db:
        found = corrections_due(db, D2)
    with each_house.database.writing() as db:
        _end(db, dossier_of(db, each_house), actor(db, each_house, "helene"))
    with each_house.database.writing() as db:
        assert [remind(db, one, now=D2) for one in found] == [0]
