"""One person of the last evening: opens the draft, types, is saved, adds a file, checks, files, keeps the receipt."""

import asyncio
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

import httpx

from app.demo.papers import charter
from tests.load.rush_stage import FILES, PASSWORD, TYPED, Somebody

BROWSER = {"sec-fetch-site": "same-origin", "accept-language": "fr", "accept-encoding": "gzip"}
_VERSION = re.compile(r'name="version" value="(\d+)"')
_FORM = re.compile(r'name="form" value="([0-9a-f-]{36})"')
_CODE = re.compile(r"/receipts/([0-9A-Z-]{19})")
WORDS = "Nous mettons en commun un atelier, des achats et des emplois entre voisins. "
SIGNING_IN = 0.15
TRIES = 3


@dataclass(slots=True)
class Evening:
    """What was measured and what was promised: seconds by kind of request, receipts, texts said to be saved."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    ends: list[float] = field(default_factory=list)
    receipts: dict[int, str] = field(default_factory=dict)
    saved: dict[int, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    refused: int = 0


class Failure(Exception):
    """An answer that nobody should get."""


@dataclass(slots=True)
class Visit:
    """Somebody at their browser."""

    who: Somebody
    client: httpx.AsyncClient
    evening: Evening
    chance: Random
    pause: float
    cookies: dict[str, str] = field(default_factory=dict)

    async def play(self) -> None:
        """The whole evening of one person; what fails is written down."""
        try:
            await self._enter()
            await self._type()
            await self._attach()
            await self._file()
        except (Failure, httpx.HTTPError) as error:
            self.evening.failures.append(f"{self.who.number}: {type(error).__name__} {error}")

    async def _enter(self) -> None:
        if self.chance.random() < SIGNING_IN:
            fields = {"email": self.who.email, "password": PASSWORD}
            answer = await self._ask("sign in", "POST", "/sign-in", 303, data=fields)
            self.cookies["session"] = answer.cookies["session"]
        else:
            self.cookies["session"] = self.who.token
        await self._ask("my dossiers", "GET", "/applicant")
        await self._ask("draft", "GET", self.who.path)

    async def _type(self) -> None:
        path = f"{self.who.path}/sections/{self.who.typed_in}"
        page = await self._ask("section", "GET", path)
        version = _found(_VERSION, page.text, "a section without its version")
        form = _found(_FORM, page.text, "a section without its form")
        text = f"Pôle numéro {self.who.number}. "
        for _ in range(self.chance.choice((2, 3, 4))):
            await self._rest()
            text += WORDS
            fields = {f"q-{TYPED}": text.strip(), "asked": TYPED, "version": version, "form": form}
            answer = await self._ask("autosave", "POST", path, data=fields)
            version = _found(_VERSION, answer.text, "no version after an automatic save")
            self.evening.saved[self.who.number] = text.strip()
        fields = {"asked": TYPED, f"q-{TYPED}": text.strip(), "version": version, "form": form, "go": "back"}
        await self._ask("save", "POST", path, 303, data=fields)

    async def _attach(self) -> None:
        path = f"{self.who.path}/sections/{self.who.filed_in}"
        page = await self._ask("section", "GET", path)
        form = _found(_FORM, page.text, "a section without its form")
        await self._rest()
        sent = {f"q-{FILES}": (f"charte {self.who.number}.pdf", PAPER, "application/pdf")}
        fields = {"form": form, "go": "back"}
        await self._ask("file", "POST", path, 303, data=fields, files=sent)

    async def _file(self) -> None:
        page = await self._ask("check", "GET", f"{self.who.path}/check")
        await self._rest()
        form = _FORM.search(page.text)
        fields = {"exact": "yes", "informed": "yes"} | ({"form": form[1]} if form else {})
        answer = await self._ask("submit", "POST", f"{self.who.path}/submit", 303, data=fields)
        if not answer.headers["location"].endswith("/receipt"):
            raise Failure(f"filing led to {answer.headers['location']}")
        # What the platform answers is a promise from here on: the receipt must be in the database.
        self.evening.receipts[self.who.number] = ""
        self.evening.ends.append(time.time())
        page = await self._ask("receipt", "GET", f"{self.who.path}/receipt")
        self.evening.receipts[self.who.number] = _found(_CODE, page.text, "a receipt without its code")

    async def _ask(self, kind: str, method: str, path: str, status: int = 200, **sent: object) -> httpx.Response:
        """One request, as a browser sends it; a platform that says it is busy is asked again, as a person would."""
        headers = BROWSER | {"cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        headers |= {"x-autosave": "yes"} if kind == "autosave" else {}
        for _ in range(TRIES):
            began = time.perf_counter()
            answer = await self.client.request(method, path, headers=headers, **sent)  # type: ignore[arg-type]
            self.evening.seconds[kind].append(time.perf_counter() - began)
            if answer.status_code != 503:
                break
            self.evening.refused += 1
            await asyncio.sleep(1)
        if answer.status_code != status:
            raise Failure(f"{method} {path}: {answer.status_code}")
        return answer

    async def _rest(self) -> None:
        await asyncio.sleep(self.chance.uniform(0.5, 1.5) * self.pause)


def _found(pattern: re.Pattern[str], text: str, lack: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise Failure(lack)
    return found[1]


def _paper() -> bytes:
    # A scan weighs more than a page of text: as much again after the end of the document, which readers skip.
    return charter("Les voisins réunis", "Un pôle de dernière minute") + b"\n%" + b"0" * 150_000


PAPER = _paper()
