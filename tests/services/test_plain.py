"""A row that is only read is an object like any other, but for one thing: it cannot be changed."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Dossier, Track
from app.queries.plain import as_read, columns_of, parts_of
from tests.houses import House


def test_what_is_read_plainly_says_all_that_its_row_says(each_house: House) -> None:
    parts = parts_of(Dossier, Track)
    columns = [column for table, _ in parts for column in columns_of(table)]
    query = select(*columns).join(Track, col(Track.id) == col(Dossier.track_id))
    with each_house.database.reading() as db:
        row = db.execute(query.where(col(Dossier.id) == each_house.world.dossiers["decided"])).one()
        dossier, track = as_read(*parts[0], row), as_read(*parts[1], row)
        kept = db.get_one(Dossier, each_house.world.dossiers["decided"])
        mine = {name: getattr(dossier, name) for name in Dossier.model_fields}

        assert isinstance(dossier, Dossier)
        assert isinstance(track, Track)
        assert mine == kept.model_dump()
        assert track.title == db.get_one(Track, kept.track_id).title


def test_what_is_read_plainly_refuses_to_be_changed(house: House) -> None:
    [part] = parts_of(Dossier)
    with house.database.reading() as db:
        row = db.execute(select(*columns_of(Dossier)).limit(1)).one()
        dossier = as_read(*part, row)

        with pytest.raises(AttributeError):
            dossier.title = "Un autre titre"
