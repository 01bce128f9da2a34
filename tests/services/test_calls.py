"""Calls: made whole from one document, changed part by part, never over somebody else's change."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import DomainError, Forbidden, Invalid, Stale, WrongState
from app.domain.roles import Actor
from app.forms.calendar import CalendarForm
from app.forms.call import AimsForm, CallForm, TextsForm
from app.models import Call, FormVersion, Person
from app.queries import calls as eyes
from app.queries.forms import latest_version, plan_of, rubric_of
from app.queries.journal import verify_chain
from app.queries.people import actor_of
from app.services import calendars, calls
from app.services.call_making import create
from tests.houses import House
from tests.services.calling import DOCUMENT, document
from tests.world import NOW

UNEVEN = {"key": "value", "title": {"fr": "Intérêt"}, "weight": 99}


def _actor(db: Session, house: House, who: str) -> Actor:
    return actor_of(db, db.get_one(Person, house.world.people[who]))


def _call(db: Session, house: House) -> Call:
    return db.get_one(Call, house.world.calls["ptce"])


def test_a_whole_call_is_made_from_one_document(each_house: House) -> None:
    with each_house.database.writing() as db:
        call = create(
            db,
            each_house.hall.storage,
            CallForm.model_validate(document()),
            actor=_actor(db, each_house, "ada"),
            now=NOW,
        )

    with each_house.database.reading() as db:
        found = eyes.by_slug(db, "circuits-courts")
        assert found is not None
        [track] = eyes.tracks(db, found.id)
        version = latest_version(db, track.form_id)
        scale, criteria = rubric_of(db, track.id)
        assert found.closes_at == datetime(2012, 4, 30, 21, 59, tzinfo=UTC)
        assert found.faq == [{"question": {"fr": "Qui répond ?"}, "answer": {"fr": "Tout groupement."}}]
        assert [rule["at_least"] for rule in track.composition] == [5]
        assert [moment.kind for moment in eyes.moments(db, found.id)] == ["opening", "deadline"]
        assert [network.key for network in eyes.networks(db, found.id)] == ["rtes"]
        assert [question.key for question in plan_of(db, version).questions] == ["title", "size"]
        assert db.get_one(FormVersion, version).published_at is None
        assert (scale.scale_max, [row.weight for row in criteria]) == (5, [70, 30])
        assert verify_chain(db, str(call.id)) is None


@pytest.mark.parametrize("field", ["slug", "reference"])
def test_two_calls_never_share_an_address_or_a_reference(house: House, field: str) -> None:
    taken = {"slug": "ptce", "reference": "PTCE-2011"}[field]
    form = CallForm.model_validate(document(**{field: taken}))

    with house.database.writing() as db, pytest.raises(Invalid) as refused:
        create(db, house.hall.storage, form, actor=_actor(db, house, "ada"), now=NOW)

    assert (refused.value.code, refused.value.field) == (f"{field}_taken", field)


def test_whoever_runs_no_call_makes_none(house: House) -> None:
    with house.database.writing() as db, pytest.raises(Forbidden):
        create(db, house.hall.storage, CallForm.model_validate(document()), actor=_actor(db, house, "claire"), now=NOW)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"title": {"en": "English only"}}, "no_french"),
        ({"closes_at": "2012-02-01T00:00"}, "closes_before_opening"),
        ({"zone": "Europe/Ambert"}, "zone"),
        ({"tracks": []}, "too_short"),
        ({"slug": "Deux mots"}, "string_pattern_mismatch"),
        ({"tracks": [{**DOCUMENT["tracks"][0], "rubric": {"criteria": [UNEVEN]}}]}, "value_error"),
    ],
)  # fmt: skip
def test_a_call_that_does_not_hold_together_is_refused(changes: dict[str, object], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CallForm.model_validate(document(**changes))

    assert refused.value.errors()[0]["type"] == kind


def _calendar(version: int, **changes: object) -> CalendarForm:
    plain = {
        "version": version,
        "zone": "Indian/Reunion",
        "opens_at": "2011-10-01T09:00",
        "closes_at": "2011-11-10T18:00",
        "grace_minutes": 5,
        "moments": [{"kind": "jury", "title": {"fr": "Comité"}, "starts_at": "2011-12-01T10:00"}],
        "reason": "Les réseaux ont demandé dix jours de plus.",
    }
    return CalendarForm.model_validate({**plain, **changes})


def test_the_calendar_moves_in_the_zone_of_the_call(each_house: House) -> None:
    with each_house.database.writing() as db:
        call = _call(db, each_house)
        calendars.change_calendar(db, call, _calendar(1), actor=_actor(db, each_house, "helene"), now=NOW)

    with each_house.database.reading() as db:
        call = _call(db, each_house)
        assert (call.closes_at, call.version) == (datetime(2011, 11, 10, 14, tzinfo=UTC), 2)
        assert [moment.kind for moment in eyes.moments(db, call.id)] == ["opening", "deadline", "jury"]


def test_a_stale_change_is_refused_and_writes_nothing(house: House) -> None:
    with house.database.writing() as db:
        actor = _actor(db, house, "helene")
        texts = TextsForm.model_validate({"version": 1, "title": {"fr": "Premier titre"}})
        calls.change_texts(db, _call(db, house), texts, actor=actor, now=NOW)

    other = TextsForm.model_validate({"version": 1, "title": {"fr": "Autre titre"}})
    with house.database.writing() as db, pytest.raises(Stale):
        calls.change_texts(db, _call(db, house), other, actor=_actor(db, house, "paul"), now=NOW)

    with house.database.reading() as db:
        assert _call(db, house).title == {"fr": "Premier titre"}


def test_nothing_of_the_calendar_or_the_aims_changes_once_published(house: House) -> None:
    with house.database.writing() as db:
        call, actor = _call(db, house), _actor(db, house, "helene")
        call.published_at = NOW
        aims = AimsForm(version=1, places=2, reviews_per_dossier=2, expected=2)
        with pytest.raises(WrongState, match="already_published"):
            calendars.change_calendar(db, call, _calendar(1), actor=actor, now=NOW)
        with pytest.raises(WrongState, match="already_published"):
            calls.change_aims(db, call, aims, actor=actor, now=NOW)


def test_a_call_is_shown_to_everyone_then_stays_public_once_a_dossier_is_filed(house: House) -> None:
    with house.database.writing() as db:
        other = db.get_one(Call, house.world.calls["autre"])
        ines, helene = _actor(db, house, "ines"), _actor(db, house, "helene")
        calls.close_to_public(db, other, version=1, actor=ines, now=NOW)
        hidden = other.is_public
        calls.open_to_public(db, other, version=2, actor=ines, now=NOW)
        calls.open_to_public(db, other, version=2, actor=ines, now=NOW)
        with pytest.raises(WrongState):
            calls.close_to_public(db, _call(db, house), version=1, actor=helene, now=NOW)

    assert (hidden, other.is_public, other.version) == (False, True, 3)


def test_the_organiser_of_another_call_changes_nothing(house: House) -> None:
    refused: list[str] = []
    with house.database.writing() as db:
        call, ines = _call(db, house), _actor(db, house, "ines")
        for act in (calls.open_to_public, calls.close_to_public):
            try:
                act(db, call, version=1, actor=ines, now=NOW)
            except DomainError as error:
                refused.append(type(error).__name__)
        with pytest.raises(Forbidden):
            calendars.change_calendar(db, call, _calendar(1), actor=ines, now=NOW)
        assert db.execute(select(col(Call.version)).where(col(Call.id) == call.id)).scalar() == 1

    assert refused == ["Forbidden", "Forbidden"]
