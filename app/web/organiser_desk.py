"""What the desk shows around its lines: tabs, links that keep the filters, how they were understood."""

from collections.abc import Mapping
from urllib.parse import urlencode

from app.adapters import geography
from app.forms.screening import DeskFilter
from app.models import Call
from app.web.i18n import N_, translations

NEW_REGIONS = 2016

VIEWS = {
    "all": N_("Tous"),
    "to_screen": N_("À examiner"),
    "admitted": N_("Recevables"),
    "refused": N_("Irrecevables"),
    "requalified": N_("Requalifiés"),
    "late": N_("Hors délai"),
    "withdrawn": N_("Retirés"),
    "drafts": N_("Brouillons"),
}
STATES = {
    "filed": N_("Déposé"),
    "to_correct": N_("À corriger"),
    "admitted": N_("Recevable"),
    "refused": N_("Irrecevable"),
    "withdrawn": N_("Retiré"),
}
ALWAYS = ("all", "to_screen", "admitted", "refused", "drafts")


def link(base: str, wanted: DeskFilter, **changes: str) -> str:
    """The address of the desk with this filter, changed; what is left to its default is not written."""
    default = DeskFilter().model_dump()
    asked = {**wanted.model_dump(include=set(default)), **changes}
    kept = {name: value for name, value in asked.items() if value and value != default.get(name)}
    return f"{base}/dossiers" + (f"?{urlencode(kept)}" if kept else "")


def tabs(base: str, wanted: DeskFilter, counts: Mapping[str, int], language: str) -> list[tuple[str, str, bool, int]]:
    """The saved views with their counts; a rare one shows once it holds something."""
    say = translations(language).gettext
    return [
        (say(text), link(base, DeskFilter(), view=view), view == wanted.view, counts[view])
        for view, text in VIEWS.items()
        if view in ALWAYS or counts[view] or view == wanted.view
    ]


def heads(base: str, wanted: DeskFilter) -> dict[str, tuple[str, str]]:
    """For each column that sorts: its address (the other way round when it sorts already) and how it sorts now."""
    found = {}
    for name in ("number", "title", "received", "complete"):
        here = wanted.sort == name
        usual = "asc" if name in ("title", "number") else "desc"
        order = ("asc" if wanted.order == "desc" else "desc") if here else usual
        found[name] = (
            link(base, wanted, sort=name, order=order),
            {"asc": "ascending", "desc": "descending"}[wanted.order] if here else "",
        )
    return found


def understood(base: str, wanted: DeskFilter, tracks: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """How the filter was understood, piece by piece, each with the address without it."""
    say = translations(language).gettext
    rows = []
    if wanted.q:
        rows.append((say(N_("« %(words)s »")) % {"words": wanted.q}, link(base, wanted, q="")))
    if wanted.track:
        text = say(N_("catégorie %(track)s")) % {"track": tracks.get(wanted.track, wanted.track)}
        rows.append((text, link(base, wanted, track="")))
    if wanted.state:
        rows.append((say(N_("état %(state)s")) % {"state": say(STATES[wanted.state])}, link(base, wanted, state="")))
    if wanted.region:
        rows.append((wanted.region, link(base, wanted, region="")))
    return rows


def regions(call: Call) -> tuple[str, ...]:
    """The regions of the time of the call."""
    is_new = call.opens_at.year >= NEW_REGIONS
    return tuple(sorted({one.region if is_new else one.region_2011 for one in geography.departements().values()}))


def state_options(language: str) -> list[tuple[str, str]]:
    """The states of a filed dossier."""
    say = translations(language).gettext
    return [(state, say(text)) for state, text in STATES.items()]
