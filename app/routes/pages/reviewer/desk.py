"""The desk of one review: the dossier on one side, the form on the other, with all that the page needs."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from fastapi import Response

from app.domain.permissions import can
from app.domain.questions import Reader
from app.domain.roles import Actor
from app.models import Dossier
from app.queries import forms, readings, reviews
from app.queries.asked import reading
from app.queries.reviews import OwnReview
from app.queries.visibility import facts_of
from app.web.answers import ShownSection, shown_sections
from app.web.database import Db
from app.web.pages import PageMaker
from app.web.review_fields import provisional, shown, typed_of
from app.web.shown import day_text

NOTHING: Mapping[str, str] = MappingProxyType({})
TEMPLATES = {True: "reviewer/given.html", False: "reviewer/review.html"}


def show(
    page: PageMaker,
    db: Db,
    me: Actor,
    dossier: Dossier,
    now: datetime,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
    stale: bool = False,
    status: int = 200,
) -> Response:
    """The page: what is saved, or what was typed and refused; in a stale page, both."""
    saved = reviews.own_review(db, dossier.id, me.id)
    scale, rows = forms.rubric_of(db, dossier.track_id)
    kept = typed_of(saved)
    fields = kept if typed is None else typed
    scored, mean = provisional(scale, fields)
    closed = not can("review", facts_of(db, dossier, me, now))
    criteria = shown(rows, scale.scale_max, fields, kept=kept if stale else None, errors=errors, language=page.language)
    return page(
        TEMPLATES[closed or is_given(saved)],
        status=status,
        saved=saved,
        saved_today=saved is not None and day_text(saved.updated_at, "fr") == day_text(now, "fr"),
        criteria=criteria,
        fields=fields,
        kept=kept,
        errors=errors,
        stale=stale,
        closed=closed,
        scored=scored,
        mean=mean,
        scale_max=scale.scale_max,
        dossier=readings.as_read(db, dossier),
        head=readings.head_of(db, dossier),
        reading=_sections(db, dossier, page.language),
        course=_course(db, me, dossier),
        rubric_call=slug_of(db, me, dossier),
    )


def _sections(db: Db, dossier: Dossier, language: str) -> list[ShownSection]:
    """What was answered, as far as reviewers may read it; its files are opened through their own doors."""
    plan, content = reading(db, dossier, reader=Reader.REVIEWERS)
    sections = shown_sections(plan, content, language, files_at=f"/reviewer/dossiers/{dossier.id}/files")
    # What the form still asks of its owner is not the reviewer's affair.
    return [
        section._replace(answers=tuple(one._replace(problems=()) for one in section.answers)) for section in sections
    ]


def _course(db: Db, me: Actor, dossier: Dossier) -> dict[str, object]:
    """Where this reading stands among mine in the call."""
    mine = [row for row in reviews.readings(db, me) if row.call_id == dossier.call_id]
    done = sum(row.state == "submitted" for row in mine)
    due_at = next((row.due_at for row in mine if row.dossier_id == dossier.id), None)
    return {"place": min(done + 1, len(mine)), "total": len(mine), "due_at": due_at}


def slug_of(db: Db, me: Actor, dossier: Dossier) -> str:
    """The address of the call of a dossier I read."""
    return next((call.slug for call in reviews.calls_of(db, me) if call.id == dossier.call_id), "")


def typed_fields(raw: Mapping[str, list[str]]) -> dict[str, str]:
    """What was typed in each field."""
    return {name: values[-1] for name, values in raw.items() if values}


def is_given(saved: OwnReview | None) -> bool:
    """Whether the review was handed in."""
    return saved is not None and saved.state == "submitted"
