"""The people of a replay: they sign up, confirm, sign in again when their session is over, and read their mail."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from app.demo.browser import Browser, PageSeen, Stuck
from app.demo.markup import FormOnPage

PASSWORD = "une phrase pour le rejeu"  # noqa: S105 - chosen by people who do not exist
MAIL_SECONDS = 60.0


class Player:
    """Somebody with an address, a password and a browser."""

    def __init__(self, name: str, email: str, browser: Browser, *, password: str = PASSWORD) -> None:
        self.name, self.email, self.browser, self._password = name, email, browser, password

    def open(self, path: str) -> PageSeen:
        """A page of mine; signing in on the way when the session is over."""
        page = self.browser.get(path)
        return self._signed_in(page) if page.path == "/sign-in" else page

    def send(self, page: PageSeen, form: FormOnPage, values: Mapping[str, object], *, button: str = "") -> PageSeen:
        """Fill a form with those of these values that it asks for, and send it."""
        asked = {name: value for name, value in values.items() if form.of(name)}
        return self.browser.submit(page, form, asked, button=button)  # type: ignore[arg-type]

    def sign_up(self) -> None:
        """Ask for an account; a message leaves."""
        page = self.browser.get("/sign-up")
        form = page.form(field="password")
        self.browser.submit(page, form, {"name": self.name, "email": self.email, "password": self._password})

    def follow(self, link: str) -> None:
        """Open the link of a message and press the button of its page, choosing a password where it asks for one."""
        page = self.browser.get(link)
        form = page.form(action=page.path)
        self.browser.submit(page, form, {"password": self._password} if form.of("password") else {})

    def token(self, scope: str) -> str:
        """A token for a program that acts in my name."""
        page = self.open("/account")
        form = page.form(field="scopes")
        page = self.browser.submit(page, form, {"name": "Rejeu", "scopes": [scope], "days": "90"})
        found = re.search(r"tremplin_[\w-]{20,}", page.html)
        if found is None:
            raise page.stuck("no token is shown")
        return found[0]

    def _signed_in(self, page: PageSeen) -> PageSeen:
        form = page.form(field="password")
        return self.browser.submit(page, form, {"email": self.email, "password": self._password})


class Steering(Player):
    """The administrator: makes calls, and moves the clock of the demonstration."""

    def clock(self) -> datetime:
        """What time it is on the platform."""
        page = self.open("/demo/clock")
        found = re.search(r'data-now="([^"]+)"', page.html)
        if found is None:
            raise page.stuck("the clock cannot be read")
        return datetime.fromisoformat(found[1])

    def move_clock(self, to: datetime) -> None:
        """Go to this instant, unless it is past."""
        if self.clock() < to:
            page = self.open("/demo/clock")
            form = next(form for form in page.forms if any(one.kind == "datetime-local" for one in form.controls))
            self.browser.submit(page, form, {"at": to.isoformat()})


def links_in_mail(browser: Browser, people: Iterable[Player]) -> list[tuple[Player, str]]:
    """Each person with the link of the latest message to them, once the worker has sent them all."""
    waiting = {player.email: player for player in people}
    found: list[tuple[Player, str]] = []
    until = time.monotonic() + MAIL_SECONDS
    while waiting:
        for link, to in _letters(browser.get("/mailbox")):
            if to in waiting and (inside := _link_inside(browser.get(link))):
                found.append((waiting.pop(to), inside))
        if waiting and time.monotonic() > until:
            raise Stuck(f"No message reached {min(waiting)} within a minute.")
        time.sleep(0.3 if waiting else 0)
    return found


def _letters(box: PageSeen) -> Iterator[tuple[str, str]]:
    """The messages of the mailbox: their addresses, and who they are to."""
    for row in box.tree.every("li"):
        link, to = next(row.every("a"), None), next(row.every("b"), None)
        if link is not None and to is not None:
            yield link.get("href"), to.text


def _link_inside(letter: PageSeen) -> str:
    """The link that opens an account, if the message has one."""
    paths = [link for within in ("/confirm/", "/reset/", "/reviewing/") for link in letter.links(within)]
    return paths[0] if paths else ""


def post_document(browser: Browser, token: str, path: str, content: object) -> None:
    """Give a whole document to the API, as a program does."""
    answer = browser.call("POST", path, token=token, content=content)
    if answer.status >= 300:
        raise Stuck(f"{path} ({answer.status}): {answer.html[:300]}")
