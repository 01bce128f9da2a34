"""What a new call begins with: a blank page, or an earlier call moved to new dates."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from app.forms.calendar import Dated
from app.forms.common import Form
from app.forms.spoken import Reference, Slug, Spoken


def _lower(text: object) -> object:
    return text.strip().lower() if isinstance(text, str) else text


def _upper(text: object) -> object:
    return text.strip().upper() if isinstance(text, str) else text


TypedSlug = Annotated[Slug, BeforeValidator(_lower)]
TypedReference = Annotated[Reference, BeforeValidator(_upper)]


class BlankForm(Dated):
    """A call from a blank page; without an address, it takes one from its title."""

    title: Spoken
    slug: TypedSlug | None = None
    reference: TypedReference
    key: str = Field(default="", max_length=60)


class CopyForm(Form):
    """A call from an earlier one: its own name, and the instant its filing opens (in the zone of the other call)."""

    title: Spoken
    slug: TypedSlug | None = None
    reference: TypedReference
    opens_at: datetime
    key: str = Field(default="", max_length=60)


class BroughtForm(Form):
    """What a document may be given instead of its own address and reference."""

    slug: TypedSlug | None = None
    reference: TypedReference | None = None
    key: str = Field(default="", max_length=60)
