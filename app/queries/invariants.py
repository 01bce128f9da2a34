"""What must always be true of the rows, said when it is not."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from app.models import Call, Criterion, Decision, Dossier, Review, Revision

Check = tuple[str, type, tuple[ColumnElement[bool], ...]]


def broken(db: Session) -> list[str]:
    """One sentence for each invariant that does not hold."""
    return [*_counted(db), *_weights(db), *_numbers(db)]


def _counted(db: Session) -> Iterator[str]:
    revised = select(Revision.id).where(col(Revision.dossier_id) == col(Dossier.id)).exists()
    checks: list[Check] = [
        ("filed dossiers without a frozen revision", Dossier, (col(Dossier.filed_at).is_not(None), ~revised)),
        ("dossiers out of draft that were never filed", Dossier, (col(Dossier.state) == "filed", col(Dossier.filed_at).is_(None))),
        ("submitted reviews without a mean", Review, (col(Review.state) == "submitted", col(Review.mean).is_(None))),
        (
            "decisions published before their call",
            Decision,
            (
                col(Decision.published_at).is_not(None),
                select(Call.id).where(col(Call.id) == col(Decision.call_id), col(Call.published_at).is_(None)).exists(),
            ),
        ),
    ]
    for text, table, conditions in checks:
        if count := db.execute(select(func.count()).select_from(table).where(*conditions)).scalar():
            yield f"{count} {text}."


def _weights(db: Session) -> Iterator[str]:
    query = select(Criterion.rubric_id).group_by(col(Criterion.rubric_id)).having(func.sum(Criterion.weight) != 100)
    if count := len(db.execute(query).all()):
        yield f"{count} rubrics whose weights do not add up to 100."


def _numbers(db: Session) -> Iterator[str]:
    highest = select(func.max(Dossier.number)).where(col(Dossier.call_id) == col(Call.id)).scalar_subquery()
    query = select(func.count()).select_from(Call).where(func.coalesce(highest, 0) != col(Call.dossiers_filed))
    if count := db.execute(query).scalar():
        yield f"{count} calls whose count of filed dossiers is not their highest number."
