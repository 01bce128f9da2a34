"""One line of a condition: the question it looks at, the comparison, and what it is compared with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import TypeAdapter, ValidationError

from app.domain.conditions import Op, Test, Value
from app.domain.entries import parse_date, parse_number
from app.domain.form_plans import FormPlan, Section, waits
from app.domain.questions import Question
from app.domain.texts import clean_text, text_in
from app.web.condition_ops import OPS, control_of, family_of, words_of
from app.web.condition_places import place_words, places_meant
from app.web.field_trees import Tree, text_at
from app.web.i18n import N_, translations
from app.web.setting_reading import number_typed

LONGEST = 500
_TEST: TypeAdapter[Test] = TypeAdapter(Test)


@dataclass(frozen=True)
class Scope:
    """The questions a condition may look at, and why it may not look at some of them."""

    plan: FormPlan
    language: str
    own: frozenset[str]
    name: str

    @classmethod
    def of(cls, plan: FormPlan, owner: Question | Section | None, language: str) -> "Scope":
        """The scope of what waits for the condition."""
        if isinstance(owner, Section):
            keys = frozenset(question.key for question in owner.questions)
            return cls(plan, language, keys, text_in(owner.title, language))
        if owner is None:
            return cls(plan, language, frozenset(), "")
        return cls(plan, language, frozenset({owner.key}), text_in(owner.label, language))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question, by key."""
        return {question.key: question for question in self.plan.questions}

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """The questions that wait, near or far, for what would wait for them."""
        needs, found, todo = waits(self.plan), set(self.own), list(self.own)
        while todo:
            awaited = todo.pop()
            more = {key for key, needed in needs.items() if awaited in needed and key not in found}
            found |= more
            todo += more
        return frozenset(found)

    def say(self, message: str) -> str:
        """A message id in the language of the page."""
        return translations(self.language).gettext(message)

    def reason(self, key: str) -> str:
        """Why a question cannot be looked at; empty when it can."""
        if key not in self.forbidden:
            return ""
        if key not in self.own:
            return self.say(N_("elle attend déjà cette réponse : elles tourneraient en rond"))
        return self.say(N_("c’est cette question")) if len(self.own) == 1 else self.say(N_("dans cette rubrique"))

    def choices(self) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
        """By section, the questions one may look at: key, words, and the reason when one may not."""
        found = []
        for section in self.plan.sections:
            asked = [one for one in section.questions if OPS[family_of(one.kind)]]
            rows = tuple((one.key, text_in(one.label, self.language) or one.key, self.reason(one.key)) for one in asked)
            if rows:
                found.append((text_in(section.title, self.language) or section.key, rows))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One line to fill in: the comparisons its question allows, and the control of its value."""

    path: str
    question: str
    is_gone: bool
    op: str
    ops: tuple[tuple[str, str], ...]
    control: str
    value: str
    options: tuple[tuple[str, str], ...]
    unit: str
    kept: str
    is_group: bool = False


def line_view(row: Tree, path: str, scope: Scope) -> Line:
    """A line as it is stored or was typed; another question than before brings its own comparisons."""
    key, kept = text_at(row, "question"), text_at(row, "kept")
    question = scope.questions.get(key)
    family = family_of(question.kind) if question else None
    before = _kept(row)
    allowed = OPS[family] if family else tuple(Op) if key else ()
    if before and before.question == key and before.op not in allowed:
        allowed = (*allowed, before.op)
    typed = text_at(row, "op")
    op = next((one for one in allowed if one == typed), allowed[0] if allowed else None)
    control = control_of(family, op) if op else "none"
    value = text_at(row, "value")
    if question and text_at(row, "drawn") not in ("", key) and _value(control, value, question, scope)[0] is None:
        # It was typed for another question.
        value = ""
    return Line(
        path=path,
        question=key,
        is_gone=bool(key) and question is None,
        op=op or "",
        ops=tuple((one, scope.say(words_of(family, one))) for one in allowed),
        control=control,
        value=value,
        options=_options(question, control, value, scope),
        unit={"amount": "€", "percentage": "%"}.get(question.kind, "") if question else "",
        kept=kept,
    )


def read_line(row: Tree, path: str, scope: Scope, wrong: dict[str, str]) -> Test | None:
    """The comparison typed; None for a blank line, or for one that is wrong and says so."""
    key = text_at(row, "question")
    if not key:
        return None
    if (before := _kept(row)) and _is_same(row, before, scope):
        return before
    question = scope.questions.get(key)
    if question is None:
        wrong[f"{path}.question"] = scope.say(N_("Cette question n’existe plus : choisissez-en une autre."))
        return None
    if reason := scope.reason(key):
        wrong[f"{path}.question"] = scope.say(N_("Choisissez une autre question : %(reason)s.")) % {"reason": reason}
        return None
    family = family_of(question.kind)
    op = next((one for one in OPS[family] if one == text_at(row, "op")), None)
    if op is None:
        wrong[f"{path}.op"] = scope.say(N_("Choisissez la comparaison."))
        return None
    control = control_of(family, op)
    if control == "none":
        return Test(key, op)
    value, problem = _value(control, clean_text(text_at(row, "value")), question, scope)
    if problem:
        wrong[f"{path}.value"] = scope.say(problem)
    return None if value is None else Test(key, op, value)


def value_typed(test: Test, question: Question | None, language: str) -> str:
    """What an answer is compared with, as one would type it."""
    value = test.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_typed(value, language)
    if value is not None and control_of(family_of(question.kind) if question else None, test.op) == "place":
        return place_words(value, language)
    return value or ""


def _kept(row: Tree) -> Test | None:
    try:
        return _TEST.validate_python(json.loads(text_at(row, "kept")))
    except (ValueError, RecursionError, ValidationError):
        return None


def _is_same(row: Tree, before: Test, scope: Scope) -> bool:
    """Whether a line is still as it was stored: then its value keeps its type, and its question may be gone."""
    if (text_at(row, "question"), text_at(row, "op")) != (before.question, before.op):
        return False
    question = scope.questions.get(before.question)
    is_shown = control_of(family_of(question.kind) if question else None, before.op) != "none"
    return not is_shown or text_at(row, "value") == value_typed(before, question, scope.language)


def _value(control: str, typed: str, question: Question, scope: Scope) -> tuple[Value | None, str]:
    if not typed:
        return None, N_("Écrivez ou choisissez à quoi la réponse est comparée.")
    match control:
        case "option":
            known = any(one.key == typed for one in question.options)
            return (typed, "") if known else (None, N_("Choisissez la réponse dans la liste."))
        case "yes_no":
            return (typed == "yes", "") if typed in ("yes", "no") else (None, N_("Choisissez oui ou non."))
        case "number":
            number = parse_number(typed)
            return (number, "") if number is not None else (None, N_("Écrivez un nombre, par exemple 500."))
        case "date":
            day = parse_date(typed)
            return (day.isoformat(), "") if day else (None, N_("Écrivez une date, par exemple 31/10/2011."))
        case "place":
            return _place(typed, scope)
        case _:
            return (typed, "") if len(typed) <= LONGEST else (None, N_("Raccourcissez à 500 signes au plus."))


def _place(typed: str, scope: Scope) -> tuple[str | None, str]:
    found = places_meant(typed, scope.language)
    if len(found) == 1:
        return found[0].key, ""
    if found:
        return None, N_("Plusieurs territoires portent ce nom : choisissez-en un.")
    return None, N_("Aucun territoire ne porte ce nom. Vérifiez-le, ou écrivez son code.")


def _options(question: Question | None, control: str, value: str, scope: Scope) -> tuple[tuple[str, str], ...]:
    match control:
        case "option" if question:
            rows = tuple((one.key, text_in(one.label, scope.language) or one.key) for one in question.options)
            if not value or any(key == value for key, _ in rows):
                return rows
            return ((value, scope.say(N_("« %(value)s », réponse retirée")) % {"value": value}), *rows)
        case "yes_no":
            return (("yes", scope.say(N_("oui"))), ("no", scope.say(N_("non"))))
        case "place":
            found = places_meant(value, scope.language) if value else []
            return tuple((one.text, one.text) for one in found) if len(found) > 1 else ()
        case _:
            return ()
