"""What reviewers see of each other: as the phase and the track say, without those in conflict, and never a note."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.reviewing import Reviewing, ReviewPhase, Rules, reviewing_as_json
from app.domain.texts import Texts
from app.forms.review import ReviewDraft
from app.models import Assignment, Call, Conflict, Review, Track
from app.services import reviews
from tests.houses import House
from tests.http.api.programs import program
from tests.services.reviewing import actor, dossier, plain
from tests.world import NOW

NOTE = "Ma note privée"
HERS = ReviewDraft(
    scores={"strategy": 2, "anchoring": 1, "bonus": None}, comment="Avis de Françoise.", private_note=NOTE
)


@pytest.fixture
def both(each_house: House) -> House:
    """`decided` is read by gerard, who handed his in, and by francoise, who did not yet."""
    house = each_house
    with house.database.writing() as db:
        row = Assignment(
            dossier_id=house.world.dossiers["decided"],
            reviewer_id=house.world.people["francoise"],
            created_at=NOW,
            created_by=house.world.people["helene"],
        )
        db.add(row)
    return house


def _phase(house: House, rules: Rules, blind: str = "none") -> None:
    phase = ReviewPhase("now", Texts((("fr", "Maintenant"),)), NOW - timedelta(days=1), rules)
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviewing = reviewing_as_json(Reviewing(phases=(phase,)))
        db.get_one(Track, house.world.tracks["pole"]).blind = blind


def _hand_in(house: House) -> None:
    with house.database.writing() as db:
        francoise, read = actor(db, house, "francoise"), dossier(db, house, "decided")
        row = reviews.save(db, read, HERS, version=0, actor=francoise, now=NOW)
        db.flush()
        reviews.submit(db, read, version=row.version, actor=francoise, now=NOW)


def _page(house: House, who: str) -> str:
    return plain(house.as_(who).get(f"/reviewer/dossiers/{house.world.dossiers['decided']}/peers").text)


def _given(house: House, who: str) -> dict[str, Any]:
    found: dict[str, Any] = program(house, who).get(f"/dossiers/{house.world.dossiers['decided']}/peers").json()
    return found


def test_each_reads_alone_while_no_phase_says_otherwise(both: House) -> None:
    page = _page(both, "francoise")

    assert ("Chacun lit de son côté" in page, "Avis secret" in page) == (True, False)
    assert _given(both, "francoise") | {"dossier": ""} == {
        "dossier": "", "shown": False, "reviews": [], "mean": None, "handed": None,
    }  # fmt: skip


def test_the_others_show_once_mine_is_handed_in_and_without_names(both: House) -> None:
    _phase(both, Rules(sees_others="after_own", sees_averages=True))

    before = _page(both, "francoise")
    _hand_in(both)
    after = _page(both, "francoise")
    [shown] = _given(both, "francoise")["reviews"]

    assert ("Rendez d’abord la vôtre" in before, "Avis secret" in before, "Note moyenne" in before) == (
        True,
        False,
        False,
    )
    assert ("Avis secret de Gérard." in after, "Mazoyer" in after, "Évaluateur 1" in after) == (True, False, True)
    assert "Note moyenne" in after
    assert (shown["number"], shown["name"], shown["comment"]) == (1, "", "Avis secret de Gérard.")


@pytest.mark.parametrize(
    ("blind", "named"), [("none", True), ("applicant", True), ("reviewer", False), ("both", False)]
)
def test_names_show_when_the_phase_says_so_and_no_track_hides_them(both: House, blind: str, named: bool) -> None:
    _phase(both, Rules(sees_others="always", sees_names=True), blind)

    assert ("Gérard Mazoyer" in _page(both, "francoise")) is named
    assert ("Gérard" in str(_given(both, "francoise")["reviews"]).replace("Avis secret de Gérard.", "")) is named


def test_a_private_note_is_seen_by_nobody_else(both: House) -> None:
    _phase(both, Rules(sees_others="always", sees_names=True))
    _hand_in(both)

    assert ("Avis de Françoise." in _page(both, "gerard"), NOTE in _page(both, "gerard")) == (True, False)
    assert NOTE not in str(_given(both, "gerard"))


def test_a_review_that_is_not_handed_in_or_whose_author_is_tied_does_not_show(both: House) -> None:
    _phase(both, Rules(sees_others="always"))
    with both.database.writing() as db:
        tie = Conflict(
            dossier_id=both.world.dossiers["decided"],
            person_id=both.world.people["gerard"],
            created_at=NOW,
            created_by=both.world.people["helene"],
        )
        db.add(tie)

    assert _given(both, "francoise")["reviews"] == []
    with both.database.writing() as db:
        for row in db.execute(select(Conflict).where(col(Conflict.person_id) == both.world.people["gerard"])).scalars():
            db.delete(row)
        for review in db.execute(select(Review)).scalars():
            review.state = "draft"
    assert _given(both, "francoise")["reviews"] == []
