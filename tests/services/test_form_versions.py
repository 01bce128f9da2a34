"""What is being written becomes what is asked."""

import threading
from collections import OrderedDict
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import Forbidden, Invalid, Stale, WrongState
from app.domain.form_plans import FormPlan
from app.forms.form_version import VersionForm
from app.models import Call, Dossier, FormVersion, Job, JournalLine, Person, Track
from app.queries import forms
from app.queries.form_versions import published_of, writing_of
from app.queries.forms import plan_of
from app.queries.people import actor_of
from app.services import calls, form_versions
from tests.desk import Desk
from tests.houses import House
from tests.publishing import Publisher, asking, both, without


def test_what_was_written_is_asked_and_drafts_are_on_their_way(each_house: House) -> None:
    publisher = Publisher(each_house)
    before = each_house.world.versions["pole"]
    written = publisher.write(asking())

    published = publisher.publish(note="Une question de plus.")

    with each_house.database.reading() as db:
        version = db.get_one(FormVersion, published)
        [job] = db.execute(select(Job)).scalars()
        line = db.execute(select(JournalLine).order_by(col(JournalLine.sequence).desc()).limit(1)).scalar_one()
        assert version.id == written
        assert (version.number, version.published_at) == (2, each_house.clock.now())
        assert (version.published_by, version.note) == (
            each_house.world.people["helene"],
            {"fr": "Une question de plus."},
        )
        assert (job.kind, job.payload) == ("forms.move", {"version": str(published)})
        assert (line.action, line.subject) == ("form.published", f"form_version:{published}")
        assert db.get_one(FormVersion, before).published_at != version.published_at


def test_publishing_twice_is_publishing_once(each_house: House) -> None:
    publisher = Publisher(each_house)
    written = publisher.write(asking())

    assert publisher.publish() == publisher.publish(version=written, edits=1) == written
    with each_house.database.reading() as db:
        lines = select(JournalLine).where(col(JournalLine.action) == "form.published")
        assert len(db.execute(lines).all()) == 1


def test_what_was_edited_since_the_preview_is_not_published(each_house: House) -> None:
    publisher = Publisher(each_house)
    publisher.write(asking())
    publisher.write(asking())

    with pytest.raises(Stale, match="form_edited") as refused:
        publisher.publish(edits=1)

    assert refused.value.params["edits"] == 2


def test_a_form_that_asks_nothing_new_or_nothing_at_all_is_not_published(house: House) -> None:
    publisher = Publisher(house)
    publisher.write(publisher.present())
    with pytest.raises(WrongState, match="nothing_to_publish"):
        publisher.publish()

    publisher.write(FormPlan(()))
    with pytest.raises(Invalid, match="form_has_faults"):
        publisher.publish()


@pytest.mark.parametrize("who", ["claire", "gerard", "ines"])
def test_only_those_who_run_the_call_publish(house: House, who: str) -> None:
    Publisher(house).write(asking())

    with pytest.raises(Forbidden):
        Publisher(house, who).publish()


def test_nothing_moves_where_nobody_has_a_draft(house: House) -> None:
    publisher = Publisher(house, track="cooperation_project")

    publisher.change(asking())

    with house.database.reading() as db:
        assert db.execute(select(Job)).all() == []


def test_showing_a_call_publishes_the_forms_it_has_never_asked(each_house: House) -> None:
    version = _hide(each_house)

    _show(each_house)

    with each_house.database.reading() as db:
        call = db.get_one(Call, each_house.world.calls["ptce"])
        assert call.is_public
        assert db.get_one(FormVersion, version).published_at == each_house.clock.now()


def test_a_call_is_not_shown_while_a_form_asks_nothing(house: House) -> None:
    version = _hide(house)
    with house.database.writing() as db:
        db.get_one(FormVersion, version).plan = {"sections": []}

    with pytest.raises(WrongState, match="form_not_ready") as refused:
        _show(house)

    assert refused.value.params == {"track": "cooperation_project"}


def test_nobody_starts_on_a_form_that_was_never_published(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(FormVersion, house.world.versions["cooperation_project"]).published_at = None

    with pytest.raises(WrongState, match="form_not_published"):
        Desk(house).start("cooperation_project")


def test_the_trial_of_an_organiser_follows_the_form_until_it_is_published(house: House) -> None:
    version = _hide(house)
    desk = Desk(house, "helene")
    trial = desk.start("cooperation_project")
    desk.save(trial, "bearer", {"bearer_name": "Essai"})
    publisher = Publisher(house, track="cooperation_project")
    with house.database.reading() as db:
        plan = plan_of(db, version)
    publisher.write(both(asking(), without("bearer_email"))(plan))

    publisher.publish()

    assert (desk.row(trial).form_version_id, desk.row(trial).missing) == (version, 2)


@pytest.mark.postgres
def test_a_draft_that_starts_while_a_form_is_published_takes_the_new_one(postgres_house: House) -> None:
    publisher = Publisher(postgres_house)
    publisher.write(asking())
    started: list[UUID] = []
    thread = threading.Thread(target=lambda: started.append(Desk(postgres_house).start()))
    with postgres_house.database.writing() as db:
        track = db.get_one(Track, postgres_house.world.tracks["pole"])
        writing = writing_of(db, track.form_id)
        assert writing is not None
        form = VersionForm(version=writing.id, edits=writing.edits)
        call = db.get_one(Call, track.call_id)
        form_versions.publish(db, call, track, form, actor=publisher.actor(db), now=postgres_house.clock.now())
        thread.start()
        thread.join(timeout=0.5)
        assert started == []
    thread.join(timeout=10)

    with postgres_house.database.reading() as db:
        [dossier] = started
        found = published_of(db, track.form_id)
        assert found is not None
        assert db.get_one(Dossier, dossier).form_version_id == found.id


def test_plans_are_kept_up_to_a_number_and_the_least_used_goes_first(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = house.world.versions
    kept = OrderedDict[UUID, FormPlan]()
    monkeypatch.setattr(forms, "_plans", kept)
    monkeypatch.setattr(forms, "PLANS_KEPT", 2)

    with house.database.reading() as db:
        for name in ("pole", "cooperation_project", "pole", "autre.pole"):
            plan_of(db, versions[name])

    assert list(kept) == [versions["pole"], versions["autre.pole"]]


def test_a_publication_that_fails_in_the_end_leaves_the_form_to_be_written(house: House) -> None:
    version_id, track = _hide(house), house.world.tracks["cooperation_project"]
    with house.database.session("writing") as db:
        db.get_one(FormVersion, version_id).published_at = house.clock.now()
        db.flush()
        plan_of(db, version_id)
        db.rollback()

    with house.database.writing() as db:
        db.get_one(FormVersion, version_id).plan = {"sections": []}
    with house.database.reading() as db:
        assert plan_of(db, version_id).sections == ()
        assert db.get_one(Track, track).form_id


def _hide(house: House) -> UUID:
    """The call as it was before anybody saw it: one of its forms was never published."""
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).is_public = False
        version = db.get_one(FormVersion, house.world.versions["cooperation_project"])
        version.published_at = None
        # Houses are copies of one template: another test may have read it as published.
        forms._plans.pop(version.id, None)
        return version.id


def _show(house: House) -> None:
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        actor = actor_of(db, db.get_one(Person, house.world.people["helene"]))
        calls.open_to_public(db, call, version=call.version, actor=actor, now=house.clock.now())
