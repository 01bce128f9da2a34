"""Read the demonstration calls from the files beside this module."""

import json
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from app.demo.shapes import DemoCall
from app.demo.surroundings import (
    AgendaDay,
    Discussion,
    Labels,
    Message,
    Motive,
    NewsItem,
    Refusal,
    Requalification,
    ScreeningReason,
    Surroundings,
)

__all__ = [
    "AgendaDay", "Discussion", "Labels", "Message", "Motive", "NewsItem", "Refusal", "Requalification",
    "ScreeningReason", "Surroundings", "load_call", "load_others", "load_surroundings",
]  # fmt: skip

REGIONS = ("east", "west", "paris_and_north", "south_west", "centre_and_overseas", "south_east")


@lru_cache(maxsize=1)
def load_call() -> DemoCall:
    """The call of 2011 with its 150 dossiers, in the order of filing."""
    people, call = _read("people"), _read("call")
    dossiers = [dossier for region in REGIONS for dossier in _read(f"dossiers/{region}")]
    comments = _read("comments")
    return DemoCall.model_validate(
        {
            **call,
            **_read("entry"),
            "networks": [network for network in people["networks"] if network["key"] in call["networks"]],
            "organisers": people["organisers"],
            "reviewers": people["reviewers"],
            "form": _read("form"),
            "rubrics": _read("rubrics"),
            "comments": {"criteria": comments["criteria"], "general": comments["general"]},
            "dossiers": sorted(dossiers, key=lambda dossier: _instant(dossier["filed_at"])),
        }
    )


@lru_cache(maxsize=1)
def load_surroundings() -> Surroundings:
    """What was written around the call of 2011: reasons, motives, messages, discussions, news, agenda, labels."""
    screening, news = _read("screening"), _read("news")
    return Surroundings.model_validate(
        {
            "refuse": screening["refuse"],
            "correction": screening["correction"],
            "requalify": screening["requalify"],
            "refusals": screening["refusals"],
            "conflicts": _read("conflicts"),
            "motives": _read("decisions"),
            "messages": _read("messages"),
            "discussions": _read("comments")["discussions"],
            "news": news["news"],
            "agenda": news["agenda"],
            "labels": _read("labels"),
        }
    )


@lru_cache(maxsize=1)
def load_others() -> tuple[DemoCall, DemoCall]:
    """Two invented calls: one open (local food), one published (employers’ groups)."""
    return _other("local_food"), _other("employers_groups")


def _other(name: str) -> DemoCall:
    known = {network["key"]: network for network in _read("people")["networks"]}
    call = _read(name, room="others")
    reviewers = {reviewer["key"]: reviewer for reviewer in _read("people")["reviewers"]}
    organisers = {organiser["key"]: organiser for organiser in _read("people")["organisers"]}
    return DemoCall.model_validate(
        {
            **call,
            "networks": [known[key] for key in call["networks"]],
            "organisers": [organisers[key] for key in call["organisers"]],
            "reviewers": [reviewers[key] for key in call["reviewers"]],
        }
    )


def _read(name: str, *, room: str = "call_2011") -> Any:
    return json.loads(files("app.demo").joinpath(room, f"{name}.json").read_text(encoding="utf-8"))


def _instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
