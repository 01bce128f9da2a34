"""Two worlds that differ by one hidden fact, and everything that somebody is answered in each."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from tests.house.rows import ROWS as PAGES
from tests.houses import House, copied, house_on, settings_for
from tests.http.api.programs import Program, programs
from tests.http.api.rows import ROWS as OPERATIONS
from tests.query_counts import counted
from tests.world import World

DOSSIERS = ("admitted", "decided", "filed")
_KEYS = re.compile(rb'(name="key" (?:id="[^"]*" )?value=")[^"]*')
"""What a form carries against double clicks is drawn anew each time."""
_CHANCE = frozenset({"set-cookie", "date", "x-request-id", "content-length"})
OPENS = 200
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


def differences(worlds: Worlds, who: str, *, words: Iterable[str] = ()) -> Iterator[str]:
    """The doors that answer this person otherwise in one world than in the other; `words` are searched for."""
    one, other = (_browser(house, who) for house in (worlds.without, worlds.having))
    yield from _differing(one, other, _pages(worlds.having.world), words)
    if token := worlds.tokens.get(who):
        first, second = (_program(house, token) for house in (worlds.without, worlds.having))
        yield from _differing(first, second, _operations(worlds.having.world), words)


def _differing(one: "_Asking", other: "_Asking", addresses: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """The addresses answered otherwise; what opens is asked once more for each word that is searched."""
    for address in dict.fromkeys(addresses):
        if _differ(one, other, address):
            yield address
        answer = _answer(one, address)
        for word in words if answer.status == OPENS and not answer.headers["content-type"].endswith("pdf") else ():
            search = f"{address}{'&' if '?' in address else '?'}q={word}"
            if _differ(one, other, search):
                yield search


def _differ(one: "_Asking", other: "_Asking", address: str) -> bool:
    """Whether it is answered otherwise, and not only because one of them had it at hand already."""
    return _answer(one, address) != _answer(other, address) and _answer(one, address) != _answer(other, address)


def _pages(world: World) -> Iterator[str]:
    for row in PAGES:
        if row.method == "GET" and not row.path.startswith(APART):
            yield from _everywhere(row.address(world), world, named="{dossier}" in row.path)


def _operations(world: World) -> Iterator[str]:
    for row in OPERATIONS:
        if row.method == "GET":
            yield from _everywhere("/api/v1" + row.address(world), world, named="{dossier}" in row.path)


def _everywhere(address: str, world: World, *, named: bool) -> Iterator[str]:
    """The address, and the same of other dossiers."""
    yield address
    if named:
        known = [str(one) for one in world.dossiers.values()]
        for name in DOSSIERS:
            yield re.sub("|".join(known), str(world.dossiers[name]), address)


class _Asking(NamedTuple):
    client: TestClient
    house: House


def _browser(house: House, who: str) -> _Asking:
    return _Asking(house.as_(who), house)


def _program(house: House, token: str) -> _Asking:
    return _Asking(Program(house, token).browser, house)


def _answer(asking: _Asking, address: str) -> Answer:
    with counted(asking.house.database) as sent:
        answer = asking.client.get(address)
    headers = {name: value for name, value in answer.headers.items() if name not in _CHANCE}
    return Answer(answer.status_code, headers, _KEYS.sub(rb"\1", answer.content), len(sent))
