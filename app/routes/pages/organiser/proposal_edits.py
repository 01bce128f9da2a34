"""Doors of changes by hand to a proposal: one dossier with what each change costs, made, then undone if one wishes."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.forms.assignment import ProposalRequest, ProposalVersion, ProposedChange
from app.models import AssignmentProposal, Dossier
from app.queries import assignment_lists as lists
from app.queries.assignments import Pair
from app.routes.pages.organiser.proposals import address, found, show
from app.services import capacities, proposal_edits, proposals
from app.web.binding import Bound, Posted, blank
from app.web.guards import dossier_run_by
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.proposal_changes import changes_of
from app.web.proposal_remedies import capacities_of

router = APIRouter(prefix="/organiser/calls/{call}/assignments/proposals/{number}")


@router.get("/dossiers/{dossier}")
def one_dossier(office: Run, number: int, dossier: UUID, out: UUID | None = None) -> Response:
    """Who would read it, who could, and what each change costs; with `out`, who could read it instead of them."""
    return _show(office, found(office, number), _seen(office, dossier), out)


@router.post("/dossiers/{dossier}")
def change(form: Posted[ProposedChange], office: Run, number: int, dossier: UUID) -> Response:
    """Take somebody out, put somebody in, or both; nobody is told before the publication."""
    proposal, asked = found(office, number), _seen(office, dossier)
    if not form.ok:
        return _show(office, proposal, asked, None, form=form, status=422)
    wish = form.form
    out, into = _pairs(wish, dossier)
    try:
        proposal_edits.change(
            office.db,
            office.call,
            proposal,
            out=out,
            into=into,
            version=wish.version,
            actor=office.me,
            now=office.now,
        )
    except (Invalid, Stale, WrongState) as error:
        return _show(office, proposal, asked, wish.out, form=form.refused(error), status=error.status)
    return office.page.see(
        f"{address(office, proposal)}/dossiers/{dossier}", N_("C’est changé. Personne n’est prévenu.")
    )


@router.post("/undo")
def undo(form: Posted[ProposalVersion], office: Run, number: int) -> Response:
    """Take back the last change by hand."""
    proposal = found(office, number)
    version = form.form.version if form.ok else 0
    try:
        proposal_edits.undo(office.db, office.call, proposal, version=version, actor=office.me, now=office.now)
    except (Stale, WrongState) as error:
        return show(office, proposal, status=409, refusal=error)
    except Invalid:
        # What it would bring back is no longer allowed: the page says which readings do not hold.
        text = N_("Ce changement ne peut plus être défait : une lecture qu’il ramènerait n’est plus permise.")
        return office.page.see(address(office, proposal), text, tone="orange")
    return office.page.see(address(office, proposal), N_("Le dernier changement est défait."))


@router.post("/capacity")
def raise_capacity(form: Posted[ProposalRequest], office: Run, number: int) -> Response:
    """Let those read more who would make it whole, and ask for another proposal."""
    proposal = found(office, number)
    raised = capacities_of(proposal)
    if not form.ok or not raised:
        return office.page.see(address(office, proposal))
    try:
        capacities.raise_capacities(office.db, office.call, raised, actor=office.me, now=office.now)
        made = proposals.request(
            office.db, office.call, key=form.form.key, name=proposal.name, actor=office.me, now=office.now
        )
    except (Stale, WrongState) as error:
        return show(office, proposal, status=409, refusal=error)
    return office.page.see(
        address(office, made), N_("Les capacités sont relevées. Voici la proposition qui en tient compte.")
    )


def _pairs(wish: ProposedChange, dossier: UUID) -> tuple[list[Pair], list[Pair]]:
    out = [(dossier, wish.out)] if wish.out else []
    into = [(dossier, wish.into)] if wish.into else []
    if wish.swap and wish.out and wish.into:
        out.append((wish.swap, wish.into))
        into.append((wish.swap, wish.out))
    return out, into


def _seen(office: Office, dossier: UUID) -> Dossier:
    asked = dossier_run_by(office.db, office.me, office.call, dossier, to_change=False)
    if asked.state != "admitted":
        raise NotFound
    return asked


def _show(
    office: Office,
    proposal: AssignmentProposal,
    dossier: Dossier,
    out: UUID | None,
    *,
    form: Bound[ProposedChange] | None = None,
    status: int = 200,
) -> Response:
    if proposal.state == "computing":
        raise WrongState("proposal_not_ready")
    ids = [dossier.id]
    return office.show(
        "organiser/assignments_proposal_dossier.html",
        status=status,
        proposal=proposal,
        dossier=dossier,
        changes=changes_of(office, proposal, dossier, out),
        already=lists.readers(office.db, ids).get(dossier.id, []) if proposal.state == "draft" else [],
        form=form or blank(office.language),
    )
