"""What is timed of a dossier whose form has two hundred questions, some asked of some only: one section of twenty is
open, the others are elsewhere.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Executable, String, Update, and_, cast, select, union_all, update
from sqlmodel import Session, col

from app.domain.entries import field_of
from app.domain.form_plans import Section, parse_form_plan
from app.domain.questions import Question, QuestionKind
from app.models import Answer, Call, Dossier, DossierSection, FormVersion, Track
from tests.houses import House
from tests.load import floor
from tests.load.asgi import Ask
from tests.load.cases import TEXT, Case
from tests.long_form import long_plan
from tests.world import NOW, OPENS, World, add_dossier

TRACK, OPEN, TYPED = "cooperation_project", "s3", "q3_0"
SAID: dict[str, JsonValue] = {
    "short": "Un atelier partagé",
    "long": TEXT * 3,
    "number": 12,
    "choice": "o2",
    "yes_no": True,
    "email": "atelier@exemple.fr",
}


def answering(house: House) -> list[Case]:
    """A section of the dossier that is opened, then one that saves itself while its owner types."""
    with house.database.writing() as db:
        dossier = _dossier(db, house.world)
        asked = parse_form_plan(long_plan()).sections
        for section in asked:
            db.add(DossierSection(dossier_id=dossier, section_key=section.key, version=1, answered=16, missing=2))
            for question in section.questions:
                at: dict[str, Any] = {"updated_at": NOW, "updated_by": house.world.people["yann"]}
                db.add(Answer(dossier_id=dossier, question_key=question.key, value=SAID[question.kind], **at))
    section = next(one for one in asked if one.key == OPEN)
    token, path = house.world.tokens["yann"], f"/applicant/dossiers/{dossier}/sections/{OPEN}"
    page = Ask(path, token)
    saves = _saves(path, token, section)
    return [
        Case(
            "a section of 20 in a form of 200",
            lambda: page,
            floor.filling(house.database, _around(dossier), _answers(dossier), section),
            lambda: Ask("/"),
        ),
        Case(
            "its autosave",
            saves.__next__,
            floor.writing(house.database, lambda text: _statement(dossier, text)),
            lambda: Ask("/", fields={"text": TEXT}, expects=303),
        ),
    ]


def _dossier(db: Session, world: World) -> UUID:
    """A draft whose form is the long one, published."""
    form = db.get_one(Track, world.tracks[TRACK]).form_id
    version = FormVersion(form_id=form, number=2, plan=long_plan(), created_at=OPENS, published_at=OPENS)
    db.add(version)
    db.flush()
    made = add_dossier(db, world, "long", track=TRACK, owner="yann")
    made.form_version_id = version.id
    db.add(made)
    return made.id


def _saves(path: str, token: str, section: Section) -> Iterator[Ask]:
    shown = {field_of(one): _typed(one) for one in section.questions}
    for version in count(1):
        changed = {field_of(section.questions[0]): f"Un atelier, relu {version} fois"}
        fields: dict[str, str | list[str]] = {
            **shown,
            **changed,
            "asked": [one.key for one in section.questions],
            "version": str(version),
        }
        yield Ask(path, token, fields, (("x-autosave", "1"),))


def _typed(question: Question) -> str:
    return "yes" if question.kind == QuestionKind.YES_NO else str(SAID[question.kind])


def _text(column: Any) -> ColumnElement[str]:
    return cast(column, String)


def _answers(dossier: UUID) -> Executable:
    """Every answer, as the page reads them: which sections are asked depends on all."""
    return select(col(Answer.question_key), col(Answer.value)).where(col(Answer.dossier_id) == dossier)


def _around(dossier: UUID) -> Executable:
    """The dossier, its call, and where each section stands."""
    return union_all(
        select(_text(Dossier.title), _text(Call.closes_at))
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .where(col(Dossier.id) == dossier),
        select(_text(DossierSection.section_key), _text(DossierSection.missing)).where(
            col(DossierSection.dossier_id) == dossier
        ),
    )


def _statement(dossier: UUID, text: str) -> Update:
    here = and_(col(Answer.dossier_id) == dossier, col(Answer.question_key) == TYPED)
    return update(Answer).where(here).values(value=text)
