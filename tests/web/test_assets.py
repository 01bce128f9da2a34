"""Static files: their names follow their content, and only they can be reached."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.web.assets import Assets, Manifest, read_assets

STATIC = Path(__file__).parents[2] / "app" / "static"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sheet made of parts, a font, a script, and something that is not an asset."""
    (tmp_path / "css").mkdir()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "main.css").write_text(
        '@font-face { src: url("fonts/text.woff2"); }\n@import url("css/part.css");\np { color: red; }\n'
        + "i { color: red; }\n" * 20
        + "/* nobody reads this */\n  u {\n    color: red;\n  }\n"
    )
    (tmp_path / "css" / "part.css").write_text('b { background: url("../fonts/text.woff2"); }\n')
    (tmp_path / "fonts" / "text.woff2").write_bytes(b"font")
    (tmp_path / "main.js").write_text("1;")
    (tmp_path / "notes.md").write_text("secret")
    return tmp_path


@pytest.fixture
def manifest(folder: Path) -> Manifest:
    return read_assets(folder)


@pytest.fixture
def client(manifest: Manifest) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/static", Assets(manifest))]))


def test_the_name_of_a_file_changes_with_its_content(folder: Path, manifest: Manifest) -> None:
    before = manifest.url("main.js")

    (folder / "main.js").write_text("2;")

    assert read_assets(folder).url("main.js") != before
    assert re.fullmatch(r"/static/main\.[0-9a-f]{16}\.js", before)


def test_a_sheet_follows_the_fonts_it_names(folder: Path, manifest: Manifest) -> None:
    before = manifest.url("main.css")

    (folder / "fonts" / "text.woff2").write_bytes(b"another font")

    assert read_assets(folder).url("main.css") != before


def test_a_sheet_holds_its_parts_and_hashed_addresses(manifest: Manifest) -> None:
    sheet = manifest.by_name["main.css"].content.decode()
    font = manifest.by_name["fonts/text.woff2"].hashed

    assert "@import" not in sheet
    assert sheet.startswith(f'@font-face {{ src: url("{font}"); }}')
    assert "p { color: red; }" in sheet
    assert sheet.endswith("i { color: red; }\n\nu {\ncolor: red;\n}\n")


def test_a_sheet_in_a_folder_finds_its_font_from_there(manifest: Manifest) -> None:
    part = manifest.by_name["css/part.css"].content.decode()

    assert f'url("../{manifest.by_name["fonts/text.woff2"].hashed}")' in part


def test_a_sheet_that_names_a_missing_file_stops_the_start(folder: Path) -> None:
    (folder / "main.css").write_text('a { background: url("gone.png"); }')

    with pytest.raises(KeyError, match="gone"):
        read_assets(folder)


def test_an_unknown_name_has_no_address(manifest: Manifest) -> None:
    with pytest.raises(KeyError):
        manifest.url("nothing.css")


def test_a_hashed_file_is_kept_for_ever(client: TestClient, manifest: Manifest) -> None:
    answer = client.get(manifest.url("main.css"))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_a_plain_name_is_asked_again(client: TestClient) -> None:
    assert client.get("/static/main.js").headers["cache-control"] == "no-cache"


def test_who_has_the_file_gets_304(client: TestClient, manifest: Manifest) -> None:
    tag = client.get(manifest.url("main.js")).headers["etag"]

    answer = client.get(manifest.url("main.js"), headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(("wish", "squeezed"), [("gzip, br", True), ("br", False), ("gzip;q=0", False)])
def test_text_is_squeezed_for_who_reads_gzip(manifest: Manifest, client: TestClient, wish: str, squeezed: bool) -> None:
    answer = client.get(manifest.url("main.css"), headers={"Accept-Encoding": wish})

    assert (answer.headers.get("content-encoding") == "gzip") is squeezed
    assert answer.content == manifest.by_name["main.css"].content


def test_a_font_is_not_squeezed_again(client: TestClient, manifest: Manifest) -> None:
    answer = client.get(manifest.url("fonts/text.woff2"), headers={"Accept-Encoding": "gzip"})

    assert "content-encoding" not in answer.headers
    assert answer.content == b"font"


@pytest.mark.parametrize(
    "path",
    ["/static/notes.md", "/static/../notes.md", "/static/%2e%2e/pyproject.toml", "/static/", "/static//etc/passwd"],
)
def test_nothing_else_can_be_reached(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nobody_writes_a_static_file(client: TestClient) -> None:
    assert client.post("/static/main.js").status_code == 405


def test_the_sheet_of_tremplin_stays_light() -> None:
    sheet = read_assets(STATIC).by_name["tremplin.css"]

    assert sheet.squeezed is not None
    assert gzip.decompress(sheet.squeezed) == sheet.content
    assert len(sheet.squeezed) < 14_000
    assert b"@import" not in sheet.content


def test_every_third_party_file_has_its_licence() -> None:
    names = read_assets(STATIC).by_name.keys()

    assert {"vendor/LICENSE-htmx.txt", "vendor/LICENSE-lucide.txt"} <= names
    assert {"fonts/OFL-newsreader.txt", "fonts/OFL-atkinson-hyperlegible-next.txt"} <= names
