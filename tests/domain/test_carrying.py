"""What becomes of an answer when the form changes around it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.carrying import Carried, Effect, carry, holds_answers
from app.domain.entries import normalise
from app.domain.questions import BudgetLine, BudgetPlan, Option, Question, QuestionKind
from app.domain.texts import texts

WOOD = (Option("wood", texts(fr="Bois")), Option("food", texts(fr="Vivres")))
BUDGET = BudgetPlan((2012, 2013), (BudgetLine("rent", texts(fr="Loyer")),), (BudgetLine("sales", texts(fr="Ventes")),))


def ask(kind: QuestionKind, **settings: object) -> Question:
    """A question of this kind."""
    plan = BUDGET if kind == QuestionKind.BUDGET else None
    return Question("it", kind, texts(fr="Question"), **{"options": WOOD, "budget": plan, **settings})  # type: ignore[arg-type]


SHORT, LONG, NUMBER = ask(QuestionKind.SHORT), ask(QuestionKind.LONG), ask(QuestionKind.NUMBER)
CHOICE, CHOICES, MONEY = ask(QuestionKind.CHOICE), ask(QuestionKind.CHOICES), ask(QuestionKind.BUDGET)
LATER = ask(QuestionKind.BUDGET, budget=replace(BUDGET, years=(2013,)))
YES_NO, CONSENT, PLACE = ask(QuestionKind.YES_NO), ask(QuestionKind.CONSENT), ask(QuestionKind.TERRITORY)


@pytest.mark.parametrize(
    ("old", "new", "value", "carried"),
    [
        (SHORT, LONG, "un séchoir", Carried(Effect.KEPT, "un séchoir")),
        (LONG, SHORT, "deux\nlignes", Carried(Effect.TO_CHECK, "deux lignes", lossy=True)),
        (SHORT, NUMBER, "30", Carried(Effect.KEPT, 30)),
        (SHORT, NUMBER, "trente", Carried(Effect.SET_ASIDE, None, lossy=True)),
        (NUMBER, SHORT, 30, Carried(Effect.KEPT, "30")),
        (CHOICE, SHORT, "wood", Carried(Effect.SET_ASIDE, None, lossy=True)),
        (CHOICE, CHOICES, "wood", Carried(Effect.KEPT, ["wood"])),
        (CHOICES, CHOICE, ["wood"], Carried(Effect.KEPT, "wood")),
        (CHOICES, CHOICE, ["wood", "food"], Carried(Effect.SET_ASIDE, None, lossy=True)),
        (MONEY, LONG, {"rent": {"2012": 1}}, Carried(Effect.SET_ASIDE, None, lossy=True)),
        (PLACE, SHORT, {"departement": "63"}, Carried(Effect.SET_ASIDE, None, lossy=True)),
        (YES_NO, CONSENT, True, Carried(Effect.SET_ASIDE, None, lossy=True)),
        (LONG, ask(QuestionKind.LONG, limit=1, unit="words"), "trop long", Carried(Effect.TO_CHECK, "trop long")),
        (LONG, ask(QuestionKind.LONG, limit=9, unit="words"), "assez court", Carried(Effect.KEPT, "assez court")),
        (CHOICE, ask(QuestionKind.CHOICE, options=WOOD[1:]), "wood", Carried(Effect.TO_CHECK, "wood", lossy=True)),
        (CHOICE, ask(QuestionKind.CHOICE, options=WOOD[1:]), "food", Carried(Effect.KEPT, "food")),
        (MONEY, LATER, {"rent": {"2012": 1}}, Carried(Effect.TO_CHECK, {"rent": {"2012": 1}}, lossy=True)),
        (CONSENT, replace(CONSENT, label=texts(fr="Autre chose")), True, Carried(Effect.SET_ASIDE, None, lossy=True)),
        (CONSENT, replace(CONSENT, help=texts(fr="Précision")), True, Carried(Effect.KEPT, True)),
        (NUMBER, ask(QuestionKind.NUMBER, maximum=5), "beaucoup", Carried(Effect.KEPT, "beaucoup")),
        (SHORT, None, "un séchoir", Carried(Effect.SET_ASIDE, "un séchoir")),
        (SHORT, ask(QuestionKind.FILES), "un séchoir", Carried(Effect.SET_ASIDE, None, lossy=True)),
        (SHORT, NUMBER, None, Carried(Effect.KEPT, None)),
    ],
)  # fmt: skip
def test_an_answer_is_kept_to_check_or_set_aside(
    old: Question, new: Question | None, value: JsonValue, carried: Carried
) -> None:
    assert carry(old, new, value) == carried


def _is_plain(kind: QuestionKind) -> bool:
    """Whether a question of this kind needs no plan of its own but a budget's."""
    try:
        return ask(kind).kind == kind
    except ValueError:
        return False


KINDS = some.sampled_from([kind for kind in QuestionKind if _is_plain(kind)])
TYPED: some.SearchStrategy[JsonValue] = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(0, 99)
    | some.sampled_from(["wood", "30", "a@b.fr", "2012-01-01", "oui", "a\nb", "x"]),
    lambda inner: (
        some.lists(inner, max_size=2)
        | some.dictionaries(some.sampled_from(["rent", "2012", "communes", "departement"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(KINDS.filter(lambda kind: holds_answers(ask(kind))), KINDS, TYPED)
def test_an_answer_becomes_what_the_new_question_stores_or_is_kept_whole(
    before: QuestionKind, after: QuestionKind, typed: JsonValue
) -> None:
    old, new = ask(before), ask(after)
    value = normalise(old, typed)

    carried = carry(old, new, value)

    if not holds_answers(new):
        assert carried.value is None
    elif old.kind == new.kind:
        assert carried == Carried(Effect.KEPT, value)
    else:
        assert normalise(new, carried.value) == carried.value
    if carried.value is None and value is not None:
        assert carried.lossy
