"""What people send about conflicts of interest: decisions, what is looked for, whom to keep away, ties."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from app.forms.common import Form, Key, Name, Reason

Seen = Annotated[str, StringConstraints(pattern="^(suspected|declared|confirmed|dismissed)?$")]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class Confirmation(Form):
    """A tie that matters; `seen` is the state that was shown."""

    note: Note = ""
    seen: Seen = ""


class Rejection(Form):
    """A tie that does not matter, and why."""

    reason: Reason
    seen: Seen = ""


class Undoing(Form):
    """A decision that is undone."""

    seen: Seen = ""


class Decisions(Form):
    """One decision on several; dismissing says why."""

    act: Literal["confirm", "dismiss"]
    chosen: list[UUID]
    reason: Note = ""


class Look(Form):
    """Ties looked for at once; the key makes a double click ask once."""

    key: Key


class DetectionForm(Form):
    """Which likely ties are looked for in a call; `version` is that of the call."""

    version: int
    email_domain: bool = False
    names: bool = False
    network: bool = False


class ConcernForm(Form):
    """Somebody to keep away from a dossier, and why; the key makes a double click say it once."""

    name: Name
    organisation: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    reason: Reason
    key: str = ""


class ConcernAnswer(Form):
    """What an organiser does of a concern: keeps somebody away, or nobody; `answer` is read by those who file."""

    person: UUID | None = None
    answer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=4000)]
