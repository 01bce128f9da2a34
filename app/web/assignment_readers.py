"""One reviewer as the pages of assignments show them: who they are, and the dossiers that suit them best."""

from typing import NamedTuple
from uuid import UUID

from app.domain.errors import NotFound
from app.queries import assignment_lists as lists
from app.queries.affinities import table_of
from app.queries.assignment_lists import DossierLine
from app.queries.assignments import PoolRow, pool, refusals
from app.web.organiser import Office
from app.web.pool import theme_names
from app.web.reading_reasons import Why, why

PAGE = 25


class Reviewer(NamedTuple):
    """A reviewer, with the themes they know by name and what they read of the dossiers this organiser may see."""

    row: PoolRow
    themes: list[str]
    load: int


class Could(NamedTuple):
    """A dossier that somebody could read, and why."""

    dossier: DossierLine
    why: Why


def person_of(office: Office, reviewer: UUID) -> Reviewer:
    """The reviewer of this call; raises NotFound."""
    row = next((one for one in pool(office.db, office.call.id) if one.id == reviewer), None)
    if row is None:
        raise NotFound
    names = theme_names(office.db, office.call, office.language)
    loads = {one.id: one.load for one in lists.loads(office.db, office.me, office.call.id, office.now)}
    return Reviewer(row, sorted(names.get(theme, theme) for theme in row.themes), loads.get(reviewer, 0))


def candidates(office: Office, person: Reviewer, *, text: str, show: str, after: int) -> tuple[list[Could], bool]:
    """A page of the dossiers that they could read, the best suited first; whether more follow."""
    lines = {row.id: row for row in lists.every_line(office.db, office.me, office.call.id, show=show, text=text)}
    barred = refusals(office.db, office.call.id, [(key, person.row.id) for key in lines], actor_id=office.me.id)
    free = [key for key in lines if (key, person.row.id) not in barred]
    table = table_of(office.db, office.call, among=free, reviewer=person.row.id)
    names = theme_names(office.db, office.call, office.language)
    order = sorted(free, key=lambda key: (-table.affinity(key, person.row.id), lines[key].assigned, lines[key].number))
    shown = order[after : after + PAGE]
    rows = [Could(lines[key], why(table, key, person.row.id, names)) for key in shown]
    return rows, len(order) > after + PAGE
