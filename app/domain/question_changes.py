"""The hearth: what differs between a question and the same one later, field by field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from pydantic import JsonValue, TypeAdapter

from app.domain.conditions import Condition
from app.domain.questions import BudgetLine, BudgetPlan, FilePlan, Option, Question
from app.domain.texts import Texts

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: its code, what was, what is."""

    code: str
    before: JsonValue = None
    after: JsonValue = None


def differences(old: Question, new: Question) -> Iterator[Difference]:
    """Everything that differs; of a question answered in another way, only what stays comparable."""
    for code, field in (("label_reworded", "label"), ("help_reworded", "help"), ("example_reworded", "example")):
        yield from reworded(code, getattr(old, field), getattr(new, field))
    if old.kind != new.kind:
        yield Difference("kind_changed", str(old.kind), str(new.kind))
    if old.required != new.required:
        yield Difference("made_required" if new.required else "made_optional")
    if old.stage != new.stage:
        yield Difference("stage_changed", str(old.stage), str(new.stage))
    if old.kind == new.kind:
        for compare in _SETTINGS:
            yield from compare(old, new)
    if old.readers != new.readers:
        yield Difference("readers_changed", _listed(old.readers), _listed(new.readers))
    yield from condition_differs(old.when, new.when)
    yield from _others(old, new)


def reworded(code: str, old: Texts, new: Texts) -> list[Difference]:
    """A text that is no longer the same."""
    return [] if old == new else [Difference(code, dict(old), dict(new))]


def condition_differs(old: Condition | None, new: Condition | None) -> list[Difference]:
    """A condition that was set, changed or lifted."""
    if old == new:
        return []
    code = "condition_set" if old is None else "condition_lifted" if new is None else "condition_changed"
    return [Difference(code, _tree(old), _tree(new))]


def _limit(old: Question, new: Question) -> Iterator[Difference]:
    if (old.limit, old.unit if old.limit else None) == (new.limit, new.unit if new.limit else None):
        return
    code = "limit_set" if old.limit is None else "limit_lifted" if new.limit is None else "limit_changed"
    yield Difference(code, {"limit": old.limit, "unit": old.unit}, {"limit": new.limit, "unit": new.unit})


def _bounds(old: Question, new: Question) -> Iterator[Difference]:
    before, after = ({"minimum": one.minimum, "maximum": one.maximum} for one in (old, new))
    if before != after:
        yield Difference("bounds_changed", dict[str, JsonValue](before), dict[str, JsonValue](after))
    if old.decimals != new.decimals:
        yield Difference("decimals_changed", old.decimals, new.decimals)


def _options(old: Question, new: Question) -> Iterator[Difference]:
    yield from _named("options", old.options, new.options)
    kept = [[one.key for one in some if one.key in _keyed(other)] for some, other in _both(old.options, new.options)]
    if kept[0] != kept[1]:
        yield Difference("options_ordered")


def _budget(old: Question, new: Question) -> Iterator[Difference]:
    if old.budget is None or new.budget is None:
        return
    yield from _named("lines", old.budget.lines, new.budget.lines)
    if old.budget.years != new.budget.years:
        yield Difference("years_changed", list(old.budget.years), list(new.budget.years))
    rest = _rest(old.budget, new.budget, ("years", "expenses", "resources"))
    if _shape(old.budget, new.budget) != _shape(new.budget, old.budget):
        rest += ["expenses", "resources"]
    if rest:
        yield Difference("settings_changed", None, list[JsonValue](rest))


def _files(old: Question, new: Question) -> Iterator[Difference]:
    before, after = _welcome(old.files), _welcome(new.files)
    if before != after:
        yield Difference("files_changed", before, after)
    if rest := _rest(old.files or FilePlan(), new.files or FilePlan(), tuple(before)):
        yield Difference("settings_changed", None, list[JsonValue](rest))


Compare = Callable[[Question, Question], Iterator[Difference]]
_SETTINGS: tuple[Compare, ...] = (_limit, _bounds, _options, _budget, _files)
_TOLD = (
    "key", "kind", "label", "help", "example", "required", "stage", "readers", "when", "options", "limit", "minimum",
    "maximum", "decimals", "budget", "files",
)  # fmt: skip


def _others(old: Question, new: Question) -> Iterator[Difference]:
    """What no sentence of its own tells: said all the same."""
    told = (*_TOLD, "unit") if old.limit != new.limit or old.limit else _TOLD
    names = _rest(old, new, told) if old.kind == new.kind else []
    if names:
        yield Difference("settings_changed", None, list[JsonValue](names))


def _rest(old: Question | BudgetPlan | FilePlan, new: object, told: tuple[str, ...]) -> list[str]:
    """The names of the other fields that differ."""
    return [
        one.name for one in fields(old) if one.name not in told and getattr(old, one.name) != getattr(new, one.name)
    ]


def _shape(plan: BudgetPlan, other: BudgetPlan) -> list[tuple[str, bool, bool]]:
    """The lines that both have: in which order, on which side, and whether they are one's own money."""
    both = {line.key for line in plan.lines} & {line.key for line in other.lines}
    return [(line.key, line.own, line in plan.expenses) for line in plan.lines if line.key in both]


Named = Option | BudgetLine


def _named(what: str, old: Iterable[Named], new: Iterable[Named]) -> Iterator[Difference]:
    """Labels that came, went, or were put in other words."""
    before, after = _keyed(old), _keyed(new)
    if gone := [_words(label) for key, label in before.items() if key not in after]:
        yield Difference(f"{what}_removed", gone, None)
    if came := [_words(label) for key, label in after.items() if key not in before]:
        yield Difference(f"{what}_added", None, came)
    other = [key for key in after if key in before and before[key] != after[key]]
    if other:
        texts = ([_words(some[key]) for key in other] for some in (before, after))
        yield Difference(f"{what}_reworded", *texts)


def _keyed(some: Iterable[Named]) -> Mapping[str, Texts]:
    return {one.key: one.label for one in some}


def _both(old: Iterable[Named], new: Iterable[Named]) -> tuple[tuple[Iterable[Named], Iterable[Named]], ...]:
    return (old, new), (new, old)


def _words(label: Texts) -> JsonValue:
    return dict(label)


def _welcome(plan: FilePlan | None) -> dict[str, JsonValue]:
    plan = plan or FilePlan()
    return {"at_most": plan.at_most, "max_bytes": plan.max_bytes, "types": list[JsonValue](plan.types)}


def _listed(some: Iterable[str]) -> list[JsonValue]:
    return [str(one) for one in some]


def _tree(condition: Condition | None) -> JsonValue:
    tree: JsonValue = _CONDITION.dump_python(condition, mode="json") if condition else None
    return tree
