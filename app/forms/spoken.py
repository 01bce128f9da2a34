"""What calls are described with: texts per language, zones, addresses, references, keys."""

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.forms.common import Form

# Words that stand where the address of a call would.
RESERVED = frozenset({"new"})


def _spoken(texts: dict[str, str]) -> dict[str, str]:
    """Texts per language; French, the default language, is always there."""
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not kept.get("fr"):
        raise PydanticCustomError("no_french", "the French text is missing")
    return kept


def _spoken_or_nothing(texts: dict[str, str]) -> dict[str, str]:
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    return _spoken(kept) if kept else {}


def _known_zone(zone: str) -> str:
    if zone not in available_timezones():
        raise PydanticCustomError("zone", "not a time zone")
    return zone


def _not_reserved(slug: str) -> str:
    if slug in RESERVED:
        raise PydanticCustomError("reserved", "this address is taken by the platform")
    return slug


_Language = Annotated[str, StringConstraints(pattern="^(fr|en)$")]
_Texts = dict[_Language, Annotated[str, StringConstraints(max_length=20_000)]]
Spoken = Annotated[_Texts, AfterValidator(_spoken)]
SpokenOrNothing = Annotated[_Texts, AfterValidator(_spoken_or_nothing)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60), AfterValidator(_not_reserved)
]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=20)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Version = Annotated[int, Field(ge=1)]


class Described(Form):
    """A part of a document: a name it does not know is a mistake, not a detail."""

    model_config = ConfigDict(frozen=True, extra="forbid")
