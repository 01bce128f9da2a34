"""What a track hides from reviewers, in words; and a dossier piece by piece, beside what its reviewers read of it."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.questions import TEXT_KINDS, QuestionKind, Reader
from app.domain.readers import names_somebody
from app.domain.texts import text_in
from app.models import Dossier, Redaction, Track
from app.queries.asked import reading
from app.queries.forms import latest_version, plan_of
from app.services.redactions import seen_of
from app.web.answers import ShownAnswer, shown_sections


class Hiding(NamedTuple):
    """The questions of a form by their words: those that blind reading hides, and those that it shows."""

    hidden: list[str]
    shown: list[str]


class Copy(NamedTuple):
    """A file, and what reviewers are given in its place."""

    id: UUID
    name: str
    redaction: UUID | None
    replaced: bool


class Piece(NamedTuple):
    """One answer as it is, and as reviewers read it. `how`: `shown`, `hidden`, `rewritten` or `withheld`."""

    key: str
    answer: ShownAnswer
    how: str
    redaction: UUID | None
    seen: str
    text: str
    is_text: bool
    is_long: bool
    files: list[Copy]


def hiding(db: Session, track: Track, language: str) -> Hiding:
    """What the latest form of a track would hide, where it hides the applicant."""
    plan = plan_of(db, latest_version(db, track.form_id))
    for_reviewers = [one for one in plan.questions if Reader.REVIEWERS in one.readers]
    asked = [one for one in for_reviewers if one.kind != QuestionKind.INFORMATION]
    return Hiding(
        [text_in(one.label, language) for one in asked if names_somebody(one)],
        [text_in(one.label, language) for one in asked if not names_somebody(one)],
    )


def pieces(db: Session, dossier: Dossier, language: str, *, files_at: str) -> list[tuple[str, list[Piece]]]:
    """Every answer that reviewers could read, by section."""
    plan, content = reading(db, dossier)
    questions = {one.key: one for one in plan.questions if Reader.REVIEWERS in one.readers}
    rows = db.execute(select(Redaction).where(col(Redaction.dossier_id) == dossier.id)).scalars().all()
    answers = {row.question_key: row for row in rows if row.file_id is None}
    files = {row.file_id: row for row in rows if row.file_id is not None}
    found = []
    for section in shown_sections(plan, content, language, files_at=files_at):
        kept = []
        for answer in section.answers:
            question, row = questions.get(answer.key), answers.get(answer.key)
            if question is None:
                continue
            how = "withheld" if row and row.value is None else "rewritten" if row else ""
            copies = [
                Copy(one.id, one.name, mine.id if mine else None, bool(mine and mine.replacement_id))
                for one in content.files
                for mine in (files.get(one.id),)
                if one.question_key == answer.key
            ]
            kept.append(
                Piece(
                    answer.key,
                    answer,
                    how or ("hidden" if names_somebody(question) else "shown"),
                    row.id if row else None,
                    seen_of(row),
                    str((row.value if row else content.values.get(answer.key)) or ""),
                    question.kind in TEXT_KINDS,
                    question.kind != QuestionKind.SHORT,
                    copies,
                )
            )
        if kept:
            found.append((section.title, kept))
    return found
