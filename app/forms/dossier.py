"""What applicants send about their dossiers: a track, a member, a filing."""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    JsonValue,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from app.domain.entries import parse_number
from app.domain.identifiers import format_identifier, identifier_problem, normalise_identifier
from app.domain.members import Family
from app.forms.common import Email, Form

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


def _number(value: object) -> object:
    """A number as people type it: `1 234,5`."""
    if not isinstance(value, str):
        return value
    read = parse_number(value)
    if read is None:
        raise PydanticCustomError("float_parsing", "not a number")
    return read


def _identifier(value: str) -> str:
    if value and (problem := identifier_problem(value)):
        digits = sum(sign.isdigit() for sign in value)
        raise PydanticCustomError(problem, problem, {"digits": digits})
    return normalise_identifier(value)


Jobs = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Identifier = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_identifier)]


class NewDossier(Form):
    """A draft to start: the key of a track; `key` makes a double click harmless.

    `origin` names the earlier dossier or the sheet to begin from, `prefill` is what a sealed link brought.
    """

    track: str = Field(max_length=40)
    key: str = Field(default="", max_length=60)
    again: bool = False
    origin: str = Field(default="", max_length=120)
    prefill: str = Field(default="", max_length=10_000)


class Prefill(Form):
    """Answers by the key of their question, for a link that begins a dossier with them."""

    answers: dict[str, JsonValue]


class MemberForm(Form):
    """A member of the grouping; `identifier` is a SIRET, SIREN or RNA, however it is spaced.

    Its number stands for its name until the directory of companies gives it.
    """

    identifier: Identifier = ""
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        default="", validate_default=True
    )
    family: Family
    role: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    jobs: Jobs | None = None
    commune: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    address: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    legal_form: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    representative: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    contact_email: Email | Literal[""] = ""
    has_letter: bool = False
    is_bearer: bool = False
    version: int = 0
    key: str = Field(default="", max_length=60)

    @field_validator("name")
    @classmethod
    def _named(cls, name: str, info: ValidationInfo) -> str:
        """Raises `missing` when neither a name nor a number says who it is."""
        name = name or format_identifier(info.data.get("identifier", ""))
        if not name:
            raise PydanticCustomError("missing", "no name")
        if len(name) < 2:
            raise PydanticCustomError("string_too_short", "too short", {"min_length": 2})
        return name


class Submission(Form):
    """The last word before filing."""

    exact: Literal["yes"]
    informed: Literal["yes"]
