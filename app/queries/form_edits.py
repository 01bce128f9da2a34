"""Reads of a form as its editors see it: the version to look at, what was changed, and what can be undone."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.edits import parse_edit
from app.domain.form_history import Touch, cross, touched
from app.models import FormEdit, FormVersion, Person, Track
from app.queries.forms import plan_of


def last_version(db: Session, form_id: UUID) -> FormVersion | None:
    """The version that is being written; when none is, the last published one."""
    query = select(FormVersion).where(col(FormVersion.form_id) == form_id)
    found: FormVersion | None = db.execute(query.order_by(col(FormVersion.number).desc()).limit(1)).scalar_one_or_none()
    return found


def edits_of(db: Session, version_id: UUID) -> list[FormEdit]:
    """Every change of a version, in order."""
    query = select(FormEdit).where(col(FormEdit.form_version_id) == version_id).order_by(col(FormEdit.number))
    return list(db.execute(query).scalars())


def names_of(db: Session, rows: Sequence[FormEdit]) -> dict[UUID, str]:
    """Who made these changes."""
    query = select(col(Person.id), col(Person.name)).where(col(Person.id).in_({row.author_id for row in rows}))
    return {row[0]: row[1] for row in db.execute(query)}


def published_keys(db: Session, form_id: UUID) -> frozenset[str]:
    """The keys of all questions that a published version of the form ever asked."""
    query = select(col(FormVersion.id)).where(
        col(FormVersion.form_id) == form_id, col(FormVersion.published_at).is_not(None)
    )
    found = db.execute(query).scalars()
    return frozenset(question.key for version in found for question in plan_of(db, version).questions)


def crossing(rows: Sequence[FormEdit], row: FormEdit) -> FormEdit | None:
    """The first later change that touches what this one does: it stands in the way of undoing or redoing it."""
    mine = touches_of(row)
    later = (one for one in rows if one.number > row.number and not one.undone)
    return next((one for one in later if cross(mine, touches_of(one))), None)


def blocked(rows: Sequence[FormEdit]) -> dict[int, FormEdit]:
    """By number, the later change that stands in the way of each."""
    touches = [(row, touches_of(row)) for row in rows]
    found: dict[int, FormEdit] = {}
    for place, (row, mine) in enumerate(touches):
        for later, theirs in touches[place + 1 :]:
            if not later.undone and cross(mine, theirs):
                found[row.number] = later
                break
    return found


def touches_of(row: FormEdit) -> frozenset[Touch]:
    """What a change touches."""
    return touched(parse_edit(row.edit), parse_edit(row.inverse))


def next_redo(rows: Sequence[FormEdit], author_id: UUID) -> FormEdit | None:
    """What this person took back last and may make again: a new change of theirs ends it."""
    own = [row for row in rows if row.author_id == author_id]
    last = max((row.number for row in own if not row.undone), default=0)
    return next((row for row in own if row.undone and row.number > last), None)


def other_forms(db: Session, call_id: UUID, track_id: UUID) -> list[tuple[Track, FormVersion]]:
    """The other tracks of the call with the form of each, as it is being written."""
    tracks = db.execute(select(Track).where(col(Track.call_id) == call_id).order_by(col(Track.position))).scalars()
    found = [(track, last_version(db, track.form_id)) for track in tracks if track.id != track_id]
    return [(track, version) for track, version in found if version is not None]
