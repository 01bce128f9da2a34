"""The hearth: the fields of a question or section as an edit speaks of them, read and written one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, Generic, TypeVar, get_type_hints

from pydantic import JsonValue, TypeAdapter, ValidationError

from app.domain.edits import Edit, Json, SetQuestion, SetSection, together
from app.domain.errors import Invalid, Stale
from app.domain.form_plans import Section
from app.domain.questions import CHOICE_KINDS, Question
from app.domain.texts import Texts

T = TypeVar("T", Question, Section)


@dataclass(frozen=True)
class _Shape(Generic[T]):
    """What may be set of a question or section: the type of each field, and what it is when nobody set it."""

    whole: TypeAdapter[T]
    types: Mapping[str, TypeAdapter[Any]]
    defaults: Mapping[str, object]

    def read(self, field: str, value: JsonValue) -> tuple[Any, JsonValue]:
        """A value sent for a field as the plan keeps it, and as plain JSON; null stands for the default."""
        if "." not in field and value is None and self.defaults[field] is not MISSING:
            typed = self.defaults[field]
        else:
            try:
                typed = self._type(field).validate_python(value)
            except ValidationError as error:
                raise Invalid("setting_invalid", field=field) from error
        return typed, self.plain(field, typed)

    def plain(self, field: str, typed: object) -> JsonValue:
        """A value of the plan as plain JSON."""
        dumped: JsonValue = self._type(field).dump_python(typed, mode="json")
        return dumped

    def _type(self, field: str) -> TypeAdapter[Any]:
        return _TEXT if "." in field else self.types[field]


def _shape(kind: type[T], fixed: tuple[str, ...]) -> _Shape[T]:
    hints = get_type_hints(kind, include_extras=True)
    settable = [one for one in fields(kind) if one.name not in fixed]
    types = {one.name: TypeAdapter[Any](hints[one.name]) for one in settable}
    return _Shape(TypeAdapter(kind), types, {one.name: one.default for one in settable})


_QUESTION: _Shape[Question] = _shape(Question, ("key",))
_SECTION: _Shape[Section] = _shape(Section, ("key", "questions"))
_TEXT: TypeAdapter[Any] = TypeAdapter(str | None)


def dump_question(question: Question) -> Json:
    """A question as plain JSON, without what is left to its default."""
    dumped: Json = _QUESTION.whole.dump_python(question, mode="json", exclude_defaults=True)
    return dumped


def dump_section(section: Section) -> Json:
    """A section with its questions as plain JSON, without what is left to its default."""
    dumped: Json = _SECTION.whole.dump_python(section, mode="json", exclude_defaults=True)
    return dumped


def value_of(owner: Question | Section, field: str) -> JsonValue:
    """The present value of a field, as an edit's `was` has it."""
    name, _, language = field.partition(".")
    if language:
        texts: Texts = getattr(owner, name)
        return texts.get(language)
    return (_QUESTION if isinstance(owner, Question) else _SECTION).plain(name, getattr(owner, name))


def parse_question(json: Json) -> Question:
    """The question of plain JSON. Raises Invalid."""
    return _parsed(_QUESTION, json)


def parse_section(json: Json) -> Section:
    """The section of plain JSON. Raises Invalid."""
    return _parsed(_SECTION, json)


def set_question(question: Question, edits: Sequence[SetQuestion]) -> tuple[Question, Edit]:
    """The question with these fields changed, and the way back. Raises Stale and Invalid."""
    return _set(question, _QUESTION, edits)


def set_section(section: Section, edits: Sequence[SetSection]) -> tuple[Section, Edit]:
    """The section with these fields changed, and the way back. Raises Stale and Invalid."""
    return _set(section, _SECTION, edits)


def _parsed(shape: _Shape[T], json: Json) -> T:
    try:
        return shape.whole.validate_python(json)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise Invalid("edit_unreadable", field=where) from error


def _set(owner: T, shape: _Shape[T], edits: Sequence[SetQuestion] | Sequence[SetSection]) -> tuple[T, Edit]:
    values: dict[str, Any] = {one.name: getattr(owner, one.name) for one in fields(owner)}
    inverses: list[Edit] = []
    for edit in edits:
        name, _, language = edit.field.partition(".")
        if name not in shape.types or (language and not isinstance(values[name], Texts)):
            raise Invalid("edit_unknown_field", field=edit.field)
        typed, wanted = shape.read(edit.field, edit.value)
        present = shape.plain(edit.field, values[name].get(language) if language else values[name])
        if _same(wanted, present):
            wanted = present
        elif _same(shape.read(edit.field, edit.was)[1], present):
            values[name] = _with_text(values[name], language, typed) if language else typed
        else:
            raise Stale("edit_stale", key=edit.key, field=edit.field, mine=edit.value, theirs=present)
        inverses.append(replace(edit, was=wanted, value=present))
    return _made(owner, values, edits[-1].field), together(inverses)


def _made(owner: T, values: Mapping[str, Any], field: str) -> T:
    if isinstance(owner, Question) and values["kind"] in CHOICE_KINDS and not values["options"]:
        raise Invalid("options_needed", field="options")
    try:
        return replace(owner, **values)
    except ValueError as error:
        raise Invalid("setting_invalid", field=field) from error


def _with_text(texts: Texts, language: str, text: str | None) -> Texts:
    """None takes the language out."""
    kept = {name: one for name, one in texts.items() if name != language}
    return Texts.of(kept if text is None else {**texts, language: text})


def _same(one: JsonValue, other: JsonValue) -> bool:
    """True is not 1 here, and an empty text is no text."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other or (one in ("", None) and other in ("", None))
