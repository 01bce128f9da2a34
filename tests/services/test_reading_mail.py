"""The mail of reviewers: in time, once, as each wants it, and never about what they may not know."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app.domain.reading_reminders import Step, step_at, steps_between
from app.domain.reviewing import Rules
from app.models import Assignment, Call, Dossier, Membership, Notice, Person
from app.queries import reading_progress
from app.services import assignments, conflicts, reading_mail
from tests.houses import House
from tests.services.reviewing import actor, acts, dossier
from tests.services.talking import OPEN, give, mails, phases, say, text_of
from tests.world import NOW, add_dossier

DUE = NOW + timedelta(days=20)


def due(house: House, at: datetime = DUE) -> None:
    with house.database.writing() as db:
        db.execute(update(Assignment).values(due_at=at))


def wants(house: House, who: str, how: str) -> None:
    with house.database.writing() as db:
        db.get_one(Person, house.world.people[who]).review_mail = how


def at(house: House, now: datetime) -> list[tuple[str, str]]:
    """What leaves at an instant."""
    house.clock.move_to(now)
    return mails(house, timedelta())


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (DUE - timedelta(days=7, seconds=1), None),
        (DUE - timedelta(days=7), Step.D7),
        (DUE - timedelta(days=5), None),
        (DUE - timedelta(days=2), Step.D2),
        (DUE, None),
        (DUE + timedelta(days=1), Step.LATE1),
        (DUE + timedelta(days=5, hours=23), Step.LATE5),
        (DUE + timedelta(days=30), None),
    ],
)
def test_each_reminder_has_its_time(now: datetime, step: Step | None) -> None:
    assert step_at(DUE, now) is step


def test_steps_that_were_slept_through_are_known() -> None:
    assert steps_between(DUE, DUE - timedelta(days=8), DUE) == [Step.D7, Step.D2]


def test_who_has_something_left_is_reminded_before_and_after_and_never_twice(each_house: House) -> None:
    due(each_house)
    for days in (-7, -2, 1, 5):
        told = at(each_house, DUE + timedelta(days=days))
        assert [who for who, _ in told] == ["gerard", "malik"]
        assert all(("attendue" in subject) == (days > 0) for _, subject in told)
        assert at(each_house, DUE + timedelta(days=days, minutes=5)) == []
    assert at(each_house, DUE + timedelta(days=9)) == []


def test_only_what_is_left_is_counted_and_never_a_dossier_in_conflict(house: House) -> None:
    due(house)
    with house.database.writing() as db:
        add_dossier(db, house.world, "third", state="admitted")
    give(house, "gerard", "third")
    due(house)

    at(house, DUE - timedelta(days=7))

    subjects = {str(one["To"]): str(one["Subject"]) for one in house.mailer.sent}
    assert subjects["gerard@exemple.fr"].startswith("2 évaluations à rendre")
    assert subjects["malik@exemple.fr"].startswith("Une évaluation à rendre")


def test_nobody_is_reminded_of_what_cannot_be_written(house: House) -> None:
    due(house)
    phases(house, Rules(may_write=False))
    assert at(house, DUE - timedelta(days=7)) == []


def test_a_round_reminds_of_the_dossiers_that_are_kept_for_it(house: House) -> None:
    due(house)
    phases(house, Rules(round=2))
    assert at(house, DUE - timedelta(days=7)) == []
    with house.database.writing() as db:
        dossier(db, house, "admitted").review_round = 2
    assert [who for who, _ in at(house, DUE - timedelta(days=2))] == ["gerard"]


def test_who_left_the_pool_or_declared_a_conflict_hears_nothing_more(each_house: House) -> None:
    due(each_house)
    with each_house.database.writing() as db:
        mine = col(Membership.person_id) == each_house.world.people["malik"]
        db.execute(update(Membership).where(mine).values(revoked_at=NOW))
        row, me = dossier(db, each_house, "admitted"), actor(db, each_house, "gerard")
        conflicts.declare(db, row, me.id, "Ancien salarié du porteur.", actor=me, now=NOW)
    assert at(each_house, DUE - timedelta(days=7)) == []


def test_one_letter_a_day_tells_of_all_that_is_new_and_none_leaves_without_news(each_house: House) -> None:
    phases(each_house, OPEN)
    due(each_house)
    wants(each_house, "francoise", "daily")
    morning = datetime.combine(NOW.date() + timedelta(days=1), datetime.min.time(), NOW.tzinfo) + timedelta(hours=5)
    assert at(each_house, morning - timedelta(minutes=1)) == []
    each_house.clock.move_to(NOW + timedelta(hours=1))
    with each_house.database.writing() as db:
        row, person = dossier(db, each_house, "admitted"), each_house.world.people["francoise"]
        who, now = actor(db, each_house, "helene"), each_house.clock.now()
        assignments.assign(db, row, person, actor=who, now=now)
    say(each_house, "helene", "Bonjour à tous.")

    told = at(each_house, morning)

    assert [who for who, _ in told if who == "francoise"] == ["francoise"]
    letter = next(one for one in each_house.mailer.sent if one["To"] == "francoise@exemple.fr")
    text = str(letter.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    for part in ("Un dossier vous a été confié.", "Un message vous attend", "Une évaluation reste à rendre"):
        assert part in text
    assert at(each_house, morning + timedelta(hours=3)) == []
    assert "francoise" not in [who for who, _ in at(each_house, morning + timedelta(days=1))]


def test_a_link_of_the_mail_is_enough_to_stop_and_to_come_back(house: House) -> None:
    due(house)
    at(house, DUE - timedelta(days=7))
    mail = next(one for one in house.mailer.sent if one["To"] == "gerard@exemple.fr")
    path = "/reading-mail/" + str(mail["List-Unsubscribe"]).strip("<>").rpartition("/")[2]

    asked = house.as_().get(path)
    assert asked.status_code == 200
    with house.database.reading() as db:
        assert db.get_one(Person, house.world.people["gerard"]).review_mail == "each"
    # What mail programs send when one asks them to unsubscribe.
    assert house.as_().post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [who for who, _ in at(house, DUE - timedelta(days=2))] == ["malik"]

    assert house.as_().post(path, data={"wanted": "each"}).status_code == 200
    assert [who for who, _ in at(house, DUE + timedelta(days=1))] == ["gerard", "malik"]
    # The link that stops reminders of drafts is another one.
    assert house.as_().get(path.replace("/reading-mail/", "/reminders/")).status_code == 404
    assert house.as_().get(path[:-1] + ("0" if path[-1] != "0" else "1")).status_code == 404


def test_an_organiser_reminds_one_person_in_one_click_once_a_day(each_house: House) -> None:
    wants(each_house, "malik", "none")

    def remind(who: str = "") -> reading_mail.Reminded:
        with each_house.database.writing() as db:
            call, me = db.get_one(Call, each_house.world.calls["ptce"]), actor(db, each_house, "helene")
            only = each_house.world.people[who] if who else None
            return reading_mail.remind(db, call, only=only, actor=me, now=each_house.clock.now())

    assert remind("gerard") == (1, 0, 0)
    assert remind() == (0, 1, 1)
    assert remind("malik") == (0, 0, 1)
    assert [who for who, _ in mails(each_house)] == ["gerard"]
    assert "Choisir les courriels" in text_of(each_house)
    assert acts(each_house).count("reviewers.reminded") == 1


def test_whom_an_organiser_reminds_today_is_not_reminded_again_by_the_calendar(house: House) -> None:
    due(house)
    house.clock.move_to(DUE - timedelta(days=7, hours=1))
    with house.database.writing() as db:
        call, me = db.get_one(Call, house.world.calls["ptce"]), actor(db, house, "helene")
        only = house.world.people["gerard"]
        assert reading_mail.remind(db, call, only=only, actor=me, now=house.clock.now()).told == 1
    assert [(who, "Une évaluation à rendre le" in what) for who, what in at(house, DUE - timedelta(days=7))] == [
        ("gerard", False),
        ("malik", True),
    ]
    with house.database.writing() as db:
        call, me = db.get_one(Call, house.world.calls["ptce"]), actor(db, house, "helene")
        assert reading_mail.remind(db, call, actor=me, now=house.clock.now()) == (0, 2, 0)


def test_what_was_sent_is_listed_but_for_dossiers_that_one_may_not_know(each_house: House) -> None:
    phases(each_house, OPEN)
    due(each_house)
    say(each_house, "helene", "@Gérard ?")
    at(each_house, DUE - timedelta(days=7))

    def listed(who: str, **wanted: str) -> list[tuple[str, str]]:
        with each_house.database.reading() as db:
            me = actor(db, each_house, who)
            rows = reading_progress.letters(db, me, each_house.world.calls["ptce"], **wanted)  # type: ignore[arg-type]
            return [(row.kind, row.state) for row in rows]

    assert sorted(listed("helene")) == [("discussion_said", "sent"), ("review_due", "sent"), ("review_due", "sent")]
    assert listed("paul", about="discussions") == []
    assert listed("helene", about="discussions") == [("discussion_said", "sent")]


def test_a_dossier_that_left_the_reading_is_not_reminded_of(house: House) -> None:
    due(house)
    with house.database.writing() as db:
        db.execute(update(Dossier).where(col(Dossier.id) == house.world.dossiers["admitted"]).values(state="refused"))
    assert [who for who, _ in at(house, DUE - timedelta(days=7))] == ["malik"]
    with house.database.reading() as db:
        assert db.execute(select(col(Notice.kind)).distinct()).scalars().all() == ["review_due"]
