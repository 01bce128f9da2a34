"""The queues: rows of the act's own transaction, sent once, taken up again when a worker dies, given up aloud."""

import smtplib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.adapters.mail import FolderMailer, SmtpMailer
from app.models import Job, Notice
from app.services import jobs, outbox
from app.services.outbox import Addressee
from app.worker import Worker
from app.worker.handlers import HANDLERS, Work
from tests.houses import House
from tests.smtp import Mailbox
from tests.world import NOW

CLAIRE = Addressee("claire@exemple.fr", "fr")


def _post(house: House, key: str = "un", kind: str = "password_changed") -> None:
    with house.database.writing() as db:
        outbox.post(db, kind, CLAIRE, unique_key=key, now=NOW, context={"name": "Claire", "token": "secret"})


def _notice(house: House) -> Notice:
    with house.database.reading() as db:
        found: Notice = db.execute(select(Notice)).scalar_one()
        return found


class BrokenMailer:
    """A mail server that is down until it is told otherwise."""

    def __init__(self) -> None:
        self.down, self.sent = True, 0

    def send(self, message: EmailMessage) -> None:
        if self.down:
            raise smtplib.SMTPServerDisconnected
        self.sent += 1


def _with_mailer(house: House, mailer: object) -> Worker:
    return Worker(replace(house.hall, mailer=mailer))  # type: ignore[arg-type]


def test_a_mail_leaves_once_and_what_it_carried_is_forgotten(each_house: House) -> None:
    _post(each_house)
    _post(each_house)

    each_house.work()
    each_house.work()

    assert [message["To"] for message in each_house.mailer.sent] == ["claire@exemple.fr"]
    assert (_notice(each_house).sent_at, _notice(each_house).context) == (NOW, {})


def test_a_mail_whose_act_is_rolled_back_never_leaves(each_house: House) -> None:
    with each_house.database.session("writing") as db:
        outbox.post(db, "password_changed", CLAIRE, unique_key="un", now=NOW, context={"name": "Claire"})
        db.rollback()

    each_house.work()

    assert each_house.mailer.sent == []


def test_a_mail_that_can_not_leave_is_tried_again_later_and_later_then_given_up_aloud(house: House) -> None:
    mailer = BrokenMailer()
    worker = _with_mailer(house, mailer)
    _post(house)
    waits = []
    for _ in range(outbox.MOST_ATTEMPTS):
        worker.turn()
        waits.append((_notice(house).run_at - house.clock.now()).total_seconds())
        house.clock.move_to(_notice(house).run_at)

    assert waits == [30.0 * 2**attempt for attempt in range(1, outbox.MOST_ATTEMPTS + 1)]
    assert _notice(house).failed_at is not None
    assert _notice(house).error == "SMTPServerDisconnected"
    assert 'tremplin_queue_failed{queue="mail"} 1.0' in house.as_().get("/metrics").text


def test_a_mail_leaves_once_the_server_is_back(house: House) -> None:
    mailer = BrokenMailer()
    worker = _with_mailer(house, mailer)
    _post(house)
    worker.turn()
    mailer.down = False
    house.clock.move_to(NOW + timedelta(minutes=2))

    worker.drain()

    assert mailer.sent == 1


def test_a_mail_claimed_by_a_worker_that_died_is_taken_up_when_its_lease_ends(each_house: House) -> None:
    _post(each_house)
    with each_house.database.writing() as db:
        assert len(outbox.claim(db, NOW)) == 1
    each_house.work()
    assert each_house.mailer.sent == []

    each_house.clock.move_to(NOW + outbox.LEASE + timedelta(seconds=1))
    each_house.work()

    assert len(each_house.mailer.sent) == 1


@pytest.mark.postgres
def test_two_workers_never_claim_the_same_mail(postgres_house: House) -> None:
    for number in range(6):
        _post(postgres_house, f"mail {number}")
    with postgres_house.database.writing() as one, postgres_house.database.writing() as two:
        first = {notice.id for notice in outbox.claim(one, NOW, most=3)}
        second = {notice.id for notice in outbox.claim(two, NOW, most=3)}

    assert (len(first), len(second), first & second) == (3, 3, set())


def test_a_job_is_done_once_its_progress_told_and_its_result_kept(
    each_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def count(work: Work) -> Mapping[str, object]:
        work.report(1, 2)
        seen.append(work.job.payload["what"])
        return {"counted": 2}

    monkeypatch.setitem(HANDLERS, "count", count)
    with each_house.database.writing() as db:
        first = jobs.enqueue(db, "count", {"what": "dossiers"}, unique_key="count", now=NOW)
        again = jobs.enqueue(db, "count", {"what": "dossiers"}, unique_key="count", now=NOW)
        assert first.id == again.id

    each_house.work()

    with each_house.database.reading() as db:
        job: Job = db.execute(select(Job).where(col(Job.unique_key) == "count")).scalar_one()
    assert (seen, job.progress, job.total, job.result, job.done_at) == (["dossiers"], 1, 2, {"counted": 2}, NOW)


def test_a_job_that_fails_is_tried_five_times_then_given_up_aloud(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def fall(work: Work) -> Mapping[str, object]:
        tries.append(work.job.attempts)
        raise ValueError

    monkeypatch.setitem(HANDLERS, "fall", fall)
    with house.database.writing() as db:
        jobs.enqueue(db, "fall", {}, unique_key="fall", now=NOW)
    for hour in range(12):
        house.clock.move_to(NOW + timedelta(hours=hour))
        house.work()

    with house.database.reading() as db:
        job: Job = db.execute(select(Job)).scalar_one()
    assert tries == [1, 2, 3, 4, 5]
    assert (job.error, job.failed_at is not None) == ("ValueError", True)


def test_mail_leaves_by_smtp_for_real_in_text_and_html(house: House, mailbox: Mailbox) -> None:
    _post(house)

    _with_mailer(house, SmtpMailer(mailbox.url)).drain()

    message = mailbox.messages[0]
    assert message["Subject"] == "Votre mot de passe a changé"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


def test_the_text_of_a_mail_is_not_escaped_and_its_page_is(house: House) -> None:
    with house.database.writing() as db:
        outbox.post(db, "password_changed", CLAIRE, unique_key="un", now=NOW, context={"name": "Anne & <Cie>"})

    house.work()

    text, page = (house.mailer.sent[0].get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert "Anne & <Cie>" in text.get_content()
    assert "Anne &amp; &lt;Cie&gt;" in page.get_content()


def test_without_a_server_mail_is_written_to_files(house: House, tmp_path: Path) -> None:
    _post(house)

    _with_mailer(house, FolderMailer(tmp_path / "mail")).drain()

    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
