"""A condition written line by line: all or one of some tests, each chosen in a list; and a condition in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.adapters import geography
from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test
from app.domain.entries import parse_number
from app.domain.questions import CHOICE_KINDS, NUMBER_KINDS, Question, QuestionKind
from app.domain.texts import fold, text_in
from app.services import places
from app.web.i18n import N_, translations

LINES, SPARE = 8, 2
CHOICE, VALUE, MATCH = "test", "value", "match"
WORDS: Mapping[Op, str] = {
    Op.IS: N_("« %(question)s » : %(value)s"),
    Op.IS_NOT: N_("« %(question)s » : autre chose que %(value)s"),
    Op.LESS: N_("« %(question)s » : moins de %(value)s"),
    Op.MORE: N_("« %(question)s » : plus de %(value)s"),
    Op.CONTAINS: N_("« %(question)s » : %(value)s en fait partie"),
    Op.WITHIN: N_("« %(question)s » : dans %(value)s"),
    Op.ANSWERED: N_("« %(question)s » : il y a une réponse"),
}


class Line(NamedTuple):
    """One test as fields: what is chosen in the list, and what is written beside it."""

    chosen: str = ""
    value: str = ""


class Lines(NamedTuple):
    """A condition as fields; `is_nested` when it says more than lines can: it is then kept unless rewritten."""

    match: str
    lines: tuple[Line, ...]
    is_nested: bool = False


class Unread(ValueError):
    """A line that says nothing that can be understood; its number counts from 0."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def lines_of(condition: Condition | None) -> Lines:
    """The condition as lines, with some blank ones at the end."""
    match condition:
        case None:
            branches: tuple[Condition, ...] = ()
        case Test():
            branches = (condition,)
        case AllOf(all=branches) | AnyOf(any=branches):
            pass
    tests = [branch for branch in branches if isinstance(branch, Test)]
    written = [Line(_choice(test), _written(test)) for test in tests]
    spare = max(SPARE, 3 - len(written))
    match_any = "any" if isinstance(condition, AnyOf) else "all"
    return Lines(match_any, (*written, *(Line() for _ in range(spare))), is_nested=len(tests) < len(branches))


def typed_lines(raw: Mapping[str, Sequence[str]]) -> Lines:
    """The lines as they were typed."""
    lines = [Line(_last(raw, f"{CHOICE}.{number}"), _last(raw, f"{VALUE}.{number}")) for number in range(LINES + SPARE)]
    while len(lines) > 3 and lines[-1] == lines[-2] == Line():
        lines.pop()
    return Lines("any" if _last(raw, MATCH) == "any" else "all", tuple(lines))


def read_lines(lines: Lines, questions: Iterable[Question]) -> Condition | None:
    """The condition that these lines say, None when they say none. Raises Unread."""
    known = {question.key: question for question in questions}
    tests = tuple(_test(number, line, known) for number, line in enumerate(lines.lines) if line.chosen)
    if len(tests) < 2:
        return tests[0] if tests else None
    return AnyOf(tests) if lines.match == "any" else AllOf(tests)


def choices_of(questions: Iterable[Question], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a line may say, question by question, for a list of choices."""
    found = [(text_in(question.label, language), list(_choices(question, language))) for question in questions]
    return [(label, rows) for label, rows in found if rows]


def condition_words(condition: Condition | None, questions: Iterable[Question], language: str) -> str:
    """The condition in words: `« Êtes-vous plusieurs ? » : Oui, et ...`."""
    known = {question.key: question for question in questions}
    return _words(condition, known, language, 0)


def test_words(test: Test, question: Question | None, language: str) -> str:
    """One test in words."""
    text = text_in(question.label, language) if question else test.question
    say = translations(language).gettext
    return say(WORDS[test.op]) % {"question": text, "value": _value_words(test, question, language)}


def _words(condition: Condition | None, known: Mapping[str, Question], language: str, depth: int) -> str:
    say = translations(language).gettext
    match condition:
        case None:
            return ""
        case Test():
            return test_words(condition, known.get(condition.question), language)
        case AllOf(all=branches):
            joint = say(N_("%(one)s, et %(other)s"))
        case AnyOf(any=branches):
            joint = say(N_("%(one)s, ou %(other)s"))
    text = ""
    for branch in branches:
        words = _words(branch, known, language, depth + 1)
        text = joint % {"one": text, "other": words} if text else words
    return f"({text})" if depth and len(branches) > 1 else text


def _value_words(test: Test, question: Question | None, language: str) -> str:
    say = translations(language).gettext
    if isinstance(test.value, bool):
        return say(N_("Oui") if test.value else N_("Non"))
    if test.op is Op.WITHIN:
        return _place_words(str(test.value))
    options = question.options if question else ()
    return next((text_in(one.label, language) for one in options if one.key == test.value), str(test.value))


def _choices(question: Question, language: str) -> Iterator[tuple[str, str]]:
    say = translations(language).gettext
    if question.kind is QuestionKind.YES_NO:
        yield _choice(Test(question.key, Op.IS, True)), say(N_("Oui"))
        yield _choice(Test(question.key, Op.IS, False)), say(N_("Non"))
    if question.kind in CHOICE_KINDS:
        one = question.kind is QuestionKind.CHOICE
        for option in question.options:
            label = text_in(option.label, language)
            yield _choice(Test(question.key, Op.IS if one else Op.CONTAINS, option.key)), label
            if one:
                other = say(N_("autre chose que %(value)s")) % {"value": label}
                yield _choice(Test(question.key, Op.IS_NOT, option.key)), other
    if question.kind in NUMBER_KINDS:
        yield _choice(Test(question.key, Op.LESS)), say(N_("moins de (nombre ci-contre)"))
        yield _choice(Test(question.key, Op.MORE)), say(N_("plus de (nombre ci-contre)"))
        yield _choice(Test(question.key, Op.IS)), say(N_("exactement (nombre ci-contre)"))
    if question.kind is QuestionKind.TERRITORY:
        yield _choice(Test(question.key, Op.WITHIN)), say(N_("dans (territoire ci-contre)"))


def _choice(test: Test) -> str:
    """A test as the value of a list: `together|is|true`; without its value where that is written beside it."""
    beside = test.op in (Op.LESS, Op.MORE, Op.WITHIN) or _is_number(test.value) or test.value is None
    value = "" if beside else str(test.value).lower() if isinstance(test.value, bool) else str(test.value)
    return f"{test.question}|{test.op}|{value}"


def _written(test: Test) -> str:
    if test.op is Op.WITHIN:
        return _place_words(str(test.value))
    return str(test.value) if _is_number(test.value) else ""


def _test(number: int, line: Line, known: Mapping[str, Question]) -> Test:
    key, _, rest = line.chosen.partition("|")
    op, _, value = rest.partition("|")
    question = known.get(key)
    if question is None or op not in {str(one) for one in Op}:
        raise Unread(number)
    if op == Op.WITHIN:
        place = _place(line.value)
        if not place:
            raise Unread(number)
        return Test(key, Op.WITHIN, place)
    if question.kind in NUMBER_KINDS:
        read = parse_number(line.value)
        if read is None:
            raise Unread(number)
        return Test(key, Op(op), read)
    if question.kind is QuestionKind.YES_NO:
        return Test(key, Op(op), value == "true")
    return Test(key, Op(op), value)


def _place(text: str) -> str:
    """The territory that was meant: a département by its number or name, a region by its name, else a commune."""
    words = text.strip()
    for code, one in geography.departements().items():
        if words.upper() == code or fold(words) == fold(one.name):
            return f"departement:{code}"
    for one in geography.departements().values():
        for region in (one.region, one.region_2011):
            if fold(words) == fold(region):
                return f"region:{region}"
    found = places.find(words) if words else None
    return f"commune:{found.insee}" if found else ""


def _place_words(place: str) -> str:
    level, _, code = place.partition(":")
    if level == "departement":
        whole = geography.departement(code)
        return whole.name if whole else code
    return places.name_of(code) if level == "commune" else code


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _last(raw: Mapping[str, Sequence[str]], name: str) -> str:
    values = raw.get(name) or [""]
    return values[-1]
