"""What people send of the discussion of a dossier."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from app.forms.common import Form
from app.forms.exchange import Text


class Saying(Form):
    """Something said about a dossier; `key` makes a double click harmless.

    `version`: of what it takes the place of. `until`: the instant of the last thing that its author had read.
    """

    text: Text
    until: AwareDatetime | None = None
    version: Annotated[int | None, Field(ge=1)] = None
    key: Annotated[str, StringConstraints(max_length=60)] = ""


class Seeing(Form):
    """Until when what was said is read."""

    until: AwareDatetime


class SayingEntry(Form):
    """Something to say about a dossier, by a program: its version and its key are in headers."""

    text: Text
