"""From closing to reviews: screening, conflicts of interest, who reads what, and what they say of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlmodel import Session, col

from app.demo.load_people import organiser, reviewer_address
from app.demo.load_stage import Act, Stage
from app.demo.screening import DemoConflict, ScreeningAct, Verdict
from app.demo.shapes import DemoCall, DemoDossier, DemoReviewer, Flaw
from app.demo.simulation import DemoReview, handed_in_at, review_of
from app.domain.roles import Actor
from app.forms.review import ReviewDraft
from app.forms.screening import AdmissionForm, RefusalForm, RequalificationForm
from app.models import Assignment
from app.services import assignments, conflicts, extensions, proposals, reviews, screening

SAVED_BEFORE = timedelta(minutes=35)
BEGUN_AHEAD = timedelta(days=4)
EXTENSION_REASON = (
    "Le porteur nous a écrit pendant le dépôt. Son dossier est reçu pour trace\u00a0; "
    "l’équipe dira à l’examen de la recevabilité s’il peut être lu."
)


def late_filings(stage: Stage, call: DemoCall) -> Iterator[Act]:
    """Whoever files late is received by an extension that an organiser grants, with its reason."""
    for dossier in call.dossiers:
        if Flaw.LATE in dossier.flaws and dossier.filed_at:
            until = dossier.filed_at + timedelta(minutes=30)
            granted = max(call.moment("closing").at, dossier.filed_at - timedelta(hours=2))
            yield Act(granted, partial(_extend, stage, call, dossier, until))


def screened(stage: Stage, call: DemoCall, plan: list[ScreeningAct]) -> Iterator[Act]:
    """Each dossier filed is refused, admitted, or moved to its right track and admitted there."""
    for act in plan:
        if act.verdict is Verdict.REFUSE:
            yield Act(act.at, partial(_refuse, stage, call, act))
            continue
        if act.verdict is Verdict.REQUALIFY:
            yield Act(act.at, partial(_requalify, stage, call, act))
        yield Act(act.at + timedelta(minutes=4), partial(_admit, stage, call, act))


def all_admitted(call: DemoCall) -> list[ScreeningAct]:
    """A screening without surprise: every dossier filed is admitted, a quarter of an hour each."""
    opened = call.moment("screening").at
    filed = [dossier for dossier in call.dossiers if dossier.filed_at]
    return [
        ScreeningAct(one.key, Verdict.ADMIT, one.track, opened + timedelta(minutes=15 * rank), call.organisers[0].key)
        for rank, one in enumerate(filed)
    ]


def recused(stage: Stage, call: DemoCall, ties: list[DemoConflict]) -> Iterator[Act]:
    """Each reviewer declares their ties, once the list of dossiers is known."""
    known = {reviewer.key: reviewer for reviewer in call.reviewers}
    start = (call.moment("screening").until or call.moment("screening").at) - timedelta(days=3)
    for rank, tie in enumerate(ties):
        at = start + timedelta(minutes=11 * rank)
        yield Act(at, partial(_recuse, stage, known[tie.reviewer], tie))


def given(stage: Stage, call: DemoCall) -> Iterator[Act]:
    """Who reads what is proposed, published, and the reviews follow."""
    yield Act(call.moment("review").at - timedelta(hours=16), partial(_publish, stage, call))


def _extend(stage: Stage, call: DemoCall, dossier: DemoDossier, until: datetime, db: Session, now: datetime) -> None:
    actor = stage.actor(db, organiser(call, "o-01"))
    extensions.extend(db, stage.dossier(db, dossier.key), until, EXTENSION_REASON, actor=actor, now=now)


def _refuse(stage: Stage, call: DemoCall, act: ScreeningAct, db: Session, now: datetime) -> None:
    form = RefusalForm(reason=act.reason.text if act.reason else "")
    screening.refuse(db, stage.dossier(db, act.dossier), form, actor=_by(stage, call, act, db), now=now)


def _requalify(stage: Stage, call: DemoCall, act: ScreeningAct, db: Session, now: datetime) -> None:
    form = RequalificationForm(track=str(act.track), reason=act.reason.text if act.reason else "")
    screening.requalify(db, stage.dossier(db, act.dossier), form, actor=_by(stage, call, act, db), now=now)


def _admit(stage: Stage, call: DemoCall, act: ScreeningAct, db: Session, now: datetime) -> None:
    screening.admit(db, stage.dossier(db, act.dossier), AdmissionForm(), actor=_by(stage, call, act, db), now=now)


def _by(stage: Stage, call: DemoCall, act: ScreeningAct, db: Session) -> Actor:
    return stage.actor(db, organiser(call, act.organiser))


def _recuse(stage: Stage, reviewer: DemoReviewer, tie: DemoConflict, db: Session, now: datetime) -> None:
    actor = stage.actor(db, reviewer_address(reviewer))
    conflicts.declare(db, stage.dossier(db, tie.dossier), actor.id, tie.reason, actor=actor, now=now)


def _publish(stage: Stage, call: DemoCall, db: Session, now: datetime) -> None:
    row, actor = stage.call(db, call.slug), stage.actor(db, organiser(call, "o-05"))
    pairs = [(dossier, reviewer) for dossier, reviewer, _ in proposals.propose(db, row).pairs]
    assignments.publish(db, row, pairs, actor=actor, now=now)
    stage.plan(_reviews(stage, call, db))


def _reviews(stage: Stage, call: DemoCall, db: Session) -> Iterator[Act]:
    """A draft first, then the same review handed in; some that are due soon are begun already."""
    dossiers = {stage.dossiers[one.key]: one for one in call.dossiers if one.key in stage.dossiers}
    readers = {stage.people[reviewer_address(one)]: one for one in call.reviewers}
    query = select(col(Assignment.dossier_id), col(Assignment.reviewer_id)).where(
        col(Assignment.dossier_id).in_(dossiers), col(Assignment.state) == "active"
    )
    for dossier_id, reviewer_id in db.execute(query.order_by(col(Assignment.id))):
        dossier, reader = dossiers[dossier_id], readers[reviewer_id]
        review = review_of(dossier, reader, call.rubrics[dossier.track], call.comments)
        at = handed_in_at(call, dossier, reader)
        if at <= stage.until:
            yield Act(at - SAVED_BEFORE, partial(_save, stage, reader, review))
            yield Act(at, partial(_hand_in, stage, reader, review))
        elif at - BEGUN_AHEAD <= stage.until:
            yield Act(at - BEGUN_AHEAD, partial(_begin, stage, reader, review))


def _save(stage: Stage, reader: DemoReviewer, review: DemoReview, db: Session, now: datetime) -> None:
    form = ReviewDraft(scores=dict(review.scores), comments=review.comments, comment=review.general)
    actor = stage.actor(db, reviewer_address(reader))
    reviews.save(db, stage.dossier(db, review.dossier), form, version=0, actor=actor, now=now)


def _begin(stage: Stage, reader: DemoReviewer, review: DemoReview, db: Session, now: datetime) -> None:
    """The first criteria only."""
    known = list(review.scores)[: 1 + len(review.scores) // 2]
    form = ReviewDraft(
        scores={key: review.scores[key] for key in known},
        comments={key: text for key, text in review.comments.items() if key in known},
    )
    actor = stage.actor(db, reviewer_address(reader))
    reviews.save(db, stage.dossier(db, review.dossier), form, version=0, actor=actor, now=now)


def _hand_in(stage: Stage, reader: DemoReviewer, review: DemoReview, db: Session, now: datetime) -> None:
    actor = stage.actor(db, reviewer_address(reader))
    reviews.submit(db, stage.dossier(db, review.dossier), version=1, actor=actor, now=now)
