"""The hearth: how a new question or section begins: a key of its own, and settings that already make sense."""

from pydantic import JsonValue

from app.domain.edits import Json
from app.domain.questions import QuestionKind

_ANSWERS = (("first", "Première réponse", "First answer"), ("second", "Deuxième réponse", "Second answer"))
PLACEHOLDERS = frozenset(french for _key, french, _english in _ANSWERS)
"""The answers that a new question of choice begins with, until others are written."""


def new_question(kind: QuestionKind, key: str, label: str, *, year: int) -> Json:
    """A question of this kind as it begins; `year` is the first one of a budget."""
    readers: dict[str, JsonValue] = {"readers": []} if kind in (QuestionKind.EMAIL, QuestionKind.PHONE) else {}
    return {"key": key, "kind": str(kind), "label": {"fr": label}, **readers, **_settings(kind, year)}


def new_section(key: str, title: str) -> Json:
    """A section without questions."""
    return {"key": key, "title": {"fr": title}, "minutes": 5, "questions": []}


def _settings(kind: QuestionKind, year: int) -> Json:
    match kind:
        case QuestionKind.LONG:
            return {"limit": 300, "unit": "words"}
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            return {"options": [_line(*answer) for answer in _ANSWERS]}
        case QuestionKind.FILES:
            return {"files": {"at_most": 1, "max_bytes": 10_000_000, "types": ["pdf"]}}
        case QuestionKind.BUDGET:
            return {"budget": _budget(year)}
        case _ if str(kind) == "repeat":
            return {"repeat": {"questions": [{"key": "name", "kind": "short", "label": {"fr": "Nom", "en": "Name"}}]}}
        case _:
            return {}


def _budget(year: int) -> Json:
    return {
        "years": [year, year + 1, year + 2],
        "expenses": [
            _line("staff", "Personnel", "Staff"),
            _line("purchases", "Achats et services", "Purchases and services"),
            _line("equipment", "Investissements", "Equipment"),
        ],
        "resources": [
            {**_line("own", "Fonds propres", "Own funds"), "own": True},
            _line("sales", "Ventes et prestations", "Sales and services"),
            _line("public", "Subventions publiques", "Public grants"),
            _line("asked", "Aide demandée", "Aid requested"),
        ],
    }


def _line(key: str, french: str, english: str) -> Json:
    return {"key": key, "label": {"fr": french, "en": english}}
