"""Files to fill in: kept once, checked by content, forgotten only when no form names them."""

import io
from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid, NotFound
from app.domain.roles import Actor
from app.models import Call, CallFile, FormVersion, JournalLine, Person
from app.queries.people import actor_of
from app.services import call_files
from app.services.files import Upload
from tests.houses import House
from tests.samples import image, open_document

T = TypeVar("T")


def _act(house: House, deed: Callable[[Session, Call, Actor], T], who: str = "helene") -> T:
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        return deed(db, call, actor_of(db, db.get_one(Person, house.world.people[who])))


def attach(house: House, content: bytes, name: str = "modèle.odt", who: str = "helene") -> str:
    upload = Upload(name, io.BytesIO(content))
    storage, now = house.hall.storage, house.clock.now()
    return _act(house, lambda db, call, me: call_files.attach(db, storage, call, upload, actor=me, now=now).digest, who)


def _remove(house: House, digest: str) -> None:
    storage, now = house.hall.storage, house.clock.now()
    _act(house, lambda db, call, me: call_files.remove(db, storage, call, digest, actor=me, now=now))


def _rows(house: House) -> list[CallFile]:
    with house.database.reading() as db:
        return list(db.execute(select(CallFile)).scalars())


def _keys(house: House) -> list[str]:
    return [key for key in house.hall.storage.every_key() if key.startswith("calls/")]


def _name(house: House, digest: str, *, published: bool) -> None:
    """A form of the call gives this file to fill in."""
    question = {
        "key": "it",
        "kind": "files",
        "label": {"fr": "Lettre"},
        "files": {"template": {"digest": digest, "name": "modèle.odt"}},
    }
    plan: dict[str, object] = {"sections": [{"key": "a", "title": {"fr": "A"}, "minutes": 1, "questions": [question]}]}
    now = house.clock.now()
    with house.database.writing() as db:
        form = db.get_one(FormVersion, house.world.versions["pole"]).form_id
        made_at = now if published else None
        db.add(FormVersion(form_id=form, number=2, plan=plan, created_at=now, published_at=made_at))


def test_a_file_is_kept_under_its_digest_with_a_line_in_the_journal(each_house: House) -> None:
    digest = attach(each_house, open_document(), "..\\modèle\u202e.exe")

    row = _rows(each_house)[0]
    assert (row.digest, row.name, row.size) == (digest, "modèle.exe.odt", len(open_document()))
    assert b"".join(each_house.hall.storage.read(row.storage_key)) == open_document()
    with each_house.database.reading() as db:
        lines = select(col(JournalLine.after)).where(col(JournalLine.action) == "call.file_attached")
        assert db.execute(lines).scalars().all() == [digest]


def test_the_same_bytes_are_kept_once_under_their_last_name(each_house: House) -> None:
    content = open_document()

    assert attach(each_house, content, "ancien.odt") == attach(each_house, content, "nouveau.odt")
    assert [row.name for row in _rows(each_house)] == ["nouveau.odt"]
    assert len(_keys(each_house)) == 1


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "file_empty"), (b"MZ\x90", "file_unknown"), (bytes(10_000_001), "file_too_large")]
)
def test_a_file_that_is_not_welcome_leaves_nothing(house: House, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        attach(house, content)

    assert (refused.value.code, refused.value.field, _rows(house), _keys(house)) == (code, "template", [], [])


@pytest.mark.parametrize("who", ["claire", "gerard", "ines"])
def test_only_organisers_of_the_call_give_files(house: House, who: str) -> None:
    with pytest.raises(Forbidden):
        attach(house, image(), who=who)

    assert (_rows(house), _keys(house)) == ([], [])


@pytest.mark.parametrize("published", [True, False])
def test_a_file_that_a_form_gives_stays(each_house: House, published: bool) -> None:
    digest = attach(each_house, open_document())
    _name(each_house, digest, published=published)

    with pytest.raises(Invalid, match="call_file_in_use"):
        _remove(each_house, digest)

    assert len(_rows(each_house)) == len(_keys(each_house)) == 1


def test_a_file_that_nothing_names_goes_with_its_bytes(each_house: House) -> None:
    digest = attach(each_house, open_document())

    _remove(each_house, digest)

    assert (_rows(each_house), _keys(each_house)) == ([], [])
    with pytest.raises(NotFound):
        _remove(each_house, digest)
