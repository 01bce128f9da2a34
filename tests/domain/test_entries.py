"""From what people type to what is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.entries import normalise, parse_date, parse_number, parse_raw
from app.domain.questions import BudgetLine, BudgetPlan, Option, Question, QuestionKind, RepeatPlan
from app.domain.texts import texts

BUDGET = Question(
    "budget",
    QuestionKind.BUDGET,
    texts(fr="Budget"),
    budget=BudgetPlan(
        (2012, 2013), (BudgetLine("rent", texts(fr="Loyer")),), (BudgetLine("sales", texts(fr="Ventes")),)
    ),
)


def ask(kind: QuestionKind) -> Question:
    options = (Option("wood", texts(fr="Bois")), Option("food", texts(fr="Alimentation")))
    named = (Question("name", QuestionKind.SHORT, texts(fr="Nom")), Question("on", QuestionKind.DATE, texts(fr="Le")))
    repeat = RepeatPlan(named) if kind == QuestionKind.REPEAT else None
    return Question("it", kind, texts(fr="Question"), options=options, repeat=repeat) if kind != "budget" else BUDGET


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 234,50 €", 1234.5),
        ("1\u202f234,50\u00a0€", 1234.5),
        ("1.234,50", 1234.5),
        ("1,234.50", 1234.5),
        ("1234.5", 1234.5),
        ("12 000 euros", 12000),
        ("1.234.567", 1234567),
        ("12", 12),
        ("12,", 12),
        (",5", 0.5),
        ("−3", -3),
        ("007", 7),
    ],
)
def test_a_number_is_read_as_the_french_write_it(typed: str, number: float) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "douze", "12 34", "1,2,3", "1 2345", "1e5", "nan", "9" * 40, "9" * 1_000_000, "12 k€", "-", ","]
)
def test_what_is_not_a_number_is_not_guessed(typed: str) -> None:
    assert parse_number(typed) is None


@given(some.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_amount_written_in_french_is_read_back(amount):  # type: ignore[no-untyped-def]
    written = f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",") + " €"

    assert parse_number(written) == float(amount)


@pytest.mark.parametrize("typed", ["2012-06-25", "25/06/2012", "25.6.2012", "25 06 2012"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert str(parse_date(typed)) == "2012-06-25"


@pytest.mark.parametrize("typed", ["31/02/2012", "juin 2012", "06/25/2012", ""])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    assert parse_date(typed) is None


@pytest.mark.parametrize(
    ("kind", "fields", "stored"),
    [
        (QuestionKind.SHORT, {"q-it": [" Scierie \r\n Chautard "]}, "Scierie Chautard"),
        (QuestionKind.LONG, {"q-it": ["a\r\n\r\nb "]}, "a\n\nb"),
        (QuestionKind.LONG, {"q-it": ["  "]}, None),
        (QuestionKind.LONG, {}, None),
        (QuestionKind.NUMBER, {"q-it": ["2,5"]}, 2.5),
        (QuestionKind.AMOUNT, {"q-it": ["12 000 €"]}, 12000),
        (QuestionKind.AMOUNT, {"q-it": ["douze mille"]}, "douze mille"),
        (QuestionKind.RICH, {"q-it": ["**a**\r\n- b"]}, "**a**\n- b"),
        (QuestionKind.PERCENTAGE, {"q-it": ["12,5\u202f%"]}, 12.5),
        (QuestionKind.PERCENTAGE, {"q-it": ["30"]}, 30),
        (QuestionKind.PERCENTAGE, {"q-it": ["un tiers %"]}, "un tiers %"),
        (QuestionKind.DATE, {"q-it": ["25/06/2012"]}, "2012-06-25"),
        (QuestionKind.DATE, {"q-it": ["en juin"]}, "en juin"),
        (QuestionKind.YES_NO, {"q-it": ["yes"]}, True),
        (QuestionKind.YES_NO, {"q-it": ["non"]}, False),
        (QuestionKind.YES_NO, {"q-it": ["maybe"]}, "maybe"),
        (QuestionKind.CONSENT, {"q-it": ["no", "on"]}, True),
        (QuestionKind.CHOICE, {"q-it": ["wood"]}, "wood"),
        (QuestionKind.CHOICES, {"q-it": ["wood", "food", "wood", ""]}, ["wood", "food"]),
        (QuestionKind.URL, {"q-it": ["www.pole.example"]}, "https://www.pole.example"),
        (QuestionKind.URL, {"q-it": ["aucun"]}, "aucun"),
        (QuestionKind.EMAIL, {"q-it": [" claire@pole.example "]}, "claire@pole.example"),
        (QuestionKind.INFORMATION, {"q-it": ["ignored"]}, None),
        (QuestionKind.BUDGET, {"q-budget-rent-2012": ["1 000"], "q-budget-rent-2013": [""]}, {"rent": {"2012": 1000}}),
        (QuestionKind.BUDGET, {"q-budget-sales-2013": ["beaucoup"]}, {"sales": {"2013": "beaucoup"}}),
        (QuestionKind.BUDGET, {"q-budget": ["voir annexe"], "q-budget-rent-2012": [""]}, "voir annexe"),
        (QuestionKind.BUDGET, {"q-budget": ["voir annexe"], "q-budget-rent-2012": ["5"]}, {"rent": {"2012": 5}}),
        (QuestionKind.BUDGET, {"q-budget-rent-2031": ["12"], "q-budget-x-2012": ["12"]}, None),
        (
            QuestionKind.TERRITORY,
            {"q-it-communes": ["Ambert\r\nArlanc\r\n\r\nAmbert"], "q-it-departement": ["63"], "q-it-label": [""]},
            {"departement": "63", "communes": ["Ambert", "Arlanc"]},
        ),
        (QuestionKind.TERRITORY, {"q-it-communes": ["63003", "63010"]}, {"communes": ["63003", "63010"]}),
    ],
)
def test_fields_become_the_stored_value(kind: QuestionKind, fields: dict[str, list[str]], stored: JsonValue) -> None:
    assert parse_raw(ask(kind), fields) == stored


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(some.sampled_from(QuestionKind), ANYTHING)
def test_reading_again_what_is_stored_changes_nothing(kind: QuestionKind, sent: JsonValue) -> None:
    stored = normalise(ask(kind), sent)

    assert normalise(ask(kind), stored) == stored


@given(some.text(max_size=60))
def test_wrong_input_is_never_cut(typed: str) -> None:
    kept = str(normalise(ask(QuestionKind.LONG), typed) or "")
    visible = [sign for sign in typed if sign.isalpha() and sign.isascii()]

    assert [sign for sign in kept if sign.isalpha() and sign.isascii()] == visible
