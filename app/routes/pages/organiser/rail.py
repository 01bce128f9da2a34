"""The call as the rail of organisers shows it."""

from typing import NamedTuple

from app.models import Call
from app.web.shown import text_in


class RailCall(NamedTuple):
    """The address and the name of a call."""

    slug: str
    title: str


def rail_of(call: Call, language: str) -> RailCall:
    """The call in the language of the page."""
    return RailCall(call.slug, text_in(call.title, language))


def key_after(after: str) -> tuple[int, int] | None:
    """The place a page starts after: number of readers, number of the dossier."""
    first, _, second = after.partition("-")
    return (int(first), int(second)) if first.isdecimal() and second.isdecimal() else None
