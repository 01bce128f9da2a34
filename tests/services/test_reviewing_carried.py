"""How a call is read goes with it: into its document and back, and into a copy with its dates moved."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from app.domain.reviewing import Reviewing, ReviewPhase, Rules, Weights, reviewing_as_json
from app.domain.texts import Texts
from app.forms.call import CallForm
from app.forms.documents import dump_document
from app.forms.new_call import CopyForm
from app.models import Call, Track
from app.queries.call_documents import document_of
from app.queries.calls import tracks
from app.queries.reviewing import plan_of
from app.services import call_making
from tests.houses import House
from tests.services.deciding import actor
from tests.world import OPENS

STARTS = datetime(2011, 11, 10, 8, tzinfo=UTC)
PLAN = Reviewing(
    weights=Weights(themes=80),
    wishes_until=STARTS - timedelta(days=3),
    phases=(ReviewPhase("alone", Texts((("fr", "Chacun de son côté"),)), STARTS, Rules(sees_others="after_own")),),
)
ELSEWHERE = {"slug": "ailleurs", "reference": "AILLEURS"}


def _set(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviewing = reviewing_as_json(PLAN)
        track = db.get_one(Track, house.world.tracks["pole"])
        track.blind, track.reviews_wanted = "both", 4


def test_a_document_says_how_a_call_is_read_and_another_call_is_made_of_it(each_house: House) -> None:
    _set(each_house)
    storage = each_house.hall.storage

    with each_house.database.writing() as db:
        written = dump_document(document_of(db, storage, db.get_one(Call, each_house.world.calls["ptce"])))
        form = CallForm.model_validate({**written, **ELSEWHERE})
        made = call_making.bring_in(db, storage, form, actor=actor(db, each_house, "ada"), now=OPENS)
        again = dump_document(document_of(db, storage, made))

        assert plan_of(made) == PLAN
        assert [(one.blind, one.reviews_wanted) for one in tracks(db, made.id)] == [("both", 4), ("none", None)]
        assert again["reviewing"] == written["reviewing"]


def test_a_copy_keeps_its_phases_at_the_same_distance_from_its_opening(house: House) -> None:
    _set(house)
    form = CopyForm.model_validate({"title": {"fr": "Suite"}, "reference": "SUITE", "opens_at": "2012-10-01T09:00"})

    with house.database.writing() as db:
        earlier = db.get_one(Call, house.world.calls["ptce"])
        made = call_making.copy(db, house.hall.storage, earlier, form, actor=actor(db, house, "helene"), now=OPENS)
        plan = plan_of(made)

        assert plan.phases[0].starts_at - made.opens_at == STARTS - OPENS + timedelta(hours=0)
        assert plan.wishes_until is not None
        assert (plan.phases[0].rules, plan.weights) == (PLAN.phases[0].rules, PLAN.weights)
        assert plan.wishes_until.year == 2012


def test_a_date_without_an_offset_is_refused(house: House) -> None:
    _set(house)
    with house.database.reading() as db:
        form = document_of(db, house.hall.storage, db.get_one(Call, house.world.calls["ptce"]))
    written = json.dumps(dump_document(form))
    naive = json.loads(written.replace("2011-11-10T08:00:00Z", "2011-11-10T08:00:00"))

    with pytest.raises(ValidationError, match="timezone"):
        CallForm.model_validate(naive)
