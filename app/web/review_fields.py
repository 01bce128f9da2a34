"""The criteria of a review as its form shows them: levels in words, what was typed, what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.domain import rubric as rules
from app.forms.review import ReviewDraft, ReviewPost
from app.queries.forms import CriterionRow
from app.queries.reviews import OwnReview
from app.web.binding import Bound
from app.web.messages import say
from app.web.shown import text_in

LONGEST = 10_000


class Criterion(NamedTuple):
    """One criterion of the form. `kept_score` and `kept_comment` are what another tab saved meanwhile."""

    key: str
    title: str
    question: str
    weight: int
    optional: bool
    section_key: str
    comment_to: str
    levels: list[tuple[int, str]]
    every_level: bool
    score: str
    comment: str
    error: str
    kept_score: str
    kept_comment: str


def levels_of(row: CriterionRow, scale_max: int, language: str) -> list[tuple[int, str]]:
    """The described marks: every one of them, or landmarks spread evenly over a longer scale."""
    texts = row.levels.get(language) or row.levels.get("fr") or next(iter(row.levels.values()), [])
    if len(texts) < 2:
        return [(scale_max, text) for text in texts]
    return [(round(place * scale_max / (len(texts) - 1)), text) for place, text in enumerate(texts)]


def typed_of(saved: OwnReview | None) -> dict[str, str]:
    """The fields of the form, from what is saved."""
    if saved is None:
        return {}
    scores = {f"score-{key}": "" if value is None else str(value) for key, value in saved.scores.items()}
    comments = {f"comment-{key}": text for key, text in saved.comments.items()}
    return {**scores, **comments, "comment": saved.comment, "private_note": saved.private_note}


def draft_of(bound: Bound[ReviewPost], scale: rules.Rubric, language: str) -> tuple[ReviewDraft | None, dict[str, str]]:
    """The draft that was typed, or what is wrong with it, by field."""
    errors: dict[str, str] = {}
    scores: dict[str, int | None] = {}
    comments: dict[str, str] = {}
    for criterion in scale.criteria:
        mark = bound.typed(f"score-{criterion.key}").strip()
        comments[criterion.key] = bound.typed(f"comment-{criterion.key}").strip()
        scores[criterion.key] = _mark(mark, scale.scale_max)
        if mark and scores[criterion.key] is None:
            errors[f"score-{criterion.key}"] = say("off_scale", language, highest=scale.scale_max)
    texts = {"comment": bound.typed("comment").strip(), "private_note": bound.typed("private_note").strip()}
    long = {f"comment-{key}": text for key, text in comments.items()} | texts
    for name, text in long.items():
        if len(text) > LONGEST:
            errors[name] = say("text_too_long", language, most=LONGEST)
    return (None, errors) if errors else (ReviewDraft(scores=scores, comments=comments, **texts), {})


def shown(
    rows: Sequence[CriterionRow],
    scale_max: int,
    typed: Mapping[str, str],
    *,
    kept: Mapping[str, str] | None,
    errors: Mapping[str, str],
    language: str,
) -> list[Criterion]:
    """The criteria with what was typed; `kept` is given when another tab saved something else."""
    found = []
    for row in rows:
        score, comment = f"score-{row.key}", f"comment-{row.key}"
        differs = {name for name in (score, comment) if kept is not None and kept.get(name, "") != typed.get(name, "")}
        levels = levels_of(row, scale_max, language)
        criterion = Criterion(
            row.key,
            text_in(row.title, language),
            text_in(row.question, language),
            row.weight,
            row.optional,
            row.section_key,
            row.comment_to,
            levels,
            len(levels) == scale_max + 1,
            typed.get(score, ""),
            typed.get(comment, ""),
            errors.get(score, ""),
            (kept or {}).get(score, "") if score in differs else "",
            (kept or {}).get(comment, "") if comment in differs else "",
        )
        found.append(criterion)
    return found


def provisional(scale: rules.Rubric, typed: Mapping[str, str]) -> tuple[int, float | None]:
    """How many criteria have a mark, and their weighted mean: the others do not count yet."""
    typed_marks = {one.key: _mark(typed.get(f"score-{one.key}", "").strip(), scale.scale_max) for one in scale.criteria}
    marks = {key: mark for key, mark in typed_marks.items() if mark is not None}
    marked = tuple(one for one in scale.criteria if one.key in marks)
    mean = rules.weighted_mean(rules.Rubric(scale.scale_max, marked), marks) if marked else None
    return len(marked), mean


def _mark(text: str, highest: int) -> int | None:
    """A mark on the scale, or None."""
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= highest else None
