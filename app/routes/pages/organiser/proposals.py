"""Doors of proposals: asked of the worker, looked at, then published all at once."""

from collections import Counter
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound
from app.forms.assignment import ProposalRequest
from app.models import Call, Job
from app.queries import assignment_lists as lists
from app.queries import assignments as eyes
from app.queries.assignment_lists import DossierLine, ReaderLine
from app.routes.pages.organiser.rail import rail_of
from app.services import assignments
from app.web.binding import Posted
from app.web.body import Body
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall
from app.web.i18n import N_
from app.web.pages import Page

router = APIRouter(prefix="/organiser/calls/{call}/assignments/proposals")
MOST_SHOWN = 200
GIVEN = N_("Lectures attribuées : %(given)s. Évaluateurs prévenus : %(reviewers)s.")
GIVEN_BUT = N_("Lectures attribuées : %(given)s. Évaluateurs prévenus : %(reviewers)s. Paires écartées : %(skipped)s.")


class Proposed(NamedTuple):
    """A dossier and who would read it; `worst` is the affinity of the reviewer who knows it least."""

    dossier: DossierLine
    readers: list[ReaderLine]
    new: list[tuple[str, float]]
    mean: float


@router.post("")
def ask(call: OrganisedCall, form: Posted[ProposalRequest], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Ask who could read what."""
    if not form.ok:
        return page.see(f"/organiser/calls/{call.slug}/assignments")
    job = assignments.request_proposal(db, call, key=form.form.key, actor=me, now=now)
    return page.see(_address(call, job))


@router.get("/{job}")
def preview(call: OrganisedCall, job: UUID, page: Page, db: Db, me: Me) -> Response:
    """What is proposed, the worst served first; nothing is given yet."""
    found = _job(db, call, job)
    rail = rail_of(call, page.language)
    if found.done_at is None:
        return page("organiser/assignments_waiting.html", call=rail, job=found)
    pairs = [(UUID(dossier), UUID(reader), value) for dossier, reader, value in eyes.pairs_of(found.result)]
    pool = {row.id: row for row in eyes.pool(db, call.id)}
    rows = _rows(db, me, call, pairs, {key: row.name for key, row in pool.items()})
    fresh = Counter(reader for _, reader, _ in pairs)
    published = bool(found.result.get("published_at"))
    return page(
        "organiser/assignments_proposal.html",
        call=rail,
        job=found,
        rows=rows[:MOST_SHOWN],
        hidden=max(len(rows) - MOST_SHOWN, 0),
        readings=sum(len(row.new) for row in rows),
        loads=[(row, 0 if published else fresh[row.id], fresh[row.id]) for row in pool.values()],
        shortages=_shortages(db, me, call, found, {key: row.name for key, row in pool.items()}),
        published=published,
        wanted=call.reviews_per_dossier,
    )


@router.post("/{job}/publish")
def publish(call: OrganisedCall, job: UUID, _body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Give everything that is proposed, with one mail for each reviewer."""
    told = assignments.publish_proposal(db, _job(db, call, job), actor=me, now=now)
    where = f"/organiser/calls/{call.slug}/assignments"
    text = GIVEN_BUT if told.skipped else GIVEN
    return page.see(where, text, given=told.given, reviewers=told.reviewers, skipped=told.skipped)


def _job(db: Db, call: Call, job: UUID) -> Job:
    found = db.get(Job, job)
    if found is None or found.kind != assignments.PROPOSE or found.call_id != call.id:
        raise NotFound
    return found


def _rows(db: Db, me: Me, call: Call, pairs: list[tuple[UUID, UUID, float]], names: dict[UUID, str]) -> list[Proposed]:
    """Only the dossiers this organiser may see."""
    fresh: dict[UUID, list[tuple[str, float]]] = {}
    for dossier, reader, value in pairs:
        fresh.setdefault(dossier, []).append((names.get(reader, ""), value))
    seen = lists.seen(db, me, call.id, list(fresh))
    readers = lists.readers(db, list(seen))
    rows = []
    for key, line in seen.items():
        new = sorted(fresh[key], key=lambda one: -one[1])
        already = [one for one in readers.get(key, []) if one.name not in {name for name, _ in new}]
        rows.append(Proposed(line, already, new, sum(value for _, value in new) / len(new)))
    return sorted(rows, key=lambda row: (row.mean, row.dossier.number))


def _shortages(
    db: Db, me: Me, call: Call, job: Job, names: dict[UUID, str]
) -> list[tuple[int, list[DossierLine], list[str]]]:
    """Reviews that lack: how many, for which dossiers, who alone could give them."""
    found = []
    for lack in eyes.shortages_of(job.result):
        seen = lists.seen(db, me, call.id, lack.dossiers)
        readers = sorted(names[reader] for reader in lack.reviewers if reader in names)
        found.append((lack.missing, sorted(seen.values(), key=lambda line: line.number), readers))
    return found


def _address(call: Call, job: Job) -> str:
    return f"/organiser/calls/{call.slug}/assignments/proposals/{job.id}"
