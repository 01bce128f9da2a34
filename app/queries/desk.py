"""The organisers' desk: the dossiers of a call, page by page, as a filter finds them."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Executable, Select, Uuid, and_, bindparam, func, or_, select, true
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.domain.texts import fold
from app.forms.screening import DeskFilter
from app.models import Decision, Dossier, ScoreSummary, Track
from app.queries.asking import anyone, ask, ids_of
from app.queries.tally import VIEWS, Tally, count_of
from app.queries.visibility import filed, organised_by

PAGE = 25
_ESCAPE = "\\"
Id = UUID | BindParameter[Any]
_CALL, _TRACK = bindparam("call", type_=Uuid()), bindparam("track", type_=Uuid())


class DeskRow(NamedTuple):
    """One line of the desk. `state` is the state shown; a draft says no more than its title and how full it is."""

    id: UUID
    reference: str
    title: str
    bearer: str
    commune: str
    departement: str
    families: tuple[str, ...]
    track_id: UUID
    filed_track_id: UUID | None
    state: str
    late: bool
    reason: str
    filed_at: datetime | None
    complete: int
    assigned: int = 0
    submitted: int = 0


_COLUMNS = (*DeskRow._fields[:11], "screening_reason", "filed_at", "complete", "number")


class DeskPage(NamedTuple):
    """Some lines, how many there are in all, and the keys of the pages before and after."""

    rows: list[DeskRow]
    total: int
    previous: str
    next: str


class Ordering(NamedTuple):
    """A column to sort by, and how its values are read from an address."""

    column: ColumnElement[object]
    read: type


_ORDERS: dict[str, Ordering] = {
    "received": Ordering(col(Dossier.filed_at), datetime),  # type: ignore[arg-type]
    "number": Ordering(col(Dossier.number), int),  # type: ignore[arg-type]
    "title": Ordering(col(Dossier.title), str),  # type: ignore[arg-type]
    "complete": Ordering(col(Dossier.complete), int),  # type: ignore[arg-type]
}


def page(
    db: Session, actor: Actor, call_id: UUID, wanted: DeskFilter, counted: Tally, *, after: str = "", before: str = ""
) -> DeskPage:
    """The lines that follow one key (or precede another), in the order asked for."""
    order = _order(wanted)
    ascends = (wanted.order == "asc") != bool(before)
    track_id, key = _track_id(db, call_id, wanted), _understood(order, before or after)
    query = _statement(anyone(actor), wanted, ascends=ascends, goes_on=bool(key))
    found = list(ask(db, query, call=call_id, track=track_id, **key, **ids_of(actor)))
    more, found = len(found) > PAGE, found[:PAGE]
    if before:
        found.reverse()
    first, last = (_key(found[0], order), _key(found[-1], order)) if found else ("", "")
    has_before, has_after = (more, bool(found)) if before else (bool(after and found), more)
    if wanted.q or wanted.region or wanted.track or wanted.state:
        where = matches(actor, call_id, wanted, track_id)
        total = int(db.execute(select(func.count()).select_from(Dossier).where(where)).scalar_one())
    else:
        total = count_of(counted, VIEWS[wanted.view])
    return DeskPage([_row(line) for line in found], total, first if has_before else "", last if has_after else "")


@lru_cache(maxsize=128)
def _statement(somebody: Actor, wanted: DeskFilter, *, ascends: bool, goes_on: bool) -> Executable:
    """The lines of a filter in the order asked for; those beyond a key when it goes on from one."""
    order = _order(wanted)
    beyond = _beyond(order, ascends=ascends) if goes_on else true()
    keys = (order.column, col(Dossier.id))
    query = _rows().where(matches(somebody, _CALL, wanted, _TRACK), beyond)
    return query.order_by(*(key.asc() if ascends else key.desc() for key in keys)).limit(PAGE + 1)


def matches(actor: Actor, call_id: Id, wanted: DeskFilter, track_id: Id | None = None) -> ColumnElement[bool]:
    """The dossiers that a filter finds, among those this organiser may know of."""
    conditions = [col(Dossier.call_id) == call_id, organised_by(actor), _view(wanted.view)]
    if wanted.state:
        conditions.append(col(Dossier.state) == wanted.state)
    if wanted.track:
        conditions.append(col(Dossier.track_id) == track_id)
    if wanted.region and wanted.view != "drafts":
        conditions.append(col(Dossier.region) == wanted.region)
    # Of a draft only the title is known: its other words must not be guessed by searching for them.
    text = col(Dossier.title) if wanted.view == "drafts" else col(Dossier.search_text)
    words = wanted.q.split() if wanted.view == "drafts" else fold(wanted.q).split()
    conditions += [text.ilike(f"%{_literal(word)}%", escape=_ESCAPE) for word in words]
    return and_(*conditions)


def matching_ids(db: Session, actor: Actor, call_id: UUID, wanted: DeskFilter) -> list[UUID]:
    """Every dossier that a filter finds, the oldest number first."""
    where = matches(actor, call_id, wanted, _track_id(db, call_id, wanted))
    return list(db.execute(select(col(Dossier.id)).where(where).order_by(col(Dossier.number))).scalars())


def _view(view: str) -> ColumnElement[bool]:
    """A saved view in SQL; `queries.tally.VIEWS` says the same of a count."""
    if view == "drafts":
        return col(Dossier.state) == "draft"
    moved = col(Dossier.filed_track_id) != col(Dossier.track_id)
    narrowed: dict[str, ColumnElement[bool]] = {
        "to_screen": col(Dossier.state).in_(("filed", "to_correct")),
        "requalified": moved,
        "late": col(Dossier.late).is_(True),
    }
    narrowed |= {state: col(Dossier.state) == state for state in ("admitted", "refused", "withdrawn")}
    return and_(filed(), narrowed.get(view, true()))


def _order(wanted: DeskFilter) -> Ordering:
    """Drafts were not received: they come by how full they are."""
    is_possible = wanted.view != "drafts" or wanted.sort in ("title", "complete")
    return _ORDERS[wanted.sort if is_possible else "complete"]


def _rows() -> Select[Any]:
    shown = and_(col(Decision.dossier_id) == col(Dossier.id), col(Decision.published_at).is_not(None))
    columns = [getattr(Dossier, name) for name in _COLUMNS]
    return (
        select(*columns, col(ScoreSummary.assigned), col(ScoreSummary.submitted), col(Decision.outcome))
        .join(ScoreSummary, col(ScoreSummary.dossier_id) == col(Dossier.id), isouter=True)
        .join(Decision, shown, isouter=True)
    )


def _row(line: tuple[Any, ...]) -> DeskRow:
    row = DeskRow(*line[: _COLUMNS.index("number")])
    if row.state == "draft":
        return DeskRow(
            row.id, "", row.title, "", "", "", (), row.track_id, None, "draft", False, "", None, row.complete
        )
    outcome = line[-1]
    families = tuple(str(row.families).split(",")) if row.families else ()
    assigned, submitted = line[-3] or 0, line[-2] or 0
    whole = row._replace(families=families, reference=row.reference or "", assigned=assigned, submitted=submitted)
    return whole._replace(state=_shown(whole, outcome or ""))


def _shown(row: DeskRow, outcome: str) -> str:
    """The state people read: what was published of it, or how far it is."""
    if outcome or (row.state == "admitted" and row.assigned):
        return outcome or "in_review"
    return "requalified" if row.state == "filed" and row.filed_track_id != row.track_id else row.state


def _key(line: tuple[Any, ...], order: Ordering) -> str:
    """What an address carries to go on from a line: the value it is sorted by, and its id."""
    value = line[_COLUMNS.index(order.column.key or "")]
    return f"{value.isoformat() if isinstance(value, datetime) else value}~{line[0]}"


def _understood(order: Ordering, key: str) -> dict[str, object]:
    """The key of an address: a value and an id; nothing when it makes no sense."""
    text, _, identity = key.rpartition("~")
    try:
        value = datetime.fromisoformat(text) if order.read is datetime else order.read(text)
        return {"value": value, "last": UUID(identity)}
    except ValueError:
        return {}


def _beyond(order: Ordering, *, ascends: bool) -> ColumnElement[bool]:
    column, number = order.column, col(Dossier.id)
    value, last = bindparam("value", type_=column.type), bindparam("last", type_=Uuid())
    ahead, further = (column > value, number > last) if ascends else (column < value, number < last)
    # The bound alone lets the index be entered where the page begins.
    bound = column >= value if ascends else column <= value
    return and_(bound, or_(ahead, further))


def _literal(word: str) -> str:
    return "".join(_ESCAPE + sign if sign in "%_\\" else sign for sign in word)


def _track_id(db: Session, call_id: UUID, wanted: DeskFilter) -> UUID | None:
    if not wanted.track:
        return None
    query = select(col(Track.id)).where(col(Track.call_id) == call_id, col(Track.key) == wanted.track)
    found: UUID | None = db.execute(query).scalar_one_or_none()
    return found
