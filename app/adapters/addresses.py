"""The national address base: the addresses that look like what somebody typed."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from app.adapters.lookups import JsonService, Lookup, Outcome, Silence

MOST = 5
SHORTEST, LONGEST = 3, 200
SOURCE = "base_adresse"


class KnownAddress(NamedTuple):
    """One address of the base; `insee` is the code of its commune."""

    line: str
    postcode: str
    city: str
    insee: str


class Addresses(Protocol):
    async def find(self, text: str) -> Lookup[KnownAddress]:
        """The addresses most like this text, the best first. Never raises."""
        ...


class MemoryAddresses:
    """The memory twin: finds those it is given by a word of their line."""

    def __init__(self, known: Iterable[KnownAddress] = (), outcome: Outcome = Outcome.OFF) -> None:
        self.known, self.outcome = list(known), outcome
        self.asked: list[str] = []

    async def find(self, text: str) -> Lookup[KnownAddress]:
        self.asked.append(text)
        words = set(text.casefold().split())
        found = [one for one in self.known if words & set(one.line.casefold().split())]
        if found:
            return Lookup(Outcome.FOUND, tuple(found[:MOST]))
        return Lookup(Outcome.NONE if self.known else self.outcome, retry_after=30)


class AddressBase:
    """The address base (GeoCodeJSON) at a base address; an empty one asks nobody."""

    def __init__(self, service: JsonService) -> None:
        self._service = service

    async def find(self, text: str) -> Lookup[KnownAddress]:
        wanted = text.strip()[:LONGEST]
        if len(wanted) < SHORTEST:
            return Lookup(Outcome.NONE)
        query = {"q": wanted, "limit": str(MOST), "autocomplete": "1"}
        body = await self._service.ask("/search", query)
        if isinstance(body, Silence):
            return Lookup(body.outcome, retry_after=body.retry_after)
        try:
            features = _Answer.model_validate_json(body).features
        except ValidationError:
            self._service.forget("/search", query)
            return Lookup(Outcome.DOWN)
        found = tuple(_address(one.properties) for one in features)
        return Lookup(Outcome.FOUND if found else Outcome.NONE, found[:MOST])


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class _Properties(_Lenient):
    type: str = ""
    name: str = ""
    postcode: str | None = None
    citycode: str | None = None
    city: str | None = None


class _Feature(_Lenient):
    properties: _Properties


class _Answer(_Lenient):
    features: tuple[_Feature, ...]


def _address(one: _Properties) -> KnownAddress:
    # A whole municipality has its own name where others have a street.
    line = "" if one.type == "municipality" else one.name
    return KnownAddress(line, one.postcode or "", one.city or "", one.citycode or "")
