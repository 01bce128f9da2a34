"""Who works on a dossier beside its owner: where an invitation stands, what each hand may do."""

from datetime import datetime
from enum import StrEnum

from app.domain.permissions import Hand


class Standing(StrEnum):
    """Where an invitation to a dossier stands."""

    INVITED = "invited"
    WORKING = "working"
    DECLINED = "declined"
    GONE = "gone"


HANDS = (Hand.EDIT, Hand.COMMENT, Hand.READ, Hand.SIGN)
"""In the order they are proposed: most invite to write together."""


def standing(
    *, invited_at: datetime, accepted_at: datetime | None, declined_at: datetime | None, ended_at: datetime | None
) -> Standing:
    """What the four instants of an invitation say together; the last word wins.

    Somebody who left may be invited again: what they accepted is never forgotten, since it is a conflict of interest.
    """
    if ended_at is not None and invited_at <= ended_at:
        return Standing.GONE
    if accepted_at is not None and ended_at is None:
        return Standing.WORKING
    return Standing.INVITED if declined_at is None else Standing.DECLINED
