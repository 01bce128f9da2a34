"""Places as they are read: the lines of an organisation or an address, the names of a territory, and their source."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from pydantic import JsonValue

from app.adapters.geography.places import place
from app.domain.identifiers import format_identifier
from app.domain.organisations import OrganisationPlan, accepted
from app.domain.questions import Question, QuestionKind
from app.domain.territories import TerritoryPlan, names_in, places_in
from app.domain.texts import text_in
from app.services import places
from app.web.i18n import translations
from app.web.messages_places import BY_HAND, ESS, LEVELS_WORDS, SOURCES
from app.web.shown import day_text


def place_parts(question: Question, value: JsonValue, language: str) -> dict[str, object]:
    """What a view of an answer shows of a place: `text`, `items`, `note`."""
    if not isinstance(value, dict):
        return {"text": str(value or "")}
    if question.kind is QuestionKind.TERRITORY:
        return _territory(question, value, language)
    lines = _organisation(value, language) if question.kind is QuestionKind.ORGANISATION else _address(value)
    kept = tuple(line for line in lines if line)
    return {"items": kept, "note": source_text(value, language)}


def source_text(value: JsonValue, language: str) -> str:
    """Where an answer comes from, and since when it is known; what was typed says so too."""
    if not isinstance(value, dict) or not value:
        return ""
    say = translations(language).gettext
    source = SOURCES.get(str(value.get("source")))
    try:
        fetched = datetime.fromisoformat(str(value.get("fetched_at")))
    except ValueError:
        return say(BY_HAND)
    return say(source) % {"day": day_text(fetched, language)} if source else say(BY_HAND)


def place_limits(question: Question, language: str) -> Iterator[str]:
    """The levels of a territory, or the numbers of an organisation, as the list of questions says them."""
    say = translations(language).gettext
    if question.kind is QuestionKind.TERRITORY:
        levels = (question.territory or TerritoryPlan()).levels
        yield ", ".join(say(LEVELS_WORDS[level]) for level in levels)
    if question.kind is QuestionKind.ORGANISATION:
        yield accepted(question.organisation or OrganisationPlan())


def place_name(key: str) -> str:
    """A place as people read it: `Ambert (63)`, `CA Valence Romans Agglo`, `Drôme (26)`, `Rhône-Alpes`."""
    found = place(key)
    if found is None:
        return key.partition(":")[2]
    if key.startswith(("commune:", "departement:")):
        return f"{found.name} ({found.departements[0]})"
    return found.name


def _territory(question: Question, value: Mapping[str, JsonValue], language: str) -> dict[str, object]:
    kinds = {option.key: text_in(option.label, language) for option in question.options}
    words = [str(value["label"])] if value.get("label") else []
    whole = dict(value)
    words += [kinds.get(str(value["kind"]), str(value["kind"]))] if value.get("kind") else []
    named = [place_name(key) for key in places_in(whole)] + [places.name_of(name) for name in names_in(whole)]
    if value.get("departement") and not named:
        words.append(str(value["departement"]))
    return {"text": ", ".join(words), "items": tuple(named)}


def _organisation(value: Mapping[str, JsonValue], language: str) -> tuple[str, ...]:
    parts = {name: str(text) for name, text in value.items()}
    commune = places.name_of(parts["commune"]) if "commune" in parts else ""
    number = format_identifier(parts["identifier"]) if "identifier" in parts else ""
    ess = translations(language).gettext(ESS) if value.get("ess") is True else ""
    return parts.get("name", ""), number, parts.get("legal_form", ""), ess, parts.get("address", ""), commune


def _address(value: Mapping[str, JsonValue]) -> tuple[str, ...]:
    parts = {name: str(text) for name, text in value.items()}
    city = " ".join(parts[name] for name in ("postcode", "city") if name in parts)
    return parts.get("line", ""), parts.get("complement", ""), city
