"""What reviewers send: scores, comments, and why a review is opened again."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.forms.common import Form, Reason

Comment = Annotated[str, StringConstraints(max_length=10_000)]


class ReviewDraft(Form):
    """A review as it stands: scores and comments by key of criterion; None for a criterion not scored."""

    scores: dict[str, int | None] = Field(default_factory=dict)
    comments: dict[str, Comment] = Field(default_factory=dict)
    comment: Comment = ""
    private_note: Comment = ""


class Handing(Form):
    """The version of the review that is handed in."""

    version: int = Field(ge=0)


class Reopening(Form):
    """Why a review that was handed in is opened again."""

    reason: Reason


class Reminding(Form):
    """Whom to remind; everybody who has something left when nobody is named."""

    person: UUID | None = None


class ReviewPost(Form):
    """The form of the review page; its scores and comments are read beside it, one field for each criterion."""

    version: int = Field(ge=0)
    intent: Literal["save", "next", "submit"] = "save"


class RevisionPost(Form):
    """The form by which a review is written again; `seen` says what the page was made from."""

    seen: Annotated[str, StringConstraints(max_length=64)] = ""
    intent: Literal["save", "submit"] = "save"


class RevisionHanding(Form):
    """What is handed in, as it was read."""

    seen: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class RoundChoice(Form):
    """Dossiers to keep for a round of reviewing, or to leave out of it."""

    number: Annotated[int, Field(ge=2, le=9)]
    act: Literal["keep", "leave"]
    scope: Literal["picked", "all"] = "picked"
    step: Literal["preview", "confirm"] = "preview"
    pick: tuple[UUID, ...] = ()


class RoundEntry(Form):
    """The same by a program, which names the dossiers."""

    number: Annotated[int, Field(ge=2, le=9)]
    act: Literal["keep", "leave"]
    dossiers: Annotated[list[UUID], Field(min_length=1, max_length=20_000)]


class RevisionEntry(Form):
    """A review that a program writes again after it was handed in; `seen` is what it was written from."""

    seen: Annotated[str, Field(max_length=64)]
    scores: dict[str, int | None] = Field(default_factory=dict)
    comments: dict[str, Comment] = Field(default_factory=dict)
    comment: Comment = ""
