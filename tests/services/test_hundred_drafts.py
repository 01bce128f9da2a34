"""Any form, changed in any way under a hundred drafts, leaves none broken: each opens, saves and files, and no stored
answer disappears."""

from collections.abc import Callable
from functools import reduce
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import col

from app.domain.carrying import holds_answers
from app.domain.form_plans import FormPlan
from app.models import Answer, Dossier, DossierSection, Form, KeptAnswer, Track
from app.queries.form_versions import published_of, writing_of
from app.services.form_versions import faults
from tests.changing_forms import TYPED, changed, right, some_form
from tests.desk import Desk
from tests.houses import House
from tests.publishing import Publisher

Given = dict[tuple[UUID, str], JsonValue]
"""The last value that each draft stored for each question."""
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Crowd:
    """Drafts of one track whose form changes under them."""

    def __init__(self, house: House, chance: Random, drafts: int, *, typed: tuple[JsonValue, ...] = TYPED) -> None:
        self.house, self.chance, self.desk, self.typed = house, chance, Desk(house), typed
        self.publisher = Publisher(house, track=_new_track(house))
        self.publisher.change(_sound(lambda: some_form(chance)))
        self.drafts = [self.desk.start(self.publisher.track) for _ in range(drafts)]
        self.given: Given = {}
        for draft in self.drafts:
            self.answer(draft)

    def answer(self, draft: UUID) -> None:
        """Type anything anywhere."""
        for section in self.publisher.present().sections:
            asked = [question for question in section.questions if holds_answers(question)]
            values = {one.key: self.chance.choice((*self.typed, right(self.chance, one))) for one in asked}
            self.save(draft, section.key, values)

    def save(self, draft: UUID, section: str, values: dict[str, JsonValue]) -> None:
        """Save one section, and remember what it stored."""
        with self.house.database.reading() as db:
            query = select(col(DossierSection.version)).where(col(DossierSection.dossier_id) == draft)
            version = db.execute(query.where(col(DossierSection.section_key) == section)).scalar_one()
        self.desk.save(draft, section, values, version=version)
        stored = self.stored(draft)
        for key in values:
            self.given[draft, key] = stored.get(key)

    def stored(self, draft: UUID) -> dict[str, JsonValue]:
        """The answers of a draft, asked or not."""
        with self.house.database.reading() as db:
            rows = db.execute(select(Answer).where(col(Answer.dossier_id) == draft)).scalars()
            return {row.question_key: row.value for row in rows if row.value is not None}

    def check(self) -> None:
        """No stored answer disappeared: it is there, as the new question says it, or kept aside as it was."""
        for draft in self.drafts:
            stored = self.stored(draft)
            with self.house.database.reading() as db:
                query = select(KeptAnswer).where(col(KeptAnswer.dossier_id) == draft)
                kept = [(row.question_key, row.value) for row in db.execute(query).scalars()]
            for (owner, key), value in self.given.items():
                if owner == draft and value is not None:
                    assert _says(stored.get(key), value) or (key, value) in kept, (key, value, stored.get(key), kept)

    def change(self) -> None:
        """Change the form in several ways at once, publish it, and let the drafts follow."""
        present, steps = self.publisher.present(), self.chance.randint(1, 8)
        self.publisher.write(_sound(lambda: reduce(lambda plan, _: changed(self.chance, plan), range(steps), present)))
        if not self._differs():
            return
        version = self.publisher.publish()
        self.house.work()
        self.house.mailer.sent.clear()
        with self.house.database.reading() as db:
            found = select(col(Dossier.form_version_id)).where(col(Dossier.id).in_(self.drafts))
            assert set(db.execute(found).scalars()) == {version}

    def file(self, draft: UUID) -> None:
        """Answer every question rightly, and file."""
        for section in self.publisher.present().sections:
            asked = [question for question in section.questions if holds_answers(question)]
            self.save(draft, section.key, {one.key: right(self.chance, one) for one in asked})
        assert self.desk.row(draft).missing == 0
        self.desk.submit(draft)
        assert self.desk.row(draft).state == "filed"

    def _differs(self) -> bool:
        with self.house.database.reading() as db:
            track = db.get_one(Track, self.house.world.tracks[self.publisher.track])
            last, writing = published_of(db, track.form_id), writing_of(db, track.form_id)
            return last is None or writing is None or last.plan != writing.plan


def _sound(make: Callable[[], FormPlan]) -> FormPlan:
    """A form that may be published: sections that ask nothing are left out, and faults are tried again."""
    while True:
        plan = FormPlan(tuple(section for section in make().sections if section.questions))
        if not faults(plan):
            return plan


def _says(stored: JsonValue, given: JsonValue) -> bool:
    """The same value, the number that a text wrote, one choice and the list of it."""
    one, other = ([some] if not isinstance(some, list) else some for some in (stored, given))
    return [str(part) for part in one] == [str(part) for part in other]


def _new_track(house: House) -> str:
    """One more track of the call, with an empty form."""
    name = f"t{uuid4().hex}"
    with house.database.writing() as db:
        form = Form(call_id=house.world.calls["ptce"], key=name)
        db.add(form)
        db.flush()
        track = Track(call_id=house.world.calls["ptce"], key=name, position=9, title={"fr": name}, form_id=form.id)
        db.add(track)
        house.world.tracks[name] = track.id
    return name


def test_a_form_changed_under_a_hundred_drafts_leaves_none_broken(house: House) -> None:
    crowd = Crowd(house, Random(2), 100)

    for _ in range(3):
        crowd.change()
        crowd.check()
        for draft in crowd.chance.sample(crowd.drafts, 10):
            crowd.answer(draft)
        crowd.check()

    for draft in crowd.drafts:
        crowd.file(draft)


@FEW
@given(some.randoms(use_true_random=False))
def test_no_draft_is_broken_by_any_sequence_of_changes(house: House, chance: Random) -> None:
    crowd = Crowd(house, chance, 3)

    for _ in range(chance.randint(1, 5)):
        crowd.change()
        crowd.check()
        if chance.random() < 0.5:
            crowd.answer(chance.choice(crowd.drafts))

    for draft in crowd.drafts:
        crowd.file(draft)


@pytest.mark.postgres
def test_no_draft_is_broken_on_postgres_either(postgres_house: House) -> None:
    crowd = Crowd(postgres_house, Random(3), 12)

    for _ in range(4):
        crowd.change()
        crowd.check()

    for draft in crowd.drafts:
        crowd.file(draft)
