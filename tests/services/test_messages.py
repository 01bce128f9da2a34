"""Messages: each side reads the other, one mail until it is read, and nobody else learns anything of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session

from app.domain.errors import Forbidden
from app.forms.exchange import MessageForm
from app.models import DossierMessage
from app.queries.messages import thread, threads, unread_by_me, unread_by_organisers, unread_in
from app.services import messages
from tests.asking import dossier_of, written_to
from tests.houses import House
from tests.services.reviewing import actor
from tests.world import NOW


def _send(db: Session, house: House, who: str, text: str, *, name: str = "filed", key: str = "") -> DossierMessage:
    form = MessageForm(text=text, key=key)
    return messages.send(db, dossier_of(db, house, name), form, actor=actor(db, house, who), now=NOW)


def test_a_question_reaches_every_organiser_once_and_the_answer_those_who_write(each_house: House) -> None:
    with each_house.database.writing() as db:
        _send(db, each_house, "claire", "Première question ?")
        _send(db, each_house, "edith", "Deuxième question ?")
        call = dossier_of(db, each_house).call_id
        assert unread_by_organisers(db, actor(db, each_house, "helene"), call) == 2
    assert [to for to, _ in written_to(each_house)] == ["helene@exemple.fr", "paul@exemple.fr"]

    with each_house.database.writing() as db:
        _send(db, each_house, "helene", "Réponse.")
        assert unread_by_organisers(db, actor(db, each_house, "helene"), call) == 0
        assert unread_by_me(db, actor(db, each_house, "claire")) == {each_house.world.dossiers["filed"]: 1}
        _send(db, each_house, "claire", "Merci, une autre ?")

    assert [to for to, _ in written_to(each_house)][-1:] == ["paul@exemple.fr"]
    assert sorted(to for to, _ in written_to(each_house)) == [
        "claire@exemple.fr",
        "edith@exemple.fr",
        "helene@exemple.fr",
        "helene@exemple.fr",
        "paul@exemple.fr",
    ]


@pytest.mark.parametrize("who", ["remi", "anna", "simon", "yann", "gerard", "malik", "ines"])
def test_who_does_not_write_it_nor_runs_the_call_sends_nothing(house: House, who: str) -> None:
    with house.database.writing() as db, pytest.raises(Forbidden):
        _send(db, house, who, "Bonjour.", name="admitted")


def test_an_organiser_in_conflict_neither_writes_nor_is_told_nor_counts(house: House) -> None:
    with house.database.writing() as db:
        with pytest.raises(Forbidden):
            _send(db, house, "paul", "Bonjour.", name="admitted")
        _send(db, house, "claire", "Une question.", name="admitted")
        call = dossier_of(db, house).call_id
        paul = actor(db, house, "paul")
        assert (unread_by_organisers(db, paul, call), threads(db, paul, call)) == (0, [])

    assert [to for to, _ in written_to(house)] == ["helene@exemple.fr"]


def test_organisers_answer_a_draft_and_do_not_write_to_it_first(house: House) -> None:
    with house.database.writing() as db:
        with pytest.raises(Forbidden):
            _send(db, house, "helene", "Bonjour.", name="draft")
        _send(db, house, "claire", "Les statuts signés ?", name="draft")
        _send(db, house, "helene", "Leur projet suffit.", name="draft")

        assert [row.from_organisers for row in thread(db, house.world.dossiers["draft"])] == [False, True]


def test_two_clicks_are_one_message_even_at_once(each_house: House) -> None:
    def click(_number: int) -> None:
        with each_house.database.writing() as db:
            _send(db, each_house, "claire", "Une question.", key="a1b2c3")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(click, range(4)))

    with each_house.database.reading() as db:
        assert len(thread(db, each_house.world.dossiers["filed"])) == 1
    assert len(written_to(each_house)) == 2


def test_reading_is_said_by_each_side_for_what_the_other_wrote(house: House) -> None:
    with house.database.writing() as db:
        dossier = dossier_of(db, house)
        _send(db, house, "claire", "Une question.")

        assert messages.read(db, dossier, actor=actor(db, house, "edith"), now=NOW) == 0
        assert messages.read(db, dossier, actor=actor(db, house, "helene"), now=NOW) == 1
        assert unread_in(db, dossier.id, from_organisers=False) == 0
