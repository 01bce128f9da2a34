"""Shapes that only programs send, or send without what their headers already say (version, key)."""

from typing import Literal

from pydantic import Field, JsonValue
from pydantic.json_schema import SkipJsonSchema

from app.forms.common import Form
from app.forms.dossier import MemberForm, NewDossier


class DossierStart(NewDossier):
    """A draft to start; a repeat is known by its `Idempotency-Key`."""

    key: SkipJsonSchema[str] = Field(default="", max_length=60)
    again: SkipJsonSchema[bool] = False


class SectionAnswers(Form):
    """Answers of one section by question key; a question left out keeps its answer, null takes it away."""

    answers: dict[str, JsonValue]


class MemberEntry(MemberForm):
    """A member of the grouping; its version is said by `If-Match`."""

    version: SkipJsonSchema[int] = 0
    key: SkipJsonSchema[str] = Field(default="", max_length=60)


class MemberMove(Form):
    """One place up or down; the bearer stays first."""

    way: Literal["up", "down"]
