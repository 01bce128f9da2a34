"""A form of a page, filled in and sent as a browser without JavaScript would."""

from lxml import html
from starlette.testclient import TestClient


def fields_of(page: str, action: str) -> dict[str, list[str]]:
    """What the form that posts to `action` would send, untouched and without its buttons."""
    whole = html.fromstring(page)  # type: ignore[no-untyped-call]
    form = next(form for form in whole.forms if form.get("action") == action)
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        # A browser sends a text with the line ends of the network, and drops the line end after <textarea>.
        found.setdefault(name, []).append(str(value).replace("\r\n", "\n"))
    return found


def send(client: TestClient, page: str, action: str, **changes: str | list[str]) -> tuple[int, str]:
    """Send it with some fields changed; the status, and where it leads."""
    sent = fields_of(page, action) | {
        name.replace("__", "-"): value if isinstance(value, list) else [value] for name, value in changes.items()
    }
    answer = client.post(action, data=sent)
    return answer.status_code, answer.headers.get("location", "")
