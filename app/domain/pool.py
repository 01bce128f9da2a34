"""The hearth: the reviewers of a call: where an invitation stands, why one declines, what a profile says."""

import re
from datetime import datetime
from enum import StrEnum

from app.domain.errors import Invalid
from app.domain.identifiers import format_identifier, identifier_kind, normalise_identifier


class PoolStanding(StrEnum):
    """Where the invitation of a reviewer stands."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    GONE = "gone"


class DeclineReason(StrEnum):
    """Why somebody does not review for a call."""

    CONFLICT = "conflict"
    NOT_MY_FIELD = "not_my_field"
    TOO_MANY = "too_many"
    OTHER = "other"


LANGUAGES = ("fr", "en", "de", "es", "it", "pt", "nl", "br", "eu", "oc", "co", "ca")
"""The languages one may say one reads (ISO 639-1)."""
MOST_TIES = 40
_NUMBER_AT_END = re.compile(r"^(?P<name>.*?)[\s,;:(]*(?P<number>(?:W[\dA-Z]|\d)[\d\s.\u00a0\u202f-]{7,22})\)?$", re.I)


def pool_standing(
    *, accepted_at: datetime | None, declined_at: datetime | None, revoked_at: datetime | None
) -> PoolStanding:
    """What the three instants say together: to decline also ends the role; one that is only ended was taken back."""
    if revoked_at is not None:
        return PoolStanding.DECLINED if declined_at is not None else PoolStanding.GONE
    return PoolStanding.INVITED if accepted_at is None else PoolStanding.ACCEPTED


def read_ties(text: str) -> list[dict[str, str]]:
    """The organisations somebody is tied to: one on each line, its SIREN, SIRET or RNA number after its name if known.

    Raises Invalid for a number that does not check (param `line`), and for more lines than anybody needs.
    """
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > MOST_TIES:
        raise Invalid("too_many_ties", field="ties", most=MOST_TIES)
    return [_tie(line) for line in lines]


def ties_text(ties: list[dict[str, str]]) -> str:
    """The same organisations as they are typed."""
    return "\n".join(
        ", ".join(part for part in (tie.get("name", ""), format_identifier(tie.get("identifier", ""))) if part)
        for tie in ties
    )


def _tie(line: str) -> dict[str, str]:
    found = _NUMBER_AT_END.match(line)
    if found is None:
        return {"name": line[:200], "identifier": ""}
    number = normalise_identifier(found["number"])
    if identifier_kind(number) is None:
        raise Invalid("bad_tie", field="ties", line=line)
    return {"name": found["name"].strip()[:200] or format_identifier(number), "identifier": number}
