"""The end of a replay: decisions proposed from the ranking, the publication, and the results as everyone reads them."""

import json
from typing import NamedTuple

from app.demo.replay_people import Player
from app.demo.replay_plan import ReplayPlan
from app.demo.shapes import Track

IN_RESERVE = 12


class Results(NamedTuple):
    """What is public: selected, on the page and in the file, and the figures of the page."""

    selected: int
    in_file: int


def select(organiser: Player, plan: ReplayPlan) -> None:
    """Poles by their ranking, as many as there are places; the other tracks get no place."""
    for track in plan.call.tracks:
        chosen = track.key is Track.POLE
        wanted = {"track": str(track.key), "places": str(plan.places if chosen else 0)}
        page = organiser.open(f"/organiser/calls/{plan.slug}/selection/proposal?track={track.key}")
        form = page.form(field="places")
        if form.of("waiting"):
            wanted["waiting"] = str(IN_RESERVE if chosen else 0)
        page = organiser.browser.submit(page, form, wanted)
        saved = next((form for form in page.forms if form.of("seen")), None)
        if saved is None:
            raise page.stuck("nothing can be decided from this ranking")
        organiser.browser.submit(page, saved)


def publish(organiser: Player, plan: ReplayPlan) -> None:
    """Read once more, tick the box, publish."""
    page = organiser.open(f"/organiser/calls/{plan.slug}/publication")
    page = organiser.open(page.link("/publication/confirm"))
    organiser.browser.submit(page, page.form(field="sure"), {"sure": True})


def read(anybody: Player, plan: ReplayPlan) -> Results:
    """The results, as somebody without an account sees them."""
    page = anybody.browser.get(f"/calls/{plan.slug}/results")
    poles = {link for link in page.links("/poles/") if link.removeprefix("/poles/")}
    table = json.loads(anybody.browser.get(f"/calls/{plan.slug}/results.json").body)
    rows = table if isinstance(table, list) else next(value for value in table.values() if isinstance(value, list))
    for pole in sorted(poles):
        anybody.browser.get(pole)
    return Results(len(poles), len(rows))
