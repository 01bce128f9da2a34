"""A draft never loses what was typed: stored, shown and sent back untouched, every answer stays the same."""

from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.answers import Problem, answer_model, blocking, check_answers
from app.domain.entries import normalise, parse_raw
from app.domain.questions import BudgetLine, BudgetPlan, Option, Question, QuestionKind, RepeatPlan
from app.domain.texts import clean_text, texts
from tests.web.typing_forms import Raw, drawn, section_of, sent

LANGUAGES = some.sampled_from(["fr", "en"])
SIMPLE = [
    kind
    for kind in QuestionKind
    if kind.value
    in {
        "short", "long", "rich", "number", "amount", "percentage", "date", "yes_no", "choice", "choices", "email",
        "phone", "url",
    }
]  # fmt: skip
LINES = (BudgetLine("rent", texts(fr="Loyer")), BudgetLine("staff", texts(fr="Salaires")))
BUDGET = BudgetPlan(
    (2012, 2013), LINES, (BudgetLine("sales", texts(fr="Ventes"), own=True),), own_share_at_least=20, ceiling=9_999
)
NUMBERS = some.one_of(
    some.integers(-(10**13), 10**13).map(str),
    some.floats(-(10**12), 10**12, allow_nan=False).map(repr),
    some.decimals(-(10**9), 10**9, places=2).map(lambda one: f"{one:,}".replace(",", " ").replace(".", ",") + " €"),
    some.sampled_from(["12,5 %", "1,234", "1.234", "1 234", "12 k€", "1e5", "−3", "0,000001", "2012", "−0", "１２"]),
)
TEXT = some.text(max_size=30) | some.sampled_from(
    [
        "",
        " ",
        "a\r\nb",
        "\n\n# Titre\n",
        "<b>&amp;</b>",
        '"',
        "é e\u0301",
        "👩‍👩‍👧 ok",
        "\u200fשלום",
        "a\u00a0b",
        "\ufeffx",
        "oui",
        "yes",
        "no",
        "one",
    ]
)
DATES = some.dates().map(lambda day: f"{day:%d/%m/%Y}") | some.sampled_from(["2012-02-30", "en juin"])
TYPED = TEXT | NUMBERS | DATES


@some.composite
def asked(draw: some.DrawFn, key: str, kinds: list[QuestionKind]) -> Question:
    """One question of one of these kinds, with settings that suit it."""
    kind = draw(some.sampled_from(kinds))
    options = tuple(Option(one, texts(fr=one)) for one in ("one", "two", "three", "yes")[: draw(some.integers(1, 4))])
    limited = kind in (QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.RICH) and draw(some.booleans())
    bounded = kind in (QuestionKind.NUMBER, QuestionKind.AMOUNT, QuestionKind.PERCENTAGE) and draw(some.booleans())
    return Question(
        key=key,
        kind=kind,
        label=texts(fr=f"Question {key}"),
        example=texts(fr="Ceci") if draw(some.booleans()) else texts(),
        required=draw(some.booleans()),
        options=options if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else (),
        limit=draw(some.integers(1, 20)) if limited else None,
        unit=draw(some.sampled_from(["words", "characters"])) if limited else None,
        minimum=draw(some.integers(-5, 5)) if bounded else None,
        maximum=draw(some.integers(6, 500)) if bounded else None,
        decimals=draw(some.integers(0, 2)),
        budget=BUDGET if kind == QuestionKind.BUDGET else None,
        repeat=draw(_repeats()) if kind == QuestionKind.REPEAT else None,
    )


@some.composite
def _repeats(draw: some.DrawFn) -> RepeatPlan:
    parts = tuple(draw(asked(f"part{place}", SIMPLE)) for place in range(draw(some.integers(1, 3))))
    least = draw(some.none() | some.integers(0, 2))
    return RepeatPlan(
        parts, at_least=least, at_most=draw(some.none() | some.integers(2, 4)), noun=texts(fr="Partenaire")
    )


@some.composite
def typed(draw: some.DrawFn, question: Question) -> Raw:
    """What anybody may put into the fields of a question, sense or not."""
    field = f"q-{question.key}"
    if question.budget:
        cells = [f"{field}-{line.key}-{year}" for line in question.budget.lines for year in question.budget.years]
        return {cell: [draw(NUMBERS | TEXT)] for cell in cells if draw(some.booleans())}
    if question.repeat:
        rows = [
            (place, part)
            for place in draw(some.lists(some.integers(0, 30), max_size=4))
            for part in question.repeat.questions
        ]
        return {f"{field}-{place}-{part.key}": [draw(TYPED)] for place, part in rows if draw(some.booleans())}
    if question.kind == QuestionKind.CONSENT:
        return draw(some.sampled_from([{}, {field: ["yes"]}]))
    if question.kind == QuestionKind.CHOICES:
        return {field: draw(some.lists(some.sampled_from(["one", "two", "three"]) | TEXT, max_size=3))}
    return {field: [draw(TYPED)]}


ANY_QUESTION = asked(
    "it", [*SIMPLE, QuestionKind.CONSENT, QuestionKind.BUDGET, QuestionKind.REPEAT, QuestionKind.INFORMATION]
)


@settings(max_examples=300, deadline=None)
@given(some.data(), LANGUAGES)
def test_what_was_typed_stays_when_it_is_shown_and_sent_back(data: some.DataObject, language: str) -> None:
    question = data.draw(ANY_QUESTION)
    stored = parse_raw(question, data.draw(typed(question)))

    again = parse_raw(question, sent(drawn(section_of(question), {"it": stored}, language)))

    assert _same(question, again, stored)


@given(some.sampled_from(["short", "long", "rich", "email", "phone"]).map(QuestionKind), TEXT)
def test_no_sign_of_a_text_is_lost(kind: QuestionKind, text: str) -> None:
    kept = parse_raw(Question("it", kind, texts(fr="Question")), {"q-it": [text]})

    assert str(kept or "").split() == clean_text(text).split()


@settings(max_examples=200, deadline=None)
@given(some.data())
def test_a_final_dossier_accepts_exactly_what_has_no_problem(data: some.DataObject) -> None:
    question = data.draw(ANY_QUESTION)
    stored = parse_raw(question, data.draw(typed(question)))
    wrong = blocking(check_answers((question,), {"it": stored}, final=True))
    sent_to_final = {} if question.kind == QuestionKind.INFORMATION else {"it": stored}

    try:
        answer_model((question,), final=True).model_validate(sent_to_final)
        accepted = True
    except ValueError:
        accepted = False

    assert accepted == (not wrong)


@settings(max_examples=200, deadline=None)
@given(some.data())
def test_a_row_is_judged_as_if_its_questions_stood_alone(data: some.DataObject) -> None:
    part = data.draw(asked("part", SIMPLE))
    block = Question("it", QuestionKind.REPEAT, texts(fr="Bloc"), repeat=RepeatPlan((part,)))
    alone = parse_raw(part, {"q-part": [data.draw(TYPED)]})
    rows: JsonValue = normalise(block, [{"part": alone}])

    found = check_answers((block,), {"it": rows}, final=True)

    expected = check_answers((part,), {"part": alone}, final=True) if alone is not None else []
    assert found == [
        Problem("it", one.code, {**one.params, "row": 1, "part": "part"}, advice=one.advice) for one in expected
    ]


def test_every_kind_of_a_section_is_among_those_tried() -> None:
    tried = {*SIMPLE, QuestionKind.CONSENT, QuestionKind.BUDGET, QuestionKind.REPEAT, QuestionKind.INFORMATION}

    assert {kind.value for kind in set(QuestionKind) - tried} <= {
        "members", "files", "territory", "organisation", "address"
    }  # fmt: skip


def _same(question: Question, again: JsonValue, stored: JsonValue) -> bool:
    """Choices come back in the order of the form."""
    if question.kind == QuestionKind.CHOICES and isinstance(stored, list) and isinstance(again, list):
        return sorted(map(str, stored)) == sorted(map(str, again))
    if question.repeat and isinstance(stored, list) and isinstance(again, list):
        return len(stored) == len(again) and all(
            _same(part, dict(one).get(part.key), dict(other).get(part.key))  # type: ignore[arg-type]
            for one, other in zip(again, stored, strict=True)
            for part in question.repeat.questions
        )
    return again == stored and type(again) is type(stored)
