"""What people send about those who work on a dossier with them."""

from typing import Annotated

from pydantic import StringConstraints

from app.domain.permissions import Hand
from app.forms.common import Email, Form, Language, Name


class TeamInvitation(Form):
    """Somebody to invite to a dossier, and what they may do there."""

    email: Email
    hand: Hand
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    language: Language = "fr"


class HandChange(Form):
    """What somebody of the team may do from now on; `version` is the one that was seen."""

    hand: Hand
    version: int = 0


class Joining(Form):
    """Who accepts an invitation without an account: the link makes one."""

    name: Name
