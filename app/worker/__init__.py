"""The worker: sends the mail and does the long work, inside `serve` or by itself, several at once."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from app.services import correction_reminders, jobs, keeping_away, outbox, reminders, sweeping, uploads
from app.web.enclosures import enclose
from app.web.hall import Hall
from app.web.mail import compose
from app.worker.conflicts import Watch
from app.worker.handlers import HANDLERS, Work
from app.worker.readings import remind_readers
from app.worker.repairs import Repairs
from app.worker.scans import Scans

log = structlog.get_logger("tremplin.worker")
PAUSE_SECONDS = 1.0
SWEEP_SECONDS = 3600.0
REMIND_SECONDS = 60.0


class Worker:
    """Claims rows one transaction at a time; a row whose worker died is taken up by another."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self._stop = threading.Event()
        self._swept = -SWEEP_SECONDS
        self._scans = Scans(hall)
        self._repairs = Repairs()
        self._watch = Watch()
        self._reminded = -REMIND_SECONDS

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stop.is_set():
            if not self.turn():
                self._stop.wait(PAUSE_SECONDS)

    def stop(self) -> None:
        """Finish what is under way, then stop."""
        self._stop.set()

    @contextmanager
    def in_background(self) -> Iterator[None]:
        """Work in a thread of this process while the block lasts."""
        thread = threading.Thread(target=self.run, name="worker", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.stop()
            thread.join(timeout=30)

    def sweep(self) -> None:
        """Once an hour, drop what has had its day."""
        if time.monotonic() - self._swept < SWEEP_SECONDS:
            return
        self._swept = time.monotonic()
        with self.hall.database.writing() as db:
            sweeping.sweep(db, self.hall.clock.now())
        uploads.sweep_pieces(self.hall.database, self.hall.storage)

    def remind(self) -> None:
        """Once a minute, see whether people with a draft or a correction are to be reminded; a few at a time."""
        if time.monotonic() - self._reminded < REMIND_SECONDS:
            return
        self._reminded = time.monotonic()
        now = self.hall.clock.now()
        remind_readers(self.hall, now)
        with self.hall.database.reading() as db:
            lots = reminders.lots_due(db, now)
            corrections = correction_reminders.corrections_due(db, now)
        for one in corrections:
            with self.hall.database.writing() as db:
                correction_reminders.remind(db, one, now=now)
        for lot in lots:
            last, begun = None, False
            while last is not None or not begun:
                begun = True
                with self.hall.database.writing() as db:
                    last = reminders.remind(db, lot, after=last, now=now)

    def turn(self) -> bool:
        """One round of mail, one job and a few repairs, one file to scan; whether there was anything to do."""
        try:
            self.sweep()
            self.remind()
            self._watch.turn(self.hall)
            return self._send_mail() + self._do_job() + self._repairs.turn(self.hall) + self._scans.turn() > 0
        except Exception as error:
            log.error("turn", exc_info=error)
            return False

    def drain(self, most: int = 1000) -> None:
        """Work until nothing is due: for tests, the demonstration and the replay."""
        for _ in range(most):
            if not self.turn():
                return

    def _send_mail(self) -> int:
        now = self.hall.clock.now()
        with self.hall.database.reading() as db:
            if not outbox.is_due(db, now):
                return 0
        with self.hall.database.writing() as db:
            claimed = keeping_away.may_leave(db, leased := outbox.claim(db, now), now)
        for notice in claimed:
            try:
                message = compose(notice, self.hall.settings, self.hall.clock.now())
                enclose(message, notice, self.hall)
                self.hall.mailer.send(message)
            except Exception as error:
                log.warning("mail", notice=str(notice.id), kind=notice.kind, error=type(error).__name__)
                with self.hall.database.writing() as db:
                    outbox.mark_failed(db, notice, type(error).__name__, self.hall.clock.now())
            else:
                with self.hall.database.writing() as db:
                    outbox.mark_sent(db, notice.id, self.hall.clock.now())
        return len(leased)

    def _do_job(self) -> int:
        now = self.hall.clock.now()
        with self.hall.database.reading() as db:
            if not jobs.is_due(db, now):
                return 0
        with self.hall.database.writing() as db:
            job = jobs.claim(db, now)
        if job is None:
            return 0
        try:
            result = HANDLERS[job.kind](Work(self.hall, job))
        except Exception as error:
            log.error("job", job=str(job.id), kind=job.kind, exc_info=error)
            with self.hall.database.writing() as db:
                jobs.fail(db, job, type(error).__name__, self.hall.clock.now())
        else:
            with self.hall.database.writing() as db:
                jobs.finish(db, job.id, result, self.hall.clock.now())
        return 1
