"""The hearth: all that a browser needs to evaluate conditions as we do, as plain JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache

from pydantic import JsonValue

from app.domain import readings
from app.domain.conditions import RULES
from app.domain.questions import QuestionKind

STORED = "stored"
"""How kinds are read whose value only the server makes: the page carries what is stored, refreshed by each save."""
READINGS: Mapping[QuestionKind, str] = {
    QuestionKind.SHORT: "line",
    QuestionKind.LONG: "text",
    QuestionKind.RICH: "text",
    QuestionKind.NUMBER: "number",
    QuestionKind.AMOUNT: "number",
    QuestionKind.PERCENTAGE: "percentage",
    QuestionKind.DATE: "day",
    QuestionKind.YES_NO: "boolean",
    QuestionKind.CHOICE: "line",
    QuestionKind.CHOICES: "list",
    QuestionKind.EMAIL: "line",
    QuestionKind.PHONE: "line",
    QuestionKind.URL: "address",
    QuestionKind.CONSENT: "boolean",
}


def reading_of(kind: QuestionKind) -> str:
    """How the browser reads the fields of a question of this kind."""
    return READINGS.get(kind, STORED)


@lru_cache
def table() -> dict[str, JsonValue]:
    """The operators, and how what is typed is read and folded; always the same, to be read only."""
    return {
        "ops": {str(op): dict[str, JsonValue](asdict(rule)) for op, rule in RULES.items()},
        "unstorable": readings.UNSTORABLE,
        "currency": readings.CURRENCY,
        "number": readings.NUMBER,
        "dotted": readings.DOTTED,
        "commaed": readings.COMMAED,
        "longest": readings.LONGEST,
        "largest": readings.LARGEST,
        "days": [[pattern, list[JsonValue](places)] for pattern, places in readings.DAYS],
        "day": readings.DAY,
        "yes": list[JsonValue](readings.YES),
        "no": list[JsonValue](readings.NO),
        "marks": readings.MARKS,
        "lowered": readings.LOWERED,
        "alike": dict[str, JsonValue](readings.ALIKE),
    }
