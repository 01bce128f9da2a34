"""What the settings of a call show: its parts as fields, and what a change would change, line by line."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from app.domain.instants import near_instant_in
from app.domain.phases import MomentKind
from app.models import Call, Moment
from app.web.binding import Bound
from app.web.i18n import LANGUAGES, N_, translations
from app.web.shown import deadline_text

KINDS: Mapping[str, str] = {
    MomentKind.QUESTIONS: N_("Questions en ligne"),
    MomentKind.OPENING: N_("Ouverture"),
    MomentKind.INFORMATION: N_("Réunion d’information"),
    MomentKind.DEADLINE: N_("Clôture"),
    MomentKind.SCREENING: N_("Recevabilité"),
    MomentKind.REVIEW: N_("Évaluation"),
    MomentKind.JURY: N_("Comité"),
    MomentKind.PUBLICATION: N_("Publication"),
    MomentKind.MEETING: N_("Rencontre"),
}
ZONES = (
    "Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte",
    "Pacific/Noumea", "Pacific/Tahiti", "America/Miquelon", "UTC",
)  # fmt: skip
FIELDS: Mapping[str, str] = {
    "opens_at": N_("Ouverture"),
    "closes_at": N_("Clôture"),
    "zone": N_("Fuseau horaire"),
    "grace_minutes": N_("Tolérance, en minutes"),
    "moments": N_("Étape %(number)s"),
    "title": N_("Titre"),
    "summary": N_("Résumé"),
    "presentation": N_("Présentation"),
    "contact_email": N_("Adresse de contact"),
    "faq": N_("Question %(number)s"),
    "places": N_("Projets à retenir"),
    "reviews_per_dossier": N_("Lectures par dossier"),
    "expected": N_("Dossiers attendus"),
}
SPEECH = {"fr": N_("en français"), "en": N_("en anglais")}


class Change(NamedTuple):
    """One line of a change: what it is about, before and after."""

    label: str
    before: str
    after: str


def local(at: datetime | None, zone: str) -> str:
    """An instant as a browser's date field writes it, in this zone."""
    if at is None:
        return ""
    written = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return written.isoformat(timespec="seconds" if written.second else "minutes")


def calendar_fields(call: Call, moments: list[Moment]) -> Bound[Any]:
    """The calendar as fields, two blank rows at its end."""
    fields: dict[str, object] = {
        "version": call.version,
        "zone": call.zone,
        "opens_at": local(call.opens_at, call.zone),
        "closes_at": local(call.closes_at, call.zone),
        "grace_minutes": call.grace_minutes,
    }
    for number, moment in enumerate(moments):
        row = f"moments.{number}"
        fields |= {f"{row}.kind": moment.kind, f"{row}.place": moment.place}
        fields |= {f"{row}.title.{language}": moment.title.get(language, "") for language in LANGUAGES}
        fields |= {
            f"{row}.starts_at": local(moment.starts_at, call.zone),
            f"{row}.ends_at": local(moment.ends_at, call.zone),
        }
    return _filled(fields)


def texts_fields(call: Call) -> Bound[Any]:
    """The texts as fields."""
    fields: dict[str, object] = {"version": call.version, "contact_email": call.contact_email}
    for name in ("title", "summary", "presentation"):
        fields |= {f"{name}.{language}": getattr(call, name).get(language, "") for language in LANGUAGES}
    for number, line in enumerate(call.faq):
        for part in ("question", "answer"):
            fields |= {f"faq.{number}.{part}.{language}": line[part].get(language, "") for language in LANGUAGES}
    return _filled(fields)


def aims_fields(call: Call) -> Bound[Any]:
    """What the call aims at, as fields."""
    names = ("version", "places", "reviews_per_dossier", "expected")
    return _filled({name: getattr(call, name) for name in names})


def rows_of(form: Bound[Any], name: str, more: int = 2) -> list[int]:
    """The numbers of the rows that were typed, then of some blank ones."""
    typed = sorted({int(key.split(".")[1]) for key in form.raw if key.startswith(f"{name}.")})
    first = typed[-1] + 1 if typed else 0
    return [*typed, *range(first, first + more)]


def changes(call: Call, now_is: Bound[Any], wanted: Bound[Any], language: str) -> list[Change]:
    """What differs between what is kept and what is wanted, as people read it."""
    before = {key: _shown(key, values[-1], now_is, call, language) for key, values in now_is.raw.items()}
    after = {key: _shown(key, values[-1], wanted, call, language) for key, values in wanted.raw.items()}
    asked = [key for key in dict.fromkeys([*before, *after]) if key.split(".")[0] in FIELDS]
    return [
        Change(label_of(key, language), before.get(key, ""), after.get(key, ""))
        for key in asked
        if before.get(key, "") != after.get(key, "")
    ]


def label_of(key: str, language: str) -> str:
    """The name of a dotted field: `Titre, en anglais`."""
    say = translations(language).gettext
    parts = key.split(".")
    number = int(parts[1]) + 1 if len(parts) > 1 and parts[1].isdecimal() else 0
    words = [say(FIELDS[parts[0]]) % {"number": number} if number else say(FIELDS[parts[0]])]
    details = {"starts_at": N_("début"), "ends_at": N_("fin"), "place": N_("lieu"), "kind": N_("genre")}
    details |= {"title": N_("titre"), "question": N_("question"), "answer": N_("réponse")}
    words += [say(details[part]) for part in parts[1:] if part in details]
    words += [say(SPEECH[parts[-1]])] if parts[-1] in SPEECH else []
    return ", ".join(words)


def carried(form: Bound[Any], version: int) -> Iterator[tuple[str, str]]:
    """What a preview carries to its confirmation."""
    yield "version", str(version)
    for name, values in form.raw.items():
        if name not in ("csrf", "step", "version"):
            yield name, values[-1]


def _filled(fields: Mapping[str, object]) -> Bound[Any]:
    return Bound({name: [str(value)] for name, value in fields.items()}, {}, None, {})


def _shown(key: str, value: str, form: Bound[Any], call: Call, language: str) -> str:
    say = translations(language).gettext
    if key.endswith("kind"):
        # A blank row has a kind, and nothing else.
        row = key.removesuffix("kind")
        is_row = any(form.typed(name) for name in form.raw if name.startswith(row) and name != key)
        return say(KINDS.get(value, value)) if is_row else ""
    if key.endswith("_at") and value:
        try:
            zone = form.typed("zone", call.zone)
            return deadline_text(near_instant_in(datetime.fromisoformat(value), zone), language, zone)
        except (ValueError, KeyError):
            return value
    return value.strip()
