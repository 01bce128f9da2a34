"""Permissions, decided once: facts about one person and one dossier at one instant, then can()."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Action = Literal[
    "view",
    "list",
    "see_draft",
    "see_files",
    "see_decision",
    "see_reviews",
    "see_scores",
    "see_reviewers",
    "see_conflicts",
    "assign",
    "review",
    "decide",
    "see_receipt",
]

OUT_OF_DRAFT = frozenset({"filed", "to_correct", "admitted", "refused", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that decides, for one person and one dossier at one instant."""

    state: str
    is_owner: bool = False
    is_organiser: bool = False
    is_reviewer: bool = False
    is_assigned: bool = False
    in_conflict: bool = False
    ever_filed: bool = False
    filing_open: bool = False
    before_opening: bool = False
    filing_ends: datetime | None = None
    missing: int = 0
    reviewed: bool = False
    decided: bool = False
    published: bool = False
    review_submitted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, with the code of the reason."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def _no(reason: str) -> Verdict:
    return Verdict(False, reason)


def _organises(facts: Facts) -> bool:
    """An organiser of the call without a conflict on this dossier, once it is out of draft."""
    return facts.is_organiser and not facts.in_conflict and facts.state in OUT_OF_DRAFT and facts.ever_filed


def _reads(facts: Facts) -> bool:
    """A reviewer to whom this admitted dossier is assigned and who has no conflict with it."""
    return facts.is_reviewer and facts.is_assigned and not facts.in_conflict and facts.state == "admitted"


def can(action: Action, facts: Facts) -> Verdict:
    """Whether these facts allow this action; the SQL of visible_to() is proved equal to can("view")."""
    if action in ("view", "see_files"):
        return YES if facts.is_owner or _organises(facts) or _reads(facts) else _no("not_yours")
    if action in ("list", "see_draft"):
        shown = facts.is_owner or (facts.is_organiser and not facts.in_conflict) or _reads(facts)
        return YES if shown else _no("not_yours")
    if action == "see_receipt":
        return YES if facts.ever_filed and (facts.is_owner or _organises(facts)) else _no("not_yours")
    if action == "see_decision":
        return YES if _organises(facts) or (facts.is_owner and facts.published) else _no("not_published")
    if action == "review":
        if not _reads(facts):
            return _no("not_assigned")
        return _no("already_published") if facts.published else YES
    if action in ("see_reviews", "see_scores", "see_reviewers", "see_conflicts"):
        return YES if _organises(facts) else _no("only_an_organiser")
    return _assign_or_decide(action, facts)


def _assign_or_decide(action: Action, facts: Facts) -> Verdict:
    """The two acts of organisers on an admitted dossier, closed by the publication."""
    if not _organises(facts):
        return _no("only_an_organiser")
    if facts.state != "admitted":
        return _no("not_admitted")
    return _no("already_published") if facts.published else YES
