"""What organisers send about what reviewers read in the place of an answer or a file."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from app.forms.common import Form

QuestionKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class RedactionForm(Form):
    """What is read in the place of an answer, or that it is kept back; `seen`: what stood there when it was written."""

    question: QuestionKey
    intent: Literal["rewrite", "hide"]
    seen: Annotated[str, StringConstraints(max_length=64)] = ""
    value: Annotated[str, StringConstraints(max_length=40_000)] = ""


class FileRedaction(Form):
    """Whether a file gives way to its copy, or to nothing."""

    intent: Literal["replace", "hide"]


class ShowingForm(Form):
    """What is no longer rewritten."""

    redaction: UUID
