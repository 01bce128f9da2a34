"""What organisers send about the phases of reviewing of a call, and about what its tracks hide."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from app.domain.reviewing import Blind, Reviewing, Rules, Sight
from app.forms.calendar import PARIS, placed
from app.forms.common import Form, Reason
from app.forms.spoken import Version, Zone
from app.forms.track import Named


class PhaseForm(Form):
    """A phase of reviewing as it should become; an hour without an offset is in the zone of the call."""

    version: Version
    zone: Zone = PARIS
    title: Named
    starts_at: datetime
    may_write: bool = False
    sees_others: Sight = "never"
    sees_names: bool = False
    sees_averages: bool = False
    may_comment: bool = False
    may_revise: bool = False
    may_pick: bool = False
    round: Annotated[int, Field(ge=1, le=9)] = 1

    @field_validator("starts_at")
    @classmethod
    def _an_instant(cls, at: datetime, given: ValidationInfo) -> datetime:
        return placed(at, given.data.get("zone", PARIS))

    @property
    def rules(self) -> Rules:
        """The switches."""
        return Rules(**{name: getattr(self, name) for name in Rules.__dataclass_fields__})


class StartForm(Form):
    """A phase that begins now, and why."""

    version: Version
    reason: Reason


class RemovalForm(Form):
    """The call as it was seen when the removal of a phase was confirmed."""

    version: Version


class BlindForm(Form):
    """What reading hides in a track."""

    version: Version
    blind: Blind


class ReviewingEntry(Form):
    """How a call is read, whole; its version is said by `If-Match`."""

    reviewing: Reviewing


class BlindEntry(Form):
    """What reading hides in a track; its version is said by `If-Match`."""

    blind: Blind
