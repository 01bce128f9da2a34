"""What organisers send about the people of a call."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.forms.common import Email, Form, Language, Name

Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Capacity = Annotated[int, Field(ge=1, le=500)]
Theme = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class InvitationForm(Form):
    """Somebody to bring into the team of a call."""

    role: Literal["organiser", "reviewer"]
    name: Name
    email: Email
    language: Language = "fr"
    network: Annotated[str, StringConstraints(max_length=40)] = ""
    organisation: Short = ""
    region: Annotated[str, StringConstraints(max_length=80)] = ""
    departement: Annotated[str, StringConstraints(max_length=3)] = ""
    themes: tuple[Theme, ...] = ()
    capacity: Capacity = 20
    note: Note = ""
