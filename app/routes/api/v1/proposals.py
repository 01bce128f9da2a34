"""Doors of proposals side by side: those of a call, and what would make one whole."""

from uuid import UUID

from starlette.responses import Response

from app.domain.errors import NotFound, WrongState
from app.models import AssignmentProposal
from app.queries import listings
from app.queries.proposals import proposals_after
from app.routes.api.v1.shapes.proposals import FindingsOut, ProposalRowOut, RemedyOut
from app.web.api import ByNumber, Listed, Room, answer
from app.web.api_guards import ApiOrganisedCall, Caller
from app.web.database import Db

room = Room("assignments")


@room.get("/calls/{call}/proposals", Listed[ProposalRowOut])
def list_proposals(call: ApiOrganisedCall, paging: ByNumber, db: Db) -> Listed[ProposalRowOut]:
    """List the proposals of a call I run, to compare them: the worst-off, and what is possible for it."""
    rows = proposals_after(db, call.id, after=paging.after, reach=paging.reach)
    return paging.page(rows, ProposalRowOut.model_validate, key=lambda row: row.number)


@room.get("/proposals/{job}/findings", FindingsOut, problems=(409,))
def read_findings(job: UUID, db: Db, me: Caller) -> Response:
    """Read what would make a proposal whole, each thing by itself, and whether what it gives can be compared."""
    found = db.get(AssignmentProposal, job)
    if found is None or not me.is_organiser(found.call_id) or me.only_call not in (None, found.call_id):
        raise NotFound
    if found.state == "computing":
        raise WrongState("proposal_not_ready")
    remedies = [_remedy(one) for one in _list(found.findings.get("remedies"))]
    seen = listings.titles_of(db, me, {dossier for one in remedies for dossier, _ in one.pairs})
    before, after = _list(found.findings.get("groups")) or (0, 0)
    return answer(
        FindingsOut.model_validate(
            {
                "groups_before": before,
                "groups": after,
                "below": _list(found.findings.get("below")),
                # Whoever is in conflict with a dossier does not learn who else might be.
                "remedies": [one for one in remedies if all(dossier in seen for dossier, _ in one.pairs)],
            }
        )
    )


def _remedy(kept: object) -> RemedyOut:
    """Those whose answer is awaited are ids; those who would read more come with how much."""
    assert isinstance(kept, dict)
    if kept["kind"] != "answers":
        return RemedyOut.model_validate(kept)
    return RemedyOut(kind="answers", waiting=tuple(UUID(one) for one in kept["reviewers"]))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
