"""The hearth: what an edit must be before it is made, and its texts as they are kept."""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import JsonValue

from app.domain.edits import AddQuestion, AddSection, Edit, Json, SetQuestion, SetSection, Several
from app.domain.errors import Invalid
from app.domain.texts import DEFAULT_LANGUAGE, clean_text

LONGEST = 5000
_NAMES = (f"label.{DEFAULT_LANGUAGE}", f"title.{DEFAULT_LANGUAGE}")


def cleaned(edit: Edit) -> Edit:
    """The same edit with its texts cleaned; an empty text in a language is no text."""
    match edit:
        case Several():
            return replace(edit, edits=tuple(cleaned(one) for one in edit.edits))
        case SetQuestion() | SetSection():
            value = _clean(edit.value)
            return replace(edit, value=None if value == "" and "." in edit.field else value)
        case AddQuestion():
            return replace(edit, question=_clean_object(edit.question))
        case AddSection():
            return replace(edit, section=_clean_object(edit.section))
        case _:
            return edit


def demand_sensible(edit: Edit) -> None:
    """Raise Invalid when a name would be left empty, or a text is longer than people read."""
    for one in simple_edits(edit):
        match one:
            case SetQuestion() | SetSection():
                if one.field in _NAMES and not one.value:
                    raise Invalid("name_needed", field=one.field)
                _demand_short(one.value, one.field)
            case AddQuestion(question=question):
                _demand_short(question, "question")
            case AddSection(section=section):
                _demand_short(section, "section")


def natures(edit: Edit) -> frozenset[str]:
    """The keys of questions that would get another key, or another kind; a short text may always become a long one."""
    return frozenset(
        one.key
        for one in simple_edits(edit)
        if isinstance(one, SetQuestion)
        and (one.field == "key" or (one.field == "kind" and (one.was, one.value) != ("short", "long")))
        and one.was != one.value
    )


def simple_edits(edit: Edit) -> Iterator[Edit]:
    """The edits that several are made of, in order."""
    if isinstance(edit, Several):
        for one in edit.edits:
            yield from simple_edits(one)
    else:
        yield edit


def _clean(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return clean_text(value)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return _clean_object(value)
        case _:
            return value


def _clean_object(value: Json) -> Json:
    return {clean_text(name): _clean(one) for name, one in value.items()}


def _demand_short(value: JsonValue, field: str) -> None:
    match value:
        case str() if len(value) > LONGEST:
            raise Invalid("text_too_long", field=field, most=LONGEST)
        case list():
            for one in value:
                _demand_short(one, field)
        case dict():
            for one in value.values():
                _demand_short(one, field)
