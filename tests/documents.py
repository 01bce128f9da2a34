"""Documents of calls for tests: any tracks, questions of any kind, conditions, rules, outcomes, files to fill in."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as some

from app.domain.questions import CHOICE_KINDS, QuestionKind
from tests.samples import open_document

Document = dict[str, Any]
SOMETIMES: some.SearchStrategy[bool] = some.booleans()
WORDS = some.text("abé ’œ«»\n-<&\"'%{}", min_size=1, max_size=30).map(lambda text: f"x{text}x")
TEXTS = some.fixed_dictionaries({"fr": WORDS}, optional={"en": WORDS})
ONE_TEXT = {"fr": "Une ligne", "en": "A line"}
LINE = {"key": "staff", "label": ONE_TEXT}
SETTINGS: dict[str, Document] = {
    "budget": {"budget": {"years": [2012, 2013], "expenses": [LINE], "resources": [{**LINE, "key": "sales"}]}},
    "repeat": {"repeat": {"questions": [{"key": "name", "kind": "short", "label": ONE_TEXT}]}},
}
FILE = open_document("odt")
DIGEST = hashlib.sha256(FILE).hexdigest()
A_FILE = {
    "digest": DIGEST,
    "name": "Modèle.odt",
    "media_type": "application/vnd.oasis.opendocument.text",
    "content": base64.b64encode(FILE).decode(),
}


@some.composite
def questions(draw: some.DrawFn, number: int, before: list[str]) -> Document:
    """One question of any kind, perhaps asked under a condition on one before it."""
    kind = draw(some.sampled_from(QuestionKind))
    found: Document = {"key": f"q{number}", "kind": kind.value, "label": draw(TEXTS), **SETTINGS.get(kind.value, {})}
    if kind in CHOICE_KINDS:
        found["options"] = [{"key": f"o{n}", "label": draw(TEXTS)} for n in range(draw(some.integers(1, 3)))]
    if draw(some.booleans()):
        found |= {"required": True, "help": draw(TEXTS), "stage": draw(some.sampled_from(["filing", "screening"]))}
    if draw(SOMETIMES) and before:
        test = {
            "question": draw(some.sampled_from(before)),
            "op": "is",
            "value": draw(some.sampled_from([True, 3, "a"])),
        }
        found["when"] = draw(some.sampled_from([test, {"any": [test, {"all": []}]}]))
    return found


@some.composite
def forms(draw: some.DrawFn) -> Document:
    """A form of some sections, perhaps of none."""
    sections: list[Document] = []
    keys: list[str] = []
    for place in range(draw(some.integers(0, 3))):
        asked = []
        for _ in range(draw(some.integers(0, 3))):
            asked.append(draw(questions(len(keys), list(keys))))
            keys.append(asked[-1]["key"])
        sections.append({"key": f"s{place}", "title": draw(TEXTS), "minutes": 5, "questions": asked})
    return {"sections": sections}


@some.composite
def tracks(draw: some.DrawFn, key: str) -> Document:
    """A track with some of what a track may have."""
    found: Document = {"key": key, "title": draw(TEXTS), "form": draw(forms())}
    parts: list[Document] = [
        {"summary": draw(TEXTS)},
        {"has_members": False},
        {"composition": [{"key": "five", "label": draw(TEXTS), "at_least": 5, "families": ["ess"]}]},
        {"outcomes": [{"key": "selected", "label": draw(TEXTS)}]},
        {"suits": {"question": "many", "op": "is", "value": True}},
        {
            "rubric": {
                "scale_max": draw(some.integers(2, 100)),
                "criteria": [
                    {"key": "one", "title": draw(TEXTS), "weight": 60, "comment_to": "applicant"},
                    {"key": "two", "title": draw(TEXTS), "weight": 40, "levels": {"fr": ["Nul", "Fort"]}},
                ],
            }
        },
    ]
    for part in parts:
        if draw(some.booleans()):
            found |= part
    return found


@some.composite
def call_documents(draw: some.DrawFn) -> Document:
    """A whole call, perhaps with its entry, its networks and its moments."""
    opens_at = draw(some.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1), timezones=some.just(UTC)))  # noqa: DTZ001
    later = [timedelta(days=days) for days in draw(some.lists(some.integers(1, 300), min_size=1, max_size=4))]
    kinds = some.sampled_from(["questions", "information", "screening", "review", "jury", "publication", "meeting"])
    return {
        "slug": "un-appel",
        "reference": "UN-APPEL",
        "title": draw(TEXTS),
        "zone": draw(some.sampled_from(["Europe/Paris", "Indian/Reunion", "UTC"])),
        "opens_at": opens_at.isoformat(),
        "closes_at": (opens_at + later[0]).isoformat(),
        "grace_minutes": draw(some.integers(0, 60)),
        "moments": [
            {"kind": draw(kinds), "title": draw(TEXTS), "starts_at": (opens_at + days).isoformat()} for days in later
        ],
        "faq": draw(some.lists(some.fixed_dictionaries({"question": TEXTS, "answer": TEXTS}), max_size=2)),
        "networks": [{"key": key, "name": key.upper()} for key in draw(some.sets(some.sampled_from(["b", "a", "c"])))],
        "entry": draw(some.sampled_from([{}, ENTRY])),
        "tracks": [draw(tracks(f"track{number}")) for number in range(draw(some.integers(1, 3)))],
    }


ENTRY: Document = {
    "questions": [{"key": "many", "kind": "yes_no", "label": {"fr": "Êtes-vous plusieurs ?"}}],
    "refusals": [
        {
            "key": "alone",
            "when": {"question": "many", "op": "is", "value": False},
            "explanation": {"fr": "Il faut être plusieurs."},
        }
    ],
}
