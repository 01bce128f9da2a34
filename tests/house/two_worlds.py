"""Two worlds that differ by one hidden fact, and everything that somebody is answered in each."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from tests.house.matrix import COLUMNS
from tests.house.rows import ROWS as PAGES
from tests.houses import House, copied, house_on, settings_for
from tests.http.api.programs import Program, programs
from tests.http.api.rows import ROWS as OPERATIONS
from tests.query_counts import counted
from tests.world import NOW, World

DOSSIERS = ("admitted", "decided", "filed")
_KEYS = re.compile(rb'(name="key" (?:id="[^"]*" )?value=")[^"]*')
"""What a form carries against double clicks is drawn anew each time."""
_CHANCE = frozenset({"set-cookie", "date", "x-request-id", "content-length"})
_DRAWN = re.compile(r"[A-Za-z0-9_-]{20,}")
"""Identifiers and secrets in the links of mails."""
OPENS = 200
CLOSED = ("403", "404", "in")
"""What acts are answered that one may not do: they change nothing, and tell nothing."""
DAYS = (0, 1, 4, 9, 11, 12, 20, 30)
APART = ("/kit", "/metrics", "/demo", "/sign", "/healthz", "/readyz", "/organiser/calls/{call}/tracks/{track}/form/")
"""Pages that say nothing of any dossier or person."""
Change = Callable[[House], None]


class Answer(NamedTuple):
    """What somebody was answered: bytes, and how many statements it took (its time, without the noise)."""

    status: int
    headers: dict[str, str]
    content: bytes
    statements: int


class Worlds(NamedTuple):
    """The same world twice, but for one fact; `tokens` are those of programs, by person."""

    without: House
    having: House
    tokens: dict[str, str]


@contextmanager
def two_worlds(
    template: tuple[Path, World], folder: Path, prepare: Change, fact: Change, people: Iterable[str]
) -> Iterator[Worlds]:
    """A world that was prepared, its copy where the fact is added, and programs of these people in both."""
    path, world = template
    first, second = folder / "first", folder / "second"
    first.mkdir()
    second.mkdir()
    with house_on(settings_for(first, copied(path, first)), world) as without:
        prepare(without)
        tokens = {who: one.token for who, one in programs(without, [who for who in people if who]).items()}
        _copy(first / "tremplin.sqlite3", second / "tremplin.sqlite3")
        with house_on(settings_for(second, f"sqlite:///{second / 'tremplin.sqlite3'}"), world) as having:
            fact(having)
            yield Worlds(without, having, tokens)


def _copy(source: Path, target: Path) -> None:
    one, other = sqlite3.connect(source), sqlite3.connect(target)
    one.backup(other)
    one.close()
    other.close()


class Request(NamedTuple):
    """What is asked: fields of a form, or a body and a version for a program."""

    method: str
    path: str
    fields: Mapping[str, str] | None = None
    body: object = None
    version: int | None = None


def differences(worlds: Worlds, who: str, *, words: Iterable[str] = ()) -> Iterator[str]:
    """The doors that answer this person otherwise in one world than in the other; `words` are searched for."""
    world = worlds.having.world
    one, other = (_Asking(house.as_(who), house) for house in (worlds.without, worlds.having))
    yield from _differing(one, other, _pages(world, who), words)
    if token := worlds.tokens.get(who):
        first, second = (_Asking(Program(house, token).browser, house) for house in (worlds.without, worlds.having))
        yield from _differing(first, second, _operations(world, who), words)


def letters(house: House, who: str) -> list[str]:
    """Every mail this person gets from now on, while the worker goes through the days to come; links apart."""
    sent = _sent(house)
    mine = [one for one in sent if f"{who}@exemple.fr" in str(one["To"])]
    return [_DRAWN.sub("", f"{one['Subject']}\n{one.get_body(('plain',)).get_content()}") for one in mine]  # type: ignore[union-attr]


def _sent(house: House) -> list[EmailMessage]:
    if not house.mailer.sent:
        house.as_("helene").post("/organiser/calls/ptce/reviews/remind")
        for days in DAYS:
            house.clock.move_to(NOW + timedelta(days=days))
            house.work()
    return house.mailer.sent


class _Asking(NamedTuple):
    client: TestClient
    house: House


def _differing(one: _Asking, other: _Asking, asked: Iterable[Request], words: Iterable[str]) -> Iterator[str]:
    """The doors that answer otherwise; what opens is asked once more for each word that is searched."""
    for request in dict.fromkeys(asked):
        answer, differs = _compared(one, other, request)
        if differs:
            yield f"{request.method} {request.path}"
        listed = answer.status == OPENS and request.method == "GET" and "{" not in request.path
        for word in words if listed and not answer.headers["content-type"].endswith("pdf") else ():
            search = request._replace(path=f"{request.path}{'&' if '?' in request.path else '?'}q={word}")
            if _compared(one, other, search)[1]:
                yield f"{search.method} {search.path}"


def _compared(one: _Asking, other: _Asking, request: Request) -> tuple[Answer, bool]:
    """What is answered, and whether it is answered otherwise; not only because one had something at hand already."""
    answer = _answer(one, request)
    return answer, answer != _answer(other, request) and _answer(one, request) != _answer(other, request)


def _pages(world: World, who: str) -> Iterator[Request]:
    column = next(name for name, person in COLUMNS.items() if person == who)
    for row in PAGES:
        if row.path.startswith(APART):
            continue
        if row.method == "GET":
            for path in _everywhere(row.address(world), world, named="{dossier}" in row.path):
                yield Request("GET", path)
        elif row.expected()[column] in CLOSED:
            yield Request(row.method, row.address(world), _Fields(row.fields))


def _operations(world: World, who: str) -> Iterator[Request]:
    for row in OPERATIONS:
        address = "/api/v1" + row.address(world)
        if row.method == "GET":
            for path in _everywhere(address, world, named="{dossier}" in row.path):
                yield Request("GET", path)
        elif str(row.expected()[who]) in CLOSED:
            yield Request(row.method, address, None, json.dumps(row.body), row.version)


def _everywhere(address: str, world: World, *, named: bool) -> Iterator[str]:
    """The address, and the same of other dossiers."""
    yield address
    if named:
        known = [str(one) for one in world.dossiers.values()]
        for name in DOSSIERS:
            yield re.sub("|".join(known), str(world.dossiers[name]), address)


class _Fields(dict[str, str]):
    """Fields that tell requests apart."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


def _answer(asking: _Asking, request: Request) -> Answer:
    headers = {"if-match": f'"{request.version}"'} if request.version is not None else {}
    headers |= {"content-type": "application/json"} if request.body is not None else {}
    with counted(asking.house.database) as sent:
        answer = asking.client.request(
            request.method,
            request.path,
            data=request.fields or None,
            content=request.body if isinstance(request.body, str) else None,
            headers=headers,
        )
    kept = {name: value for name, value in answer.headers.items() if name not in _CHANCE}
    return Answer(answer.status_code, kept, _KEYS.sub(rb"\1", answer.content), len(sent))
