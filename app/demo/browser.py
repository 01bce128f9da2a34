"""A browser without a window: opens pages, fills their own forms, presses their own buttons, follows redirects."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from app.demo.markup import Button, Control, Element, FormOnPage, forms_of, read

Value = str | bool | Sequence[str]
File = tuple[str, bytes, str]
MOST_REDIRECTS = 5
_IDS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=/)[\w-]{40,}|(?<=/)[A-Z0-9]{4}-[A-Z0-9-]+"
)


class Stuck(Exception):
    """The person cannot go on: what they looked for, where they were, and what the page said."""


class Ledger:
    """Every request made, by kind of page: how many, how long in all, the slowest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seconds: dict[str, list[float]] = defaultdict(list)

    def note(self, method: str, path: str, seconds: float) -> None:
        """Write one request down."""
        with self._lock:
            self.seconds[f"{method} {_IDS.sub('*', path)}"].append(seconds)

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return sum(len(times) for times in self.seconds.values())


@dataclass(frozen=True)
class PageSeen:
    """A page as the person sees it."""

    url: str
    status: int
    body: bytes = field(repr=False)
    media_type: str

    @cached_property
    def html(self) -> str:
        """Its source."""
        return self.body.decode("utf-8", "replace")

    @cached_property
    def tree(self) -> Element:
        """Its content: the main part, where there is one (menus are the same everywhere)."""
        start, end = self.html.find("<main"), self.html.rfind("</main>")
        return read(self.html[start:end] if 0 <= start < end else self.html)

    @cached_property
    def forms(self) -> list[FormOnPage]:
        """Its forms."""
        return forms_of(self.tree)

    @property
    def path(self) -> str:
        """Its address without the host."""
        return urlsplit(self.url).path

    @property
    def title(self) -> str:
        """Its first heading."""
        return next((one.text for one in self.tree.every("h1")), "")

    @property
    def alerts(self) -> list[str]:
        """What it says went wrong."""
        marked = (one for one in self.tree.every() if "error" in one.get("class").split() or one.get("role") == "alert")
        return list(dict.fromkeys(one.text for one in marked))

    def links(self, within: str = "") -> list[str]:
        """The addresses its links lead to; those that contain `within`."""
        found = (urlsplit(urljoin(self.url, one.get("href"))) for one in self.tree.every("a") if one.get("href"))
        return [f"{to.path}?{to.query}" if to.query else to.path for to in found if within in to.path]

    def link(self, within: str) -> str:
        """The first of them."""
        found = self.links(within)
        if not found:
            raise self.stuck(f"no link leads to {within}")
        return found[0]

    def form(self, *, action: str = "", field: str = "", button: str = "") -> FormOnPage:
        """The one form whose action ends so, that has this field, or a button with this text."""
        for form in self.forms:
            acts = not action or urlsplit(form.action or self.path).path.endswith(action)
            named = not button or any(button in one.text for one in form.buttons)
            if acts and named and (not field or form.of(field)):
                return form
        raise self.stuck(f"there is no form {action or field or button!r}")

    def stuck(self, reason: str) -> Stuck:
        """A refusal to go on that says where and why."""
        said = "; ".join(self.alerts[:3]) or self.title
        return Stuck(f"{self.path} ({self.status}): {reason}." + (f" The page says: {said}" if said else ""))


class Browser:
    """One person's browser: its own cookies over a shared wire."""

    def __init__(self, base_url: str, wire: httpx.BaseTransport, ledger: Ledger, *, language: str = "fr") -> None:
        self.base_url = base_url.rstrip("/")
        self._ledger = ledger
        headers = {"accept-language": language, "accept": "text/html", "user-agent": "Tremplin replay"}
        self._client = httpx.Client(transport=_Shared(wire), base_url=self.base_url, headers=headers, timeout=120)

    def get(self, path: str) -> PageSeen:
        """Open a page; any status but 200 is a refusal."""
        page = self.look(path)
        if page.status != 200:
            raise page.stuck("the page does not open")
        return page

    def look(self, path: str) -> PageSeen:
        """Open a page, whatever it answers."""
        return self._go("GET", urljoin(self.base_url, path))

    def submit(
        self,
        page: PageSeen,
        form: FormOnPage,
        values: Mapping[str, Value] | None = None,
        *,
        files: Mapping[str, Sequence[File]] | None = None,
        button: str = "",
    ) -> PageSeen:
        """Fill a form of this page, press a button, and follow where it leads; a refusal shown by the page is one."""
        pressed = _pressed(page, form, button)
        fields = _filled(page, form, values or {})
        if pressed and pressed.name:
            fields.append((pressed.name, pressed.value))
        url = urljoin(page.url, (pressed.action if pressed else "") or form.action or page.url)
        if form.method == "get":
            return self._go("GET", f"{url.partition('?')[0]}?{urlencode(fields)}")
        if form.multipart:
            parts = [(name, (None, value)) for name, value in fields]
            parts += [(name, one) for name, many in (files or {}).items() for one in many]  # type: ignore[misc]
            answer = self._go("POST", url, files=parts)
        else:
            answer = self._go("POST", url, content=urlencode(fields).encode(), form=True)
        if answer.status >= 400:
            raise answer.stuck(f"the form {urlsplit(url).path} was refused")
        return answer

    def call(self, method: str, path: str, *, token: str, content: object = None) -> PageSeen:
        """Speak to the API with a token."""
        return self._go(method, urljoin(self.base_url, path), token=token, json=content)

    def _go(self, method: str, url: str, *, form: bool = False, token: str = "", **sent: object) -> PageSeen:
        for _ in range(MOST_REDIRECTS):
            headers = {} if method == "GET" else {"origin": self.base_url}
            if token:
                headers["authorization"] = f"Bearer {token}"
            if form:
                headers["content-type"] = "application/x-www-form-urlencoded"
            began = time.perf_counter()
            try:
                answer = self._client.request(method, url, headers=headers, **sent)  # type: ignore[arg-type]
            except httpx.TransportError as error:
                raise Stuck(f"{url} does not answer ({type(error).__name__}).") from error
            self._ledger.note(method, answer.url.path, time.perf_counter() - began)
            if not answer.has_redirect_location:
                media_type = answer.headers.get("content-type", "").partition(";")[0]
                return PageSeen(str(answer.url), answer.status_code, answer.content, media_type)
            method, url, form, sent = "GET", urljoin(url, answer.headers["location"]), False, {}
        raise Stuck(f"{url}: too many redirects.")


class _Shared(httpx.BaseTransport):
    """A wire that several browsers use: closing one of them leaves it open."""

    def __init__(self, wire: httpx.BaseTransport) -> None:
        self._wire = wire

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._wire.handle_request(request)


def _pressed(page: PageSeen, form: FormOnPage, text: str) -> Button | None:
    if not text:
        return form.buttons[0] if form.buttons else None
    found = next((one for one in form.buttons if text in (one.text, one.value)), None)
    if found is None:
        raise page.stuck(f"there is no button {text!r}")
    return found


def _filled(page: PageSeen, form: FormOnPage, values: Mapping[str, Value]) -> list[tuple[str, str]]:
    """The fields to send, in order: what was typed in place of what stood; only what the form offers can be given."""
    fields: list[tuple[str, str]] = []
    for name in dict.fromkeys(control.name for control in form.controls):
        controls = form.of(name)
        if name not in values:
            fields += [(name, one.value) for one in controls if one.on and one.kind != "file"]
            continue
        fields += [(name, value) for value in _given(page, controls, values[name])]
    if unknown := [name for name in values if not form.of(name)]:
        raise page.stuck(f"the form has no field {unknown[0]!r}")
    return fields


def _given(page: PageSeen, controls: list[Control], value: Value) -> list[str]:
    first = controls[0]
    offered = first.options if first.kind == "select" else tuple(control.value for control in controls)
    if isinstance(value, bool):
        return list(offered[:1]) if value else []
    wanted = [value] if isinstance(value, str) else list(value)
    if first.kind in ("checkbox", "radio", "select") and (odd := set(wanted) - set(offered)):
        raise page.stuck(f"{first.name} does not offer {min(odd)!r}")
    return wanted
