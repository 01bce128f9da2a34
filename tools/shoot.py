"""Takes pictures of the pages of a running server: wide and narrow, light and dark, French and English.

Usage: python tools/shoot.py OUT http://127.0.0.1:8000 / /calls/ptce-2011 [--widths 1280,390] [--themes light,dark]
       [--languages fr,en] [--sign-in LINK] [--cookie NAME=VALUE] [--fold]
A sign-in link is opened first and its button pressed, so that the pictures are those of that person.
"""

import argparse
import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHOICES = ("theme", "lang")
HEIGHTS = {390: 844, 320: 640}


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("base")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--widths", default="1280,390")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--languages", default="fr,en")
    parser.add_argument("--sign-in", default="", help="a one-use sign-in link")
    parser.add_argument("--cookie", action="append", default=[], help="NAME=VALUE, may be repeated")
    parser.add_argument("--fold", action="store_true", help="only what fits in the window")
    return parser.parse_args()


def browser_path() -> str | None:
    """The Chromium of the system, or Playwright's own when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def signed_in(browser: Browser, asked: argparse.Namespace) -> "list[SetCookieParam]":
    """The cookies of the person whose pages are wanted."""
    cookies = [(name, value) for name, _, value in (pair.partition("=") for pair in asked.cookie)]
    if asked.sign_in:
        page = browser.new_page()
        page.goto(asked.sign_in)
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        cookies += [(cookie["name"], cookie["value"]) for cookie in page.context.cookies()]
        page.close()
    return [{"name": name, "value": value, "url": asked.base} for name, value in cookies if name not in CHOICES]


def shots(asked: argparse.Namespace) -> Iterator[tuple[str, int, str, str]]:
    """Every picture to take: path, width, theme, language."""
    yield from product(
        asked.paths, map(int, asked.widths.split(",")), asked.themes.split(","), asked.languages.split(",")
    )


def window(browser: Browser, width: int, theme: str, language: str) -> BrowserContext:
    """A window of that size, for someone who reads that language in that theme, without movement."""
    return browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 860)},
        color_scheme="dark" if theme == "dark" else "light",
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
        reduced_motion="reduce",
    )


def file_name(path: str, width: int, theme: str, language: str) -> str:
    """The name of a picture: `calls-ptce-2011.1280.light.fr.png`."""
    parts = urlsplit(path)
    words = re.sub(r"[^\w]+", "-", f"{parts.path} {parts.query}").strip("-") or "home"
    return f"{words}.{width}.{theme}.{language}.png"


def take(page: Page, url: str, file: Path, *, whole: bool) -> str:
    """Take one picture, and say what the page complained of."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    answer = page.goto(url)
    page.wait_for_load_state("networkidle")
    beyond = int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
    page.screenshot(path=file, full_page=whole)
    status = answer.status if answer else 0
    return f"{status}{f' overflows by {beyond} px' if beyond > 0 else ''}{' ' + ' | '.join(told) if told else ''}"


def main() -> None:
    """Take all the pictures."""
    asked = arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET)
        cookies = signed_in(browser, asked)
        for path, width, theme, language in shots(asked):
            context = window(browser, width, theme, language)
            context.add_cookies([*cookies, {"name": "lang", "value": language, "url": asked.base}])
            name = file_name(path, width, theme, language)
            print(name, take(context.new_page(), asked.base + path, asked.out / name, whole=not asked.fold))
            context.close()


if __name__ == "__main__":
    main()
