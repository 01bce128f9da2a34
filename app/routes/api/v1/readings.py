"""Doors of the reading of a call: how far it is, reminders, rounds, reviews that are written again."""

from typing import Any, cast
from uuid import UUID

from starlette.responses import Response

from app.domain.errors import NotFound
from app.forms.account import ReadingMail
from app.forms.review import Reminding, ReviewDraft, RevisionEntry, RevisionHanding, RoundEntry
from app.models import Review
from app.queries.reading_progress import progress
from app.queries.review_rounds import Handed, handed_of
from app.routes.api.v1.shapes.talking import (
    HandedOut,
    MovedOut,
    ProgressOut,
    ReadingMailOut,
    RemindedOut,
    RevisionOut,
)
from app.services import reading_mail, reading_wishes, review_revisions, review_rounds
from app.web.api import Listed, Room, answer
from app.web.api_guards import ANY, ApiOrganisedCall, ApiReviewedDossier, Caller, organised_dossier
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("reviews")
A_REVISION = {"seen": "3f2a", "scores": {"strategy": 3}, "comments": {}, "comment": "Après discussion, je nuance."}
A_ROUND = {"number": 2, "act": "keep", "dossiers": ["00000000-0000-7000-8000-000000000000"]}


@room.get("/calls/{call}/progress", Listed[ProgressOut])
def list_progress(call: ApiOrganisedCall, db: Db, me: Caller, now: Now) -> Listed[ProgressOut]:
    """List the reviewers of a call I run with how far they are; who is late first."""
    rows = progress(db, me, call.id, now)
    shown = [row._asdict() | {"reviewer": row.id, "mail": row.wish, "given": row.load} for row in rows]
    return Listed(items=[ProgressOut.model_validate(row) for row in shown], next=None)


@room.post("/calls/{call}/reminders", RemindedOut, scope="assignments", example={"person": None})
def remind_reviewers(call: ApiOrganisedCall, form: Reminding, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Write to the reviewers who have something left to hand in, or to one of them; once a day for each."""
    done = reading_mail.remind(db, call, only=form.person, actor=me, now=now)
    return repeat.keep(answer(RemindedOut.model_validate(done)))


@room.post("/calls/{call}/rounds", MovedOut, scope="assignments", problems=(409,), example=A_ROUND)
def choose_round(call: ApiOrganisedCall, form: RoundEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Keep dossiers for a round of reviewing, or leave them out of it."""
    verb = review_rounds.keep if form.act == "keep" else review_rounds.leave_out
    done = verb(db, call, form.dossiers, form.number, actor=me, now=now)
    return repeat.keep(answer(MovedOut.model_validate(done)))


@room.get("/reviews/{review}/handed", Listed[HandedOut])
def list_handed(review: UUID, db: Db, me: Caller, now: Now) -> Listed[HandedOut]:
    """List every version of a review that was handed in, where there were several; the last one counts."""
    found = db.get(Review, review)
    if found is None:
        raise NotFound
    organised_dossier(db, me, found.dossier_id, now)
    rows = handed_of(db, found.dossier_id).get(review, [])
    return Listed(items=[HandedOut.model_validate(_handed(row)) for row in rows], next=None)


@room.get("/dossiers/{dossier}/revision", RevisionOut, problems=(409,))
def read_revision(dossier: ApiReviewedDossier, db: Db, me: Caller, now: Now) -> Response:
    """Read my review as I write it again after discussion."""
    return answer(_revision(dossier.id, review_revisions.revision_of(db, dossier, actor=me, now=now)))


@room.put("/dossiers/{dossier}/revision", RevisionOut, scope="reviews", problems=(409, 412), example=A_REVISION)
def save_revision(dossier: ApiReviewedDossier, form: RevisionEntry, db: Db, me: Caller, now: Now) -> Response:
    """Keep what I write again, whole; what I handed in counts until this is handed in."""
    draft = ReviewDraft(scores=form.scores, comments=form.comments, comment=form.comment)
    return answer(_revision(dossier.id, review_revisions.save(db, dossier, draft, seen=form.seen, actor=me, now=now)))


@room.post(
    "/dossiers/{dossier}/revision/submit", RevisionOut, scope="reviews", problems=(409, 412), example={"seen": "3f2a"}
)
def submit_revision(
    dossier: ApiReviewedDossier, form: RevisionHanding, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Hand my new version in: it counts from now on, and the one before is kept."""
    review_revisions.hand_in(db, dossier, seen=form.seen, actor=me, now=now)
    db.flush()
    return repeat.keep(answer(_revision(dossier.id, review_revisions.revision_of(db, dossier, actor=me, now=now))))


@room.put("/me/reading-mail", ReadingMailOut, scope=ANY, example={"wanted": "daily"})
def choose_reading_mail(form: ReadingMail, db: Db, me: Caller, now: Now) -> Response:
    """Choose how I am written to about what I read: each thing, once a day, or never."""
    reading_wishes.choose(db, me.id, form.wanted, now=now)
    return answer(ReadingMailOut(wanted=form.wanted))


def _revision(dossier: UUID, found: review_revisions.Revision) -> RevisionOut:
    written = cast("dict[str, Any]", dict(found.written))
    return RevisionOut.model_validate(written | {"dossier": dossier, "seen": found.seen, "begun": found.is_begun})


def _handed(row: Handed) -> dict[str, Any]:
    return row.content | {"number": row.number, "mean": row.mean, "at": row.at, "phase": row.phase}
