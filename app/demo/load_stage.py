"""The stage of a demonstration: who is on it, what was made, and the acts still to come, in the order of time."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import event
from sqlmodel import Session

from app.adapters.database import Database
from app.adapters.passwords import hash_password
from app.adapters.storage import Storage
from app.domain.roles import Actor
from app.models import Call, Dossier, Person
from app.queries.people import actor_of
from app.services import people

PASSWORD = "une phrase de demonstration"  # noqa: S105 - printed by `tremplin demo`, for people who do not exist
ACTS_AT_ONCE = 200

Deed = Callable[[Session, datetime], None]
Tick = Callable[[int, int], None]


class Act(NamedTuple):
    """Something that somebody does at an instant."""

    at: datetime
    do: Deed


@dataclass(slots=True)
class Stage:
    """The pipes, the people by address, the calls by slug, the dossiers by key; and the agenda."""

    database: Database
    storage: Storage
    until: datetime
    people: dict[str, UUID] = field(default_factory=dict)
    calls: dict[str, UUID] = field(default_factory=dict)
    dossiers: dict[str, UUID] = field(default_factory=dict)
    _agenda: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)
    _actors: dict[str, Actor] = field(default_factory=dict)
    _password_hash: str = field(default_factory=lambda: hash_password(PASSWORD))

    def plan(self, acts: Iterable[Act]) -> None:
        """Add acts to come; those after the demonstration's own instant never happen."""
        for act in acts:
            if act.at <= self.until:
                heapq.heappush(self._agenda, (act.at.astimezone(UTC), next(self._order), act.do))

    def play(self, tick: Tick = lambda _done, _left: None) -> int:
        """Do everything in the order of time, many acts in each transaction; how many acts there were."""
        done = 0
        while self._agenda:
            with self.database.writing() as db, _remembering(db):
                for _ in range(min(ACTS_AT_ONCE, len(self._agenda))):
                    at, _, do = heapq.heappop(self._agenda)
                    do(db, at)
                    done += 1
            tick(done, len(self._agenda))
        return done

    def person(self, db: Session, email: str, name: str, now: datetime) -> Person:
        """Somebody with an account whose address is confirmed; all share one password, which is no secret."""
        if known := self.people.get(email):
            return db.get_one(Person, known)
        person = people.person_for(db, email, name, now=now)
        person.confirmed_at, person.password_hash = now, self._password_hash
        db.add(person)
        db.flush()
        self.people[email] = person.id
        return person

    def actor(self, db: Session, email: str) -> Actor:
        """The person as they act, with the roles they hold."""
        if email not in self._actors:
            self._actors[email] = actor_of(db, db.get_one(Person, self.people[email]))
        return self._actors[email]

    def forget(self, email: str) -> None:
        """Their roles have changed."""
        self._actors.pop(email, None)

    def call(self, db: Session, slug: str) -> Call:
        """A call by its slug."""
        return db.get_one(Call, self.calls[slug])

    def dossier(self, db: Session, key: str) -> Dossier:
        """A dossier by its key."""
        return db.get_one(Dossier, self.dossiers[key])


@contextmanager
def _remembering(db: Session) -> Iterator[None]:
    """Keep what was read until the end of the transaction: a session forgets what nobody holds, and reads it again."""
    held: list[object] = []

    def hold(_session: Session, row: object) -> None:
        held.append(row)

    for name in ("loaded_as_persistent", "pending_to_persistent"):
        event.listen(db, name, hold)
    yield
