"""Renders templates as pages do, without the application: a plain environment and a plain context."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.web.assets import read_assets
from app.web.templates import scripts

APP = Path(__file__).parents[2] / "app"
MANIFEST = read_assets(APP / "static")
SIGNS = set(re.findall(r'<symbol id="([^"]+)"', MANIFEST.by_name["icons.svg"].content.decode()))
CLAIRE = SimpleNamespace(
    name="Claire Ambrosi", email="claire@sechoir.example", is_admin=False, faces=("applicant", "organiser")
)
OUTLINES = SimpleNamespace(
    land="M0 0h9v9z",
    depl="M0 0h9",
    regl="M0 0v9",
    insets={"974": SimpleNamespace(x=4, y=606, w=108, h=92, label="La Réunion", d="M4 606h9v9z")},
)


def environment() -> Environment:
    """Strict, escaped, in French, with the kit under the name `k`."""
    made = Environment(
        loader=FileSystemLoader(APP / "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html",), default_for_string=True),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(static=MANIFEST.url, scripts=scripts)
    made.globals["k"] = made.get_template("kit/kit.html").module
    return made


ENVIRONMENT = environment()


def context(**changes: Any) -> dict[str, Any]:
    """What every page is given."""
    given: dict[str, Any] = {
        "me": CLAIRE, "lang": "fr", "theme": "", "csrf": "token", "now": datetime(2011, 10, 28, 15, 42, tzinfo=UTC),
        "demo": True, "demo_time": "", "path": "/kit", "flash": [],
    }  # fmt: skip
    return given | changes


def page(name: str, **changes: Any) -> str:
    """A whole page."""
    return ENVIRONMENT.get_template(name).render(**context(**changes))


def piece(source: str, **values: Any) -> str:
    """A piece of the kit: `k.button('x')`."""
    return ENVIRONMENT.from_string("{{ " + source + " }}").render(**values)


def fragment(source: str, **values: Any) -> str:
    """A template written in a test."""
    return ENVIRONMENT.from_string(source).render(**context(**values))
