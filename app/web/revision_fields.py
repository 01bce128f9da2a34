"""The form by which a review that was handed in is written again: its fields, and both texts of each."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from app.domain.rubric import Rubric
from app.forms.review import ReviewDraft, RevisionPost
from app.queries.forms import CriterionRow
from app.web.binding import Bound
from app.web.messages import say
from app.web.review_fields import levels_of
from app.web.shown import text_in

LONGEST = 10_000


class RevisedField(NamedTuple):
    """A criterion with what is written, what counts now (`was_`), and what another tab wrote (`kept_`)."""

    key: str
    title: str
    weight: int
    optional: bool
    levels: list[tuple[int, str]]
    every_level: bool
    mark: str
    comment: str
    was_mark: str
    was_comment: str
    kept_mark: str
    kept_comment: str
    error: str


def typed_of(content: Mapping[str, object]) -> dict[str, str]:
    """The fields of the form, from what is kept."""
    scores = cast("Mapping[str, int | None]", content["scores"])
    comments = cast("Mapping[str, str]", content["comments"])
    marks = {f"score-{key}": "" if value is None else str(value) for key, value in scores.items()}
    return {**marks, **{f"comment-{key}": text for key, text in comments.items()}, "comment": str(content["comment"])}


def draft_of(bound: Bound[RevisionPost], scale: Rubric, language: str) -> tuple[ReviewDraft | None, dict[str, str]]:
    """What was typed, or what is wrong with it, by field."""
    errors: dict[str, str] = {}
    scores: dict[str, int | None] = {}
    for criterion in scale.criteria:
        name = f"score-{criterion.key}"
        mark = bound.typed(name).strip()
        valid = re.fullmatch(r"[0-9]{1,3}", mark) is not None and int(mark) <= scale.scale_max
        scores[criterion.key] = int(mark) if valid else None
        if mark and not valid:
            errors[name] = say("off_scale", language, highest=scale.scale_max)
    texts = {f"comment-{one.key}": bound.typed(f"comment-{one.key}").strip() for one in scale.criteria}
    texts["comment"] = bound.typed("comment").strip()
    errors |= {
        name: say("text_too_long", language, most=LONGEST) for name, text in texts.items() if len(text) > LONGEST
    }
    if errors:
        return None, errors
    comment = texts.pop("comment")
    comments = {name.removeprefix("comment-"): text for name, text in texts.items()}
    return ReviewDraft(scores=scores, comments=comments, comment=comment), {}


def shown(
    rows: Sequence[CriterionRow],
    scale_max: int,
    typed: Mapping[str, str],
    was: Mapping[str, str],
    kept: Mapping[str, str] | None,
    errors: Mapping[str, str],
    *,
    language: str,
) -> list[RevisedField]:
    """The criteria; `kept` is given when another tab wrote something else meanwhile."""
    found = []
    for row in rows:
        score, comment = f"score-{row.key}", f"comment-{row.key}"
        levels = levels_of(row, scale_max, language)
        found.append(
            RevisedField(
                row.key,
                text_in(row.title, language),
                row.weight,
                row.optional,
                levels,
                len(levels) == scale_max + 1,
                typed.get(score, ""),
                typed.get(comment, ""),
                was.get(score, ""),
                was.get(comment, ""),
                _other(score, typed, kept),
                _other(comment, typed, kept),
                errors.get(score, "") or errors.get(comment, ""),
            )
        )
    return found


def _other(name: str, typed: Mapping[str, str], kept: Mapping[str, str] | None) -> str:
    return kept.get(name, "") if kept is not None and kept.get(name, "") != typed.get(name, "") else ""
