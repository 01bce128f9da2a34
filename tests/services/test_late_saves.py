"""A page opened on an earlier form, saved after the form changed: nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Thread
from uuid import UUID

import pytest
from pydantic import JsonValue

from app.domain.errors import NotFound, Stale
from app.domain.questions import QuestionKind
from app.models import FormVersion
from app.services import form_moves, late_saves
from app.services.late_saves import Late
from tests.desk import Desk
from tests.houses import House
from tests.publishing import PARTNER, Publisher, asking, both, moving, setting, without, without_section
from tests.services.test_form_moves import answers, kept, unseen


def late(
    desk: Desk,
    dossier: UUID,
    section: str,
    values: Mapping[str, JsonValue],
    *,
    version: int,
    seen: UUID | None = None,
    opened: datetime | None = None,
) -> Late:
    """Save a page that was made before the form changed."""
    page, now = seen or desk.house.world.versions["pole"], desk.house.clock.now()
    return desk.act(
        lambda db, me: late_saves.save_late(
            db, desk.mine(db, dossier), section, values, seen=page, version=version, opened=opened, actor=me, now=now
        )
    )


def test_what_is_still_asked_is_saved_and_what_is_gone_stays_with_the_dossier(each_house: House) -> None:
    desk = Desk(each_house)
    draft = desk.whole()
    Publisher(each_house).change(both(without("bearer_email"), asking()))

    done = late(desk, draft, "bearer", {"bearer_name": "Scic neuve", "bearer_email": "moi@exemple.fr"}, version=1)

    assert (done.state.version, done.set_aside) == (2, ("bearer_email",))
    assert answers(each_house, draft)["bearer_name"] == "Scic neuve"
    assert unseen(each_house, draft) == [("bearer_email", "moi@exemple.fr")]


def test_an_untouched_page_changes_nothing(house: House) -> None:
    desk = Desk(house)
    draft = desk.whole()
    Publisher(house).change(both(without("bearer_email"), setting("bearer_name", kind=QuestionKind.NUMBER)))

    done = late(desk, draft, "bearer", {"bearer_name": "Scic Séchoir d’Ambert", "bearer_email": None}, version=1)

    assert (done.state.version, done.set_aside) == (1, ())
    assert kept(house, draft) == {"bearer_name": "Scic Séchoir d’Ambert"}


def test_a_question_asked_elsewhere_now_is_saved_there_and_makes_that_page_old(each_house: House) -> None:
    desk = Desk(each_house)
    draft = desk.whole()
    Publisher(each_house).change(both(moving("summary", "bearer"), without_section("project")))

    late(desk, draft, "project", {"summary": "Écrit pendant ce temps."}, version=1)

    assert answers(each_house, draft)["summary"] == "Écrit pendant ce temps."
    with pytest.raises(Stale):
        desk.save(draft, "bearer", {"summary": "Sans avoir vu."}, version=1)
    assert desk.save(draft, "bearer", {"summary": "Après avoir vu."}, version=2) == 3


def test_an_autosave_goes_on_from_the_same_old_page(house: House) -> None:
    desk = Desk(house)
    draft = desk.whole()
    Publisher(house).change(moving("summary", "bearer"))

    first = late(desk, draft, "project", {"summary": "Un."}, version=1)
    second = late(desk, draft, "project", {"summary": "Un deux."}, version=first.state.version)

    assert second.state.version == 3
    assert answers(house, draft)["summary"] == "Un deux."


def test_of_two_texts_that_cross_the_late_one_is_told(each_house: House) -> None:
    desk = Desk(each_house)
    draft = desk.whole()
    Publisher(each_house).change(moving("summary", "bearer"))
    each_house.clock.move_to(each_house.clock.now() + timedelta(minutes=5))
    desk.save(draft, "bearer", {"summary": "Dans la page neuve."}, version=1)

    with pytest.raises(Stale) as refused:
        late(desk, draft, "project", {"summary": "Dans la vieille page."}, version=1)

    assert refused.value.params == {
        "version": 1,
        "mine": {"summary": "Dans la vieille page."},
        "theirs": {"summary": "Dans la page neuve."},
    }
    late(desk, draft, "project", {"summary": "Après avoir comparé."}, version=1, opened=each_house.clock.now())
    assert answers(each_house, draft)["summary"] == "Après avoir comparé."


def test_an_answer_typed_under_another_kind_is_kept_aside(each_house: House) -> None:
    desk = Desk(each_house)
    draft = desk.whole()
    Publisher(each_house).change(setting("summary", kind=QuestionKind.NUMBER, limit=None, unit=None))

    done = late(desk, draft, "project", {"summary": "Trente emplois."}, version=1)

    assert done.set_aside == ("summary",)
    assert [value for key, value in unseen(each_house, draft) if key == "summary"] == [
        "Trente emplois.",
        "Un séchoir partagé entre scieries.",
    ]
    assert late(desk, draft, "project", {"summary": "30"}, version=2).set_aside == ()
    assert answers(each_house, draft)["summary"] == 30


@pytest.mark.parametrize("page", ["autre.pole", "cooperation_project"])
def test_a_page_of_another_form_saves_nothing(house: House, page: str) -> None:
    desk = Desk(house)
    draft = desk.whole()

    with pytest.raises(NotFound):
        late(desk, draft, "bearer", {"bearer_name": "x"}, version=1, seen=house.world.versions[page])


@pytest.mark.postgres
def test_a_save_waits_for_the_move_of_its_draft_and_is_not_lost(postgres_house: House) -> None:
    _race(postgres_house)


def test_a_save_waits_for_the_move_of_its_draft_on_sqlite_too(house: House) -> None:
    _race(house)


def _race(house: House) -> None:
    """An applicant saves while the worker holds their draft."""
    desk, publisher = Desk(house), Publisher(house)
    draft = desk.whole()
    publisher.write(both(without("bearer_email"), asking(PARTNER)))
    published = publisher.publish()
    client = house.as_("claire")
    form = {
        "form": str(house.world.versions["pole"]),
        "version": "1",
        "asked": ["bearer_name", "bearer_email"],
        "q-bearer_name": "Scic tapée pendant",
        "q-bearer_email": "moi@exemple.fr",
        "go": "stay",
    }
    answers_seen: list[int] = []
    thread = Thread(
        target=lambda: answers_seen.append(
            client.post(f"/applicant/dossiers/{draft}/sections/bearer", data=form).status_code
        )
    )
    with house.database.writing() as db:
        form_moves.move_some(db, db.get_one(FormVersion, published), actor_id=None, now=house.clock.now())
        thread.start()
        thread.join(timeout=0.5)
        assert answers_seen == []
    thread.join(timeout=20)

    assert answers_seen == [303]
    assert answers(house, draft)["bearer_name"] == "Scic tapée pendant"
    assert unseen(house, draft) == [("bearer_email", "moi@exemple.fr")]
    assert desk.row(draft).form_version_id == published
