"""What the settings of a call show: its parts as fields, and what a change would change, line by line."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.models import Call
from app.web.binding import Bound
from app.web.i18n import LANGUAGES, N_, translations

FIELDS: Mapping[str, str] = {
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


def texts_fields(call: Call) -> Bound[Any]:
    """The texts as fields."""
    fields: dict[str, object] = {"version": call.version, "contact_email": call.contact_email}
    for name in ("title", "summary", "presentation"):
        fields |= {f"{name}.{language}": getattr(call, name).get(language, "") for language in LANGUAGES}
    for number, line in enumerate(call.faq):
        for part in ("question", "answer"):
            fields |= {f"faq.{number}.{part}.{language}": line[part].get(language, "") for language in LANGUAGES}
    return filled(fields)


def aims_fields(call: Call) -> Bound[Any]:
    """What the call aims at, as fields."""
    names = ("version", "places", "reviews_per_dossier", "expected")
    return filled({name: getattr(call, name) for name in names})


def rows_of(form: Bound[Any], name: str, more: int = 2) -> list[int]:
    """The numbers of the rows that were typed, then of some blank ones."""
    typed = sorted({int(key.split(".")[1]) for key in form.raw if key.startswith(f"{name}.")})
    first = typed[-1] + 1 if typed else 0
    return [*typed, *range(first, first + more)]


def changes(now_is: Bound[Any], wanted: Bound[Any], language: str) -> list[Change]:
    """What differs between what is kept and what is wanted, as people read it."""
    before = {key: values[-1].strip() for key, values in now_is.raw.items()}
    after = {key: values[-1].strip() for key, values in wanted.raw.items()}
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
    details = {"question": N_("question"), "answer": N_("réponse")}
    words += [say(details[part]) for part in parts[1:] if part in details]
    words += [say(SPEECH[parts[-1]])] if parts[-1] in SPEECH else []
    return ", ".join(words)


def carried(form: Bound[Any], version: int) -> Iterator[tuple[str, str]]:
    """What a preview carries to its confirmation."""
    yield "version", str(version)
    for name, values in form.raw.items():
        if name not in ("csrf", "step", "version"):
            yield name, values[-1]


def filled(fields: Mapping[str, object]) -> Bound[Any]:
    """Fields as they would be typed."""
    return Bound({name: [str(value)] for name, value in fields.items()}, {}, None, {})
