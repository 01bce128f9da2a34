"""What tests of corrections and messages share: a correction that is asked for, and who hears of it."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.forms.exchange import AskedQuestion, CorrectionForm
from app.models import Correction, Dossier
from app.queries.dossiers import files_of, last_revision, members_of
from app.services import corrections
from app.services.parts import FILE_PARTS, MEMBER_PARTS
from tests.houses import House
from tests.services.reviewing import actor
from tests.world import AFTER

WHY = "Le résumé ne dit pas où se fera le projet."
DUE = AFTER + timedelta(days=7)
"""The call is closed since long when the correction is asked for."""


def a_correction(
    *keys: str, note: str = "Nommez la commune.", due_at: datetime = DUE, version: int = 1
) -> CorrectionForm:
    """Take these answers up again."""
    questions = tuple(AskedQuestion(key=key, note=note) for key in keys or ("summary",))
    return CorrectionForm(version=version, reason=WHY, due_at=due_at, questions=questions)


def dossier_of(db: Session, house: House, name: str = "filed") -> Dossier:
    """A dossier of the small world."""
    return db.get_one(Dossier, house.world.dossiers[name])


def ask(house: House, *keys: str, name: str = "filed", due_at: datetime = DUE) -> Correction:
    """Helene asks claire to take these answers up again, twenty days after the closing."""
    house.clock.move_to(AFTER)
    with house.database.writing() as db:
        dossier, form = dossier_of(db, house, name), a_correction(*keys, due_at=due_at)
        _freeze(db, dossier)
        made = corrections.ask(db, dossier, form, actor=actor(db, house, "helene"), now=AFTER)
        db.flush()
        db.expunge(made)
        return made


def _freeze(db: Session, dossier: Dossier) -> None:
    """The small world files answers alone: its members and files are filed too."""
    revision = last_revision(db, dossier.id)
    assert revision is not None
    members = [_kept(member._asdict(), MEMBER_PARTS) for member in members_of(db, dossier.id)]
    kept = [_kept(file._asdict(), FILE_PARTS) for file in files_of(db, dossier.id)]
    revision.content = {**revision.content, "members": members, "files": kept}
    db.add(revision)


def _kept(row: dict[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    return {part: str(row[part]) if part == "id" else row[part] for part in parts}


def written_to(house: House) -> list[tuple[str, str]]:
    """Who was written to, with the subject, once the worker has sent what waits."""
    house.clock.move_to(AFTER + timedelta(days=1))
    house.work()
    return sorted((str(mail["To"]), str(mail["Subject"])) for mail in house.mailer.sent)
