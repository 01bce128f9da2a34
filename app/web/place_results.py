"""What a directory said about an organisation or an address, in words, with what it proposes."""

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import JsonValue

from app.adapters.lookups import Outcome
from app.domain.identifiers import format_identifier
from app.domain.questions import QuestionKind
from app.web.hall import Hall
from app.web.i18n import N_, translations
from app.web.lookups import Looked
from app.web.messages_places import OF_ADDRESS, OF_COMPANY
from app.web.sealing import seal

Row = tuple[str, str, str]


class Result(NamedTuple):
    """What a directory said, and what it proposes."""

    tone: str
    text: str
    rows: tuple[Row, ...] = ()


def result_of(kind: str, looked: Looked, hall: Hall, language: str) -> Result:
    """The words and the propositions; what is proposed is sealed, so that it comes back as it was found."""
    texts = OF_COMPANY if kind == QuestionKind.ORGANISATION else OF_ADDRESS
    say = translations(language).gettext
    if looked.sure and looked.values:
        text = say(texts["found"]) % {"name": looked.values[0].get("name", "")}
        return Result("orange" if looked.closed else "green", f"{text} {_ceased(looked, 0, language)}".strip())
    outcome = "several" if looked.outcome == Outcome.FOUND else str(looked.outcome)
    rows = tuple(
        (seal(hall, value), _title(value), " ".join([_details(value), _ceased(looked, place, language)]).strip())
        for place, value in enumerate(looked.values)
    )
    text = say(texts.get(outcome, texts["down"]))
    tone = "green" if rows else "orange"
    return Result(tone, text % {"seconds": looked.retry_after} if outcome == "busy" else text, rows)


def _ceased(looked: Looked, place: int, language: str) -> str:
    ceased = N_("Cette organisation a cessé son activité, d’après l’annuaire.")
    return translations(language).gettext(ceased) if place in looked.closed else ""


def _title(value: Mapping[str, JsonValue]) -> str:
    return str(value.get("name") or value.get("line") or value.get("city") or "")


def _details(value: Mapping[str, JsonValue]) -> str:
    if "name" in value:
        return " · ".join([format_identifier(str(value.get("identifier", ""))), str(value.get("address", ""))])
    return " ".join(str(value[part]) for part in ("postcode", "city") if value.get(part))
