"""Doors of reviews: what I read, my review of it, and, for organisers, everyone's."""

from typing import Any
from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.review_content import content_as_json
from app.domain.roles import Actor
from app.forms.assignment import Dismissal
from app.forms.review import ReviewDraft
from app.models import Dossier, Review
from app.queries import listings
from app.queries import reviews as eyes
from app.queries.review_versions import VersionRow, versions_of
from app.routes.api.v1.shapes.reviewing import OwnReviewOut, ReadingOut, ReviewOut, ReviewVersionOut
from app.services import review_rows, reviews
from app.web.api import Listed, Room, answer
from app.web.api_guards import ApiOrganisedDossier, ApiReviewedDossier, Caller, organised_dossier
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("reviews")
A_DRAFT = {
    "scores": {"strategy": 4, "anchoring": 3, "bonus": None},
    "comments": {"strategy": "Une stratégie commune écrite et votée."},
    "comment": "Un projet déjà debout.",
}
A_REASON = {"reason": "La note du critère 2 ne correspond pas à son commentaire."}


@room.get("/readings", Listed[ReadingOut])
def list_readings(db: Db, me: Caller) -> Listed[ReadingOut]:
    """List everything I read, in every call, with how far each review is."""
    return Listed(items=[ReadingOut.model_validate(_reading(row)) for row in eyes.readings(db, me)], next=None)


@room.get("/dossiers/{dossier}/review", OwnReviewOut)
def read_own_review(dossier: ApiReviewedDossier, db: Db, me: Caller) -> Response:
    """Read my review of a dossier; a blank one of version 0 before the first save."""
    return _own(db, dossier, me)


@room.put("/dossiers/{dossier}/review", OwnReviewOut, scope="reviews", problems=(409, 412, 428), example=A_DRAFT)
def save_review(
    dossier: ApiReviewedDossier, form: ReviewDraft, wanted: IfMatch, db: Db, me: Caller, now: Now
) -> Response:
    """Keep my review as a draft, whole."""
    _demand(db, dossier, me, wanted)
    reviews.save(db, dossier, form, version=wanted, actor=me, now=now)
    return _own(db, dossier, me)


@room.post("/dossiers/{dossier}/review/submit", OwnReviewOut, scope="reviews", problems=(409, 412, 428))
def submit_review(
    dossier: ApiReviewedDossier, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Hand my review in: it is locked, and counts."""
    _demand(db, dossier, me, wanted)
    reviews.submit(db, dossier, version=wanted, actor=me, now=now)
    return repeat.keep(_own(db, dossier, me))


@room.get("/dossiers/{dossier}/review/versions", Listed[ReviewVersionOut])
def list_review_versions(dossier: ApiReviewedDossier, db: Db, me: Caller) -> Listed[ReviewVersionOut]:
    """List what my review said, sitting by sitting, the latest first."""
    rows = versions_of(db, dossier.id, me.id)
    return Listed(items=[ReviewVersionOut.model_validate(_version(row)) for row in rows], next=None)


@room.post(
    "/dossiers/{dossier}/review/versions/{number}/restore", OwnReviewOut, scope="reviews", problems=(409, 412, 428)
)
def restore_review(
    dossier: ApiReviewedDossier, number: int, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Let my review say what it said in an earlier version; what it says now stays in its history."""
    _demand(db, dossier, me, wanted)
    reviews.restore(db, dossier, number, version=wanted, actor=me, now=now)
    return repeat.keep(_own(db, dossier, me))


@room.get("/dossiers/{dossier}/reviews", Listed[ReviewOut])
def list_reviews(dossier: ApiOrganisedDossier, db: Db) -> Listed[ReviewOut]:
    """List the reviews of a dossier of a call I run; drafts say that they exist, no more."""
    return Listed(items=[_shown(*row) for row in listings.reviews_of(db, dossier.id)], next=None)


@room.post("/reviews/{review}/reopen", ReviewOut, scope="assignments", problems=(409, 412, 428), example=A_REASON)
def reopen_review(
    review: UUID, form: Dismissal, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Give a review back to its author, with a reason; it no longer counts until it is handed in again."""
    found = db.get(Review, review)
    if found is None:
        raise NotFound
    organised_dossier(db, me, found.dossier_id, now)
    demand_version(found.version, wanted)
    reviews.reopen(db, found, form.reason, actor=me, now=now)
    db.flush()
    shown = next(row for row in listings.reviews_of(db, found.dossier_id) if row[0].id == review)
    return repeat.keep(answer(_shown(*shown), version=found.version))


def _reading(row: eyes.Reading) -> dict[str, Any]:
    return row._asdict() | {"dossier": row.dossier_id}


def _version(row: VersionRow) -> dict[str, Any]:
    return row._asdict() | content_as_json(row.content)


def _demand(db: Session, dossier: Dossier, me: Actor, wanted: int) -> None:
    mine = review_rows.review_of(db, dossier, me)
    demand_version(mine.version if mine else 0, wanted)


def _own(db: Session, dossier: Dossier, me: Actor) -> Response:
    db.flush()
    mine = eyes.own_review(db, dossier.id, me.id)
    return answer(OwnReviewOut.model_validate(_fields(dossier.id, mine)), version=mine.version if mine else 0)


def _fields(dossier_id: UUID, mine: eyes.OwnReview | None) -> dict[str, Any]:
    blank: dict[str, Any] = {"state": "draft", "version": 0, "scores": {}, "comments": {}, "comment": ""}
    blank |= {"private_note": "", "reopen_reason": "", "mean": None, "submitted_at": None}
    return (blank if mine is None else mine._asdict()) | {"dossier": dossier_id}


def _shown(row: listings.ReviewRow, scores: dict[str, int | None], comments: dict[str, str]) -> ReviewOut:
    """Nobody reads what somebody else has not handed in."""
    if row.state == "draft":
        scores, comments, row = {}, {}, row._replace(comment="", mean=None)
    return ReviewOut.model_validate(row._asdict() | {"scores": scores, "comments": comments})
