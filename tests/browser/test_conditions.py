"""What a browser shows is what the server asks: the same forms, the same typed answers, thousands of times."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from playwright.sync_api import Browser, Page
from pydantic import JsonValue

from app.domain.condition_table import READINGS, reading_of, table
from app.domain.entries import field_of, parse_raw
from app.domain.form_plans import Section
from app.domain.questions import QuestionKind
from app.domain.readings import folded
from app.queries.asked import asked
from app.web.fields import fields_of
from app.web.live_conditions import live_conditions
from app.web.templates import environment
from tests.generated_forms import DAYS, NUMBERS, WORDS, Filled, filled, question

pytestmark = pytest.mark.browser
SCRIPT = Path("app/static/scripts/conditions.js").read_text()
PAGE = environment("fr").from_string("""
{% import "applicant/conditional.html" as c with context %}{% import "applicant/field.html" as q with context %}
{% for field in fields %}
{% if field.key in keys %}{{ c.question(field, false, []) }}{% else %}{{ q.field(field) }}{% endif %}
{% endfor %}""")
# Types what each case says into the real fields, lets the script follow, and says what it shows and what would be sent.
PLAY = """(cases) => cases.map(({ html, rules, stored, typed }) => {
  const form = document.createElement("form");
  form.dataset.conditions = rules;
  form.innerHTML = html;
  const kept = document.createElement("input");
  kept.type = "hidden"; kept.id = "stored"; kept.value = stored;
  form.append(kept);
  document.body.replaceChildren(form);
  for (const [name, texts] of Object.entries(typed)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = texts.includes(field.value);
      else field.value = texts.at(-1) ?? "";
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const sent = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") (sent[name] ??= []).push(value);
  const questions = [...form.querySelectorAll("[data-question]")];
  return { shown: questions.filter((one) => !one.hidden).map((one) => one.dataset.question), sent };
})"""


@pytest.fixture(scope="module")
def stage(chromium: Browser) -> Page:
    page = chromium.new_page()
    page.set_content("<!doctype html><html lang=fr><body></body></html>")
    page.add_script_tag(content=f"{SCRIPT}\nObject.assign(window, {{ folded, read }});", type="module")
    return page


def _values(form: Filled) -> dict[str, JsonValue]:
    """What the server keeps of what was typed."""
    read = {one.key: parse_raw(one, {field_of(one): form.typed.get(one.key, [])}) for one in form.plan.questions}
    return {**read, **form.stored}


def _cases(form: Filled) -> Iterator[tuple[Section, dict[str, object]]]:
    """One page for each section that has conditions of its own."""
    values = _values(form)
    # A day that cannot be read is shown in a field where anything can be typed.
    drawn = {one.key: "juin" for one in form.plan.questions if one.kind == QuestionKind.DATE}
    for section in form.plan.sections:
        if (live := live_conditions(form.plan, section, values)) is None:
            continue
        fields = fields_of(section, drawn, [], "fr")
        files: dict[str, list[object]] = {one.key: [] for one in fields}
        yield (
            section,
            {
                "html": PAGE.render(
                    fields=fields, keys=live.keys, files=files, members=[], rules=[], aside={}, cut=files, base=""
                ),
                "rules": json.dumps(live.rules),
                "stored": json.dumps(live.stored),
                "typed": {field_of(one): form.typed[one.key] for one in section.questions if one.key in form.typed},
            },
        )


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(forms=some.lists(filled(), min_size=1, max_size=8))
def test_a_browser_shows_what_the_server_asks(stage: Page, forms: list[Filled]) -> None:
    cases = [(form, section, case) for form in forms for section, case in _cases(form)]

    played = stage.evaluate(PLAY, [case for _, _, case in cases])

    for (form, section, _), found in zip(cases, played, strict=True):
        sent = {one.key: parse_raw(one, found["sent"]) for one in section.questions if one.key in form.typed}
        wanted = asked(form.plan, {**_values(form), **sent})
        own = {one.key for one in section.questions if one.when}
        assert (set(found["shown"]), section.key) == (own & wanted, section.key)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts=some.lists(some.one_of(some.sampled_from([*NUMBERS, *DAYS, *WORDS]), some.text(max_size=8)), max_size=60))
def test_what_is_typed_is_read_alike_on_both_sides(stage: Page, texts: list[str]) -> None:
    questions = [
        question("it", kind, None) for kind in READINGS if kind not in (QuestionKind.YES_NO, QuestionKind.CONSENT)
    ]
    pairs = [(one, text) for one in questions for text in texts]

    found = stage.evaluate(
        "([table, pairs]) => pairs.map(([reading, text]) => read(table, reading, [text]))",
        [table(), [(reading_of(one.kind), text) for one, text in pairs]],
    )

    wanted = [parse_raw(one, {"q-it": [text]}) for one, text in pairs]
    assert [(one.kind, text, value or None) for (one, text), value in zip(pairs, found, strict=True)] == [
        (one.kind, text, value or None) for (one, text), value in zip(pairs, wanted, strict=True)
    ]


def test_every_letter_is_folded_alike_on_both_sides(stage: Page) -> None:
    letters = [chr(code) for code in range(0x20, 0x3000)] + list("ﬁＡ𝔞\ud7ff")
    texts = [letter + other for letter in letters for other in ("", "\u0301x")]

    found = stage.evaluate("([table, texts]) => texts.map((text) => folded(table, text))", [table(), texts])

    assert found == [folded(text) for text in texts]
