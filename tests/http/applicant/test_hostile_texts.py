"""Texts that mean harm, in every field that takes one: kept as they are read, shown as text, or refused with words."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Answer
from tests.every_kind import draft_of
from tests.houses import House
from tests.html_checks import faults_of

TEXT_FIELDS = ("title", "summary", "pitch", "jobs", "grant", "share", "starts", "state", "email", "phone", "site")
PARTS = ("q-partners-0-name", "q-partners-0-amount", "q-partners-0-why", "q-money-staff-2012")
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>"
HOSTILE = {
    "script": SCRIPT,
    "link": "[ici](javascript:alert(1)) ![x](data:text/html,<script>alert(1)</script>)",
    "template": "{{ 7*7 }} {% raw %} ${7*7} %(name)s %s",
    "control signs": "a\x00b\x08c\x1b[31md\x7fe",
    "right to left": "\u202efdp.exe\u202c שלום \u2067مرحبا\u2069",
    "four bytes": "🌲🪵 𝔖é𝔠𝔥𝔬𝔦𝔯 👩‍👩‍👧‍👦 \U0010fffd",
    "joined marks": "Z" + "\u0357" * 5000,
    "formula": "=cmd|' /C calc'!A0",
    "query": "'; DROP TABLE answer; --",
    "long": "Été 🌲 " * 14_286,
    "one word": "x" * 100_000,
    "lines": "\r\n" * 50_000,
}


@pytest.fixture
def dossier(each_house: House) -> UUID:
    return draft_of(each_house)


def _path(dossier: UUID) -> str:
    return f"/applicant/dossiers/{dossier}/sections/kinds"


def _values(house: House, dossier: UUID) -> dict[str, object]:
    with house.database.reading() as db:
        query = select(col(Answer.question_key), col(Answer.value)).where(col(Answer.dossier_id) == dossier)
        return {key: value for key, value in db.execute(query)}  # noqa: C416


@pytest.mark.parametrize("name", HOSTILE)
def test_every_field_keeps_a_hostile_text_and_no_page_obeys_it(each_house: House, dossier: UUID, name: str) -> None:
    claire, text = each_house.as_("claire"), HOSTILE[name]
    fields = {f"q-{key}": text for key in TEXT_FIELDS} | dict.fromkeys(PARTS, text)
    sent = {"version": "0", "asked": [*TEXT_FIELDS, "partners", "money"], "go": "stay", **fields}

    saved = claire.post(_path(dossier), data=sent, files={"none": ("", b"")})
    pages = [claire.get(f"/applicant/dossiers/{dossier}{rest}") for rest in ("/sections/kinds", "/check", "")]

    assert saved.status_code == 303, saved.text[:500]
    assert [page.status_code for page in pages] == [200, 200, 200]
    for page in pages:
        assert faults_of(page.text) == []
        for alive in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', "\x00", "\x1b"):
            assert alive not in page.text
    kept = str(_values(each_house, dossier).get("summary") or "")
    assert len(kept) >= len(text.replace("\r\n", "").strip()) - 10


@pytest.mark.parametrize("name", ["script", "control signs", "right to left", "four bytes", "long"])
def test_a_member_with_a_hostile_name_is_kept_or_refused_with_words(
    each_house: House, dossier: UUID, name: str
) -> None:
    claire, text = each_house.as_("claire"), HOSTILE[name]
    fields = {"name": text, "family": "company", "role": text, "commune": text, "identifier": text, "jobs": text}

    saved = claire.post(f"/applicant/dossiers/{dossier}/members", data=fields)
    named = claire.post(f"/applicant/dossiers/{dossier}/members", data={"name": text, "family": "company"})

    assert saved.status_code == 422
    assert named.status_code == (422 if len(text) > 200 else 303)
    assert "<script>alert" not in saved.text
    assert "\x00" not in saved.text


def test_bytes_that_are_no_text_are_no_failure(each_house: House, dossier: UUID) -> None:
    claire = each_house.as_("claire")
    content = b"version=0&asked=summary&q-summary=%ff%fe%80bois&go=stay"

    saved = claire.post(_path(dossier), content=content, headers={"content-type": "application/x-www-form-urlencoded"})

    assert saved.status_code == 303
    assert "bois" in str(_values(each_house, dossier)["summary"])


def test_the_longest_texts_of_a_page_are_saved_by_the_script_too(each_house: House, dossier: UUID) -> None:
    claire = each_house.as_("claire")
    text = "é" * 100_000

    saved = claire.post(
        _path(dossier),
        data={"version": "0", "asked": ["summary", "pitch"], "q-summary": text, "q-pitch": text},
        headers={"x-autosave": "yes"},
    )

    assert saved.status_code == 200
    assert _values(each_house, dossier) == {"summary": text, "pitch": text}
