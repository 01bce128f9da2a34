"""What people without an account send by their link: a word for a grouping, a signature, or why not."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.forms.common import Form, Name

Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class MemberAnswer(Form):
    """Whether an organisation takes part, and why not."""

    answer: Literal["confirm", "decline"]
    reason: Why = ""


class Signature(Form):
    """The signature of who represents a member, on what they read (`digest`)."""

    name: Name
    capacity: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
    read: Literal["yes"]
    digest: Annotated[str, StringConstraints(max_length=64)] = ""


class Refusal(Form):
    """Why somebody does not sign."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2000)]


class Asking(Form):
    """Which members are asked: one, or all those who can be."""

    member: UUID | Literal["all"] = Field(default="all")
