"""More time for one dossier."""

from datetime import timedelta

import pytest

from app.domain.errors import Forbidden, Invalid, WrongState
from app.models import Dossier, Person
from app.queries.people import actor_of
from app.queries.visibility import facts_of
from app.services.extensions import extend
from tests.houses import House
from tests.world import CLOSES

LATER = CLOSES + timedelta(days=2)


def _extend(house: House, who: str, dossier: str, until: object = LATER) -> None:
    with house.database.writing() as db:
        actor = actor_of(db, db.get_one(Person, house.world.people[who]))
        found = db.get_one(Dossier, house.world.dossiers[dossier])
        extend(db, found, until, "Panne du fournisseur d’accès.", actor=actor, now=CLOSES)  # type: ignore[arg-type]


def test_an_extended_draft_can_be_filed_after_the_deadline_and_no_other(each_house: House) -> None:
    _extend(each_house, "helene", "draft")

    with each_house.database.reading() as db:
        claire = actor_of(db, db.get_one(Person, each_house.world.people["claire"]))
        draft = db.get_one(Dossier, each_house.world.dossiers["draft"])
        assert facts_of(db, draft, claire, LATER - timedelta(seconds=1)).filing_open is True
        assert facts_of(db, draft, claire, LATER).filing_open is False


@pytest.mark.parametrize(
    ("who", "dossier", "until", "refusal"),
    [
        ("claire", "draft", LATER, Forbidden),
        ("ines", "draft", LATER, Forbidden),
        ("helene", "filed", LATER, WrongState),
        ("helene", "draft", CLOSES, Invalid),
    ],
)
def test_only_an_organiser_extends_only_a_draft_and_only_later(
    house: House, who: str, dossier: str, until: object, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        _extend(house, who, dossier, until)
