"""The corridor of doors: each address leads where trying every door in turn would lead."""

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from app.web.doors import Doors

PATHS = (
    "/calls/new", "/calls/{call}", "/calls/{call}/results.csv", "/calls/{call}/{track}.{ending}",
    "/calls/{call}/versions/{number:int}", "/{anything}/last",
)  # fmt: skip


def _room() -> APIRouter:
    room = APIRouter()
    for path in PATHS:
        room.add_api_route(path, lambda path=path: path, methods=["GET"])
    room.add_api_route("/calls/{call}", lambda: "changed", methods=["POST"])
    return room


def _client(pages: APIRouter) -> TestClient:
    app = FastAPI()
    app.include_router(pages)
    return TestClient(app)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/calls/new"),
        ("GET", "/calls/ptce"),
        ("POST", "/calls/new"),
        ("DELETE", "/calls/ptce"),
        ("GET", "/calls/ptce/results.csv"),
        ("GET", "/calls/ptce/pole.pdf"),
        ("GET", "/calls/ptce/pole"),
        ("GET", "/calls/ptce/versions/12"),
        ("GET", "/calls/ptce/versions/twelve"),
        ("GET", "/calls/last"),
        ("GET", "/poles/last"),
        ("GET", "/calls/"),
        ("GET", "/calls/ptce/"),
        ("GET", "/"),
        ("GET", "//"),
        ("GET", "/calls/caf%C3%A9"),
        ("GET", "/calls/a%2Fb"),
    ],
)
def test_the_corridor_leads_where_trying_every_door_would(method: str, address: str) -> None:
    corridor, one_by_one = _client(Doors(_room())), _client(_room())

    led, tried = corridor.request(method, address), one_by_one.request(method, address)

    assert (led.status_code, led.text, led.headers.get("allow")) == (
        tried.status_code, tried.text, tried.headers.get("allow"),
    )  # fmt: skip


def test_the_first_room_named_has_the_first_word() -> None:
    late = APIRouter()
    late.add_api_route("/calls/{call}", lambda: "late")

    client = _client(Doors(Doors(_room()), late))

    assert client.get("/calls/ptce").json() == "/calls/{call}"
