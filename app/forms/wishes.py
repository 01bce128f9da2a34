"""What people send about wishes: until when they are asked, and what a reviewer would like to read."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.forms.common import Form

Wanted = Literal["want", "could", "rather_not", ""]


class WishesAsked(Form):
    """Until when wishes are asked (blank: they are not), how much they count, and whether reviewers are told."""

    version: int
    until: datetime | None = None
    weight: Annotated[int, Field(ge=0, le=100)] = 0
    tell: bool = False


class WishIn(Form):
    """One wish; empty to take it back."""

    dossier: UUID
    wish: Wanted


class WishesIn(Form):
    """What somebody would like to read."""

    wishes: Annotated[list[WishIn], Field(max_length=500)]


class AskingIn(Form):
    """Until when wishes are asked, for programs."""

    until: AwareDatetime | None = None
    weight: Annotated[int, Field(ge=0, le=100)] = 0
    tell: bool = False
