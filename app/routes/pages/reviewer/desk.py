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
from app.queries.dossiers import FileRow
from app.queries.reviews import OwnReview
from app.queries.visibility import facts_of
from app.web.answers import ShownAnswer, ShownSection, shown_sections
from app.web.database import Db
from app.web.files import LOOKS
from app.web.pages import PageMaker
from app.web.review_fields import prints_of, provisional, shown, stored_values, typed_of
from app.web.revising import again
from app.web.security import CSP
from app.web.shown import day_text

NOTHING: Mapping[str, str] = MappingProxyType({})
TEMPLATES = {True: "reviewer/given.html", False: "reviewer/review.html"}
FRAMING = {"content-security-policy": f"{CSP}; frame-src 'self'"}
"""The files of the dossier open inside the page."""


def show(
    page: PageMaker,
    db: Db,
    me: Actor,
    dossier: Dossier,
    now: datetime,
    *,
    typed: Mapping[str, str] = NOTHING,
    crossed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
    status: int = 200,
) -> Response:
    """The page: what is saved, with what was typed over it and could not be.

    `crossed`: the page was stale; by field, what was saved elsewhere. Where nothing is written any more, what was
    typed stands beside, to be copied.
    """
    saved = reviews.own_review(db, dossier.id, me.id)
    verdict = can("review", facts_of(db, dossier, me, now))
    over = not verdict or is_given(saved)
    sections = _sections(db, dossier, page.language)
    answer = page(
        TEMPLATES[over],
        status=status,
        kept=crossed or NOTHING,
        stale=crossed is not None,
        errors=errors,
        closed=verdict.reason,
        reading=sections,
        beside={section.key: section for section in sections if not section.is_empty},
        head=readings.head_of(db, dossier),
        course=_course(db, me, dossier),
        revising=again(db, dossier, me, now),
        **_form(db, dossier, saved, page.language, typed, over=over, crossed=crossed, errors=errors),
        **head(db, me, dossier, saved, now),
    )
    answer.headers.update(FRAMING)
    return answer


def _form(
    db: Db,
    dossier: Dossier,
    saved: OwnReview | None,
    language: str,
    typed: Mapping[str, str],
    *,
    over: bool,
    crossed: Mapping[str, str] | None,
    errors: Mapping[str, str],
) -> dict[str, object]:
    """The fields with their fingerprints, and what they make so far; `over`: nothing is written any more."""
    scale, rows = forms.rubric_of(db, dossier.track_id)
    stored = stored_values(saved, rows)
    kept = typed_of(stored)
    fields = kept if over else {**kept, **typed}
    scored, mean = provisional(scale, fields)
    return {
        "criteria": shown(rows, scale.scale_max, fields, kept=crossed, errors=errors, language=language),
        "fields": fields,
        "prints": prints_of(stored),
        "unsaved": {name: text for name, text in typed.items() if text.strip() not in ("", kept.get(name, ""))},
        "scored": scored,
        "mean": mean,
        "scale_max": scale.scale_max,
    }


def head(db: Db, me: Actor, dossier: Dossier, saved: OwnReview | None, now: datetime) -> dict[str, object]:
    """What every page and piece of one review needs: the dossier, what is saved and when, its call."""
    today = saved is not None and day_text(saved.updated_at, "fr") == day_text(now, "fr")
    slug = slug_of(db, me, dossier)
    return {"dossier": readings.as_read(db, dossier), "saved": saved, "saved_today": today, "rubric_call": slug}


def _sections(db: Db, dossier: Dossier, language: str) -> list[ShownSection]:
    """What was answered, as far as reviewers may read it; its files are opened through their own doors."""
    plan, content = reading(db, dossier, reader=Reader.REVIEWERS)
    sections = shown_sections(plan, content, language, files_at=f"/reviewer/dossiers/{dossier.id}/files")
    return [
        section._replace(answers=tuple(_to_read(one, content.files) for one in section.answers)) for section in sections
    ]


def _to_read(answer: ShownAnswer, files: list[FileRow]) -> ShownAnswer:
    """An answer without what the form still asks of its owner; its files open in place where a browser can."""
    looks = {file.id: LOOKS.get(file.media_type, "") for file in files}
    return answer._replace(
        problems=(), files=tuple(file._replace(look=looks.get(file.id, "")) for file in answer.files)
    )


def _course(db: Db, me: Actor, dossier: Dossier) -> dict[str, object]:
    """Where this reading stands among mine in the call."""
    mine = [row for row in reviews.readings(db, me) if row.call_id == dossier.call_id]
    done = sum(row.state == "submitted" for row in mine)
    due_at = next((row.due_at for row in mine if row.dossier_id == dossier.id), None)
    return {"place": min(done + 1, len(mine)), "total": len(mine), "due_at": due_at}


def slug_of(db: Db, me: Actor, dossier: Dossier) -> str:
    """The address of the call of a dossier I read."""
    return next((call.slug for call in reviews.calls_of(db, me) if call.id == dossier.call_id), "")


def is_given(saved: OwnReview | None) -> bool:
    """Whether the review was handed in."""
    return saved is not None and saved.state == "submitted"
