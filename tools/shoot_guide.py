"""Takes the pictures of docs/user/{fr,en}: the call of 2011 is made as its browser test makes it, then looked at.

Usage: python -m tools.shoot_guide [OUT]  (docs/images unless given; about two minutes; needs Chromium)
"""

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright
from sqlmodel import select

from app.models import Call, Form, FormVersion, Track
from tests import call_2011, made_2011
from tests.browser_setup import FLAGS, find_chromium
from tests.houses import House, house_on, settings_for, sqlite_template
from tests.live import Live, served

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WIDTH = 1280
COLOURS = 96
SPOKEN = {"fr": "fr-FR", "en": "en-GB"}
CALL = f"/organiser/calls/{call_2011.SLUG}"
FORM = f"{CALL}/tracks/project/form"
ENGLISH = Path(__file__).with_name("guide_english.json")


class Shot(NamedTuple):
    """One picture: its name, its page, its height, what stands at its top and how far from it."""

    name: str
    path: str
    height: int
    top: str = "main"
    above: int = 0


SHOTS = (
    Shot("hub", f"{CALL}/tracks", 900),
    Shot("calendar", f"{CALL}/calendar", 760, "form [aria-labelledby=deciding]", 20),
    Shot("question", f"{FORM}/questions/ou_en_est_le_pole", 880),
    Shot("condition", f"{FORM}/questions/fonde_en", 600, "#condition", 110),
    Shot("rules", f"{CALL}/tracks/project/composition", 760, ".split", 20),
    Shot("rubric", f"{CALL}/tracks/project/rubric", 820),
    Shot("entry", f"{CALL}/entry", 900, ".split", 20),
)


def main() -> None:
    """Make the call once, then look at it in both languages."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file, world = sqlite_template(Path(folder))
        with house_on(settings_for(Path(folder), f"sqlite:///{file}"), world) as house, served(house) as live:
            _make(live, play)
            _translate(house)
            for language in ("fr", "en"):
                with _window(play, live, language) as page:
                    _shoot(page, live, out, language)


def _make(live: Live, play: Playwright) -> None:
    with _window(play, live, "fr") as page:
        page.goto(f"{live.url}/organiser")
        for step in made_2011.STEPS:
            step(page)


@contextmanager
def _window(play: Playwright, live: Live, language: str) -> Iterator[Page]:
    # Fields of dates speak the language of the browser itself, not that of the page.
    chromium = play.chromium.launch(
        executable_path=find_chromium(),
        args=[*FLAGS, f"--lang={SPOKEN[language]}"],
        env={**os.environ, "LANGUAGE": SPOKEN[language].replace("-", "_")},
    )
    context = chromium.new_context(
        viewport={"width": WIDTH, "height": 900},
        locale=SPOKEN[language],
        timezone_id="Europe/Paris",
        color_scheme="light",
        reduced_motion="reduce",
    )
    live.sign_in(context, "helene")
    context.add_cookies([{"name": "lang", "value": language, "url": live.url}])
    yield context.new_page()
    chromium.close()


def _translate(house: House) -> None:
    """Say in English what the test leaves in French, for the English pictures."""
    words: dict[str, str] = json.loads(ENGLISH.read_text())
    with house.database.writing() as db:
        call = db.exec(select(Call).where(Call.slug == call_2011.SLUG)).one()
        call.entry = _both(call.entry, words)
        for track in db.exec(select(Track).where(Track.call_id == call.id)):
            track.summary = _both(track.summary, words)
        for form in db.exec(select(Form).where(Form.call_id == call.id)):
            for version in db.exec(select(FormVersion).where(FormVersion.form_id == form.id)):
                version.plan = _both(version.plan, words)


def _both(value: Any, words: dict[str, str]) -> Any:
    def walk(one: object) -> object:
        if isinstance(one, list):
            return [walk(each) for each in one]
        if not isinstance(one, dict):
            return one
        french = one.get("fr")
        if isinstance(french, str) and not one.get("en") and french in words:
            return {**one, "en": words[french]}
        return {key: walk(each) for key, each in one.items()}

    return walk(value)


def _shoot(page: Page, live: Live, out: Path, language: str) -> None:
    page.goto(f"{live.url}/organiser/calls/new")
    names = {"title.fr": 0, "title.en": 1, "reference": 2, "slug": 3, "opens_at": 4, "closes_at": 5}
    for name, place in names.items():
        page.locator(f'[name="{name}"]').fill(list(call_2011.NAMES.values())[place])
    page.locator("h1").click()
    _take(page, out / f"guide-new-{language}.png", 800)
    for shot in SHOTS:
        page.goto(live.url + shot.path)
        page.wait_for_load_state("networkidle")
        move = "(one, above) => scrollTo(0, one.getBoundingClientRect().top + scrollY - above)"
        page.locator(shot.top).first.evaluate(move, shot.above)
        _take(page, out / f"guide-{shot.name}-{language}.png", shot.height)


def _take(page: Page, file: Path, height: int) -> None:
    page.set_viewport_size({"width": WIDTH, "height": height})
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(file.name, image.size, f"{file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
