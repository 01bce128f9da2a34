"""The gate before every door: headers, sizes, proxies, health, logs without anybody's name."""

import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from obstore.store import MemoryStore
from starlette.requests import Request
from starlette.testclient import TestClient

from app.adapters.storage import ObjectStorage
from app.main import create_app, make_hall
from app.settings import Settings, WeakSecret
from app.web.logs import configure
from tests.houses import SECRET, House, settings_for


def test_every_answer_carries_the_security_headers(house: House) -> None:
    for path in ("/sign-in", "/nothing-here", "/healthz", "/api/v1/nothing"):
        headers = house.as_().get(path).headers

        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert len(headers["x-request-id"]) == 32


def test_head_is_get_without_its_body(house: House) -> None:
    whole, head = house.as_().get("/sign-in"), house.as_().head("/sign-in")

    assert (head.status_code, head.text) == (200, "")
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_pages_of_people_are_never_kept_by_a_cache(house: House) -> None:
    assert house.as_("claire").get("/account").headers["cache-control"] == "private, no-store"


def test_behind_https_cookies_are_bound_to_the_host_and_browsers_told_to_stay_there(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, base_url="https://appels.example", secret_key=SECRET)
    app = create_app(hall=make_hall(settings))

    answer = TestClient(app, base_url="https://appels.example").get("/sign-in?lang=en")

    assert answer.status_code == 200
    assert "max-age=63072000" in answer.headers["strict-transport-security"]
    assert "Secure" in answer.headers["set-cookie"]


def test_a_body_too_large_is_refused_politely_and_in_the_persons_language(house: House) -> None:
    huge = {"email": "a" * 3_000_000, "password": "x"}

    french = house.as_().post("/sign-in", data=huge)
    english = house.as_(language="en").post("/sign-in", data=huge)

    assert (french.status_code, english.status_code) == (413, 413)
    assert "dépasse la taille permise" in french.text
    assert "larger than allowed" in english.text


@pytest.mark.parametrize(("trusted", "seen"), [("", "testclient"), ("testclient", "203.0.113.9")])
def test_the_address_of_a_person_comes_from_a_proxy_only_when_it_is_trusted(
    tmp_path: Path, trusted: str, seen: str
) -> None:
    settings = settings_for(tmp_path).with_values(trusted_proxies=trusted)
    app = create_app(hall=make_hall(settings))

    def address(request: Request) -> str:
        return request.client.host if request.client else ""

    app.add_api_route("/test-address", address)

    assert TestClient(app).get("/test-address", headers={"x-forwarded-for": "203.0.113.9"}).json() == seen


def test_a_cross_site_form_is_refused_whatever_it_carries(house: House) -> None:
    client = house.as_("claire")
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
    ):
        if "origin" in headers:
            client.headers.pop("sec-fetch-site", None)

        answer = client.post("/sign-out", headers=headers)

        assert answer.status_code == 403
        assert "ne vient pas de nos pages" in answer.text
    assert house.as_("claire").get("/account").status_code == 200


def test_an_unknown_page_is_said_politely_and_offers_a_way_back(house: House) -> None:
    answer = house.as_().get("/rien-du-tout")

    assert answer.status_code == 404
    assert "Cette page n’est pas ici" in answer.text
    assert 'href="/"' in answer.text


def test_an_error_of_ours_shows_a_calm_page_and_no_detail(house: House) -> None:
    def fall() -> None:
        raise RuntimeError("un secret interne")

    house.app.add_api_route("/test-fall", fall)
    client = TestClient(house.app, raise_server_exceptions=False)

    answer = client.get("/test-fall")

    assert answer.status_code == 500
    assert "Quelque chose a cédé de notre côté" in answer.text
    assert "secret" not in answer.text


def test_logs_name_routes_and_never_people(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    configure("json")

    house.as_("claire").get("/account?secret=personal")
    house.as_().post("/sign-in", data={"email": "claire@exemple.fr", "password": "mon mot de passe"})

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "/account", 200),
        ("POST", "/sign-in", 422),
    ]
    assert not any(word in written.getvalue() for word in ("claire", "Ambrosi", "personal", "mot de passe"))


def test_readiness_says_which_part_is_missing(tmp_path: Path) -> None:
    app = create_app(hall=make_hall(settings_for(tmp_path)))

    answer = TestClient(app).get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "migrations are missing: run tremplin migrate", "storage": "ok"}


def test_a_storage_out_of_order_makes_the_platform_not_ready_and_is_named(house: House) -> None:
    class Unplugged(ObjectStorage):
        def check(self) -> None:
            raise ConnectionRefusedError

    app = create_app(hall=replace(house.hall, storage=Unplugged(MemoryStore())))

    answer = TestClient(app).get("/readyz")

    assert (answer.status_code, answer.json()["storage"]) == (503, "ConnectionRefusedError")


def test_metrics_count_requests_by_route_and_the_queues(house: House) -> None:
    house.as_().get("/sign-in")

    text = house.as_().get("/metrics").text

    assert 'tremplin_requests_total{method="GET",route="/sign-in",status="200"}' in text
    assert 'tremplin_queue_waiting{queue="mail"} 0.0' in text


@pytest.mark.parametrize("secret", ["", "short", "a" * 64])
def test_a_weak_secret_is_refused_outside_the_embedded_default_and_says_what_to_set(
    tmp_path: Path, secret: str
) -> None:
    settings = Settings(data_dir=tmp_path, database_url="postgresql+psycopg://127.0.0.1/x", secret_key=secret)

    with pytest.raises(WeakSecret, match="TREMPLIN_SECRET_KEY"):
        make_hall(settings)


def test_the_embedded_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = Settings(data_dir=tmp_path, secret_key="").secret

    assert Settings(data_dir=tmp_path, secret_key="").secret == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
