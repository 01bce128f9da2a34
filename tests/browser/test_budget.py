"""The table of a budget reckons while one types, in the same cents and words as the server."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from playwright.sync_api import Page, expect

from app.domain.entries import parse_raw
from app.domain.questions import QuestionKind
from app.web.budget_fields import grid_of
from tests.every_kind import PLAN, open_section
from tests.live import Live

pytestmark = pytest.mark.browser
MONEY = next(question for question in PLAN.questions if question.kind == QuestionKind.BUDGET)
CELLS = [f"q-money-{line}-{year}" for line in ("staff", "rent", "sales", "grants") for year in (2012, 2013)]
AMOUNTS = some.one_of(
    some.integers(0, 10**7).map(lambda cents: f"{cents / 100:.2f}".replace(".", ",")),
    some.integers(-(10**6), 10**12).map(str),
    some.floats(-(10**6), 10**9, allow_nan=False, width=32).map(lambda one: f"{one:.4f}"),
    some.sampled_from(
        ["", " ", "1 234,50 €", "1\u202f000", "1,234.50", "1.234,5", "1.234", "1,234", "beaucoup", "12 k€", "0,125",
         "0.375", "−5", "1e3", "٣", "1000000000001", ",5", "5,", "1234567,", "EUR", "12 eur", "1.234.567", "--1",
         "9" * 41]
    ),
)  # fmt: skip
TYPE = """(cells) => {
  for (const [name, text] of Object.entries(cells)) document.querySelector(`[name="${name}"]`).value = text;
  document.querySelector('[data-budget] input').dispatchEvent(new Event("input", { bubbles: true }));
  const texts = (what) => [...document.querySelectorAll(`[data-sum="${what}"]`)].map((one) => one.textContent);
  const names = ["total-expenses", "total-resources", "share", "balance"];
  const rules = [...document.querySelectorAll("[data-budget] .rules li")];
  const told = rules.map((one) => [one.className, one.querySelector("b").textContent]);
  return { ...Object.fromEntries(names.map((what) => [what, texts(what)])), rules: told };
}"""
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _expected(cells: dict[str, str], language: str) -> dict[str, object]:
    assert MONEY.budget
    value = parse_raw(MONEY, {name: [text] for name, text in cells.items()})
    grid = grid_of(MONEY.budget, "q-money", value, [], language)
    return {
        "total-expenses": grid.totals.total_expenses,
        "total-resources": grid.totals.total_resources,
        "share": grid.totals.own_shares,
        "balance": grid.balances,
        "rules": [["ok" if rule["ok"] else "ko", rule["value"]] for rule in grid.totals.rules],
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_sides_reckon_the_same(live: Live, page: Page, language: str) -> None:
    address = open_section(live, page)
    page.goto(f"{address}?lang={language}")
    page.wait_for_load_state("networkidle")

    @FEW
    @given(some.fixed_dictionaries(dict.fromkeys(CELLS, AMOUNTS)))
    def reckons_the_same(cells: dict[str, str]) -> None:
        assert page.evaluate(TYPE, cells) == _expected(cells, language)

    reckons_the_same()


def test_what_the_table_says_while_typing_is_what_it_says_once_saved(live: Live, page: Page) -> None:
    address = open_section(live, page)
    for cell, amount in zip(CELLS, ("60 000", "50000,5", "", "", "20 000", "", "40 000", ""), strict=True):
        page.locator(f'[name="{cell}"]').fill(amount)
    table = page.locator("[data-budget]")
    expect(table.locator('[data-kind="ceiling"]')).to_contain_text("110\u202f000,50\u00a0€")
    expect(table).to_contain_text("il manque 50\u202f000,50\u202f€ de ressources")
    live_text = table.locator("table").inner_text()

    page.get_by_role("button", name="Enregistrer et revenir").click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    page.goto(address)

    assert page.locator("[data-budget] table").inner_text() == live_text
    assert page.locator('[data-kind="own-share"]').get_attribute("class") == "ok"
