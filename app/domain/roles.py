"""Who people are: an actor is a person with the roles they hold in each call."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    ORGANISER = "organiser"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, with what decides their permissions."""

    id: UUID
    name: str
    email: str
    language: str = "fr"
    is_admin: bool = False
    organises: frozenset[UUID] = frozenset()
    reviews: frozenset[UUID] = frozenset()
    only_call: UUID | None = None
    scopes: frozenset[str] | None = None

    def is_organiser(self, call_id: UUID) -> bool:
        """Whether they run this call; an administrator runs them all."""
        return self.is_admin or call_id in self.organises

    def is_reviewer(self, call_id: UUID) -> bool:
        """Whether they belong to this call's pool of reviewers."""
        return call_id in self.reviews

    @property
    def makes_calls(self) -> bool:
        """Whether they may make a new call: organisers and administrators, but by no token made for one call."""
        return (self.is_admin or bool(self.organises)) and self.only_call is None

    @property
    def faces(self) -> tuple[str, ...]:
        """The spaces this person can open, in the order of the menu."""
        found = ["applicant"]
        if self.reviews:
            found.append("reviewer")
        if self.organises or self.is_admin:
            found.append("organiser")
        return tuple(found)
