"""The hearth: everything wrong in a form, as codes with parameters, for whoever writes it and before it is published.

A fault names its section and question, and in `part` what of it: an option, a line of a budget, a branch of the
condition (`0.2`: the third of the first). An advice keeps nobody from publishing. Sentences are in
`web/messages_form_problems.py`.

| code | parameters | |
| --- | --- | --- |
| `empty_form` `empty_section` | | |
| `no_text` | field | without French |
| `untranslated` | field, language | advice |
| `bounds_crossed` | least, most | |
| `too_few_options` | count, least | more are demanded than there are |
| `one_option` | | advice |
| `nobody_reads` | | advice: organisers alone read it |
| `public_contact` | | advice: an e-mail or a telephone that everybody reads |
| `unknown_question` | other | the condition tests a question that is gone |
| `unfit_operator` `unfit_value` `unknown_option` | other, op, value | |
| `out_of_bounds` | other, op, value | advice: no right answer passes |
| `asked_later` | other | advice: it waits for a question that comes after it |
| `never_holds` | | advice: the condition can never hold |
| `never_asked` | | advice: it could, but not with what it waits for |
| `always_holds` | | advice: the condition holds always |
| `dead_branch` | | advice: this alternative never holds |
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.domain.condition_fit import misfit, out_of_bounds
from app.domain.conditions import Condition, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.form_texts import Lack, lacks, question_lacks
from app.domain.questions import CHOICE_KINDS, TEXT_KINDS, Question, QuestionKind, Reader
from app.domain.reach import Cases, Reach, branches_of

Params = Mapping[str, int | float | str]
_CONTACTS = frozenset({QuestionKind.EMAIL, QuestionKind.PHONE})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, where, and what its sentence needs; an `advice` does not block."""

    code: str
    section: str = ""
    question: str = ""
    part: str = ""
    params: Params = field(default_factory=dict)
    advice: bool = False


def faults_of(plan: FormPlan) -> list[Fault]:
    """Everything wrong, in the order of the form."""
    if not plan.sections:
        return [Fault("empty_form")]
    known = {question.key: question for question in plan.questions}
    form = _Form(Cases(plan), known, {key: place for place, key in enumerate(known)})
    return [fault for section in plan.sections for fault in _section(form, section)]


def blocking(faults: list[Fault]) -> list[Fault]:
    """What keeps a form from being published."""
    return [fault for fault in faults if not fault.advice]


class _Form(NamedTuple):
    cases: Cases
    known: Mapping[str, Question]
    places: Mapping[str, int]


def _section(form: _Form, section: Section) -> Iterator[Fault]:
    at = Fault("", section.key)
    if not section.questions:
        yield replace(at, code="empty_section")
    yield from _lacking(at, [*lacks(section.title, "title", needed=True), *lacks(section.help, "help")])
    first = section.questions[0].key if section.questions else ""
    yield from _tests(form, section.when, at, first)
    seen = form.cases.reach_of(section.when) if section.when else None
    if section.when and seen:
        yield from _reached(at, section.when, seen)
    for question in section.questions:
        here = replace(at, question=question.key)
        yield from _lacking(here, question_lacks(question))
        yield from _settings(here, question)
        yield from _tests(form, question.when, here, question.key)
        # What is wrong with a section is said once, not again by each of its questions.
        if question.when and not (seen and seen.never):
            yield from _asked(form, here, section, question.when)


def _lacking(at: Fault, found: Iterable[Lack]) -> Iterator[Fault]:
    for code, part, params in found:
        yield replace(at, code=code, part=part, params=params, advice=code == "untranslated")


def _settings(at: Fault, question: Question) -> Iterator[Fault]:
    least, most = question.minimum, question.limit if question.kind in TEXT_KINDS else question.maximum
    if question.files:
        most = question.files.at_most
    if least is not None and most is not None and least > most:
        yield replace(at, code="bounds_crossed", params={"least": least, "most": most})
    if question.kind in CHOICE_KINDS:
        yield from _choices(at, question)
    if not question.readers and question.kind != QuestionKind.INFORMATION:
        yield replace(at, code="nobody_reads", advice=True)
    if Reader.PUBLIC in question.readers and question.kind in _CONTACTS:
        yield replace(at, code="public_contact", advice=True)


def _choices(at: Fault, question: Question) -> Iterator[Fault]:
    count = len(question.options)
    if question.kind == QuestionKind.CHOICES and question.minimum is not None and question.minimum > count:
        yield replace(at, code="too_few_options", params={"count": count, "least": question.minimum})
    elif count == 0:
        yield replace(at, code="too_few_options", params={"count": 0, "least": 1})
    elif count == 1:
        yield replace(at, code="one_option", advice=True)


def _tests(form: _Form, when: Condition | None, at: Fault, place: str) -> Iterator[Fault]:
    """What is wrong with each test by itself; `place` is the question before which those it awaits should stand."""
    late: set[str] = set()
    for path, test in _paths(when):
        here = replace(at, part=path, params={"other": test.question, "op": str(test.op), "value": _shown(test)})
        question = form.known.get(test.question)
        if question is None:
            yield replace(here, code="unknown_question", params={"other": test.question})
        elif code := misfit(test, question):
            yield replace(here, code=code)
        elif out_of_bounds(test, question):
            yield replace(here, code="out_of_bounds", advice=True)
        if question and place and question.key not in late and form.places[question.key] > form.places[place]:
            late.add(question.key)
            yield replace(here, code="asked_later", params={"other": question.key}, advice=True)


def _asked(form: _Form, at: Fault, section: Section, when: Condition) -> Iterator[Fault]:
    seen = form.cases.reach_of(when, section.when)
    if seen is None:
        return
    if seen.never and form.cases.is_possible(when):
        yield replace(at, code="never_asked", advice=True)
    else:
        yield from _reached(at, when, seen)


def _reached(at: Fault, when: Condition, seen: Reach) -> Iterator[Fault]:
    if seen.never:
        yield replace(at, code="never_holds", advice=True)
    elif seen.always:
        yield replace(at, code="always_holds", advice=True)
    else:
        for path in seen.dead(when):
            yield replace(at, code="dead_branch", part=".".join(map(str, path)), advice=True)


def _paths(when: Condition | None, path: str = "") -> Iterator[tuple[str, Test]]:
    """Every test with its place in the tree."""
    if isinstance(when, Test):
        yield path, when
    for place, branch in enumerate(branches_of(when) if when else ()):
        yield from _paths(branch, f"{path}.{place}" if path else str(place))


def _shown(test: Test) -> int | float | str:
    """The value as a parameter."""
    if isinstance(test.value, bool):
        return "yes" if test.value else "no"
    return "" if test.value is None else test.value
