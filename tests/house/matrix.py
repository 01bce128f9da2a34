"""The permission matrix: one row for each door, one column for each kind of person."""

from dataclasses import dataclass, field
from uuid import UUID

from tests.world import World

COLUMNS = {
    "anonymous": "",
    "applicant": "claire",
    "other applicant": "yann",
    "reviewer assigned": "gerard",
    "reviewer not assigned": "francoise",
    "reviewer in conflict": "malik",
    "organiser": "helene",
    "organiser in conflict": "paul",
    "organiser of another call": "ines",
    "administrator": "ada",
    "who reads it with her": "remi",
    "who comments": "anna",
    "who edits": "edith",
    "who signs": "simon",
}
TEAM = 4
"""The columns, and who stands for each in the small world."""


@dataclass(frozen=True, slots=True)
class Row:
    """One door. `answers` has one status per column; `in` is the way to the sign-in page (303 there).

    `team` has the last four, those who work on the applicant's dossier; without it the door answers them as it does
    the other applicant.
    """

    method: str
    path: str
    answers: str
    names: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    note: str = ""
    team: str = ""

    def address(self, world: World) -> str:
        """The path with the world's own ids; `names` says which dossier, track... stands for each part."""
        path = self.path
        for part, name in {"call": "ptce", **self.names}.items():
            path = path.replace("{" + part + "}", str(_found(world, part, name)))
        return path

    def expected(self) -> dict[str, str]:
        """The status of each column."""
        statuses = self.answers.split()
        if len(statuses) == 1:
            statuses *= len(COLUMNS)
        elif len(statuses) == len(COLUMNS) - TEAM:
            statuses += self.team.split() or [statuses[2]] * TEAM
        assert len(statuses) == len(COLUMNS), f"{self.method} {self.path}: {len(statuses)} statuses"
        return dict(zip(COLUMNS, statuses, strict=True))


def _found(world: World, part: str, name: str) -> UUID | str:
    shelves = {"dossier": world.dossiers, "assignment": world.assignments, "review": world.reviews}
    shelves |= {"person": world.people, "reviewer": world.people}
    shelves |= {"collaborator": world.collaborators, "membership": world.roles}
    shelves |= {"member": world.members, "file": world.files, "conflict": world.conflicts}
    return shelves.get(part, {}).get(name, name)
