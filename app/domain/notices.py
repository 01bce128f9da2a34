"""The hearth: every mail there is, what it must say, and what keeps it from being sent twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pydantic import JsonValue


class NoticeKind(StrEnum):
    """What a mail is about; also the name of its templates."""

    ACCOUNT_CONFIRM = "account_confirm"
    ACCOUNT_EXISTS = "account_exists"
    PASSWORD_RESET = "password_reset"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    SIGN_IN_LINK = "sign_in_link"
    DRAFT_REMINDER = "draft_reminder"
    DOSSIER_RECEIVED = "dossier_received"
    DOSSIER_WITHDRAWN = "dossier_withdrawn"
    DOSSIER_RESTORED = "dossier_restored"
    DOSSIER_ADMITTED = "dossier_admitted"
    DOSSIER_REFUSED = "dossier_refused"
    DOSSIER_REQUALIFIED = "dossier_requalified"
    REVIEWER_INVITED = "reviewer_invited"
    REVIEWER_ANSWERED = "reviewer_answered"
    EXPERT_ASKED = "expert_asked"
    ORGANISER_INVITED = "organiser_invited"
    REVIEWER_ASSIGNED = "reviewer_assigned"
    REVIEW_REMINDER = "review_reminder"
    REVIEW_REOPENED = "review_reopened"
    DEADLINE_MOVED = "deadline_moved"
    FILE_INFECTED = "file_infected"
    DECISION_SELECTED = "decision_selected"
    DECISION_WAITING = "decision_waiting"
    DECISION_NOT_SELECTED = "decision_not_selected"
    FORM_CHANGED = "form_changed"
    MEMBER_ASKED = "member_asked"
    MEMBER_ANSWERED = "member_answered"
    SIGNATURE_ASKED = "signature_asked"
    SIGNATURE_ANSWERED = "signature_answered"
    TEAM_INVITED = "team_invited"
    TEAM_ANSWERED = "team_answered"
    TEAM_ENDED = "team_ended"
    QUESTIONS_GIVEN = "questions_given"
    QUESTIONS_COMMENTED = "questions_commented"
    SIGNATURES_STALE = "signatures_stale"
    DOSSIER_OFFERED = "dossier_offered"
    OFFER_ANSWERED = "offer_answered"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_PROLONGED = "correction_prolonged"
    CORRECTION_REMINDER = "correction_reminder"
    CORRECTION_ENDED = "correction_ended"
    CORRECTION_ANSWERED = "correction_answered"
    MESSAGE_FOR_APPLICANT = "message_for_applicant"
    MESSAGE_FOR_ORGANISER = "message_for_organiser"
    CONCERN_ANSWERED = "concern_answered"
    WISHES_ASKED = "wishes_asked"
    DISCUSSION_SAID = "discussion_said"
    REVIEW_DUE = "review_due"
    REVIEW_DIGEST = "review_digest"


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """What a kind of notice is for and what its templates need.

    `purpose`: notices of one purpose about one subject exclude each other (a dossier hears one decision).
    `repeats`: it may be sent again about the same subject, on another occasion.
    """

    purpose: str
    variables: frozenset[str]
    repeats: bool = True


_PERSON = ("name",)
_CALL = ("name", "call", "call_link")
_DOSSIER = (*_CALL, "reference", "title", "dossier_link")
_INVITED = ("link", "invited_by", "note")
_TEAM = (*_CALL, "title")
_READING = (*_CALL, "link", "stop_reading")
_DECISION = (*_DOSSIER, "results_link", "motive", "decision")


def _plan(purpose: str, *variables: str, repeats: bool = True) -> NoticePlan:
    return NoticePlan(purpose, frozenset(variables), repeats)


NOTICES: Mapping[NoticeKind, NoticePlan] = MappingProxyType(
    {
        NoticeKind.ACCOUNT_CONFIRM: _plan("account.confirm", *_PERSON, "link", "expires_at"),
        NoticeKind.ACCOUNT_EXISTS: _plan("account.exists", *_PERSON, "sign_in_link", "reset_link"),
        NoticeKind.PASSWORD_RESET: _plan("password.reset", *_PERSON, "link", "expires_at"),
        NoticeKind.PASSWORD_CHANGED: _plan("password.changed", *_PERSON, "changed_at", "reset_link"),
        NoticeKind.SIGN_IN_LINK: _plan("account.enter", *_PERSON, "token"),
        NoticeKind.DRAFT_REMINDER: _plan("draft.reminder", *_CALL, "drafts", "closes_at", "zone", "link", "stop"),
        NoticeKind.DOSSIER_RECEIVED: _plan(
            "dossier.received", *_DOSSIER, "track", "filed_at", "closes_at", "receipt_code", "receipt_link", "digest"
        ),
        NoticeKind.DOSSIER_WITHDRAWN: _plan("dossier.withdrawn", *_DOSSIER, "withdrawn_at"),
        NoticeKind.DOSSIER_RESTORED: _plan("dossier.restored", *_DOSSIER, "restored_at", "filed_at"),
        NoticeKind.DOSSIER_ADMITTED: _plan("dossier.screened", *_DOSSIER),
        NoticeKind.DOSSIER_REFUSED: _plan("dossier.screened", *_DOSSIER, "reason"),
        NoticeKind.DOSSIER_REQUALIFIED: _plan("dossier.screened", *_DOSSIER, "from_track", "to_track", "reason"),
        NoticeKind.REVIEWER_INVITED: _plan("reviewer.invited", *_CALL, *_INVITED, "capacity", "expires_at"),
        NoticeKind.REVIEWER_ANSWERED: _plan(
            "reviewer.answered", *_CALL, "link", "who", "answer", "reason", "note", "other", "given_back"
        ),
        NoticeKind.EXPERT_ASKED: _plan("expert.asked", *_CALL, *_INVITED, "reference", "expires_at"),
        NoticeKind.ORGANISER_INVITED: _plan("organiser.invited", *_CALL, *_INVITED, "token"),
        NoticeKind.REVIEWER_ASSIGNED: _plan("reviewer.assigned", *_READING, "dossiers", "due_at", "zone"),
        NoticeKind.REVIEW_REMINDER: _plan("review.reminder", *_READING, "remaining", "due_at", "zone"),
        NoticeKind.REVIEW_REOPENED: _plan("review.reopened", *_READING, "title", "reason", "due_at", "zone"),
        NoticeKind.REVIEW_DUE: _plan("review.due", *_READING, "remaining", "due_at", "zone", "is_late"),
        NoticeKind.REVIEW_DIGEST: _plan(
            "review.digest", *_READING, "given", "said", "threads", "remaining", "due_at", "zone", "is_late"
        ),
        NoticeKind.DISCUSSION_SAID: _plan("discussion.said", *_READING, "title", "by", "text", "is_called"),
        NoticeKind.FILE_INFECTED: _plan("file.infected", *_DOSSIER, "file", "found", "is_draft"),
        NoticeKind.DECISION_SELECTED: _plan("dossier.decided", *_DECISION, repeats=False),
        NoticeKind.DECISION_WAITING: _plan("dossier.decided", *_DECISION, repeats=False),
        NoticeKind.DECISION_NOT_SELECTED: _plan("dossier.decided", *_DECISION, repeats=False),
        NoticeKind.DEADLINE_MOVED: _plan("call.deadline_moved", *_CALL, "was", "closes_at", "zone", "reason"),
        NoticeKind.FORM_CHANGED: _plan("form.changed", *_CALL, "title", "link", "drafts", "asked", "note", "closes_at"),
        NoticeKind.MEMBER_ASKED: _plan("member.asked", *_CALL, "title", "member", "asked_by", "token", "expires_at"),
        NoticeKind.MEMBER_ANSWERED: _plan("member.answered", *_DOSSIER, "member", "answer", "reason"),
        NoticeKind.SIGNATURE_ASKED: _plan(
            "signature.asked", *_CALL, "title", "member", "asked_by", "token", "expires_at", "closes_at"
        ),
        NoticeKind.SIGNATURE_ANSWERED: _plan(
            "signature.answered", *_DOSSIER, "member", "answer", "signed_as", "reason", "unsigned"
        ),
        NoticeKind.TEAM_INVITED: _plan("team.invited", *_TEAM, "link", "invited_by", "hand", "closes_at"),
        NoticeKind.TEAM_ANSWERED: _plan("team.answered", *_TEAM, "dossier_link", "who", "answer"),
        NoticeKind.TEAM_ENDED: _plan("team.ended", *_TEAM, "by"),
        NoticeKind.QUESTIONS_GIVEN: _plan("team.questions_given", *_TEAM, "dossier_link", "by", "number"),
        NoticeKind.QUESTIONS_COMMENTED: _plan("team.commented", *_TEAM, "dossier_link", "comments"),
        NoticeKind.SIGNATURES_STALE: _plan("signature.stale", *_TEAM, "dossier_link", "members"),
        NoticeKind.DOSSIER_OFFERED: _plan("dossier.offered", *_TEAM, "link", "by"),
        NoticeKind.OFFER_ANSWERED: _plan("dossier.offer_answered", *_TEAM, "dossier_link", "who", "answer"),
        NoticeKind.CORRECTION_ASKED: _plan("correction.asked", *_DOSSIER, "reason", "questions", "due_at", "zone"),
        NoticeKind.CORRECTION_PROLONGED: _plan("correction.prolonged", *_DOSSIER, "due_at", "zone"),
        NoticeKind.CORRECTION_REMINDER: _plan("correction.reminder", *_DOSSIER, "questions", "due_at", "zone", "stop"),
        NoticeKind.CORRECTION_ENDED: _plan("correction.ended", *_DOSSIER),
        NoticeKind.CORRECTION_ANSWERED: _plan("correction.answered", *_DOSSIER, "by", "link"),
        NoticeKind.MESSAGE_FOR_APPLICANT: _plan("message.to_applicant", *_DOSSIER, "by", "text", "link"),
        NoticeKind.MESSAGE_FOR_ORGANISER: _plan("message.to_organiser", *_DOSSIER, "by", "text", "link"),
        NoticeKind.CONCERN_ANSWERED: _plan("concern.answered", *_DOSSIER, "about", "answer", "link"),
        NoticeKind.WISHES_ASKED: _plan("wishes.asked", *_CALL, "link", "until", "zone"),
    }
)


def plan_of(kind: NoticeKind) -> NoticePlan:
    """What this kind of notice is for and needs."""
    return NOTICES[kind]


def demand_variables(kind: NoticeKind, variables: Mapping[str, JsonValue]) -> None:
    """Raise ValueError unless these are exactly the variables the kind needs."""
    needed, given = plan_of(kind).variables, set(variables)
    if needed != given:
        raise ValueError(f"{kind}: lacks {sorted(needed - given)}, does not know {sorted(given - needed)}")


def unique_key(kind: NoticeKind, subject_id: str, occasion: str = "") -> str:
    """The key under which an outbox keeps one notice only: purpose, subject and occasion.

    subject_id: the person, dossier or assignment it is about. occasion: what makes a repeated notice another one (a
    token, a receipt code, a journal entry, a due date); a kind that repeats raises ValueError without one.
    """
    plan = plan_of(kind)
    if plan.repeats and not occasion:
        raise ValueError(f"{kind} may be sent again: say on which occasion")
    return "/".join(part for part in (plan.purpose, subject_id, occasion) if part)
