"""What people send about their account."""

from typing import Literal

from pydantic import Field

from app.forms.common import Email, Form, Language, Name, Password


class SignIn(Form):
    email: Email
    password: str = Field(min_length=1, max_length=200)
    next: str = "/"


class SignUp(Form):
    name: Name
    email: Email
    password: Password
    next: str = Field(default="/", max_length=4000)


class EntryLink(Form):
    """The address that a link to sign in goes to; it leads on to `next`."""

    email: Email
    next: str = Field(default="/", max_length=4000)


class EntryName(Form):
    """How somebody new is called."""

    name: str = Field(default="", max_length=200)


class Forgotten(Form):
    email: Email


class NewPassword(Form):
    password: Password


class ChangedPassword(Form):
    current: str = Field(min_length=1, max_length=200)
    password: Password


class Profile(Form):
    name: Name
    language: Language
    reminders: bool = False


class ReadingMail(Form):
    """How one is written to about what one reads."""

    wanted: Literal["each", "daily", "none"]


class NewToken(Form):
    """An API token: what it may do, in which call, for how long."""

    name: Name
    scopes: list[str] = Field(min_length=1)
    call: str = ""
    days: int = Field(default=90, ge=1, le=366)


class Theme(Form):
    theme: Literal["light", "dark", ""] = ""
    back: str = "/"
