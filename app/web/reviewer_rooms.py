"""The places of the reviewer's space, in the order of its masthead: one line for each room."""

from typing import NamedTuple

from app.web.i18n import N_


class ReviewerRoom(NamedTuple):
    """A place: its address, its name; with `{call}` in the address it needs a call, and shows only where there is one.

    `exact`: the pages under its address belong to other places.
    """

    href: str
    text: str
    exact: bool = False


ROOMS = (
    ReviewerRoom("/reviewer", N_("Mes lectures")),
    ReviewerRoom("/reviewer/discussions", N_("Discussions")),
    ReviewerRoom("/reviewer/calls/{call}/rubric", N_("La grille")),
    ReviewerRoom("/reviewer/calls/{call}/sheet", N_("Tableur")),
)


def places_for(path: str, call: str) -> list[tuple[str, str, bool]]:
    """The places for somebody on this page: address, message id, whether the page is there."""
    rooms = [(room, room.href.replace("{call}", call)) for room in ROOMS if call or "{call}" not in room.href]
    here = [href for room, href in rooms if path == href or (not room.exact and path.startswith(f"{href}/"))]
    nearest = max(here, key=len, default="")
    return [(href, room.text, href == nearest) for room, href in rooms]
