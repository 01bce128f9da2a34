"""Looking up an organisation or an address in a public directory, before the doors of the database open.

The person is recognised in a short reading session, given back at once; the directory is then asked without a place
at the gate, a thread or a lock (docs/decisions/0007): two seconds of waiting cost nobody else anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from pydantic import JsonValue
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from app.adapters import addresses, companies
from app.adapters.addresses import KnownAddress
from app.adapters.companies import Company
from app.adapters.lookups import Lookup, Outcome
from app.domain.addresses import gather_address, one_line_of
from app.domain.entries import PREFIX
from app.domain.errors import TooMany
from app.domain.identifiers import identifier_kind, identifier_problem
from app.domain.organisations import gather_organisation
from app.domain.questions import QuestionKind
from app.queries import people
from app.web.body import Body
from app.web.cookies import session_token
from app.web.guards import Now
from app.web.hall import Hall, hall_of
from app.web.pace import Pace
from app.web.sealing import unseal

LOOK = "look"
"""The name of the button; its value is a kind and a question: `organisation:bearer`."""
BLANK, WRONG, TAKEN = "blank", "wrong", "taken"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a directory said about one question: an `Outcome`; or why it was not asked: `blank`, `wrong`, `taken`.

    `values` are answers as they would be stored, `sure` when the first is the one that was asked for by its number.
    """

    key: str = ""
    outcome: str = ""
    values: tuple[dict[str, JsonValue], ...] = ()
    sure: bool = False
    retry_after: int = 0
    closed: frozenset[int] = field(default_factory=frozenset)

    @property
    def found(self) -> dict[str, JsonValue]:
        """The answer to keep without asking more."""
        return {self.key: self.values[0]} if self.sure and self.values else {}


def picked(hall: Hall, body: FormData) -> dict[str, JsonValue]:
    """The propositions chosen, by question: only what this platform proposed opens."""
    found: dict[str, JsonValue] = {}
    for name, sent in body.multi_items():
        if name.startswith(PREFIX) and name.endswith("-pick") and isinstance(sent, str):
            value = unseal(hall, sent)
            if isinstance(value, dict):
                found[name.removeprefix(PREFIX).removesuffix("-pick")] = value
    return found


async def _look(request: Request, body: Body, now: Now) -> Looked:
    kind, _, key = str(body.get(LOOK, "")).partition(":")
    if kind == "take":
        return Looked(key, TAKEN)
    if kind not in (QuestionKind.ORGANISATION, QuestionKind.ADDRESS) or not key:
        return Looked()
    if (refused := await refused_look(request, key, now)) is not None:
        return refused
    hall = hall_of(request)
    raw = {name: [text] for name, text in body.multi_items() if isinstance(text, str)}
    if kind == QuestionKind.ORGANISATION:
        return await organisation(hall, key, gather_organisation(PREFIX + key, raw), now)
    return await _address(hall, key, gather_address(PREFIX + key, raw), now)


TheLook = Annotated[Looked, Depends(_look)]
"""Stands before every guard that opens the database in the signature of a door: dependencies open in that order."""


async def refused_look(request: Request, key: str, now: datetime) -> Looked | None:
    """Why whoever asks may not ask a directory through us now; None when they may."""
    who = await _who(hall_of(request), session_token(request), now)
    if not who:
        return Looked()
    pace: Pace = request.app.state.lookup_pace
    try:
        pace.count(who, now)
    except TooMany as error:
        return Looked(key, Outcome.BUSY, retry_after=int(str(error.params["retry_after"])))
    return None


async def _who(hall: Hall, token: str | None, now: datetime) -> str:
    """Who asks; nobody may ask a directory through us without being signed in."""
    if not token:
        return ""

    def recognise() -> str:
        with hall.database.reading() as db:
            actor = people.actor_of_session(db, token, now)
            return str(actor.id) if actor else ""

    async with hall.gate:
        return await run_in_threadpool(recognise)


async def organisation(hall: Hall, key: str, typed: Mapping[str, JsonValue], now: datetime) -> Looked:
    """Ask the directory of companies about the number that was typed, else about the name."""
    number, name = str(typed["identifier"] or "").strip(), str(typed["name"] or "").strip()
    if any(sign.isdigit() for sign in number) and identifier_problem(number):
        return Looked(key, WRONG)
    text = number or name
    if not text:
        return Looked(key, BLANK)
    result = await hall.companies.find(text)
    values = tuple(_stored_company(one, now) for one in result.found)
    closed = frozenset(place for place, one in enumerate(result.found) if not one.is_active)
    sure = bool(identifier_kind(text)) and len(values) == 1
    return Looked(key, result.outcome, values, sure, result.retry_after, closed)


async def _address(hall: Hall, key: str, typed: Mapping[str, JsonValue], now: datetime) -> Looked:
    text = one_line_of(dict(typed))
    if not text:
        return Looked(key, BLANK)
    result: Lookup[KnownAddress] = await hall.addresses.find(text)
    extra = {"complement": str(typed["complement"])} if typed["complement"] else {}
    values = tuple(_filled({**one._asdict(), **extra, **_proof(addresses.SOURCE, now)}) for one in result.found)
    return Looked(key, result.outcome, values, retry_after=result.retry_after)


def _stored_company(one: Company, now: datetime) -> dict[str, JsonValue]:
    parts = one._asdict()
    ess, _ = parts.pop("is_ess"), parts.pop("is_active")
    numbers = list[JsonValue](parts.pop("numbers"))
    stored: dict[str, JsonValue] = {**_filled({**parts, **_proof(companies.SOURCE, now)}), "numbers": numbers}
    return {**stored, "ess": True} if ess else stored


def _proof(source: str, now: datetime) -> dict[str, str]:
    return {"source": source, "fetched_at": now.isoformat(timespec="seconds")}


def _filled(parts: Mapping[str, str]) -> dict[str, JsonValue]:
    return {name: value for name, value in parts.items() if value}
