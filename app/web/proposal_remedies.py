"""What would make a proposal whole or much better, in what its page shows; found by the worker when it was computed."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from app.models import AssignmentProposal
from app.queries import assignment_lists as lists
from app.queries import proposal_lists as eyes
from app.queries.assignment_lists import DossierLine
from app.web.organiser import Office
from app.web.pool import theme_names


class Remedy(NamedTuple):
    """One thing that would do. `kind` as `services/proposal_findings` names them.

    people: (id, name, how many more, of how many now). ties: (dossier, name) to decide on. `number` newcomers read
    `each`, of `region` (`elsewhere`: of any other), knowing `themes`; `worst`: what the worst served would then get.
    """

    kind: str
    people: list[tuple[UUID, str, int, int]]
    ties: list[tuple[DossierLine, str]]
    number: int = 0
    each: int = 0
    region: str = ""
    elsewhere: bool = False
    themes: tuple[str, ...] = ()
    worst: float | None = None


def remedies_of(office: Office, proposal: AssignmentProposal) -> list[Remedy]:
    """Each thing alone would do; nothing is shown of dossiers that this organiser may not see."""
    found = proposal.findings.get("remedies")
    rows: list[dict[str, Any]] = found if isinstance(found, list) and proposal.state == "draft" else []
    ids = {UUID(one) for row in rows for one in _people(row)} | {UUID(pair[1]) for row in rows for pair in _ties(row)}
    names = eyes.names(office.db, ids) if ids else {}
    dossiers = {UUID(pair[0]) for row in rows for pair in _ties(row)}
    seen = lists.seen(office.db, office.me, office.call.id, dossiers) if dossiers else {}
    themes = theme_names(office.db, office.call, office.language) if rows else {}
    shown = [_shown(row, names, seen, themes) for row in rows]
    return [one for one in shown if one.kind != "ties" or one.ties]


def capacities_of(proposal: AssignmentProposal) -> dict[UUID, tuple[int, int]]:
    """From how many dossiers to how many each reviewer would go, where that alone would make the proposal whole."""
    found = proposal.findings.get("remedies")
    rows: list[dict[str, Any]] = found if isinstance(found, list) else []
    raised = [one for row in rows if row["kind"] == "capacity" for one in row["reviewers"]]
    return {UUID(one["id"]): (int(one["capacity"]), int(one["capacity"]) + int(one["extra"])) for one in raised}


def _shown(
    row: Mapping[str, Any], names: Mapping[UUID, str], seen: Mapping[UUID, DossierLine], themes: Mapping[str, str]
) -> Remedy:
    extra = {one["id"]: one for one in row.get("reviewers", []) if isinstance(one, dict)}
    people = [
        (
            UUID(one),
            names[UUID(one)],
            int(extra.get(one, {}).get("extra", 0)),
            int(extra.get(one, {}).get("capacity", 0)),
        )
        for one in _people(row)
        if UUID(one) in names
    ]
    ties = [(seen[UUID(one[0])], names.get(UUID(one[1]), "")) for one in _ties(row) if UUID(one[0]) in seen]
    return Remedy(
        row["kind"],
        sorted(people, key=lambda one: one[1]),
        ties,
        int(row.get("count", row.get("readings", 0))),
        int(row.get("each", 0)),
        str(row.get("region", "")),
        bool(row.get("elsewhere", False)),
        tuple(themes.get(theme, theme) for theme in row.get("themes", [])),
        row.get("worst"),
    )


def _people(row: Mapping[str, Any]) -> list[str]:
    return [str(one["id"]) if isinstance(one, dict) else str(one) for one in row.get("reviewers", [])]


def _ties(row: Mapping[str, Any]) -> list[list[str]]:
    return list(row.get("pairs", []))
