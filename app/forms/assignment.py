"""What people send about assignments and conflicts of interest."""

from typing import Literal
from uuid import UUID

from app.forms.common import Form, Key, Reason


class NewAssignment(Form):
    """A dossier given by hand."""

    reviewer: UUID


class Withdrawal(Form):
    """A dossier taken back from a reviewer."""

    reviewer: UUID


class NewConflict(Form):
    """A tie between a person and a dossier, and what shows it."""

    person: UUID
    evidence: Reason


class Dismissal(Form):
    """Why a tie does not matter."""

    reason: Reason


class Recusal(Form):
    """A reviewer who cannot review a dossier: a conflict of interest, or another reason."""

    why: Literal["conflict", "other"]
    reason: Reason


class ProposalRequest(Form):
    """A proposal asked of the worker; the key makes a double click ask once."""

    key: Key
