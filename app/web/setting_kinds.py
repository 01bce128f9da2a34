"""The settings of each kind of question: which parts it has, what each shows as fields, and what is read of them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pydantic import JsonValue, TypeAdapter

from app.domain.questions import CHOICE_KINDS, NUMBER_KINDS, TEXT_KINDS, Option, Question, QuestionKind
from app.web.field_trees import Tree
from app.web.i18n import N_
from app.web.setting_budget import budget_read, budget_typed
from app.web.setting_files import files_read, files_typed
from app.web.setting_places import organisation_read, organisation_typed, territory_read, territory_typed
from app.web.setting_reading import Reading, number_typed
from app.web.setting_repeat import repeat_read, repeat_typed
from app.web.setting_rows import options_typed, read_options

Values = dict[str, JsonValue]
_OPTIONS: TypeAdapter[tuple[Option, ...]] = TypeAdapter(tuple[Option, ...])


class Part(NamedTuple):
    """One part of the settings: its fields as they are stored, and the values read from what was typed."""

    typed: Callable[[Question, str], Tree]
    read: Callable[[Question, Reading], Values]


def parts_of(kind: QuestionKind) -> tuple[str, ...]:
    """The names of the parts a kind has; each has a template of the same name."""
    return _PARTS_OF.get(kind, ())


def typed(question: Question, language: str) -> Tree:
    """The settings of a question as fields."""
    tree: Tree = {}
    for name in parts_of(question.kind):
        tree.update(PARTS[name].typed(question, language))
    return tree


def read(question: Question, reading: Reading) -> Values:
    """The value of each setting, as in the JSON of a plan; one that is wrong is left out, and named in `wrong`."""
    values: Values = {}
    for name in parts_of(question.kind):
        values.update(PARTS[name].read(question, reading))
    return values


def _limits_typed(question: Question, language: str) -> Tree:
    return {
        "limit": [number_typed(question.limit, language)],
        "minimum": [number_typed(question.minimum, language)],
        "unit": [question.unit or ("words" if question.limit is None and question.minimum is None else "characters")],
    }


def _limits_read(question: Question, reading: Reading) -> Values:
    unit = reading.text("unit") or "words"
    if unit not in ("words", "characters"):
        reading.fail("unit", N_("Choisissez ce qui est compté."))
        return {}
    limit, minimum = reading.whole("limit", question.limit, least=1), reading.whole("minimum", question.minimum)
    values: Values = {"limit": limit, "minimum": minimum}
    reading.order("minimum", "limit", values)
    counts = limit is not None or minimum is not None
    # Without a length there is nothing to count, and what was stored stays.
    if not counts or (limit is None and unit == "characters" and question.unit is None):
        return values
    return {"unit": unit, **values}


def _bounds_typed(question: Question, language: str) -> Tree:
    return {
        "minimum": [number_typed(question.minimum, language)],
        "maximum": [number_typed(question.maximum, language)],
        "decimals": [str(question.decimals)],
    }


def _bounds_read(question: Question, reading: Reading) -> Values:
    values: Values = {
        "minimum": reading.number("minimum", question.minimum),
        "maximum": reading.number("maximum", question.maximum),
        "decimals": reading.whole("decimals", question.decimals, most=10) or 0,
    }
    reading.order("minimum", "maximum", values)
    return values


def _counts_typed(question: Question, language: str) -> Tree:
    return {
        "minimum": [number_typed(question.minimum, language)],
        "maximum": [number_typed(question.maximum, language)],
    }


def _counts_read(question: Question, reading: Reading) -> Values:
    values: Values = {
        "minimum": reading.whole("minimum", question.minimum),
        "maximum": reading.whole("maximum", question.maximum),
    }
    reading.order("minimum", "maximum", values)
    return values


def _options_typed(question: Question, _language: str) -> Tree:
    return {"options": options_typed(question.options)}


def _options_read(question: Question, reading: Reading) -> Values:
    options = read_options(reading, question.options)
    if not options and question.kind in CHOICE_KINDS:
        reading.fail("options", N_("Écrivez au moins une réponse à choisir."))
        return {}
    return {"options": _OPTIONS.dump_python(options, mode="json", exclude_defaults=True)}


PARTS: Mapping[str, Part] = {
    "limits": Part(_limits_typed, _limits_read),
    "bounds": Part(_bounds_typed, _bounds_read),
    "counts": Part(_counts_typed, _counts_read),
    "options": Part(_options_typed, _options_read),
    "budget": Part(budget_typed, budget_read),
    "files": Part(files_typed, files_read),
    "territory": Part(territory_typed, territory_read),
    "organisation": Part(organisation_typed, organisation_read),
    "repeat": Part(repeat_typed, repeat_read),
}
_PARTS_OF: Mapping[QuestionKind, tuple[str, ...]] = {
    **dict.fromkeys(TEXT_KINDS, ("limits",)),
    **dict.fromkeys(NUMBER_KINDS, ("bounds",)),
    QuestionKind.CHOICE: ("options",),
    QuestionKind.CHOICES: ("options", "counts"),
    QuestionKind.BUDGET: ("budget",),
    QuestionKind.FILES: ("files",),
    QuestionKind.MEMBERS: ("counts",),
    QuestionKind.TERRITORY: ("territory", "counts", "options"),
    QuestionKind.ORGANISATION: ("organisation",),
    QuestionKind.REPEAT: ("repeat",),
}
