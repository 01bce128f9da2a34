"""Reads behind a blindfold: what reviewers are given where a track hides whose dossier they read."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.questions import Reader
from app.domain.readers import Blindfold, hidden_columns
from app.domain.reviewing import hides_applicant
from app.models import Dossier, Redaction, StoredFile, Track
from app.queries.dossiers import Content, FileRow
from app.queries.forms import plan_of

_ENDING = re.compile(r"\.[a-z0-9]{1,5}")


class Rewritten(NamedTuple):
    """What stands in the place of one answer, or of one of its files."""

    question_key: str
    file_id: UUID | None
    replacement_id: UUID | None
    value: JsonValue


def is_blind(db: Session, dossier: Dossier) -> bool:
    """Whether its reviewers read it without knowing whose it is."""
    return hides_applicant(db.get_one(Track, dossier.track_id).blind)


def blindfold_of(db: Session, dossier: Dossier) -> Blindfold | None:
    """What reviewers of this dossier wear; None where its track hides nobody."""
    return _gathered(redactions(db, [dossier.id]).get(dossier.id, [])) if is_blind(db, dossier) else None


def redactions(db: Session, dossier_ids: Collection[UUID]) -> dict[UUID, list[Rewritten]]:
    """Everything that was rewritten for the reviewers of these dossiers."""
    names = ("dossier_id", *Rewritten._fields)
    query = select(*(getattr(Redaction, name) for name in names)).where(col(Redaction.dossier_id).in_(dossier_ids))
    found: dict[UUID, list[Rewritten]] = {}
    for row in db.execute(query.order_by(col(Redaction.id))):
        found.setdefault(row[0], []).append(Rewritten(*row[1:]))
    return found


def rewrite(db: Session, content: Content, blind: Blindfold) -> Content:
    """What is said, with what was written in its place; files bear the name of their question, and a number."""
    values = dict(content.values)
    values |= {key: value for key, value in blind.answers.items() if key in values and value is not None}
    wanted = [new for old, new in blind.files.items() if new]
    copies = {row.id: row for row in _files(db, wanted)} if wanted else {}
    given: list[FileRow] = []
    for file in content.files:
        shown = blind.files.get(file.id, file.id)
        copy = file if shown == file.id else copies.get(shown) if shown else None
        if copy is not None:
            given.append(copy._replace(question_key=file.question_key, member_id=None))
    named = _named(given)
    for key in {file.question_key for file in content.files}:
        values[key] = [str(file.id) for file in named if file.question_key == key]
    return Content(values, content.members, named)


def titles(db: Session, dossier_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What reviewers call each of these dossiers: its title, what was written in its place, or its reference."""
    ids = list(dossier_ids)
    query = (
        select(
            col(Dossier.id), col(Dossier.title), col(Dossier.reference), col(Dossier.form_version_id), col(Track.blind)
        )
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .where(col(Dossier.id).in_(ids))
    )
    rows = db.execute(query).all() if ids else []
    folds = blindfolds(db, {row[0]: row[4] for row in rows})
    return {row[0]: _title(db, row[1], row[2], row[3], folds.get(row[0])) for row in rows}


def title_for(db: Session, dossier: Dossier, reader: Reader | None) -> str:
    """What this reader calls the dossier."""
    return dossier.title if reader is None else titles(db, [dossier.id])[dossier.id]


def blindfolds(db: Session, blind_by_dossier: Mapping[UUID, str]) -> dict[UUID, Blindfold]:
    """What reviewers wear for each of these dossiers, in one query; those that hide nobody are left out."""
    ids = [one for one, blind in blind_by_dossier.items() if hides_applicant(blind)]
    found = redactions(db, ids) if ids else {}
    return {one: _gathered(found.get(one, [])) for one in ids}


def hidden_in_list(db: Session, version_id: UUID, blind: Blindfold | None) -> frozenset[str]:
    """What a list of reviewers must not repeat of a dossier that answers this version."""
    return hidden_columns(plan_of(db, version_id), Reader.REVIEWERS, blind=blind)


def _title(db: Session, title: str, reference: str | None, version_id: UUID, blind: Blindfold | None) -> str:
    if blind is None:
        return title
    if written := blind.answers.get("title"):
        return str(written)
    return (reference or "") if "title" in hidden_in_list(db, version_id, blind) else title


def _gathered(rows: Iterable[Rewritten]) -> Blindfold:
    kept = list(rows)
    return Blindfold(
        {row.question_key: row.value for row in kept if row.file_id is None},
        {row.file_id: row.replacement_id for row in kept if row.file_id is not None},
    )


def _files(db: Session, ids: Collection[UUID]) -> list[FileRow]:
    query = select(*(getattr(StoredFile, name) for name in FileRow._fields)).where(col(StoredFile.id).in_(ids))
    return [FileRow(*row) for row in db.execute(query)]


def _named(files: Iterable[FileRow]) -> list[FileRow]:
    """The same files under names that say nothing of who sent them."""
    counts: Counter[str] = Counter()
    found = []
    for file in files:
        counts[file.question_key] += 1
        ending = PurePosixPath(file.name).suffix.lower()
        ending = ending if _ENDING.fullmatch(ending) else ""
        found.append(file._replace(name=f"{file.question_key}-{counts[file.question_key]}{ending}"))
    return found
