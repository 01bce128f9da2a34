"""The browser and the server count alike, on any text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from playwright.sync_api import Page

from app.domain.entries import normalise
from app.domain.questions import Question, QuestionKind
from app.domain.texts import count_characters, count_words, texts
from tests.every_kind import open_section
from tests.live import Live

pytestmark = pytest.mark.browser
# Signs that Python's Unicode does not know yet may be composed by a newer browser.
SIGNS = some.characters(exclude_categories=["Cs", "Cn"])
SAMPLES = [
    "", " ", "a", "a\r\nb\rc\n", "\u00a0mot\u202f: mot\u2003", "e\u0301te\u0301", "👩‍👩‍👧 🇫🇷 ok",
    "\u200fשלום\u202e עולם",
    "\ufeffx\ufeffy", "a\u0000b\u000bc\u0085d", "ﬁn ½ Ⅷ", "\u1112\u1161\u11ab", "a\u2028b\u2029c", "\u180ea\u200bb",
]  # fmt: skip
TEXT = some.text(SIGNS | some.sampled_from(" \n\r\u00a0\u202f\u200d\u0301\ufeff\u0085\u000b🇫👩é"), max_size=60)
KINDS = {"title": QuestionKind.SHORT, "summary": QuestionKind.LONG, "pitch": QuestionKind.RICH}
COUNT = """([key, text]) => {
  const field = document.getElementById(`q-${key}`);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return document.getElementById(`q-${key}-count`).innerText;
}"""
LIMITS = {"title": (20, "signe"), "summary": (30, "signe"), "pitch": (10, "mot")}
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def section(live: Live, page: Page) -> Page:
    open_section(live, page)
    return page


def _said(key: str, text: str) -> str:
    """What the server says of this text, once it is stored."""
    # A field of one line holds no line end.
    sent = text.replace("\r", "").replace("\n", "") if key == "title" else text
    kept = str(normalise(Question("it", KINDS[key], texts(fr="Question")), sent) or "")
    limit, unit = LIMITS[key]
    count = count_words(kept) if unit == "mot" else count_characters(kept)
    phrase = f"{count} {unit}{'s' if count > 1 else ''} sur {limit}"
    return f"{phrase}\u00a0: {count - limit} de trop, rien n’est coupé" if count > limit else phrase


@FEW
@given(key=some.sampled_from(sorted(KINDS)), text=TEXT)
def test_both_sides_count_the_same(section: Page, key: str, text: str) -> None:
    assert section.evaluate(COUNT, [key, text]).split("\n")[0] == _said(key, text)


@pytest.mark.parametrize("key", sorted(KINDS))
def test_both_sides_count_the_same_strange_texts(section: Page, key: str) -> None:
    told = {text: section.evaluate(COUNT, [key, text]).split("\n")[0] for text in SAMPLES}

    assert told == {text: _said(key, text) for text in SAMPLES}
