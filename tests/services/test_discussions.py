"""Discussions: who speaks, under what name, who is told of it, and what is left when it is taken back."""

from datetime import timedelta

import pytest

from app.domain.discussions import marked, names_for, pieces, spelled
from app.domain.errors import Forbidden, Stale, WrongState
from app.domain.reviewing import Rules
from app.forms.discussion import Saying
from app.models import DiscussionMessage, Person
from app.queries import discussions as eyes
from app.services import conflicts, discussions
from tests.houses import House
from tests.services.reviewing import actor, acts, dossier
from tests.services.talking import OPEN, blind, give, mails, phases, say, text_of


@pytest.fixture
def talking(each_house: House) -> House:
    """A house whose phase opens discussions, where gerard and francoise read the same dossier."""
    phases(each_house, OPEN)
    give(each_house, "francoise")
    return each_house


def test_nobody_speaks_where_the_phase_keeps_discussions_closed(house: House) -> None:
    with pytest.raises(Forbidden, match="discussion_closed"):
        say(house, "gerard", "Bonjour.")


@pytest.mark.parametrize("who", ["malik", "paul", "claire", "ines"])
def test_nobody_outside_speaks(talking: House, who: str) -> None:
    with pytest.raises(Forbidden, match="discussion_closed"):
        say(talking, who, "Bonjour.")


def test_the_other_readers_are_told_once_until_they_read(talking: House) -> None:
    say(talking, "gerard", "Le budget ne tient pas.")
    say(talking, "gerard", "Voyez la page 4.")
    say(talking, "helene", "Je relis.")

    told = mails(talking)

    assert sorted(who for who, _ in told) == ["francoise", "gerard"]
    assert all(subject.startswith("Du nouveau dans la discussion de") for _, subject in told)
    with talking.database.writing() as db:
        row, me = dossier(db, talking, "admitted"), actor(db, talking, "francoise")
        discussions.read(db, row, talking.clock.now(), actor=me, now=talking.clock.now())
    say(talking, "gerard", "Et la page 5.")
    assert sorted(who for who, _ in mails(talking)) == ["francoise", "helene"]


def test_who_is_called_is_told_again_and_others_are_not(talking: House) -> None:
    say(talking, "gerard", "Le budget ne tient pas.")
    mails(talking)
    say(talking, "gerard", "@Françoise, un avis ? Et @hélène vaugrenard ?")

    told = mails(talking)

    assert sorted(who for who, _ in told) == ["francoise", "helene"]
    assert all("vous appelle" in subject for _, subject in told)


def test_reviewers_who_do_not_know_each_other_read_numbers_and_organisers_read_names(talking: House) -> None:
    blind(talking, "reviewer")
    say(talking, "helene", "Un désaccord, @Gérard Mazoyer ?")
    mails(talking)
    assert "Un désaccord, @Évaluateur 1 ?" in text_of(talking)
    say(talking, "gerard", "Non, @Évaluateur 3 dira pourquoi.")

    told = mails(talking)

    assert [who for who, _ in told] == ["francoise", "helene"] or [who for who, _ in told] == ["helene", "francoise"]
    for one in talking.mailer.sent[-2:]:
        text = str(one.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        assert ("Gérard Mazoyer" in text) == one["To"].startswith("helene")
        assert ("Évaluateur 1" in text) == one["To"].startswith("francoise")
    with talking.database.reading() as db:
        texts = [row.text for row in eyes.said(db, talking.world.dossiers["admitted"])]
    assert not any("Gérard" in text for text in texts)


def test_who_wants_no_mail_gets_none_and_one_a_day_waits_unless_one_is_called(talking: House) -> None:
    with talking.database.writing() as db:
        db.get_one(Person, talking.world.people["francoise"]).review_mail = "daily"
        db.get_one(Person, talking.world.people["gerard"]).review_mail = "none"
    say(talking, "helene", "Bonjour à tous.")
    assert mails(talking) == []
    say(talking, "helene", "@Françoise et @Gérard, un avis ?")
    assert [who for who, _ in mails(talking)] == ["francoise"]


def test_what_is_put_differently_or_taken_back_at_once_does_not_leave_as_it_was(talking: House) -> None:
    first = say(talking, "gerard", "Ce budget est absurde.")
    second = say(talking, "francoise", "Je ne sais pas.")
    with talking.database.writing() as db:
        row, now = dossier(db, talking, "admitted"), talking.clock.now()
        one = discussions.said_in(db, row, first)
        form = Saying(text="Ce budget me surprend.", version=1)
        discussions.change(db, row, one, form, actor=actor(db, talking, "gerard"), now=now)
        discussions.take_back(
            db, row, discussions.said_in(db, row, second), actor=actor(db, talking, "francoise"), now=now
        )

    told = mails(talking)

    assert [who for who, _ in told] == ["francoise"]
    assert "Ce budget me surprend." in text_of(talking)
    assert "absurde" not in text_of(talking)
    with talking.database.reading() as db:
        rows = eyes.said(db, talking.world.dossiers["admitted"])
        assert [(row.text, row.removed_at is None, row.version) for row in rows] == [
            ("Ce budget me surprend.", True, 2),
            ("", False, 2),
        ]
    assert acts(talking)[-2:] == ["discussion.changed", "discussion.taken_back"]


def test_one_changes_ones_own_for_half_an_hour_and_never_what_another_tab_changed(talking: House) -> None:
    said = say(talking, "gerard", "Un mot.")

    def change(who: str, text: str, version: int) -> None:
        with talking.database.writing() as db:
            row, me = dossier(db, talking, "admitted"), actor(db, talking, who)
            form = Saying(text=text, version=version)
            discussions.change(db, row, discussions.said_in(db, row, said), form, actor=me, now=talking.clock.now())

    with pytest.raises(Forbidden, match="only_its_author"):
        change("francoise", "Autre.", 1)
    change("gerard", "Deux mots.", 1)
    with pytest.raises(Stale, match="said_changed"):
        change("gerard", "Trois mots.", 1)
    talking.clock.move_to(talking.clock.now() + timedelta(minutes=30))
    with pytest.raises(WrongState, match="said_too_long_ago"):
        change("gerard", "Trois mots.", 2)


def test_an_organiser_takes_back_what_anybody_said_and_a_reviewer_does_not(talking: House) -> None:
    said = say(talking, "gerard", "Je connais le porteur.")

    def take_back(who: str) -> None:
        with talking.database.writing() as db:
            row = dossier(db, talking, "admitted")
            one = discussions.said_in(db, row, said)
            discussions.take_back(db, row, one, actor=actor(db, talking, who), now=talking.clock.now())

    with pytest.raises(Forbidden, match="only_its_author"):
        take_back("francoise")
    take_back("helene")
    with talking.database.reading() as db:
        assert db.get_one(DiscussionMessage, said).text == ""


def test_the_same_click_says_it_once(talking: House) -> None:
    assert say(talking, "gerard", "Bonjour.", key="k1") == say(talking, "gerard", "Bonjour.", key="k1")
    with talking.database.reading() as db:
        assert len(eyes.said(db, talking.world.dossiers["admitted"])) == 1


def test_a_conflict_ends_the_discussion_for_whoever_has_it(talking: House) -> None:
    say(talking, "gerard", "Bonjour.")
    with talking.database.writing() as db:
        row, me = dossier(db, talking, "admitted"), actor(db, talking, "francoise")
        conflicts.declare(db, row, me.id, "Ancienne salariée.", actor=me, now=talking.clock.now())
        assert eyes.mine(db, me, [talking.world.calls["ptce"]]) == []
    say(talking, "helene", "@Françoise, un avis ?")
    assert "francoise" not in [who for who, _ in mails(talking)][1:]


def test_reviewers_hear_nothing_while_their_phase_keeps_it_closed(house: House) -> None:
    phases(house, Rules())
    say(house, "helene", "Une note pour plus tard, @Gérard.")
    assert mails(house) == []


def test_names_are_found_in_a_text_whole_or_by_a_first_name_that_one_alone_bears(house: House) -> None:
    people = house.world.people
    named = {"gerard": "Gérard Mazoyer", "malik": "Gérard Ferrand", "helene": "Hélène Vaugrenard"}
    names = {people[who]: name for who, name in named.items()}

    text, called = marked("@gérard mazoyer, @Gérard et @HÉLÈNE ; a@hélène.fr, @Hélènette", names)

    assert called == [people["gerard"], people["helene"]]
    assert text == f"@[{people['gerard']}], @Gérard et @[{people['helene']}] ; a@hélène.fr, @Hélènette"
    assert spelled(text, names).startswith("@Gérard Mazoyer, @Gérard et @Hélène Vaugrenard ;")
    assert [piece.text for piece in pieces(f"Non @[{people['ines']}]", names)] == [f"Non @[{people['ines']}]"]
    assert names_for([], "fr", named=False) == {}
