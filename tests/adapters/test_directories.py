"""Asking the public directories, against doubles that speak their JSON: every mishap ends in plain words, in time."""

from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest
from anyio.from_thread import start_blocking_portal

from app.adapters.addresses import AddressBase, KnownAddress
from app.adapters.companies import Company, CompanyDirectory
from app.adapters.lookups import KEPT_SECONDS, LARGEST_ANSWER, JsonService, Lookup, Outcome
from tests.adapters.directories import ARCHER, STREET, TOWN, Double, double

T = TypeVar("T")


def run(deed: Callable[[], Awaitable[T]]) -> T:
    """Do it in a thread of its own: the browser of other tests keeps a loop in this one."""
    with start_blocking_portal() as portal:
        return portal.call(deed)


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def directory() -> Iterator[Double]:
    with double() as made:
        yield made


def companies(directory: Double, *texts: str, clock: Seconds | None = None) -> list[Lookup[Company]]:
    """What the directory says of each text, asked one after the other by one process."""
    service = CompanyDirectory(JsonService(directory.url, clock=clock or Seconds()))

    async def ask() -> list[Lookup[Company]]:
        return [await service.find(text) for text in texts]

    return run(ask)


def addresses(directory: Double, text: str) -> Lookup[KnownAddress]:
    """What the address base says of a text."""
    base = AddressBase(JsonService(directory.url))
    return run(lambda: base.find(text))


def test_a_siren_gives_the_seat_of_the_organisation(directory: Double) -> None:
    directory.companies(ARCHER)

    [found] = companies(directory, "441 208 733")

    assert directory.asked == [{"path": "/search", "q": "441208733", "page": "1", "per_page": "5"}]
    assert found.found == (
        Company(
            identifier="441208733",
            numbers=("441208733", "44120873300010", "W262000001"),
            name="GROUPE ARCHER",
            address="12 RUE SAINT-NICOLAS 26100 ROMANS-SUR-ISERE",
            commune="26281",
            departement="26",
            legal_form="Société par actions simplifiée",
            is_ess=True,
            is_active=True,
        ),
    )


@pytest.mark.parametrize(
    ("number", "address"),
    [("44120873300028", "3 PLACE JULES NADI"), ("44120873300010", "12 RUE SAINT-NICOLAS"), ("W262000001", "12 RUE")],
)
def test_a_siret_gives_its_own_address_and_an_rna_its_association(directory: Double, number: str, address: str) -> None:
    directory.companies(ARCHER)

    [found] = companies(directory, number)

    assert found.found[0].identifier == number
    assert found.found[0].address.startswith(address)


@pytest.mark.parametrize("number", ["552100554", "55210055400013", "W999999999"])
def test_another_organisation_than_the_one_asked_for_is_not_taken_for_it(directory: Double, number: str) -> None:
    directory.companies(ARCHER)

    assert companies(directory, number) == [Lookup(Outcome.NONE)]


def test_a_name_gives_several_and_says_who_has_ceased(directory: Double) -> None:
    directory.companies(ARCHER, {**ARCHER, "etat_administratif": "C", "complements": None, "siege": None})

    [found] = companies(directory, "archer")

    assert [(one.identifier, one.is_active, one.is_ess) for one in found.found] == [
        ("44120873300010", True, True),
        ("441208733", False, False),
    ]


def test_nothing_found_is_an_answer(directory: Double) -> None:
    directory.companies()
    assert companies(directory, "zzz") == [Lookup(Outcome.NONE)]
    directory.refuse(400, {"erreur": "3 caractères minimum pour les termes de la requête"})
    assert companies(directory, "z") == [Lookup(Outcome.NONE)]


@pytest.mark.parametrize(
    "body", [b"", b"<html>Maintenance</html>", b"[]", b'{"resultats": []}', b'{"results": [{"siren": {}}]}', b"\xff"]
)
def test_nonsense_is_no_answer_and_is_not_kept(directory: Double, body: bytes) -> None:
    directory.body = body

    assert companies(directory, "archer", "archer") == [Lookup(Outcome.DOWN)] * 2
    assert len(directory.asked) == 2


@pytest.mark.parametrize("status", [301, 404, 500, 502])
def test_an_error_of_the_directory_is_no_answer(directory: Double, status: int) -> None:
    directory.refuse(status, {}, location="http://127.0.0.1:9/")

    assert companies(directory, "archer") == [Lookup(Outcome.DOWN)]


def test_an_answer_without_end_is_left(directory: Double) -> None:
    directory.body = b"[" + b" " * LARGEST_ANSWER + b"]"

    assert companies(directory, "archer") == [Lookup(Outcome.DOWN)]


def test_a_directory_that_is_slow_is_left_after_two_seconds(directory: Double) -> None:
    directory.companies(ARCHER)
    directory.delay = 2.5

    assert companies(directory, "archer") == [Lookup(Outcome.DOWN)]


def test_a_directory_that_is_not_there_or_not_set_stops_nobody() -> None:
    gone, unset = Double("http://127.0.0.1:9"), Double("")

    assert companies(gone, "archer") == [Lookup(Outcome.DOWN)]
    assert companies(unset, "archer") == [Lookup(Outcome.OFF)]


def test_too_many_requests_are_followed_by_the_silence_that_was_asked_for(directory: Double) -> None:
    clock = Seconds()
    directory.refuse(429, {}, Retry_After="7")
    service = CompanyDirectory(JsonService(directory.url, clock=clock))

    async def ask() -> list[Lookup[Company]]:
        first, second = await service.find("archer"), await service.find("autre")
        clock.at += 7.5
        directory.companies(ARCHER)
        return [first, second, await service.find("archer")]

    first, second, third = run(ask)

    assert (first.outcome, first.retry_after) == (Outcome.BUSY, 7)
    assert second.outcome is Outcome.BUSY
    assert third.outcome is Outcome.FOUND
    assert [one["q"] for one in directory.asked] == ["archer", "archer"]


def test_the_same_question_is_asked_once_an_hour(directory: Double) -> None:
    clock = Seconds()
    directory.companies(ARCHER)
    service = CompanyDirectory(JsonService(directory.url, clock=clock))

    async def ask() -> None:
        await service.find("archer")
        await service.find("archer")
        clock.at += KEPT_SECONDS + 1
        await service.find("archer")

    run(ask)

    assert len(directory.asked) == 2


def test_an_address_is_found_with_the_code_of_its_commune(directory: Double) -> None:
    directory.addresses(STREET, TOWN)

    found = addresses(directory, "12 rue saint nicolas romans")

    assert directory.asked == [
        {"path": "/search", "q": "12 rue saint nicolas romans", "limit": "5", "autocomplete": "1"}
    ]
    assert found.found == (
        KnownAddress("12 Rue Saint-Nicolas", "26100", "Romans-sur-Isère", "26281"),
        KnownAddress("", "26100", "Romans-sur-Isère", "26281"),
    )


def test_the_address_base_fails_as_politely(directory: Double) -> None:
    assert addresses(directory, "12") == Lookup(Outcome.NONE)
    directory.addresses()
    assert addresses(directory, "nowhere at all") == Lookup(Outcome.NONE)
    directory.body = b'{"features": [{"properties": 3}]}'
    assert addresses(directory, "12 rue saint nicolas") == Lookup(Outcome.DOWN)
    directory.refuse(429, {})
    assert addresses(directory, "12 rue saint nicolas") == Lookup(Outcome.BUSY, retry_after=5)
