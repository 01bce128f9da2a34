"""Places as fields to fill in: territories, chosen and unclear; organisations and addresses, part by part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pydantic import JsonValue
from starlette.datastructures import FormData

from app.adapters.geography.places import Place, place
from app.domain.checks import Problem
from app.domain.entries import PREFIX
from app.domain.form_plans import Section
from app.domain.identifiers import format_identifier
from app.domain.organisations import OrganisationPlan
from app.domain.questions import Question, QuestionKind
from app.domain.territories import LEVELS, Level, names_in, places_in, split_place
from app.services import place_answers, places
from app.web.hall import Hall
from app.web.i18n import N_, translations
from app.web.lookups import TAKEN, Looked
from app.web.messages_places import LEVEL_WORDS, LEVELS_WORDS, PART_OF
from app.web.place_results import Result, Row, result_of
from app.web.place_texts import source_text


class Part(NamedTuple):
    """One line of an organisation or an address."""

    name: str
    id: str
    label: str
    value: str
    error: str = ""
    hint: str = ""
    auto: str = ""
    size: str = ""
    optional: bool = False


class Chosen(NamedTuple):
    """A place chosen, with what tells it from another of the same name."""

    key: str
    name: str
    where: str


class Unclear(NamedTuple):
    """A name that was written, and the places it may mean: (value, name, where)."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PlaceField:
    """What a question about a place shows besides its label; `look` is the value of its button, if it has one."""

    levels: str = ""
    hint: str = ""
    adding: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[Chosen, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    parts: tuple[Part, ...] = ()
    look: str = ""
    result: Result | None = None
    source: str = ""


def place_field(
    question: Question, name: str, value: JsonValue, problems: Iterable[tuple[Problem, str]], language: str
) -> PlaceField:
    """The view of a value; `problems` come with their words."""
    if question.kind is QuestionKind.TERRITORY:
        return _territory(question, value, language)
    errors = {PART_OF[problem.code]: text for problem, text in problems if problem.code in PART_OF}
    known = dict(value) if isinstance(value, dict) else {}
    if isinstance(value, str):
        known["name" if question.kind is QuestionKind.ORGANISATION else "line"] = value
    lines = _ORGANISATION if question.kind is QuestionKind.ORGANISATION else _ADDRESS
    wrong = next((part for part, *_ in lines if part in errors), lines[0][0])
    say = translations(language).gettext
    parts = tuple(
        Part(
            f"{name}-{part}",
            # The summary of errors leads to the field that is wrong.
            name if part == wrong else f"{name}-{part}",
            _numbers(question, language) if part == "identifier" else say(label),
            _shown(part, known.get(part)),
            errors.get(part, ""),
            say(hint) if hint else "",
            auto,
            size,
            question.required and part not in _NEEDED,
        )
        for part, label, hint, auto, size in lines
    )
    return PlaceField(parts=parts, source=source_text(value, language) if known.get("source") else "")


def with_look(one: PlaceField, kind: str, key: str, looked: Looked, hall: Hall, language: str) -> PlaceField:
    """The same field with its button, where a directory is set, and with what the directory said."""
    asked = hall.settings.companies_url if kind == QuestionKind.ORGANISATION else hall.settings.addresses_url
    shown = replace(one, look=f"{kind}:{key}") if asked and one.parts else one
    told = looked.key == key and looked.outcome != TAKEN
    return replace(shown, result=result_of(kind, looked, hall, language)) if told else shown


def pressed(body: FormData) -> str:
    """The place whose own button was pressed, to come back to: nothing when it was another button."""
    own = (name.removesuffix("-remove") for name in body if name.startswith(PREFIX) and name.endswith("-remove"))
    return next((f"{name}-place" for name in own), "")


def unclear_names(section: Section, body: FormData, language: str) -> dict[str, str]:
    """For each territory where a name was just written that may mean several places, or none: what to do."""
    told = {}
    for question in section.questions:
        if question.kind is QuestionKind.TERRITORY:
            field_name = PREFIX + question.key
            typed = [text for part in ("names", "communes") for text in body.getlist(f"{field_name}-{part}")]
            lines = [line for text in typed for line in str(text).splitlines()]
            if names := place_answers.unclear(lines, place_answers.levels_of(question)):
                text = translations(language).gettext(N_("Précisez de quel lieu il s’agit : %(names)s."))
                told[question.key] = text % {"names": ", ".join(names)}
    return told


def _territory(question: Question, value: JsonValue, language: str) -> PlaceField:
    say, levels = translations(language).gettext, place_answers.levels_of(question)
    words: dict[str, str] = {level: say(LEVEL_WORDS[level]) for level in LEVELS if level in levels}
    names = ", ".join(say(LEVELS_WORDS[level]) for level in LEVELS if level in levels)
    chosen = tuple(_chosen(key, words) for key in places_in(value))
    written = names_in(value) or ([value] if isinstance(value, str) else [])
    unclear = tuple(Unclear(name, _meanings(name, levels, words)) for name in written)
    one_level = len(levels) == 1
    hints = [say(N_("On peut nommer : %(levels)s.")) % {"levels": names}] if not one_level else []
    return PlaceField(
        levels=",".join(level for level in LEVELS if level in levels),
        hint=" ".join([*hints, *_how_many(question, language)]),
        adding=say(_ADDING[next(iter(levels))]) if one_level else say(N_("Ajouter un lieu")),
        words=words,
        chosen=chosen,
        unclear=unclear,
    )


def _how_many(question: Question, language: str) -> list[str]:
    speech, least, most = translations(language), question.minimum, question.maximum
    if least and most and least != most:
        return [speech.gettext(N_("De %(least)s à %(most)s lieux.")) % {"least": int(least), "most": int(most)}]
    if least and most:
        return [speech.ngettext("%(num)s lieu.", "%(num)s lieux.", int(most)) % {"num": int(most)}]
    if least:
        return [speech.ngettext("Au moins %(num)s lieu.", "Au moins %(num)s lieux.", int(least)) % {"num": int(least)}]
    if most:
        return [speech.ngettext("%(num)s lieu au plus.", "%(num)s lieux au plus.", int(most)) % {"num": int(most)}]
    return []


_ADDING = {
    "communes": N_("Ajouter une commune"),
    "epcis": N_("Ajouter une intercommunalité"),
    "departements": N_("Ajouter un département"),
    "regions": N_("Ajouter une région"),
}


def _meanings(name: str, levels: frozenset[Level], words: Mapping[str, str]) -> tuple[Row, ...]:
    found = place_answers.candidates(name, levels)
    return tuple((f"{one.key}={name}", one.name, _where(one, words)) for one in found)


def _chosen(key: str, words: Mapping[str, str]) -> Chosen:
    found = place(key)
    return Chosen(key, found.name, _where(found, words)) if found else Chosen(key, split_place(key)[1], "")


def _where(one: Place, words: Mapping[str, str]) -> str:
    """What stands beside a name: its level where several may be named, and where it is."""
    return ", ".join(part for part in (words.get(one.level, "") if len(words) > 1 else "", one.where) if part)


def _numbers(question: Question, language: str) -> str:
    accepts = (question.organisation or OrganisationPlan()).accepts
    joint = translations(language).gettext(N_(" ou "))
    *first, last = [kind.value.upper() for kind in accepts]
    names = joint.join([", ".join(first), last]) if first else last
    return translations(language).gettext(N_("Numéro %(names)s")) % {"names": names}


_NEEDED = frozenset({"identifier", "name", "postcode", "city"})
_ORGANISATION = (
    ("identifier", "", "", "off", "m"),
    ("name", N_("Nom de l’organisation"), "", "organization", ""),
    ("address", N_("Adresse du siège"), "", "off", ""),
    ("commune", N_("Commune du siège"), N_("Par exemple : Ambert (63)."), "off", "m"),
    ("legal_form", N_("Forme juridique"), "", "off", "m"),
)
_ADDRESS = (
    ("line", N_("Numéro et voie, ou lieu-dit"), "", "address-line1", ""),
    ("complement", N_("Complément (bâtiment, étage, boîte postale)"), "", "address-line2", ""),
    ("postcode", N_("Code postal"), "", "postal-code", "s"),
    ("city", N_("Ville"), "", "address-level2", "m"),
)


def _shown(part: str, value: JsonValue) -> str:
    text = "" if value is None else str(value)
    if part == "identifier":
        return format_identifier(text)
    return places.name_of(text) if part == "commune" and text else text
