"""Reads of a whole call as its document: what organisers wrote and set, and nothing of any dossier or person."""

import base64
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Select, select
from sqlmodel import Session, col

from app.adapters.storage import Storage
from app.domain.entry import parse_entry, parse_suits
from app.domain.form_plans import FormPlan
from app.domain.outcomes import parse_outcomes
from app.forms.call import CallForm
from app.forms.files import template_digests
from app.models import Call, CallFile, Criterion, Network, Rubric, Track
from app.models.base import Base
from app.queries import calls, forms
from app.queries.reviewing import plan_of

_PLAIN = (
    "slug", "reference", "title", "summary", "presentation", "faq", "contact_email", "zone", "opens_at", "closes_at",
    "grace_minutes", "reviews_per_dossier", "places", "expected",
)  # fmt: skip
_MOMENT = ("kind", "title", "place", "starts_at", "ends_at")
_NETWORK = ("key", "name", "full_name", "description")
_TRACK = (
    "key", "title", "summary", "has_members", "needs_signatures", "blind", "reviews_wanted", "composition",
)  # fmt: skip
_CRITERION = ("key", "title", "question", "levels", "weight", "optional", "section_key", "comment_to")


def document_of(db: Session, storage: Storage, call: Call) -> CallForm:
    """The whole call; each form as last published, or as it is being written before that."""
    tracks = calls.tracks(db, call.id)
    latest = forms.latest_versions(db, [track.form_id for track in tracks])
    plans = {track.id: forms.plan_of(db, latest[track.form_id]) for track in tracks}
    rubrics = {rubric.id: rubric for rubric in db.execute(_of_call(Rubric, call.id)).scalars()}
    return CallForm.model_validate(
        {name: getattr(call, name) for name in _PLAIN}
        | {
            "moments": _moments(db, call),
            "networks": _networks(db, call),
            "entry": parse_entry(cast("JsonValue", call.entry)),
            "reviewing": plan_of(call),
            "tracks": [_track(db, track, plans[track.id], rubrics) for track in tracks],
            "files": _files(db, storage, call.id, plans.values()),
        }
    )


def _moments(db: Session, call: Call) -> list[dict[str, object]]:
    rows = sorted(calls.moments(db, call.id), key=lambda row: (row.starts_at, row.kind, row.title.get("fr", "")))
    return _rows(rows, _MOMENT)


def _networks(db: Session, call: Call) -> list[dict[str, object]]:
    rows: list[Network] = sorted(calls.networks(db, call.id), key=lambda row: row.key)
    return _rows(rows, _NETWORK)


def _track(db: Session, track: Track, plan: FormPlan, rubrics: dict[UUID, Rubric]) -> dict[str, object]:
    rubric = rubrics.get(track.rubric_id) if track.rubric_id else None
    return {
        **_row(
            track,
            ("key", "title", "summary", "has_members", "needs_signatures", "blind", "reviews_wanted", "composition"),
        ),
        "outcomes": parse_outcomes(cast("JsonValue", track.outcomes)),
        "suits": parse_suits(cast("JsonValue", track.suits)),
        "form": plan,
        "rubric": _rubric(db, rubric) if rubric else None,
    }


def _rubric(db: Session, rubric: Rubric) -> dict[str, object]:
    query = select(Criterion).where(col(Criterion.rubric_id) == rubric.id).order_by(col(Criterion.position))
    return {"scale_max": rubric.scale_max, "criteria": _rows(db.execute(query).scalars(), _CRITERION)}


def _files(db: Session, storage: Storage, call_id: UUID, plans: Iterable[FormPlan]) -> list[dict[str, object]]:
    """The files that the forms give to fill in, and no other."""
    wanted = {digest for plan in plans for digest in template_digests(plan)}
    rows = sorted(db.execute(_of_call(CallFile, call_id)).scalars(), key=lambda row: row.digest)
    return [
        {
            **_row(row, ("digest", "name", "media_type")),
            "content": base64.b64encode(b"".join(storage.read(row.storage_key))).decode(),
        }
        for row in rows
        if row.digest in wanted
    ]


def _of_call(table: type[Rubric] | type[CallFile], call_id: UUID) -> Select[Any]:
    return select(table).where(col(table.call_id) == call_id)


def _rows(rows: Iterable[Base], names: tuple[str, ...]) -> list[dict[str, object]]:
    return [_row(row, names) for row in rows]


def _row(row: Base, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}
