"""What reviewers send about their place in a call, and what organisers send about several of them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from app.domain.pool import DeclineReason
from app.forms.common import Email, Form, Language, Name, Password
from app.forms.people import Capacity, Note, Short, Theme


class Accepting(Form):
    """Yes, for so many dossiers at most; as many as was asked where it is not said. `password`: of a new account."""

    capacity: Capacity | None = None
    password: Password | None = None


class Declining(Form):
    """No, and why; perhaps somebody else instead."""

    reason: DeclineReason
    note: Note = ""
    other_name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    other_email: Email | None = None


class ProfileForm(Form):
    """What a reviewer knows and how much they read; `version` is the profile that was seen."""

    organisation: Short = ""
    region: Annotated[str, StringConstraints(max_length=80)] = ""
    departement: Annotated[str, StringConstraints(max_length=3)] = ""
    network: Annotated[str, StringConstraints(max_length=40)] = ""
    themes: tuple[Theme, ...] = ()
    languages: tuple[Annotated[str, StringConstraints(max_length=3)], ...] = ()
    capacity: Capacity
    ties: Annotated[str, StringConstraints(strip_whitespace=True, max_length=8000)] = ""
    version: Annotated[str, StringConstraints(max_length=40)] = ""


class Proposing(Form):
    """Somebody whom a reviewer proposes, and why."""

    name: Name
    email: Email
    note: Note = ""
    dossier: UUID | None = None


class ListForm(Form):
    """Several people to invite at once: a text, with what goes for all of them."""

    text: Annotated[str, StringConstraints(max_length=200_000)] = ""
    capacity: Capacity = 20
    language: Language = "fr"
    note: Note = ""


class ExpertForm(Form):
    """Somebody asked to read one dossier, and no other."""

    dossier: UUID
    name: Name
    email: Email
    language: Language = "fr"
    note: Note = ""


class Settling(Form):
    """What an organiser makes of somebody who is proposed."""

    answer: Literal["accept", "dismiss"]
