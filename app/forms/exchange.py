"""What people send each other about a dossier: a correction to make, a message, a comment on a question."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from app.forms.common import Form, Reason

LONGEST_NOTE = 1000
MOST = 300
"""More questions than any form asks."""
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NOTE)]
QuestionKey = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Remark = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]


class AskedQuestion(Form):
    """A question to take up again, and what to look at in it."""

    key: QuestionKey
    note: Note = ""


class CorrectionForm(Form):
    """Which questions to take up again, why, and until when."""

    version: int | None = None
    reason: Reason
    due_at: AwareDatetime
    questions: Annotated[tuple[AskedQuestion, ...], Field(min_length=1, max_length=MOST)]


class CorrectionFields(Form):
    """The same as a page sends it: keys that are ticked, and a local hour; notes stand under `note-KEY`."""

    version: int | None = None
    reason: Reason
    due_at: datetime
    question: tuple[QuestionKey, ...] = ()


class MoreTimeFields(Form):
    """A later end for a correction, at a local hour."""

    due_at: datetime


class MessageForm(Form):
    """A message about a dossier; `key` makes a double click harmless."""

    text: Text
    key: Annotated[str, StringConstraints(max_length=60)] = ""


class CommentForm(Form):
    """What is said about a question, among those who file the dossier; `key` makes a double click harmless."""

    text: Remark
    key: Annotated[str, StringConstraints(max_length=60)] = ""


class RestoreForm(Form):
    """The version of the section whose question gets an earlier text again; none is as old as can be."""

    version: Annotated[int, Field(ge=-1, lt=1_000_000_000)] = -1
