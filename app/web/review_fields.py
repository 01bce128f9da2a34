"""The fields of a review as its form shows them: levels in words, what was typed, what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from pydantic import JsonValue

from app.domain import rubric as rules
from app.domain.crossings import fingerprint
from app.domain.review_content import COMMENT, LONGEST_DRAFT, SCORE, TEXTS, ReviewContent, fields_of
from app.queries.forms import CriterionRow
from app.queries.reviews import OwnReview
from app.web.messages import say
from app.web.shown import text_in


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
    comment_error: str = ""


class Typed(NamedTuple):
    """What a page sent: its fields as they are stored, and what is wrong with the others, by field."""

    values: dict[str, JsonValue]
    errors: dict[str, str]


def levels_of(row: CriterionRow, scale_max: int, language: str) -> list[tuple[int, str]]:
    """The described marks: every one of them, or landmarks spread evenly over a longer scale."""
    texts = row.levels.get(language) or row.levels.get("fr") or next(iter(row.levels.values()), [])
    if len(texts) < 2:
        return [(scale_max, text) for text in texts]
    return [(round(place * scale_max / (len(texts) - 1)), text) for place, text in enumerate(texts)]


def stored_values(saved: OwnReview | None, rows: Sequence[CriterionRow]) -> dict[str, JsonValue]:
    """Every field, from what is saved."""
    content = (
        ReviewContent(saved.scores, saved.comments, saved.comment, saved.private_note) if saved else ReviewContent()
    )
    return fields_of(content, [row.key for row in rows])


def typed_of(values: Mapping[str, JsonValue]) -> dict[str, str]:
    """The same as they stand in the form."""
    return {name: "" if value is None else str(value) for name, value in values.items()}


def prints_of(values: Mapping[str, JsonValue]) -> dict[str, str]:
    """The fingerprint of each field, for the page that shows it."""
    return {name: fingerprint(value) for name, value in values.items()}


def read_typed(raw: Mapping[str, list[str]], scale: rules.Rubric, language: str) -> Typed:
    """The fields that the page sent, each by itself: one that is wrong does not keep the others from being saved."""
    names = [f"{kind}{one.key}" for one in scale.criteria for kind in (SCORE, COMMENT)] + list(TEXTS)
    values: dict[str, JsonValue] = {}
    errors: dict[str, str] = {}
    for name in names:
        if name not in raw:
            continue
        text = raw[name][-1].strip()
        if not name.startswith(SCORE):
            if len(text) > LONGEST_DRAFT:
                errors[name] = say("text_too_long", language, most=LONGEST_DRAFT)
            else:
                values[name] = text
        elif text and _mark(text, scale.scale_max) is None:
            errors[name] = say("off_scale", language, highest=scale.scale_max)
        else:
            values[name] = _mark(text, scale.scale_max)
    return Typed(values, errors)


def shown(
    rows: Sequence[CriterionRow],
    scale_max: int,
    typed: Mapping[str, str],
    *,
    kept: Mapping[str, str] | None,
    errors: Mapping[str, str],
    language: str,
) -> list[Criterion]:
    """The criteria with what was typed; `kept` are the fields where another tab saved something else."""
    found = []
    for row in rows:
        score, comment = f"{SCORE}{row.key}", f"{COMMENT}{row.key}"
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
            (kept or {}).get(score, ""),
            (kept or {}).get(comment, ""),
            errors.get(comment, ""),
        )
        found.append(criterion)
    return found


def provisional(scale: rules.Rubric, typed: Mapping[str, str]) -> tuple[int, float | None]:
    """How many criteria have a mark, and their weighted mean: the others do not count yet."""
    typed_marks = {
        one.key: _mark(typed.get(f"{SCORE}{one.key}", "").strip(), scale.scale_max) for one in scale.criteria
    }
    marks = {key: mark for key, mark in typed_marks.items() if mark is not None}
    marked = tuple(one for one in scale.criteria if one.key in marks)
    mean = rules.weighted_mean(rules.Rubric(scale.scale_max, marked), marks) if marked else None
    return len(marked), mean


def seconds_in(raw: Mapping[str, list[str]]) -> int:
    """How long the page says it was worked on."""
    sent = cast("list[str]", raw.get("seconds") or ["0"])[-1]
    return int(sent) if re.fullmatch(r"[0-9]{1,6}", sent) else 0


def _mark(text: str, highest: int) -> int | None:
    """A mark on the scale, or None."""
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= highest else None
