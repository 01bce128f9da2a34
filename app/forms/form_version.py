"""What organisers send to publish a version of a form."""

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from app.forms.common import Form

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class VersionForm(Form):
    """The version that was previewed, how many edits it had, and a word for applicants in each language."""

    version: UUID
    edits: int
    note_fr: Note = ""
    note_en: Note = ""

    @property
    def note(self) -> dict[str, str]:
        """The word for applicants, by language."""
        return {language: text for language, text in (("fr", self.note_fr), ("en", self.note_en)) if text}


class ChangesSeen(Form):
    """The version whose changes an applicant has seen."""

    version: UUID
