"""What applicants see of a correction: which answers to take up again, what to look at, what is done, until when."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from app.domain.texts import text_in
from app.models import Dossier
from app.queries.corrections import open_one, taken_up
from app.queries.forms import plan_of


class Demand(NamedTuple):
    """A question to take up again."""

    key: str
    label: str
    note: str
    section: str
    is_taken_up: bool


class CorrectionView(NamedTuple):
    """A correction that is awaited; `asked` has its questions by key, in the order of the form."""

    reason: str
    due_at: datetime
    is_over: bool
    asked: Mapping[str, Demand]

    @property
    def left(self) -> int:
        """How many answers are still as they were filed."""
        return sum(not one.is_taken_up for one in self.asked.values())


def correction_view(db: Session, dossier: Dossier, now: datetime, language: str) -> CorrectionView | None:
    """What is asked of this dossier now; None when nothing is."""
    one = open_one(db, dossier.id) if dossier.state == "to_correct" else None
    if one is None:
        return None
    notes = {line["key"]: line.get("note", "") for line in one.questions}
    done = taken_up(db, dossier, notes)
    asked = {
        question.key: Demand(
            question.key, text_in(question.label, language), notes[question.key], section.key, question.key in done
        )
        for section in plan_of(db, dossier.form_version_id).sections
        for question in section.questions
        if question.key in notes
    }
    return CorrectionView(one.reason, one.due_at, one.due_at <= now, asked)


def demand_rows(view: CorrectionView, base: str, words: tuple[str, str]) -> list[dict[str, str]]:
    """The questions as things to do; `words` for one that was taken up, and for one that was not."""
    return [
        {
            "href": f"{base}/sections/{one.section}#q-{one.key}",
            "text": one.label,
            "note": one.note,
            "state": "ok" if one.is_taken_up else "todo",
            "words": words[0] if one.is_taken_up else words[1],
        }
        for one in view.asked.values()
    ]
