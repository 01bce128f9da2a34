"""Permissions, decided once: facts about one person and one dossier at one instant, then can()."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from app.domain.reviewing import Rules

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
    "revise",
    "discuss",
    "decide",
    "see_receipt",
    "comment",
    "sign",
    "manage_team",
    "message",
    "raise_concern",
]


class Hand(StrEnum):
    """What somebody invited to a dossier may do there; each reads it whole."""

    READ = "read"
    COMMENT = "comment"
    EDIT = "edit"
    SIGN = "sign"


OUT_OF_DRAFT = frozenset({"filed", "to_correct", "admitted", "refused", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that decides, for one person and one dossier at one instant.

    `hand`: of somebody invited to it, empty for others. `reopened`: filed, with changes that are not.
    `correction_ends`: until when the correction that was asked may be made, None when none is. `rules`: what reviewers
    may do and see now; `round`: the last round of reviewing the dossier was kept for; `hides_reviewers`: its track
    never tells reviewers who the others are.
    """

    state: str
    is_owner: bool = False
    hand: str = ""
    is_organiser: bool = False
    is_reviewer: bool = False
    is_assigned: bool = False
    in_conflict: bool = False
    ever_filed: bool = False
    filing_open: bool = False
    before_opening: bool = False
    filing_ends: datetime | None = None
    missing: int = 0
    unsigned: int = 0
    reopened: bool = False
    correction_ends: datetime | None = None
    correction_open: bool = False
    reviewed: bool = False
    decided: bool = False
    published: bool = False
    review_submitted: bool = False
    rules: Rules = Rules()  # noqa: RUF009 (frozen)
    round: int = 1
    hides_reviewers: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether they file it: its owner, or somebody who works on it with them."""
        return self.is_owner or bool(self.hand)

    @property
    def writes(self) -> bool:
        """Whether they may write in it, when it may be written in."""
        return self.is_owner or self.hand == Hand.EDIT


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
        return YES if facts.is_inside or _organises(facts) or _reads(facts) else _no("not_yours")
    if action in ("list", "see_draft"):
        shown = facts.is_inside or (facts.is_organiser and not facts.in_conflict) or _reads(facts)
        return YES if shown else _no("not_yours")
    if action == "see_receipt":
        return YES if facts.ever_filed and (facts.is_inside or _organises(facts)) else _no("not_yours")
    if action == "see_decision":
        return YES if _organises(facts) or (facts.is_inside and facts.published) else _no("not_published")
    if action in ("review", "revise"):
        return _review(action, facts)
    if action in ("see_reviews", "see_scores", "see_reviewers", "see_conflicts", "discuss"):
        if _organises(facts):
            return YES
        return _among_reviewers(action, facts) if _reads(facts) else _no("only_an_organiser")
    if action in ("comment", "sign", "manage_team", "message", "raise_concern"):
        return _together(action, facts)
    return _assign_or_decide(facts)


def _review(action: Action, facts: Facts) -> Verdict:
    """To write a review, or to change one that was handed in: as the phase of reviewing allows."""
    if not _reads(facts):
        return _no("not_assigned")
    if facts.published:
        return _no("already_published")
    if facts.round < facts.rules.round:
        return _no("not_in_this_round")
    if action == "revise":
        return YES if facts.review_submitted and facts.rules.may_revise else _no("not_to_revise")
    return YES if facts.rules.may_write else _no("reviewing_closed")


def _among_reviewers(action: Action, facts: Facts) -> Verdict:
    """What a reviewer of the dossier sees of the others, and whether they speak with them, in this phase."""
    rules = facts.rules
    sees = rules.sees_others == "always" or (rules.sees_others == "after_own" and facts.review_submitted)
    shown = {
        "see_reviews": sees,
        "see_scores": rules.sees_averages and (facts.review_submitted or rules.sees_others == "always"),
        "see_reviewers": rules.sees_names and not facts.hides_reviewers,
        "discuss": rules.may_comment,
    }
    return YES if shown.get(action) else _no("not_shown_to_reviewers")


def _together(action: Action, facts: Facts) -> Verdict:
    """The acts of those who file a dossier together; organisers without a conflict answer them."""
    if action == "message":
        answers = facts.is_organiser and not facts.in_conflict
        return YES if facts.writes or answers else _no("not_yours")
    if action == "raise_concern":
        over = facts.published or facts.state in ("refused", "withdrawn")
        return _no("not_yours") if not facts.writes else _no("concern_closed") if over else YES
    if action == "manage_team":
        return YES if facts.is_owner and facts.state != "withdrawn" else _no("only_the_owner")
    if action == "comment":
        return YES if facts.writes or facts.hand == Hand.COMMENT else _no("not_yours")
    return YES if facts.hand == Hand.SIGN else _no("not_yours")


def _assign_or_decide(facts: Facts) -> Verdict:
    """The two acts of organisers on an admitted dossier, closed by the publication."""
    if not _organises(facts):
        return _no("only_an_organiser")
    if facts.state != "admitted":
        return _no("not_admitted")
    return _no("already_published") if facts.published else YES
