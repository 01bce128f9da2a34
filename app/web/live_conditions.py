"""What the page of a section gives a browser so that it shows and hides questions as the server would."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape
from pydantic import JsonValue, TypeAdapter

from app.adapters.geography.territories import territories_of
from app.domain.condition_table import STORED, reading_of, table
from app.domain.conditions import AllOf, Condition, Op, places_of, tests_of
from app.domain.form_plans import FormPlan, Section, waiting_order, waits
from app.domain.questions import Question
from app.web.shelf import Shelf

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


class Rules(NamedTuple):
    """The conditions of a page, which never change while it is open: the questions they are about, and what a browser
    reads, as JSON and as the text of an attribute.

    `json` is `{"table": ..., "questions": [{"key", "reading", "when", "here"}, ...]}`, the awaited first; `unread` are
    the questions that no field of the page says, `places` the territories that each is asked about.
    """

    keys: frozenset[str]
    json: dict[str, JsonValue]
    written: Markup
    unread: tuple[str, ...]
    places: Mapping[str, frozenset[str]]


class Live(NamedTuple):
    """The conditions of a page, and what they look at beside its fields: `stored` changes with every save.

    `stored` is `{"values": {key: value}, "territories": {key: [territory, ...]}}`.
    """

    keys: frozenset[str]
    rules: dict[str, JsonValue]
    written: Markup
    stored: dict[str, JsonValue]


def live_conditions(plan: FormPlan, section: Section, values: Mapping[str, JsonValue]) -> Live | None:
    """The conditions of this section's questions and of all they wait for; None when it asks everybody the same."""
    return _beside(rules_of(plan, section), values)


def kept_conditions(plan: FormPlan, section: Section, values: Mapping[str, JsonValue]) -> Live | None:
    """The same for a section of a published form: its rules are worked out once."""
    return _beside(_RULES.of(section, make=lambda: rules_of(plan, section)), values)


def rules_of(plan: FormPlan, section: Section) -> Rules | None:
    """The rules of a section; None when it asks everybody the same."""
    keys = frozenset(question.key for question in section.questions if question.when)
    if not keys:
        return None
    here = {question.key for question in section.questions}
    owners = {question.key: (one, question) for one in plan.sections for question in one.questions}
    order = _needed(plan, keys)
    whens = {key: _whole(*owners[key]) for key in order}
    questions: list[JsonValue] = [
        {
            "key": key,
            "reading": reading_of(owners[key][1].kind),
            "when": _CONDITION.dump_python(when, mode="json") if (when := whens[key]) else None,
            "here": key in here,
        }
        for key in order
    ]
    json: dict[str, JsonValue] = {"table": table(), "questions": questions}
    written = escape(str(htmlsafe_json_dumps(json, sort_keys=True)))
    unread = tuple(key for key in order if key not in here or reading_of(owners[key][1].kind) == STORED)
    tested = [test for when in whens.values() for test in tests_of(when) if test.op is Op.WITHIN]
    places = {
        key: frozenset(str(test.value) for test in tested if test.question == key)
        for key in {test.question for test in tested}.intersection(order)
    }
    return Rules(keys, json, written, unread, places)


_RULES: Shelf[Rules | None] = Shelf(4_000_000, lambda rules: len(rules.written) if rules else 1)


def _beside(rules: Rules | None, values: Mapping[str, JsonValue]) -> Live | None:
    if rules is None:
        return None
    territories: dict[str, JsonValue] = {}
    for key, wanted in rules.places.items():
        found = {name for place in places_of(values.get(key)) for name in territories_of(place)}
        territories[key] = list[JsonValue](sorted(found & wanted))
    kept: dict[str, JsonValue] = {key: value for key in rules.unread if (value := values.get(key)) is not None}
    return Live(rules.keys, rules.json, rules.written, {"values": kept, "territories": territories})


def _needed(plan: FormPlan, keys: Iterable[str]) -> list[str]:
    """These questions and all they wait for, directly or not, the awaited first."""
    awaited, found, ahead = waits(plan), set[str](), list(keys)
    while ahead:
        if (key := ahead.pop()) not in found:
            found.add(key)
            ahead.extend(awaited.get(key, ()))
    ordered = [key for key in waiting_order(plan) if key in found]
    return ordered + sorted(found.difference(ordered))


def _whole(section: Section, question: Question) -> Condition | None:
    if section.when and question.when:
        return AllOf((section.when, question.when))
    return section.when or question.when
