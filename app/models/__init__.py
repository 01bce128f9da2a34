"""The tables: storage truth, one file per noun. Importing this package registers them all."""

from app.models.assignment import Assignment, AssignmentProposal, ProposedReading, Wish
from app.models.call import Call, CallChange, CallFile, Moment, Network, Track
from app.models.conflict import Concern, Conflict
from app.models.decision import Decision
from app.models.discussion import DiscussionMessage, DiscussionSeen
from app.models.dossier import Answer, Dossier, DossierSection, KeptAnswer, Revision
from app.models.exchange import Correction, DossierMessage
from app.models.file import StoredFile, Upload
from app.models.form import Criterion, Form, FormEdit, FormVersion, Rubric
from app.models.job import Job, Once
from app.models.journal import JournalHead, JournalLine
from app.models.member import Member
from app.models.membership import Membership, Nomination
from app.models.notice import Notice
from app.models.person import ApiToken, Attempt, OneUseLink, Person, SignInSession
from app.models.pole import PoleSheet
from app.models.review import Redaction, Review, ReviewVersion, Score, ScoreSummary
from app.models.team import AnswerChange, AnswerComment, AnswerTask, Collaborator, Presence, SignOff

__all__ = [
    "Answer",
    "AnswerChange",
    "AnswerComment",
    "AnswerTask",
    "ApiToken",
    "Assignment",
    "AssignmentProposal",
    "Attempt",
    "Call",
    "CallChange",
    "CallFile",
    "Collaborator",
    "Concern",
    "Conflict",
    "Correction",
    "Criterion",
    "Decision",
    "DiscussionMessage",
    "DiscussionSeen",
    "Dossier",
    "DossierMessage",
    "DossierSection",
    "Form",
    "FormEdit",
    "FormVersion",
    "Job",
    "JournalHead",
    "JournalLine",
    "KeptAnswer",
    "Member",
    "Membership",
    "Moment",
    "Network",
    "Nomination",
    "Notice",
    "Once",
    "OneUseLink",
    "Person",
    "PoleSheet",
    "Presence",
    "ProposedReading",
    "Redaction",
    "Review",
    "ReviewVersion",
    "Revision",
    "Rubric",
    "Score",
    "ScoreSummary",
    "SignInSession",
    "SignOff",
    "StoredFile",
    "Track",
    "Upload",
    "Wish",
]
