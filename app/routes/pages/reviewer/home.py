"""Doors of a reviewer's readings, and of the rubric they score with."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import JsonValue

from app.domain.errors import NotFound
from app.domain.reviewing import parse_reviewing, rules_at
from app.queries import calls, forms, readings, reviews
from app.queries.readings import RubricRow
from app.queries.review_course import pace_of
from app.queries.reviews import Reading, ReadingCall
from app.web.database import Db
from app.web.durations import duration_text
from app.web.guards import Me, Now
from app.web.pages import Page
from app.web.review_fields import levels_of
from app.web.shown import text_in

router = APIRouter(prefix="/reviewer")


class Course(NamedTuple):
    """How far a reviewer is in one call."""

    slug: str
    title: str
    zone: str
    done: int
    total: int
    due_at: object
    writes: bool
    opens_at: datetime | None


@router.get("")
def home(page: Page, db: Db, me: Me, now: Now) -> Response:
    """What I have to read, in every call."""
    rows = reviews.readings(db, me)
    courses = _courses(rows, reviews.calls_of(db, me), page.language, now)
    left = [row for row in rows if row.state != "submitted"]
    pace = pace_of(db, me)
    return page(
        "reviewer/home.html",
        left=left,
        why=_reasons(db, left, page.language),
        done=[row for row in rows if row.state == "submitted"],
        courses=courses,
        names={course_id: course.title for course_id, course in courses.items()},
        rubric_call=next(iter(courses.values())).slug if courses else "",
        marks=reviews.marks_given(db, me),
        pace=duration_text(pace, page.language) if pace else "",
        pace_left=duration_text(pace * len(left), page.language) if pace and left else "",
    )


@router.get("/calls/{call}/rubric")
def rubric(call: str, page: Page, db: Db, me: Me) -> Response:
    """The rubric of every track of a call."""
    found = calls.by_slug(db, call)
    if found is None or not me.is_reviewer(found.id):
        raise NotFound
    rubrics = [
        (text_in(row.track, page.language), row.scale_max, _described(db, row, page.language))
        for row in readings.rubrics(db, found.id)
    ]
    title = text_in(found.title, page.language)
    return page("reviewer/rubric.html", title=title, rubrics=rubrics, rubric_call=found.slug)


def _described(db: Db, row: RubricRow, language: str) -> list[tuple[forms.CriterionRow, list[tuple[int, str]]]]:
    """The criteria of a rubric with their levels in words."""
    return [(one, levels_of(one, row.scale_max, language)) for one in forms.criteria_of(db, row.id)]


def _courses(rows: Iterable[Reading], known: Iterable[ReadingCall], language: str, now: datetime) -> dict[UUID, Course]:
    """The calls in which there is something to read, or nothing yet; whether one writes there now, or from when."""
    by_call: dict[UUID, list[Reading]] = {}
    for row in rows:
        by_call.setdefault(row.call_id, []).append(row)
    courses = {}
    for call in known:
        mine = by_call.get(call.id, [])
        due = [row.due_at for row in mine if row.due_at is not None and row.state != "submitted"]
        done = sum(row.state == "submitted" for row in mine)
        plan = parse_reviewing(cast("JsonValue", call.reviewing))
        opens = [phase.starts_at for phase in plan.phases if phase.rules.may_write and phase.starts_at > now]
        courses[call.id] = Course(
            call.slug,
            text_in(call.title, language),
            call.zone,
            done,
            len(mine),
            min(due, default=None),
            rules_at(plan, now).may_write,
            min(opens, default=None),
        )
    return courses


def _reasons(db: Db, rows: Iterable[Reading], language: str) -> dict[UUID, str]:
    """The themes for which each dossier came to this reviewer, in words; the others came by region or to be fair."""
    found = {}
    for row in rows:
        if row.shared_themes:
            found[row.dossier_id] = ", ".join(_theme_names(db, row, language))
    return found


def _theme_names(db: Db, row: Reading, language: str) -> list[str]:
    """The labels of the options, from the form the dossier answers."""
    plan = forms.plan_of(db, row.form_version_id)
    question = next((one for section in plan.sections for one in section.questions if one.key == "themes"), None)
    options = {option.key: text_in(option.label, language) for option in question.options} if question else {}
    return [options.get(theme, theme) for theme in sorted(row.shared_themes)]
