"""What the directory of companies says of a member of a grouping, and what is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.identifiers import format_identifier


class Listed(StrEnum):
    """What became of the question: not asked, to be asked, answered, or the number is not there."""

    NOT_ASKED = ""
    WAITING = "waiting"
    FOUND = "found"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Listing:
    """An organisation of the directory, as it was at this instant; `commune` is an INSEE code."""

    identifier: str
    name: str
    address: str
    commune: str
    legal_form: str
    at: datetime


PARTS = ("name", "address", "legal_form")
"""What the directory says of a member in words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a member says of itself."""

    identifier: str
    name: str
    address: str
    legal_form: str

    @property
    def is_nameless(self) -> bool:
        """Whether its number stands for its name."""
        return bool(self.identifier) and self.name == format_identifier(self.identifier)

    @property
    def lacks(self) -> bool:
        """Whether the directory could complete it."""
        return self.is_nameless or not self.address or not self.legal_form

    def says(self, listing: Listing | None) -> bool:
        """Whether these are the words of the directory."""
        return (
            listing is not None
            and listing.identifier == self.identifier
            and all(getattr(self, part) == getattr(listing, part) for part in PARTS)
        )


def listed(said: Said, was: Said | None, stood: Listed, listing: Listing | None) -> Listed:
    """Where the words of a member come from, now that they changed from `was`, of which `stood` was known.

    What is typed never claims the directory; what it lacks is asked for, later if need be.
    """
    if not said.identifier:
        return Listed.NOT_ASKED
    if said.says(listing):
        return Listed.FOUND
    if was is not None and was.identifier == said.identifier:
        if was == said or stood is Listed.UNKNOWN:
            return stood
        if stood is Listed.FOUND:
            return Listed.NOT_ASKED
    return Listed.WAITING if said.lacks else Listed.NOT_ASKED


def completed(said: Said, listing: Listing) -> Said:
    """The same with what it lacked; nothing that was typed changes."""
    return Said(
        said.identifier,
        listing.name[:200] if said.is_nameless and listing.name else said.name,
        said.address or listing.address[:300],
        said.legal_form or listing.legal_form[:120],
    )
