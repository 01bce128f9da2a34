"""What a change of dates changes, line by line, and what follows at once: for its preview and for the history."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from app.domain.phases import Calendar, Phase, phase
from app.models import Call
from app.queries.calendars import Touched
from app.queries.calls import calendar_of
from app.web.calendar_fields import KINDS
from app.web.calendars import when_text
from app.web.i18n import N_, translations
from app.web.organiser_settings import Change
from app.web.shown import deadline_text, text_in, zone_name

Text = Mapping[str, Any]
"""A calendar as plain values: `queries.calendars.calendar_text`."""
Instants = tuple[str, str]
DECIDING: Sequence[Instants] = (("opens_at", N_("Ouverture du dépôt")), ("closes_at", N_("Clôture du dépôt")))


class Line(NamedTuple):
    """One line of a change; `decides` when an instant that decides moves."""

    label: str
    before: str
    after: str
    decides: bool = False


def changed_lines(before: Text, after: Text, language: str) -> list[Line]:
    """Every line that differs, the instants that decide first."""
    return [
        Line(*change, decides=decides)
        for decides, changes in ((True, _deciding(before, after, language)), (False, _moments(before, after, language)))
        for change in changes
        if change.before != change.after
    ]


def _deciding(before: Text, after: Text, language: str) -> Iterator[Change]:
    speech = translations(language)
    for name, label in DECIDING:
        shown = (deadline_text(_at(text[name]), language, text["zone"]) for text in (before, after))
        yield Change(speech.gettext(label), *shown)
    label = speech.gettext(N_("Tolérance pour les brouillons"))
    yield Change(label, *(_minutes(text["grace_minutes"], language) for text in (before, after)))
    label = speech.gettext(N_("Fuseau horaire"))
    yield Change(label, *(zone_name(text["zone"], language) for text in (before, after)))


def _moments(before: Text, after: Text, language: str) -> Iterator[Change]:
    """The moments that inform; those of the opening and the deadline say what decides, and change with it."""
    for old, new in _paired(_informing(before), _informing(after)):
        shown = new or old
        kind = translations(language).gettext(KINDS.get(shown["kind"], ""))
        yield Change(
            f"{kind} · {text_in(shown['title'], language)}",
            _told(old, shown, language, before["zone"]) if old else "",
            _told(new, shown, language, after["zone"]) if new else "",
        )


def _paired(were: list[Text], are: list[Text]) -> Iterator[tuple[Text, Text]]:
    """The same moment before and after: of one kind and title, else of one kind; `{}` where it was not, or is not."""
    pairs: list[tuple[Text, Text]] = [(old, {}) for old in were]
    left = list(are)
    for alike in (_same_title, _same_kind):
        for place, (old, new) in enumerate(pairs):
            found = next((one for one in left if not new and alike(old, one)), None)
            if found is not None:
                pairs[place] = (old, found)
                left = [one for one in left if one is not found]
    yield from pairs
    yield from (({}, new) for new in left)


def _same_title(old: Text, new: Text) -> bool:
    return bool((old["kind"], old["title"]) == (new["kind"], new["title"]))


def _same_kind(old: Text, new: Text) -> bool:
    return bool(old["kind"] == new["kind"])


def _informing(text: Text) -> list[Text]:
    return [one for one in text["moments"] if one["kind"] not in ("opening", "deadline")]


def _told(moment: Text, shown: Text, language: str, zone: str) -> str:
    ends_at = _at(moment["ends_at"]) if moment["ends_at"] else None
    parts = [when_text(_at(moment["starts_at"]), ends_at, language, zone), moment["place"]]
    if moment["title"] != shown["title"]:
        parts.insert(0, text_in(moment["title"], language))
    # A title changed in the other language alone is a change too.
    parts += [text for code, text in moment["title"].items() if code != language and moment["title"] != shown["title"]]
    return ", ".join(part for part in parts if part)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _minutes(number: int, language: str) -> str:
    speech = translations(language)
    if not number:
        return speech.gettext(N_("aucune"))
    return speech.ngettext("%(num)s minute", "%(num)s minutes", number) % {"num": number}


def follows(call: Call, after: Text, who: Touched, now: datetime, language: str) -> list[str]:
    """What people must know before they confirm: the call that opens or closes at once, drafts that lose time."""
    speech = translations(language)
    wanted = Calendar(_at(after["opens_at"]), _at(after["closes_at"]), timedelta(minutes=after["grace_minutes"]))
    was, will = phase(calendar_of(call), now), phase(wanted, now)
    said = []
    if was is not will:
        said.append(
            {
                Phase.ANNOUNCED: speech.gettext(N_("L’appel ne prendra plus de dossier avant sa nouvelle ouverture.")),
                Phase.OPEN: speech.gettext(N_("L’appel prendra des dossiers aussitôt.")),
                Phase.CLOSED: speech.gettext(N_("L’appel sera clos aussitôt.")),
                Phase.PUBLISHED: "",
            }[will]
        )
    if who.drafts and _moves(call, wanted):
        text = (
            speech.ngettext(
                "%(num)s brouillon est ouvert : il restera moins de temps pour le déposer.",
                "%(num)s brouillons sont ouverts : il restera moins de temps pour les déposer.",
                who.drafts,
            )
            if wanted.closes_at < call.closes_at
            else speech.ngettext(
                "%(num)s brouillon est ouvert : ses dates changent.",
                "%(num)s brouillons sont ouverts : leurs dates changent.",
                who.drafts,
            )
        )
        said.append(text % {"num": who.drafts})
    if who.filed and _moves(call, wanted):
        text = speech.ngettext("%(num)s dossier est déjà déposé.", "%(num)s dossiers sont déjà déposés.", who.filed)
        said.append(text % {"num": who.filed})
    return [one for one in said if one]


def _moves(call: Call, wanted: Calendar) -> bool:
    return (call.opens_at, call.closes_at) != (wanted.opens_at, wanted.closes_at)
