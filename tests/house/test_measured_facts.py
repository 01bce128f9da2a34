"""The measured facts that decide the code: locks, doors, commits before answers."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Response
from sqlalchemy import inspect as look
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers
from sqlmodel import Session, col
from starlette.testclient import TestClient

from app.adapters.database import Database
from app.models import Attempt, Call, Person
from app.models.base import Base
from app.web.database import Db, open_session
from tests.houses import House
from tests.world import NOW

TURNS = 60


def _increment(url: str, turns: int) -> None:
    database = Database(url)
    for _ in range(turns):
        with database.writing() as db:
            row = db.execute(select(Attempt).where(col(Attempt.key) == "counter").with_for_update()).scalar_one()
            row.count += 1
    database.close()


def _ptce(db: Session) -> Call:
    call: Call = db.execute(select(Call).where(col(Call.slug) == "ptce").with_for_update()).scalar_one()
    return call


def test_two_processes_that_read_then_write_lose_nothing(each_house: House) -> None:
    with each_house.database.writing() as db:
        db.add(Attempt(key="counter", window_ends=NOW, count=0))
    url = each_house.hall.settings.database
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_increment, args=(url, TURNS)) for _ in range(2)]

    for process in processes:
        process.start()
    for process in processes:
        process.join(60)

    with each_house.database.reading() as db:
        assert db.get_one(Attempt, "counter").count == 2 * TURNS


def test_a_reading_session_can_not_write(each_house: House) -> None:
    with each_house.database.reading() as db, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        db.execute(update(Person).values(name="Pirate"))


@pytest.mark.parametrize(("method", "status"), [("GET", 503), ("HEAD", 503), ("POST", 200), ("PUT", 200)])
def test_the_method_of_the_request_chooses_the_door(house: House, method: str, status: int) -> None:
    def rename(db: Db) -> dict[str, str]:
        db.execute(update(Person).values(name="Un autre nom"))
        return {}

    house.app.add_api_route("/test-rename", rename, methods=["GET", "HEAD", "POST", "PUT"])

    assert house.as_().request(method, "/test-rename").status_code == status


def test_what_a_post_wrote_is_there_for_the_very_next_get(each_house: House) -> None:
    def raise_count(db: Db) -> Response:
        call = _ptce(db)
        call.places += 1
        return Response(status_code=303, headers={"location": "/test-places"})

    def places(db: Db) -> int:
        return db.get_one(Call, each_house.world.calls["ptce"]).places

    each_house.app.add_api_route("/test-places", raise_count, methods=["POST"])
    each_house.app.add_api_route("/test-places", places, methods=["GET"])
    client = each_house.as_()
    client.follow_redirects = True

    assert [client.post("/test-places").json() for _ in range(30)] == list(range(19, 49))


def test_an_act_that_fails_leaves_nothing_behind(each_house: House) -> None:
    def half(db: Db) -> None:
        db.execute(update(Person).values(name="À moitié"))
        raise RuntimeError

    each_house.app.add_api_route("/test-half", half, methods=["POST"])
    client = TestClient(each_house.app, raise_server_exceptions=False)
    client.headers["sec-fetch-site"] = "same-origin"

    assert client.post("/test-half").status_code == 500
    with each_house.database.reading() as db:
        assert db.get_one(Person, each_house.world.people["claire"]).name == "Claire Ambrosi"


def test_requests_that_wait_for_a_lock_never_starve_the_one_that_holds_it(each_house: House) -> None:
    def guard(db: Db) -> Call:
        return _ptce(db)

    def raise_count(call: Annotated[Call, Depends(guard)]) -> int:
        call.places += 1
        return call.places

    each_house.app.add_api_route("/test-queue", raise_count, methods=["POST"])
    with each_house.as_() as client, ThreadPoolExecutor(24) as crowd:
        statuses = [answer.status_code for answer in crowd.map(lambda _: client.post("/test-queue"), range(72))]

    assert statuses == [200] * 72
    with each_house.database.reading() as db:
        assert db.get_one(Call, each_house.world.calls["ptce"]).places == 18 + 72


def test_the_session_opens_only_once_the_body_is_read() -> None:
    app = FastAPI()
    app.add_api_route("/", lambda: None, dependencies=[Depends(open_session, scope="function")], methods=["POST"])

    flat = app.routes[-1].dependant.dependencies[0]  # type: ignore[attr-defined]

    assert [inner.call.__name__ for inner in flat.dependencies] == ["read_body"]


def test_instants_come_back_aware_and_naive_ones_are_refused(each_house: House) -> None:
    with each_house.database.reading() as db:
        assert db.get_one(Call, each_house.world.calls["ptce"]).opens_at.utcoffset() is not None
    with pytest.raises(Exception, match="timezone"), each_house.database.writing() as db:
        db.execute(update(Call).values(created_at=NOW.replace(tzinfo=None)))


def test_no_relationship_loads_by_itself() -> None:
    configure_mappers()

    lazy = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base._sa_registry.mappers
        for relation in look(mapper).relationships
        if relation.lazy != "raise"
    ]

    assert lazy == []
