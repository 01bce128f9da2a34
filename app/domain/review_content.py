"""The hearth: what a review says, whole and field by field; a field has the name it has in the form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from pydantic import JsonValue

SCORE, COMMENT = "score-", "comment-"
TEXTS = ("comment", "private_note")
LONGEST = 10_000
"""Signs of a text that is handed in."""
LONGEST_DRAFT = 100_000
"""Signs of a text that is being written: nothing is cut, and nothing that long is a review."""


@dataclass(frozen=True, slots=True)
class ReviewContent:
    """Marks and comments by key of criterion, and the two texts about the whole."""

    scores: Mapping[str, int | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    private_note: str = ""


def fields_of(content: ReviewContent, criteria: Iterable[str]) -> dict[str, JsonValue]:
    """Every field of the form, in its order: two for each criterion, then the texts about the whole."""
    found: dict[str, JsonValue] = {}
    for key in criteria:
        found[f"{SCORE}{key}"] = content.scores.get(key)
        found[f"{COMMENT}{key}"] = content.comments.get(key, "")
    return found | {"comment": content.comment, "private_note": content.private_note}


def with_fields(content: ReviewContent, changed: Mapping[str, JsonValue]) -> ReviewContent:
    """The same review where these fields say something else."""
    scores = dict(content.scores) | {
        name.removeprefix(SCORE): cast("int | None", value) for name, value in changed.items() if name.startswith(SCORE)
    }
    comments = dict(content.comments) | {
        name.removeprefix(COMMENT): str(value) for name, value in changed.items() if name.startswith(COMMENT)
    }
    texts = {name: str(changed.get(name, getattr(content, name))) for name in TEXTS}
    return ReviewContent(scores, comments, **texts)


def narrowed(content: ReviewContent, criteria: Iterable[str]) -> ReviewContent:
    """The same review about these criteria alone, each of them named."""
    keys = list(criteria)
    scores = {key: content.scores.get(key) for key in keys}
    comments = {key: content.comments.get(key, "") for key in keys}
    return ReviewContent(scores, comments, content.comment, content.private_note)


def content_as_json(content: ReviewContent) -> dict[str, object]:
    """What is kept of it, and what the journal signs."""
    return {
        "scores": dict(content.scores),
        "comments": dict(content.comments),
        "comment": content.comment,
        "private_note": content.private_note,
    }


def content_from_json(kept: Mapping[str, object]) -> ReviewContent:
    """The review from what was kept of it."""
    scores, comments = kept.get("scores"), kept.get("comments")
    return ReviewContent(
        dict(cast("Mapping[str, int | None]", scores)) if isinstance(scores, dict) else {},
        dict(cast("Mapping[str, str]", comments)) if isinstance(comments, dict) else {},
        str(kept.get("comment", "")),
        str(kept.get("private_note", "")),
    )


def too_long(content: ReviewContent) -> str:
    """The first field whose text is longer than what is handed in; empty when none is."""
    texts = {f"{COMMENT}{key}": text for key, text in content.comments.items()}
    texts |= {name: getattr(content, name) for name in TEXTS}
    return next((name for name, text in texts.items() if len(text) > LONGEST), "")
