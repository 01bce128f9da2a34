"""Forms of any kinds with nested conditions, and what people might type in them, for property tests."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.condition_table import STORED, reading_of
from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import BudgetLine, BudgetPlan, FilePlan, Option, Question, QuestionKind
from app.domain.texts import texts

KINDS = tuple(kind for kind in QuestionKind if kind not in {"repeat", "organisation", "address"})
OPTIONS = tuple(Option(key, texts(fr=key)) for key in ("wood", "food", "wool"))
BUDGET = BudgetPlan((2012,), (BudgetLine("rent", texts(fr="Loyer")),), (BudgetLine("sales", texts(fr="Ventes")),))
PLACES = ("commune:63003", "commune:26281", "departement:63", "region:Auvergne", "departement:26")
WORDS = (
    "Séchoir",
    "sechoir",
    "L’ÉTÉ",
    "l'ete",
    "Œuvre",
    "a",
    "ß",
    "ΣΑΣ",
    "İ",
    "e\u0301",
    "\ud7ff",
    "𝔞",
    " x  y ",
    "x y",
    "\ufeff",
)
NUMBERS = ("0", "5", "-5", "5,0", "1 234,50 €", "1,234.50", "1.234,5", "12 euros", "٣", "1e3", "beaucoup", "5.000.001",
           "1000000000000.4",
           "+7", ",5", "12 %", "7%", "%", "−3", "1\u202f000", "10 000 000 000 000", "9" * 41)  # fmt: skip
DAYS = (
    "2012-06-25",
    "25/06/2012",
    "5.6.2012",
    "20120625",
    "2012-02-30",
    "30 02 2012",
    "juin",
    "0000-01-01",
    "0001-01-01",
)


def _values(kind: QuestionKind) -> some.SearchStrategy[bool | int | float | str | None]:
    """What a condition compares with: often what fits, sometimes anything."""
    fitting: dict[QuestionKind, some.SearchStrategy[bool | int | float | str | None]] = {
        QuestionKind.NUMBER: some.sampled_from([0, 5, 5.0, -5, 1234.5, 1000, 12]),
        QuestionKind.AMOUNT: some.sampled_from([0, 5, 5.0, -5, 1234.5, 1000, 12]),
        QuestionKind.PERCENTAGE: some.sampled_from([0, 5, 7, 12]),
        QuestionKind.DATE: some.sampled_from(["2012-06-25", "2012-06-24", "0001-01-01", "juin"]),
        QuestionKind.YES_NO: some.booleans(),
        QuestionKind.CONSENT: some.booleans(),
        QuestionKind.CHOICE: some.sampled_from(["wood", "food", "gone"]),
        QuestionKind.CHOICES: some.sampled_from(["wood", "food", "gone"]),
        QuestionKind.TERRITORY: some.sampled_from(PLACES),
    }
    anything = some.one_of(some.none(), some.booleans(), some.sampled_from([0, 1, 5, 7.5]), some.sampled_from(WORDS))
    return some.one_of(fitting.get(kind, some.sampled_from(WORDS)), anything)


def conditions(among: Mapping[str, QuestionKind]) -> some.SearchStrategy[Condition]:
    """Trees of tests on these questions, and now and then on one that is gone."""
    keys: some.SearchStrategy[str] = some.sampled_from([*among, *among, "gone"])
    tests = keys.flatmap(
        lambda key: some.builds(
            Test, some.just(key), some.sampled_from(Op), _values(among.get(key, QuestionKind.SHORT))
        )
    )
    return some.recursive(
        tests,
        lambda branches: some.one_of(
            some.builds(lambda many: AllOf(tuple(many)), some.lists(branches, max_size=3)),
            some.builds(lambda many: AnyOf(tuple(many)), some.lists(branches, max_size=3)),
        ),
        max_leaves=5,
    )


def question(key: str, kind: QuestionKind, when: Condition | None, *, required: bool = False) -> Question:
    """A question of any kind, with settings that suit it."""
    many = OPTIONS if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else ()
    return Question(
        key,
        kind,
        texts(fr=f"Question {key}", en=f"Question {key}"),
        required=required,
        when=when,
        options=many,
        budget=BUDGET if kind == QuestionKind.BUDGET else None,
        files=FilePlan() if kind == QuestionKind.FILES else None,
    )


@some.composite
def plans(draw: some.DrawFn) -> FormPlan:
    """A form of one to three sections whose questions wait for each other in any order, but never in a circle."""
    sizes = draw(some.lists(some.integers(1, 4), min_size=1, max_size=3))
    # Sections are decided in this order: what the first asks may open the last, and the other way round.
    order = draw(some.permutations(range(len(sizes))))
    decided: dict[str, QuestionKind] = {}
    sections: dict[int, Section] = {}
    for place in order:
        above = draw(conditions(decided)) if decided and draw(some.integers(0, 3)) == 0 else None
        made = []
        for number in range(sizes[place]):
            key, kind = f"q{place}_{number}", draw(some.sampled_from(KINDS))
            waiting = bool(decided) and draw(some.booleans())
            when = draw(conditions(decided)) if waiting else None
            made.append(question(key, kind, when, required=draw(some.booleans())))
            decided[key] = kind
        shown = tuple(draw(some.permutations(made)))
        sections[place] = Section(f"s{place}", texts(fr=f"Rubrique {place}"), 5, shown, when=above)
    return FormPlan(tuple(sections[place] for place in range(len(sizes))))


def typed(kind: QuestionKind) -> some.SearchStrategy[list[str]]:
    """The texts that the field of a question sends; none when nothing is chosen."""
    options = [option.key for option in OPTIONS]
    match kind:
        case QuestionKind.NUMBER | QuestionKind.AMOUNT | QuestionKind.PERCENTAGE:
            return some.lists(some.one_of(some.sampled_from(NUMBERS), some.text(max_size=4)), min_size=1, max_size=1)
        case QuestionKind.DATE:
            return some.lists(some.sampled_from(DAYS), min_size=1, max_size=1)
        case QuestionKind.YES_NO:
            return some.lists(some.sampled_from(["yes", "no"]), max_size=1)
        case QuestionKind.CONSENT:
            return some.lists(some.just("yes"), max_size=1)
        case QuestionKind.CHOICE:
            return some.lists(some.sampled_from(options), max_size=1)
        case QuestionKind.CHOICES:
            return some.lists(some.sampled_from(options), unique=True, max_size=3)
        case _:
            words = some.one_of(some.sampled_from(WORDS), some.just(""), some.text(max_size=12))
            return some.lists(words, min_size=1, max_size=2).map(lambda parts: [" ".join(parts)])


def stored(kind: QuestionKind) -> some.SearchStrategy[JsonValue]:
    """A value of a kind that only the server reads."""
    match kind:
        case QuestionKind.BUDGET:
            return some.sampled_from([None, {"rent": {"2012": 5}}])
        case QuestionKind.TERRITORY:
            places = some.sampled_from([["63003"], ["26281"], ["63003", "26281"], ["Nulle part"]])
            return some.one_of(
                some.none(),
                some.builds(lambda found: {"communes": found}, places),
                some.just({"departement": "63"}),
                some.just({"label": "Livradois"}),
            )
        case _:
            return some.sampled_from([None, ["a"], ["a", "b"]])


@dataclass(frozen=True, slots=True)
class Filled:
    """A form, what was typed in its fields, and the values of the kinds that only the server reads."""

    plan: FormPlan
    typed: dict[str, list[str]]
    stored: dict[str, JsonValue]


@some.composite
def filled(draw: some.DrawFn) -> Filled:
    """A form with answers."""
    plan = draw(plans())
    read = {one.key: draw(typed(one.kind)) for one in plan.questions if reading_of(one.kind) != STORED}
    kept = {one.key: draw(stored(one.kind)) for one in plan.questions if one.key not in read}
    return Filled(plan, read, kept)
