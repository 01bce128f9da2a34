"""One screening act on many dossiers: previewed for all, asked for once, done in steps that can be repeated safely."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import Session, col

from app.domain.errors import DomainError, Forbidden, Invalid, WrongState
from app.domain.permissions import Facts
from app.domain.roles import Actor
from app.domain.workflow import refusal
from app.forms.screening import BulkForm
from app.models import Call, Decision, Dossier, Job, Review, Track
from app.queries import desk, dossiers
from app.services import jobs, journal, screening

KIND = "screening.bulk"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bulk act would do: the dossiers, how many doors open, and why the others stay shut."""

    ids: tuple[UUID, ...]
    open: int
    shut: Mapping[str, int]
    first_open: UUID | None

    @property
    def total(self) -> int:
        """How many dossiers in all."""
        return len(self.ids)


def plan(db: Session, call: Call, form: BulkForm, *, actor: Actor) -> Plan:
    """What this act would do now. Raises Invalid for a track that is not of this call."""
    if not actor.is_organiser(call.id):
        raise Forbidden("only_an_organiser")
    ids = _chosen(db, call, form, actor)
    target = _target(db, call, form) if form.target and form.act == "requalify" else None
    shut: Counter[str] = Counter()
    first_open = None
    for line in _lines(db, ids):
        if code := _refused(line, form.act, target):
            shut[code] += 1
        else:
            first_open = first_open or line[0]
    return Plan(ids, len(ids) - shut.total(), shut, first_open)


def ask(db: Session, call: Call, form: BulkForm, *, actor: Actor, now: datetime) -> Job:
    """Ask for this act on exactly what was previewed; asking twice is asking once.

    Raises Invalid when nothing was chosen, WrongState when the filter finds another number than at the preview.
    """
    found = plan(db, call, form, actor=actor)
    unique_key = f"{KIND}/{call.id}/{actor.id}/{form.key}"
    asked: Job | None = db.execute(select(Job).where(col(Job.unique_key) == unique_key)).scalar_one_or_none()
    if asked is not None:
        return asked
    if not found.ids:
        raise Invalid("nothing_chosen")
    if form.previewed != found.total:
        raise WrongState("matches_changed", before=form.previewed or 0, after=found.total)
    wanted = {"act": form.act, "reason": form.reason, "target": form.target, "ids": [str(one) for one in found.ids]}
    job = jobs.enqueue(db, KIND, wanted, unique_key=unique_key, now=now, created_by=actor.id, call_id=call.id)
    digest = journal.digest(wanted)
    journal.write(
        db, "screening.asked", f"job:{job.id}", actor_id=actor.id, now=now, call_id=call.id, after=digest
    )  # fmt: skip
    return job


def act_on(
    db: Session, ids: Sequence[UUID], form: BulkForm, *, actor: Actor, now: datetime
) -> tuple[list[str], list[list[str]]]:
    """Do the act on each; the references done, and (reference, title, code) of those refused."""
    done: list[str] = []
    refused: list[list[str]] = []
    for identity in ids:
        dossier = dossiers.visible(db, actor, identity, to_change=True)
        if dossier is None or dossier.state == "draft":
            refused.append(["", "", "not_found"])
            continue
        try:
            with db.begin_nested():
                screening.act_on(db, dossier, form.one, actor=actor, now=now)
            done.append(dossier.reference or "")
        except DomainError as error:
            refused.append([dossier.reference or "", dossier.title, error.code])
    return done, refused


def _chosen(db: Session, call: Call, form: BulkForm, actor: Actor) -> tuple[UUID, ...]:
    if form.scope == "all":
        return tuple(desk.matching_ids(db, actor, call.id, form)) if form.view != "drafts" else ()
    every = desk.matches(actor, call.id, BulkForm(act=form.act))
    query = select(col(Dossier.id)).where(every, col(Dossier.id).in_(form.chosen)).order_by(col(Dossier.number))
    return tuple(db.execute(query).scalars())


Line = tuple[UUID, str, UUID, bool, bool]


def _lines(db: Session, ids: Sequence[UUID]) -> list[Line]:
    """What decides for each dossier, a thousand at a time."""
    decided = exists().where(col(Decision.dossier_id) == col(Dossier.id))
    reviewed = exists().where(col(Review.dossier_id) == col(Dossier.id), col(Review.state) == "submitted")
    query = select(col(Dossier.id), col(Dossier.state), col(Dossier.track_id), decided, reviewed)
    found: dict[UUID, Line] = {}
    for start in range(0, len(ids), 1000):
        for row in db.execute(query.where(col(Dossier.id).in_(ids[start : start + 1000]))):
            found[row[0]] = (row[0], row[1], row[2], bool(row[3]), bool(row[4]))
    return [found[one] for one in ids if one in found]


def _refused(line: Line, act: str, target: UUID | None) -> str:
    """The code of what shuts this door, for an organiser without conflict; '' when it opens."""
    _, state, track_id, decided, reviewed = line
    facts = Facts(state=state, is_organiser=True, ever_filed=True, decided=decided, reviewed=reviewed)
    if shut := refusal(act, facts):
        return shut.code
    return "same_track" if target is not None and target == track_id else ""


def _target(db: Session, call: Call, form: BulkForm) -> UUID:
    query = select(col(Track.id)).where(col(Track.call_id) == call.id, col(Track.key) == form.target)
    found: UUID | None = db.execute(query).scalar_one_or_none()
    if found is None:
        raise Invalid("unknown_track", field="target")
    return found
