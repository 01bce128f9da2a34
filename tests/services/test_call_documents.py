"""A whole call as one document: written, read again, written the same; copied with its dates moved."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid
from app.domain.roles import Actor
from app.forms.call import CallForm
from app.forms.documents import Document, dump_document
from app.forms.new_call import BlankForm, CopyForm
from app.models import Call, CallFile, FormVersion, Person
from app.queries import calls as eyes
from app.queries.call_documents import document_of
from app.queries.forms import latest_version, plan_of
from app.queries.people import actor_of
from app.services import call_making
from tests.documents import A_FILE, DIGEST, FILE, call_documents
from tests.houses import House
from tests.services.calling import document
from tests.world import NOW


def _actor(db: Session, house: House, who: str) -> Actor:
    return actor_of(db, db.get_one(Person, house.world.people[who]))


@contextmanager
def _thrown_away(house: House) -> Iterator[Session]:
    """A session whose work nobody keeps."""
    with house.database.session("writing") as db:
        yield db
        db.rollback()


def _written(db: Session, house: House, described: Document) -> Document:
    """The document of the call that this document makes."""
    storage, form = house.hall.storage, CallForm.model_validate(described)
    made = call_making.create(db, storage, form, actor=_actor(db, house, "ada"), now=NOW)
    return dump_document(document_of(db, storage, made))


def _elsewhere(described: Document) -> Document:
    return {**described, "slug": "ailleurs", "reference": "AILLEURS"}


@given(described=call_documents())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_call_is_the_same_once_written_read_and_written_again(house: House, described: Document) -> None:
    with _thrown_away(house) as db:
        first = _written(db, house, described)
        second = _written(db, house, _elsewhere(first))

    assert second == _elsewhere(first)


def test_both_databases_write_the_same_document(each_house: House) -> None:
    with each_house.database.reading() as db:
        call = eyes.by_slug(db, "ptce")
        assert call is not None
        written = dump_document(document_of(db, each_house.hall.storage, call))

    assert list(written) == [
        "format", "slug", "reference", "title", "summary", "zone", "opens_at", "closes_at", "grace_minutes", "moments",
        "networks", "tracks",
    ]  # fmt: skip
    assert (written["opens_at"], written["closes_at"]) == ("2011-10-01T09:00:00+02:00", "2011-10-31T23:59:59+01:00")
    assert list(written["title"]) == ["fr", "en"]  # type: ignore[arg-type]


def test_the_files_a_form_gives_to_fill_in_travel_with_it(house: House) -> None:
    described = CallForm.model_validate(document(files=[A_FILE]))
    with house.database.writing() as db:
        made = call_making.create(db, house.hall.storage, described, actor=_actor(db, house, "ada"), now=NOW)
        [row] = db.execute(select(CallFile).where(col(CallFile.call_id) == made.id)).scalars()

    assert (row.digest, row.size, row.name) == (DIGEST, len(FILE), "Modèle.odt")
    assert b"".join(house.hall.storage.read(row.storage_key)) == FILE


@pytest.mark.parametrize(
    ("change", "kind"),
    [({"digest": "0" * 64}, "digest"), ({"content": "é"}, "base64"), ({"size": 3}, "extra_forbidden")],
)
def test_a_file_that_is_not_what_it_says_is_refused(change: Document, kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CallForm.model_validate(document(files=[{**A_FILE, **change}]))

    assert refused.value.errors()[0]["type"] == kind


def test_a_document_of_a_later_version_is_refused_plainly() -> None:
    with pytest.raises(ValidationError) as refused:
        CallForm.model_validate(document(format="tremplin-call/2"))

    assert refused.value.errors()[0]["type"] == "format"


def _blank(**changes: object) -> BlankForm:
    plain = {"title": {"fr": "Circuits courts"}, "reference": "cc-2012", "opens_at": "2012-03-01T09:00"}
    return BlankForm.model_validate({**plain, "closes_at": "2012-04-30T23:59", **changes})


def test_a_blank_call_is_private_and_ready_to_be_written(each_house: House) -> None:
    storage = each_house.hall.storage
    with each_house.database.writing() as db:
        helene = _actor(db, each_house, "helene")
        made = call_making.begin_blank(db, storage, _blank(key="once"), actor=helene, now=NOW)
        again = call_making.begin_blank(db, storage, _blank(key="once"), actor=helene, now=NOW)
        other = call_making.begin_blank(db, storage, _blank(reference="CC-2013"), actor=helene, now=NOW)

    with each_house.database.reading() as db:
        [track] = eyes.tracks(db, made.id)
        version = db.get_one(FormVersion, latest_version(db, track.form_id))
        assert (made.id, made.slug, made.reference, made.is_public) == (again.id, "circuits-courts", "CC-2012", False)
        assert other.slug == "circuits-courts-2"
        assert (track.key, plan_of(db, version.id).sections, version.published_at) == ("project", (), None)
        assert [moment.kind for moment in eyes.moments(db, made.id)] == ["opening", "deadline"]
        assert made.id in _actor(db, each_house, "helene").organises


def test_a_key_that_met_a_refusal_serves_again(house: House) -> None:
    storage = house.hall.storage
    with house.database.writing() as db:
        helene = _actor(db, house, "helene")
        with pytest.raises(Invalid, match="slug_taken"):
            call_making.begin_blank(db, storage, _blank(slug="ptce", key="k"), actor=helene, now=NOW)
        made = call_making.begin_blank(db, storage, _blank(slug="ptce-2", key="k"), actor=helene, now=NOW)

    assert made.slug == "ptce-2"


def test_two_who_take_one_address_at_once_make_one_call(each_house: House) -> None:
    form = CallForm.model_validate(document())

    def make(who: str) -> str:
        try:
            with each_house.database.writing() as db:
                call_making.create(db, each_house.hall.storage, form, actor=_actor(db, each_house, who), now=NOW)
        except Invalid as refused:
            return refused.code
        return "made"

    with ThreadPoolExecutor(4) as crowd:
        ends = list(crowd.map(make, ("helene", "paul", "ada", "ines")))

    assert Counter(ends) == {"made": 1, "slug_taken": 3}


@pytest.mark.parametrize(("who", "may"), [("ada", True), ("helene", True), ("ines", False), ("gerard", False)])
def test_a_call_is_copied_by_those_who_run_it(house: House, who: str, may: bool) -> None:
    form = CopyForm.model_validate({"title": {"fr": "Suite"}, "reference": "S", "opens_at": "2012-10-01T09:00"})
    with house.database.writing() as db:
        call, actor = db.get_one(Call, house.world.calls["ptce"]), _actor(db, house, who)
        try:
            made = call_making.copy(db, house.hall.storage, call, form, actor=actor, now=NOW)
        except Forbidden:
            assert not may
            return
        copied = dump_document(document_of(db, house.hall.storage, made))
        source = dump_document(document_of(db, house.hall.storage, call))

    assert may
    assert copied["closes_at"] == "2012-10-31T23:59:59+01:00"
    kept = [name for name in source if name not in ("slug", "reference", "title", "opens_at", "closes_at", "moments")]
    assert [copied[name] for name in kept] == [source[name] for name in kept]
    assert (made.slug, made.is_public, made.dossiers_filed) == ("suite", False, 0)
