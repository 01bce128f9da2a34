"""Forms that change in a test: a version is written beside the published one, published, and drafts follow."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from app.domain.form_plans import FormPlan, Section, dump_form_plan
from app.domain.questions import Question, QuestionKind
from app.domain.roles import Actor
from app.domain.texts import texts
from app.forms.form_version import VersionForm
from app.models import Call, FormVersion, Person, Track
from app.queries.form_versions import published_of, writing_of
from app.queries.forms import plan_of
from app.queries.people import actor_of
from app.services import form_versions
from tests.houses import House

PARTNER = Question("partner", QuestionKind.SHORT, texts(fr="Votre partenaire", en="Your partner"), required=True)


class Publisher:
    """Somebody who runs the call `ptce`, and the form of one of its tracks."""

    def __init__(self, house: House, who: str = "helene", track: str = "pole") -> None:
        self.house, self.who, self.track = house, who, track

    def present(self) -> FormPlan:
        """What is asked now."""
        with self.house.database.reading() as db:
            found = published_of(db, self._track(db).form_id)
            assert found is not None
            return plan_of(db, found.id)

    def write(self, change: Callable[[FormPlan], FormPlan] | FormPlan) -> UUID:
        """Write a version that changes what is asked now."""
        with self.house.database.writing() as db:
            form_id = self._track(db).form_id
            last, version = published_of(db, form_id), writing_of(db, form_id)
            plan = change(plan_of(db, last.id) if last else FormPlan(())) if callable(change) else change
            number = last.number + 1 if last else 1
            now = self.house.clock.now()
            version = version or FormVersion(form_id=form_id, number=number, plan={}, created_at=now)
            version.plan, version.edits = dict[str, object](dump_form_plan(plan)), version.edits + 1
            db.add(version)
            return version.id

    def publish(self, *, edits: int | None = None, version: UUID | None = None, note: str = "") -> UUID:
        """Publish what was written."""
        with self.house.database.writing() as db:
            track = self._track(db)
            writing = writing_of(db, track.form_id) or published_of(db, track.form_id)
            assert writing is not None
            form = VersionForm(
                version=version or writing.id, edits=writing.edits if edits is None else edits, note_fr=note
            )
            call, now = db.get_one(Call, track.call_id), self.house.clock.now()
            return form_versions.publish(db, call, track, form, actor=self.actor(db), now=now).id

    def change(self, change: Callable[[FormPlan], FormPlan] | FormPlan, *, note: str = "") -> UUID:
        """Write, publish, and let the worker move the drafts."""
        self.write(change)
        version = self.publish(note=note)
        self.house.work()
        return version

    def actor(self, db: Session) -> Actor:
        return actor_of(db, db.get_one(Person, self.house.world.people[self.who]))

    def _track(self, db: Session) -> Track:
        return db.get_one(Track, self.house.world.tracks[self.track])


def without(key: str) -> Callable[[FormPlan], FormPlan]:
    """The form without a question."""
    return lambda plan: _each(plan, lambda one: tuple(question for question in one.questions if question.key != key))


def setting(key: str, **settings: object) -> Callable[[FormPlan], FormPlan]:
    """The form with a question set otherwise."""
    return lambda plan: _each(
        plan,
        lambda one: tuple(
            replace(question, **settings) if question.key == key else question  # type: ignore[arg-type]
            for question in one.questions
        ),
    )


def asking(question: Question = PARTNER, section: str = "project") -> Callable[[FormPlan], FormPlan]:
    """The form with one question more."""
    return lambda plan: _each(plan, lambda one: (*one.questions, question) if one.key == section else one.questions)


def moving(key: str, section: str) -> Callable[[FormPlan], FormPlan]:
    """The form with a question in another section."""

    def change(plan: FormPlan) -> FormPlan:
        moved = next(question for question in plan.questions if question.key == key)
        return asking(moved, section)(without(key)(plan))

    return change


def without_section(key: str) -> Callable[[FormPlan], FormPlan]:
    """The form without a section."""
    return lambda plan: FormPlan(tuple(one for one in plan.sections if one.key != key))


def both(*changes: Callable[[FormPlan], FormPlan]) -> Callable[[FormPlan], FormPlan]:
    """Changes one after the other."""

    def change(plan: FormPlan) -> FormPlan:
        for one in changes:
            plan = one(plan)
        return plan

    return change


def _each(plan: FormPlan, questions: Callable[[Section], tuple[Question, ...]]) -> FormPlan:
    return FormPlan(tuple(replace(one, questions=questions(one)) for one in plan.sections))
