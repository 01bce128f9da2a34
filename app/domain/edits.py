"""The hearth: what may be done to a form that is being written, as frozen data and plain JSON.

`{"do": "set_question", "key": "title", "field": "label.fr", "was": "Nom", "value": "Titre"}`: a field is an attribute
of the question or section as the plan's JSON has it; texts are set whole (`label`) or by language (`label.fr`).
`was` is what the editor saw. `at` is a place that counts from 0, without what is moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue, TypeAdapter

from app.domain.keys import Key

Place = Annotated[int, Field(ge=0)]
Json = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """Change one field of a question; `key` renames it everywhere in the form."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    field: str
    was: JsonValue
    value: JsonValue
    do: Literal["set_question"] = "set_question"


@dataclass(frozen=True, slots=True)
class SetSection:
    """Change one field of a section."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    field: str
    was: JsonValue
    value: JsonValue
    do: Literal["set_section"] = "set_section"


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """Add a question to a section; past its end, at the end."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    section: Key
    at: Place
    question: Json
    do: Literal["add_question"] = "add_question"


@dataclass(frozen=True, slots=True)
class RemoveQuestion:
    """Take a question out."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    do: Literal["remove_question"] = "remove_question"


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """Put a question elsewhere; `at` counts without it."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    section: Key
    at: Place
    do: Literal["move_question"] = "move_question"


@dataclass(frozen=True, slots=True)
class AddSection:
    """Add a section, with its questions if it has some."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    at: Place
    section: Json
    do: Literal["add_section"] = "add_section"


@dataclass(frozen=True, slots=True)
class RemoveSection:
    """Take a section out with all its questions."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    do: Literal["remove_section"] = "remove_section"


@dataclass(frozen=True, slots=True)
class MoveSection:
    """Put a section elsewhere; `at` counts without it."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    at: Place
    do: Literal["move_section"] = "move_section"


@dataclass(frozen=True, slots=True)
class Several:
    """Changes made together, in this order; all of them, or none."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    edits: tuple["Edit", ...]
    do: Literal["several"] = "several"


Edit = (
    SetQuestion
    | SetSection
    | AddQuestion
    | RemoveQuestion
    | MoveQuestion
    | AddSection
    | RemoveSection
    | MoveSection
    | Several
)
_EDIT: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="do")])


def parse_edit(json: object) -> Edit:
    """The edit described by plain JSON; a ValueError says where the description is wrong."""
    return _EDIT.validate_python(json)


def dump_edit(edit: Edit) -> dict[str, object]:
    """The same edit as plain JSON."""
    dumped: dict[str, object] = _EDIT.dump_python(edit, mode="json")
    return dumped


def together(inverses: Sequence[Edit]) -> Edit:
    """What undoes edits done in a row: their inverses, the last one first."""
    return inverses[0] if len(inverses) == 1 else Several(tuple(reversed(inverses)))
