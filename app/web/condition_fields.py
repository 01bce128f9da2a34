"""The tree of conditions of a question or section, as fields of a form and back; the names are those of a tree.

`set-when.join` is `all` or `any`; each line of `set-when.lines.N` holds `question`, `op`, `value` and `kept` (the line
as it is stored, in JSON), each group `join` and `lines`. Deeper groups than one can make on the page are kept too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue, TypeAdapter, ValidationError

from app.domain.conditions import AllOf, AnyOf, Condition, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question
from app.web.condition_lines import Line, Scope, line_view, read_line, value_typed
from app.web.condition_places import larger_places, level_words
from app.web.condition_words import asked_words
from app.web.field_trees import Raw, Redrawn, Tree, fields_of, rows_of, text_at, tree_of
from app.web.i18n import translations

WHEN = "set-when"
DEEPEST = 2
"""How many groups inside one another can be made on the page."""
_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines and groups that hold together: `join` is `all` or `any`; `deepens` says that a group can be added."""

    path: str
    join: str
    lines: tuple["Group | Line", ...]
    deepens: bool
    is_group: bool = True


@dataclass(frozen=True, slots=True)
class ConditionView:
    """The whole tree, the same in words, and what every line may choose from: sections with their questions."""

    path: str
    root: Group
    words: str
    owner: str
    choices: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    places: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]
    seen: str
    wrong: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    said: str = ""

    def error(self, name: str) -> str:
        """What is wrong with a field."""
        return self.wrong.get(name, "")

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Everything wrong, for the summary: id of the field, sentence."""
        return list(self.wrong.items())


@dataclass(frozen=True, slots=True)
class ReadCondition:
    """The condition as JSON (None: always), what is wrong by field, and the condition that the page showed first."""

    when: JsonValue
    wrong: Mapping[str, str]
    seen: JsonValue


def condition_view(
    when: Condition | None,
    plan: FormPlan,
    of: Question | Section | None,
    language: str,
    raw: Raw | None = None,
    *,
    path: str = WHEN,
    wrong: Mapping[str, str] | None = None,
    again: Redrawn | None = None,
) -> ConditionView:
    """The condition as stored, or as it was typed; `of` waits for it (None: nobody does, nothing is forbidden)."""
    shown = again.raw if again else raw
    typed = fields_as_stored(when, plan, language, path) if shown is None else shown
    scope = Scope.of(plan, of, language)
    tree = tree_of(typed, f"{path}.")
    root = _group(tree, path, scope, 0)
    drawn = when if shown is None else _tree(tree, path, scope, {})
    return ConditionView(
        path=path,
        root=root,
        words=asked_words(drawn, plan, language),
        owner="section" if isinstance(of, Section) else "question" if of else "",
        choices=scope.choices(),
        places=larger_places(language) if _asks_for_a_place(root) else (),
        levels=level_words(language),
        seen=json.dumps(dump_condition(when)) if shown is None else shown.get(f"{path}-seen", [""])[-1],
        wrong=wrong or {},
        focus=again.focus if again else "",
        said=translations(language).gettext(again.said) if again and again.said else "",
    )


def read_condition(
    raw: Raw, plan: FormPlan, of: Question | Section | None, language: str, *, path: str = WHEN
) -> ReadCondition:
    """The condition typed; blank lines and empty groups are left out, and what was not touched stays as it was."""
    wrong: dict[str, str] = {}
    found = _tree(tree_of(raw, f"{path}."), path, Scope.of(plan, of, language), wrong)
    seen = parse_condition(_json(raw.get(f"{path}-seen", ["null"])[-1]))
    if plainer(seen) == found:
        found = seen
    return ReadCondition(dump_condition(found), wrong, dump_condition(seen))


def fields_as_stored(when: Condition | None, plan: FormPlan, language: str, path: str = WHEN) -> dict[str, list[str]]:
    """The fields of the form when nothing was typed yet."""
    questions = {question.key: question for question in plan.questions}
    root = when if isinstance(when, AllOf | AnyOf) else AllOf((when,) if when else ())
    return fields_of(_typed(root, questions, language), path)


def parse_condition(json: JsonValue) -> Condition | None:
    """The condition of plain JSON; None for what is none."""
    try:
        return None if json is None else _CONDITION.validate_python(json)
    except ValidationError:
        return None


def dump_condition(condition: Condition | None) -> JsonValue:
    """The condition as plain JSON, as in the JSON of a plan."""
    if condition is None:
        return None
    dumped: JsonValue = _CONDITION.dump_python(condition, mode="json", exclude_defaults=True)
    return dumped


def plainer(condition: Condition | None) -> Condition | None:
    """The same without groups of one or of none, as the page gives it; None when nothing is left."""
    match condition:
        case AllOf(all=branches) | AnyOf(any=branches):
            kept = tuple(found for one in branches if (found := plainer(one)))
            return _joined("any" if isinstance(condition, AnyOf) else "all", kept)
        case _:
            return condition


def _joined(join: str, branches: tuple[Condition, ...]) -> Condition | None:
    if len(branches) < 2:
        return branches[0] if branches else None
    return AnyOf(branches) if join == "any" else AllOf(branches)


def _typed(condition: Condition, questions: Mapping[str, Question], language: str) -> Tree:
    match condition:
        case AllOf(all=branches) | AnyOf(any=branches):
            lines: Tree = {str(number): _typed(one, questions, language) for number, one in enumerate(branches)}
            return {"join": ["any" if isinstance(condition, AnyOf) else "all"], "lines": lines}
        case Test():
            question = questions.get(condition.question)
            return {
                "question": [condition.question],
                "op": [str(condition.op)],
                "value": [value_typed(condition, question, language)],
                "kept": [json.dumps(dump_condition(condition))],
            }


def _group(tree: Tree, path: str, scope: Scope, depth: int) -> Group:
    lines = tuple(
        _group(row, f"{path}.{name}", scope, depth + 1) if "join" in row else line_view(row, f"{path}.{name}", scope)
        for name, row in rows_of(tree, "lines")
    )
    return Group(path, "any" if text_at(tree, "join") == "any" else "all", lines, depth < DEEPEST)


def _asks_for_a_place(group: Group) -> bool:
    return any(_asks_for_a_place(one) if isinstance(one, Group) else one.control == "place" for one in group.lines)


def _tree(tree: Tree, path: str, scope: Scope, wrong: dict[str, str]) -> Condition | None:
    found: list[Condition] = []
    for name, row in rows_of(tree, "lines"):
        here = f"{path}.{name}"
        one = _tree(row, here, scope, wrong) if "join" in row else read_line(row, here, scope, wrong)
        if one is not None:
            found.append(one)
    return _joined(text_at(tree, "join"), tuple(found))


def _json(text: str) -> JsonValue:
    try:
        loaded: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return loaded
