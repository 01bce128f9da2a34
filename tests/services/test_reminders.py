"""Reminders before the deadline: in time, once, to those who want them, and to nobody whose dossier is filed."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from app.domain.reminders import Reminder, due
from app.models import Call, Dossier, Person
from app.services.reminders import lots_due
from tests.houses import House
from tests.world import CLOSES

D7, D2, H3 = CLOSES - timedelta(days=7), CLOSES - timedelta(days=2), CLOSES - timedelta(hours=3)


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (D7 - timedelta(seconds=1), None),
        (D7, Reminder.D7),
        (D7 + timedelta(days=1, seconds=1), None),
        (D2, Reminder.D2),
        (H3, Reminder.H3),
        (H3 + timedelta(minutes=59), Reminder.H3),
        (CLOSES - timedelta(hours=1), None),
        (CLOSES, None),
    ],
)
def test_each_reminder_has_its_time(now: datetime, kind: Reminder | None) -> None:
    assert due(CLOSES, now) is kind


def _mails(house: House, now: datetime) -> list[tuple[str, str]]:
    """To whom the reminders of this instant went, with their subjects."""
    before = len(house.mailer.sent)
    house.clock.move_to(now)
    house.work()
    return [(str(one["To"]), str(one["Subject"])) for one in house.mailer.sent[before:]]


def _in(house: House, db: Session) -> Dossier:
    return db.get_one(Dossier, house.world.dossiers["draft"])


def test_the_owner_and_those_who_write_are_reminded_three_times_and_never_twice(each_house: House) -> None:
    for now in (D7, D2, H3):
        assert sorted(to for to, _ in _mails(each_house, now)) == ["claire@exemple.fr", "edith@exemple.fr"]
        assert _mails(each_house, now + timedelta(minutes=10)) == []


def test_a_reminder_says_that_saved_is_not_filed_what_is_missing_and_until_when(house: House) -> None:
    [_, (_, subject)] = _mails(house, D2)
    text = house.mailer.sent[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]

    assert subject.startswith("Pas encore déposé")
    assert "n’est pas déposé" in text
    assert "lundi 31 octobre 2011 à 23 h 59, heure de Paris" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert f"/applicant/dossiers/{house.world.dossiers['draft']}" in text


def test_who_wants_none_gets_none_and_the_link_of_the_mail_is_enough_to_say_so(house: House) -> None:
    _mails(house, D7)
    mail = next(one for one in house.mailer.sent if one["To"] == "claire@exemple.fr")
    path = "/reminders/" + str(mail["List-Unsubscribe"]).strip("<>").rpartition("/")[2]

    assert house.as_().get(path).status_code == 200
    with house.database.reading() as db:
        assert db.get_one(Person, house.world.people["claire"]).wants_reminders
    # What mail programs send when one asks them to unsubscribe.
    assert house.as_().post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200

    assert [to for to, _ in _mails(house, D2)] == ["edith@exemple.fr"]
    assert house.as_().post(path, data={"wanted": "yes"}).status_code == 200
    assert len(_mails(house, H3)) == 2
    assert house.as_().get(path[:-1] + ("0" if path[-1] != "0" else "1")).status_code == 404


def test_a_draft_begun_since_is_not_reminded_and_one_with_more_time_is_reminded_later(each_house: House) -> None:
    with each_house.database.writing() as db:
        _in(each_house, db).created_at = D7 + timedelta(minutes=1)
    assert _mails(each_house, D7 + timedelta(minutes=5)) == []

    with each_house.database.writing() as db:
        dossier = _in(each_house, db)
        dossier.created_at, dossier.extended_to = D7 - timedelta(days=9), CLOSES + timedelta(days=3)
    assert _mails(each_house, D2) == []
    [(_, subject), _] = _mails(each_house, D2 + timedelta(days=3))
    assert "3 novembre" in subject.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_call_that_is_hidden_reminds_nobody(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).is_public = False
    with house.database.reading() as db:
        assert lots_due(db, D7) == []
