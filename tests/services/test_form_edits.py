"""Forms edited by those who run the call: one change at a time, undone, redone, and none lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.edits import Edit, Several, parse_edit
from app.domain.errors import DomainError, Forbidden, Invalid, NotFound, Stale, WrongState
from app.domain.roles import Actor
from app.models import Call, FormEdit, FormVersion, JournalLine, Person, Track
from app.queries import form_edits as eyes
from app.queries.forms import latest_version
from app.queries.journal import verify_chain
from app.queries.people import actor_of
from app.services import form_edits
from tests.houses import House
from tests.world import NOW

Act = Callable[..., FormVersion]
TITLE = {"do": "set_question", "key": "summary", "field": "label.fr"}
NEW = {
    "do": "add_question",
    "section": "project",
    "at": 0,
    "question": {"key": "jobs", "kind": "number", "label": {"fr": "Emplois"}},
}


def setting(was: str, value: str, field: str = "label.fr") -> Edit:
    """A change of one field of the question `summary`."""
    return parse_edit({**TITLE, "field": field, "was": was, "value": value})


class Editor:
    """An organiser of the call `ptce` before one of its forms."""

    def __init__(self, house: House, who: str = "helene", track: str = "pole") -> None:
        self.house, self.who, self.track = house, who, track

    def act(self, verb: Act, *given: Any, **named: Any) -> FormVersion:
        """Do something in a transaction of its own."""
        with self.house.database.writing() as db:
            call, track = db.get_one(Call, self.house.world.calls["ptce"]), db.get_one(Track, self.track_id)
            now = self.house.clock.now()
            return verb(db, call, track, *given, actor=self.actor(db), now=now, **named)

    @property
    def track_id(self) -> UUID:
        """The track it edits."""
        return self.house.world.tracks[self.track]

    def actor(self, db: Session) -> Actor:
        """Who edits."""
        return actor_of(db, db.get_one(Person, self.house.world.people[self.who]))

    def edit(self, edit: Edit | dict[str, Any]) -> FormVersion:
        """Make a change."""
        return self.act(form_edits.edit, parse_edit(edit) if isinstance(edit, dict) else edit)

    def undo(self, number: int | None = None) -> FormVersion:
        """Take a change back."""
        return self.act(form_edits.undo, number=number)

    def redo(self, number: int | None = None) -> FormVersion:
        """Make it again."""
        return self.act(form_edits.redo, number=number)


def label(version: FormVersion, key: str = "summary", language: str = "fr") -> str:
    """What a question is called in a version."""
    sections: Any = version.plan["sections"]
    return next(
        str(question["label"].get(language, ""))
        for section in sections
        for question in section["questions"]
        if question["key"] == key
    )


def keys(version: FormVersion) -> list[str]:
    """The questions of the section `project`."""
    sections: Any = version.plan["sections"]
    return [question["key"] for section in sections if section["key"] == "project" for question in section["questions"]]


def test_a_first_change_copies_what_is_published(each_house: House) -> None:
    helene = Editor(each_house)

    version = helene.edit(setting("Question summary", "Résumé"))

    with each_house.database.reading() as db:
        track = db.get_one(Track, helene.track_id)
        published = db.get_one(FormVersion, latest_version(db, track.form_id))
        [row] = eyes.edits_of(db, version.id)
        assert (version.number, version.edits, version.published_at, version.locked_at) == (2, 1, None, None)
        assert (published.number, label(published), label(version)) == (1, "Question summary", "Résumé")
        assert (row.number, row.author_id, row.at) == (1, each_house.world.people["helene"], NOW)
        assert row.inverse == {**TITLE, "was": "Résumé", "value": "Question summary"}
        lines = select(col(JournalLine.action)).where(col(JournalLine.subject) == f"form_version:{version.id}")
        assert list(db.execute(lines).scalars()) == ["form.edited"]
        assert verify_chain(db, str(each_house.world.calls["ptce"])) is None


def test_the_version_being_written_is_made_once(each_house: House) -> None:
    helene = Editor(each_house)

    first, second = helene.act(form_edits.writing_version), helene.act(form_edits.writing_version)

    assert (first.id, first.number, first.edits) == (second.id, 2, 0)


def test_setting_what_is_there_changes_nothing(house: House) -> None:
    helene = Editor(house)

    version = helene.edit(setting("autre chose", "  Question summary "))

    assert (version.number, version.edits) == (1, 0)


def test_twelve_organisers_at_once_lose_no_change(each_house: House) -> None:
    editors = [Editor(each_house, who) for who in ("helene", "paul") * 6]

    def add(place: int) -> int:
        question = {**NEW["question"], "key": f"jobs_{place}"}  # type: ignore[dict-item]
        return editors[place].edit({**NEW, "question": question}).number

    with ThreadPoolExecutor(6) as crowd:
        numbers = set(crowd.map(add, range(12)))

    version = editors[0].act(form_edits.writing_version)
    with each_house.database.reading() as db:
        kept = db.execute(select(func.count()).where(col(FormEdit.form_version_id) == version.id)).scalar_one()
    assert numbers == {2}
    assert sorted(keys(version)[:12]) == sorted(f"jobs_{place}" for place in range(12))
    assert (version.edits, kept) == (12, 12)


def test_of_two_who_change_one_field_at_once_the_second_is_told(each_house: House) -> None:
    def attempt(who: str) -> str:
        try:
            return label(Editor(each_house, who).edit(setting("Question summary", f"De {who}")))
        except Stale as error:
            return f"{error.code}: {error.params['mine']}, {error.params['theirs']}"

    with ThreadPoolExecutor(2) as pair:
        outcomes = sorted(pair.map(attempt, ("helene", "paul")))

    kept = label(Editor(each_house).act(form_edits.writing_version))
    other = "De paul" if kept == "De helene" else "De helene"
    assert outcomes == [kept, f"edit_stale: {other}, {kept}"]


def test_what_one_did_last_is_undone_and_done_again(each_house: House) -> None:
    helene, paul = Editor(each_house), Editor(each_house, "paul")
    helene.edit(setting("Question summary", "Résumé"))
    helene.edit(NEW)
    paul.edit(setting("Question summary", "In short", "label.en"))

    steps = [helene.undo(), helene.undo(), helene.redo(), helene.redo()]

    assert [("jobs" in keys(step), label(step)) for step in steps] == [
        (False, "Résumé"),
        (False, "Question summary"),
        (False, "Résumé"),
        (True, "Résumé"),
    ]
    assert label(steps[-1], language="en") == "In short"
    assert steps[-1].edits == 7
    with pytest.raises(WrongState, match="nothing_to_redo"):
        helene.redo()


def test_a_new_change_ends_what_can_be_done_again(house: House) -> None:
    helene = Editor(house)
    helene.edit(setting("Question summary", "Résumé"))
    helene.undo()
    helene.edit(NEW)

    with pytest.raises(WrongState, match="nothing_to_redo"):
        helene.redo()


def test_what_somebody_changed_since_is_not_undone(each_house: House) -> None:
    helene, paul = Editor(each_house), Editor(each_house, "paul")
    helene.edit(NEW)
    paul.edit({"do": "set_question", "key": "jobs", "field": "required", "was": False, "value": True})

    with pytest.raises(Stale) as refused:
        helene.undo()

    assert (refused.value.code, refused.value.params) == ("undo_crossed", {"who": "Paul Teissier"})
    paul.undo()
    assert "jobs" not in keys(helene.undo())


def test_a_change_of_anyone_is_undone_by_its_number_once(house: House) -> None:
    helene, paul = Editor(house), Editor(house, "paul")
    helene.edit(NEW)
    helene.edit(setting("Question summary", "Résumé"))

    first, second = paul.undo(1), paul.undo(1)

    assert ("jobs" in keys(first), label(first), second.edits) == (False, "Résumé", first.edits)
    assert "jobs" in keys(helene.redo(1))
    with pytest.raises(NotFound):
        helene.undo(99)


def test_nothing_is_undone_where_nothing_was_done(house: House) -> None:
    with pytest.raises(WrongState, match="nothing_to_undo"):
        Editor(house).undo()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (setting("Question summary", "  "), "name_needed"),
        (setting("", "x" * 5001, "help.fr"), "text_too_long"),
        ({**TITLE, "field": "key", "was": "summary", "value": "abstract"}, "key_published"),
        ({**TITLE, "field": "kind", "was": "long", "value": "short"}, "key_published"),
        (
            {
                **TITLE,
                "field": "when",
                "was": None,
                "value": {"any": [{"question": "summary", "op": "answered"}]},
            },
            "form_cycle",
        ),
    ],
)
def test_what_would_spoil_the_form_is_refused(house: House, edit: Edit | dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        Editor(house).edit(edit)

    assert refused.value.code == code


def test_a_question_never_published_takes_another_key(house: House) -> None:
    helene = Editor(house)
    helene.edit(NEW)

    version = helene.edit({"do": "set_question", "key": "jobs", "field": "key", "was": "jobs", "value": "posts"})

    assert keys(version)[0] == "posts"


def test_only_those_who_run_the_call_edit_its_forms(house: House) -> None:
    for who in ("claire", "gerard", "ines"):
        with pytest.raises(Forbidden):
            Editor(house, who).edit(NEW)
    with pytest.raises(NotFound):
        Editor(house, "helene", "autre.pole").edit(NEW)
    assert Editor(house, "ada").edit(NEW).number == 2


def test_nothing_changes_once_the_results_are_published(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).published_at = datetime(2012, 1, 1, tzinfo=UTC)

    helene = Editor(house)
    for verb, given in ((form_edits.edit, [parse_edit(NEW)]), (form_edits.undo, []), (form_edits.redo, [])):
        with pytest.raises(WrongState, match="already_published"):
            helene.act(verb, *given)


def test_after_a_publication_the_next_change_begins_another_version(each_house: House) -> None:
    helene = Editor(each_house)
    written = helene.edit(NEW)
    with each_house.database.writing() as db:
        db.get_one(FormVersion, written.id).published_at = NOW + timedelta(minutes=1)

    with pytest.raises(WrongState, match="nothing_to_undo"):
        helene.undo()
    version = helene.edit(setting("Question summary", "Résumé"))

    assert (version.number, keys(version)[0], version.edits) == (3, "jobs", 1)


def test_several_changes_are_one_to_undo(house: House) -> None:
    helene = Editor(house)
    both = Several((setting("Question summary", "Résumé"), parse_edit(NEW)))

    done, undone = helene.edit(both), helene.undo()

    assert (label(done), "jobs" in keys(done)) == ("Résumé", True)
    assert (label(undone), "jobs" in keys(undone)) == ("Question summary", False)


def test_a_form_has_an_end(house: House) -> None:
    many = [{"key": f"q{number}", "kind": "short", "label": {"fr": "Q"}} for number in range(500)]
    section = {"key": "many", "title": {"fr": "Beaucoup"}, "minutes": 60, "questions": many}

    with pytest.raises(DomainError, match="too_many_questions"):
        Editor(house).edit({"do": "add_section", "at": 0, "section": section})
