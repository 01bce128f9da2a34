"""Doors of proposals: asked of the worker, looked at, compared, named, dropped, then published all at once."""

from uuid import uuid4

from fastapi import APIRouter, Response

from app.domain.errors import NotFound, Stale, WrongState
from app.domain.proposal_effects import Board
from app.forms.assignment import ProposalName, ProposalRequest, ProposalVersion
from app.models import AssignmentProposal, Job
from app.queries import assignment_lists as lists
from app.queries import proposal_lists as eyes
from app.services import assignments, proposal_edits, proposals
from app.web import proposal_view as view
from app.web.binding import Posted
from app.web.body import Body
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.organiser import Office, Run
from app.web.proposal_remedies import remedies_of
from app.web.proposal_words import GIVEN, GIVEN_BUT, settings_words

router = APIRouter(prefix="/organiser/calls/{call}/assignments/proposals")


@router.get("")
def every_proposal(office: Run) -> Response:
    """Every proposal of the call, the latest first."""
    return office.show(
        "organiser/assignments_proposals.html",
        rows=eyes.listed(office.db, office.me, office.call.id),
        tally=lists.tally(office.db, office.me, office.call.id),
        key=uuid4(),
    )


@router.post("")
def ask(form: Posted[ProposalRequest], office: Run) -> Response:
    """Ask who could read what; the same click twice asks once."""
    if not form.ok:
        return office.page.see(f"{office.path}/assignments/proposals")
    try:
        made = proposals.request(
            office.db,
            office.call,
            key=form.form.key,
            name=form.form.name,
            top_up=form.typed("top_up") == "yes",
            actor=office.me,
            now=office.now,
        )
    except WrongState:
        return office.page.see(
            f"{office.path}/assignments",
            N_("Les résultats sont publiés : cela ne peut plus changer."),
            tone="orange",
        )
    return office.page.see(address(office, made))


@router.get("/compare")
def compare(office: Run, one: int = 0, other: int = 0) -> Response:
    """Two proposals side by side: their figures, and the dossiers that they serve differently."""
    pair = [found for number in (one, other) if (found := eyes.find(office.db, office.call.id, number))]
    rows = eyes.listed(office.db, office.me, office.call.id)
    if len(pair) < 2 or pair[0].id == pair[1].id or "computing" in {each.state for each in pair}:
        where = f"{office.path}/assignments/proposals"
        return office.page.see(where, N_("Choisissez deux propositions prêtes, différentes."), tone="orange")
    apart, same, different = view.compared(office, *pair)
    return office.show(
        "organiser/assignments_compare.html",
        pair=[next(row for row in rows if row.id == each.id) for each in pair],
        loads=[view.span(view.loads(office, each)) for each in pair],
        settings=[settings_words(each, office.language) for each in pair],
        rows=apart[: view.PAGE],
        hidden=max(len(apart) - view.PAGE, 0),
        same=same,
        different=different,
    )


@router.get("/{number}")
def preview(office: Run, number: int, q: str = "", after: int = 0) -> Response:
    """What is proposed, the worst served first; nothing is given yet."""
    return show(office, found(office, number), text=q, after=max(after, 0))


@router.post("/{number}/publish")
def publish(form: Posted[ProposalVersion], office: Run, number: int) -> Response:
    """Give everything that is proposed, with one mail for each reviewer."""
    proposal = found(office, number)
    version = form.form.version if form.ok else 0
    try:
        told = assignments.publish_proposal(office.db, proposal, version=version, actor=office.me, now=office.now)
    except (Stale, WrongState) as error:
        return show(office, proposal, status=409, refusal=error)
    text = GIVEN_BUT if told.skipped else GIVEN
    where = address(office, proposal)
    return office.page.see(where, text, given=told.given, reviewers=told.reviewers, skipped=told.skipped)


@router.post("/{number}/name")
def rename(form: Posted[ProposalName], office: Run, number: int) -> Response:
    """Call it so."""
    proposal = found(office, number)
    if not form.ok:
        return show(office, proposal, status=422)
    kept = form.form
    try:
        proposal_edits.rename(
            office.db, office.call, proposal, kept.name, version=kept.version, actor=office.me, now=office.now
        )
    except Stale as error:
        return show(office, proposal, status=409, refusal=error)
    return office.page.see(address(office, proposal), N_("C’est enregistré."))


@router.post("/{number}/drop")
def drop(form: Posted[ProposalVersion], office: Run, number: int) -> Response:
    """Set it aside; it can be taken up again."""
    proposal = found(office, number)
    version = form.form.version if form.ok else 0
    try:
        proposal_edits.drop(office.db, office.call, proposal, version=version, actor=office.me, now=office.now)
    except (Stale, WrongState) as error:
        return show(office, proposal, status=409, refusal=error)
    where = f"{office.path}/assignments/proposals"
    return office.page.see(
        where, N_("La proposition %(number)s est mise de côté. Vous pouvez la reprendre."), number=number
    )


@router.post("/{number}/take-up")
def take_up(_body: Body, office: Run, number: int) -> Response:
    """Take it up again."""
    proposal = found(office, number)
    try:
        proposal_edits.take_up(office.db, office.call, proposal, actor=office.me, now=office.now)
    except WrongState as error:
        return show(office, proposal, status=409, refusal=error)
    return office.page.see(address(office, proposal), N_("La proposition est reprise."))


def found(office: Office, number: int) -> AssignmentProposal:
    """The proposal of this number; raises NotFound."""
    proposal = eyes.find(office.db, office.call.id, number)
    if proposal is None:
        raise NotFound
    return proposal


def address(office: Office, proposal: AssignmentProposal) -> str:
    """Where it is looked at."""
    return f"{office.path}/assignments/proposals/{proposal.number}"


def show(
    office: Office,
    proposal: AssignmentProposal,
    *,
    text: str = "",
    after: int = 0,
    status: int = 200,
    refusal: Stale | WrongState | None = None,
) -> Response:
    """The preview as it is now; while it is computed, how far that is."""
    if proposal.state == "computing":
        job = office.db.get_one(Job, proposal.id)
        return office.show("organiser/assignments_waiting.html", proposal=proposal, job=job, status=status)
    every = eyes.served(office.db, office.call, proposal, office.me)
    asked = eyes.served(office.db, office.call, proposal, office.me, text=text) if text else every
    rows = [row for row in asked if row.served.counts or row.served.lacking]
    wrong = view.faults(office, proposal)
    return office.show(
        "organiser/assignments_proposal.html",
        status=status,
        refusal=refusal,
        refusal_text=sentence(refusal, office.language) if refusal else "",
        settings=settings_words(proposal, office.language),
        proposal=proposal,
        whole=Board({row.id: row.served for row in every}).now,
        surplus=sum(row.served.unasked for row in every) if proposal.state == "draft" else 0,
        rows=view.lines(office, proposal, rows[after : after + view.PAGE], wrong),
        found=len(rows),
        after=after,
        size=view.PAGE,
        q=text,
        loads=view.loads(office, proposal),
        lacks=view.lacks(office, proposal),
        remedies=remedies_of(office, proposal),
        groups=view.groups(proposal),
        key=uuid4(),
        faults=len(wrong),
    )
