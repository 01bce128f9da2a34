"""Questions drawn once: the field of a question stays the same but for its answer, which is written into what is kept.

A drawing is what the macro of the field draws around a mark, so that it is the macro's to the byte. What the macro must
see whole is left to it: a problem, an answer that does not fit, rows, files, places, a text with marks.
"""

import re
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import NamedTuple

from markupsafe import Markup, escape
from pydantic import JsonValue

from app.domain.checks import is_date
from app.domain.form_plans import Section
from app.domain.questions import NUMBER_KINDS, Question, QuestionKind
from app.domain.texts import count_characters, count_words
from app.web.field_words import typed_text
from app.web.fields import Field, field_for
from app.web.shelf import Shelf
from app.web.templates import environment

SIGNS_KEPT = 8_000_000
"""How much markup is kept, all drawings together; one question takes about a thousand signs in each language."""
_TEXT, _COUNT = f"text{token_hex(16)}", f"count{token_hex(16)}"
_MARKS = re.compile(f"({_TEXT}|{_COUNT})")
_COUNTED = frozenset({QuestionKind.SHORT, QuestionKind.LONG})
_WRITTEN = _COUNTED | NUMBER_KINDS | {QuestionKind.DATE, QuestionKind.EMAIL, QuestionKind.PHONE, QuestionKind.URL}
_TICKED = frozenset({QuestionKind.YES_NO, QuestionKind.CONSENT, QuestionKind.CHOICE, QuestionKind.CHOICES})
_NOTHING: tuple[str, ...] = ()


class Drawn(NamedTuple):
    """A question whose field is drawn already, or several that follow one another; then the key is that of none."""

    key: str
    drawn: Markup


def drawn_fields(
    section: Section,
    values: Mapping[str, JsonValue],
    language: str,
    *,
    but: Collection[str] = (),
    hidden: Collection[str] = (),
) -> dict[str, str]:
    """The questions of a section that need no macro, by key; `but` are those left to it, `hidden` are not asked now."""
    return {
        question.key: found
        for question in section.questions
        if question.key not in but
        and (found := filled(question, values.get(question.key), language, hidden=question.key in hidden)) is not None
    }


def in_order(
    section: Section, drawn: Mapping[str, str], whole: Mapping[str, Field], *, marked: Container[str] = ()
) -> list[Field | Drawn]:
    """What a section shows, from its first question to its last; `marked` are those that something is said about."""
    found: list[Field | Drawn] = []
    run: list[str] = []
    for question in section.questions:
        key = question.key
        if key in drawn and key not in marked:
            run.append(drawn[key])
            continue
        found += _together(run)
        run = []
        found.append(Drawn(key, Markup(drawn[key])) if key in drawn else whole[key])  # noqa: S704  drawn by a macro
    return found + _together(run)


def _together(run: list[str]) -> list[Drawn]:
    return [Drawn("", Markup("".join(run)))] if run else []  # noqa: S704  drawn by macros


def filled(question: Question, value: JsonValue, language: str, *, hidden: bool = False) -> str | None:
    """The field of a question that has no problem, with this answer; None when the macro must draw it."""
    if question.kind in _WRITTEN:
        text = _text(question, value, language)
        count = _count(question, text or "")
        if text is None or (question.limit and count > question.limit):
            return None
        # One and many are said otherwise, nothing too in some languages.
        return _drawing(question, language, hidden, min(count, 2)).written(text, count)
    picked = _picked(question, value)
    return None if picked is None else _drawing(question, language, hidden, 0).ticked(picked)


def _text(question: Question, value: JsonValue, language: str) -> str | None:
    """What the field of a text, a number or a day shows; None when its looks depend on it."""
    if question.kind in _COUNTED:
        return value if isinstance(value, str) else "" if value is None else None
    if question.kind == QuestionKind.DATE:
        return str(value or "") if not value or is_date(value) else None
    return typed_text(question, value, language)


def _count(question: Question, text: str) -> int:
    if question.limit is None or question.kind not in _COUNTED:
        return 0
    return count_words(text) if question.unit == "words" else count_characters(text)


def _picked(question: Question, value: JsonValue) -> tuple[str, ...] | None:
    """What is ticked among finite answers; None when the answer is not one of them."""
    match question.kind:
        case QuestionKind.INFORMATION:
            return _NOTHING
        case QuestionKind.RICH:
            return _NOTHING if value is None or value == "" else None
        case kind if kind not in _TICKED:
            return None
        case QuestionKind.YES_NO | QuestionKind.CONSENT if isinstance(value, bool):
            return ("yes",) if value else _NOTHING if question.kind == QuestionKind.CONSENT else ("no",)
        case QuestionKind.CHOICE if isinstance(value, str):
            return _offered(question, [value])
        case QuestionKind.CHOICES if isinstance(value, list):
            return _offered(question, value)
    return _NOTHING if value is None else None


def _offered(question: Question, chosen: list[JsonValue]) -> tuple[str, ...] | None:
    keys = tuple(option.key for option in question.options if option.key in chosen)
    return keys if len(keys) == len(chosen) else None


class _Number(int):
    """A count that is drawn as a mark; sentences still agree with it."""

    def __html__(self) -> str:
        return _COUNT


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A field around its answer; `ticks` says where each finite answer is ticked, and how, once it was."""

    question: Question
    blank: Field
    language: str
    hidden: bool
    parts: tuple[str, ...]
    ticks: dict[str, tuple[int, str] | None] = field(default_factory=dict)

    def written(self, text: str, count: int) -> str:
        said = {_TEXT: escape(text), _COUNT: str(count)}
        return "".join([said.get(part, part) for part in self.parts])

    def ticked(self, picked: tuple[str, ...]) -> str | None:
        [drawn] = self.parts
        found = [self.ticks[key] if key in self.ticks else self._tick(key) for key in picked]
        if None in found:
            return None
        for start, added in sorted(filter(None, found), reverse=True):
            drawn = drawn[:start] + added + drawn[start:]
        return drawn

    def _tick(self, key: str) -> tuple[int, str] | None:
        """What ticking one answer adds to the field, and where; None if it is more than one addition."""
        bare = self.parts[0]
        ticked = _draw(self.question, replace(self.blank, value=key, picked=(key,)), self.language, self.hidden)
        pairs = zip(bare, ticked, strict=False)
        start = next((place for place, (old, new) in enumerate(pairs) if old != new), len(bare))
        added = ticked[start : start + len(ticked) - len(bare)]
        is_all = bare[:start] + added + bare[start:] == ticked
        self.ticks[key] = (start, added) if is_all else None
        return self.ticks[key]


_DRAWINGS: Shelf[_Drawing] = Shelf(SIGNS_KEPT, lambda drawing: sum(map(len, drawing.parts)))


def _drawing(question: Question, language: str, hidden: bool, count: int) -> _Drawing:
    return _DRAWINGS.of(
        question, language, hidden, count, make=lambda: _made(question, language, hidden, _Number(count))
    )


def _made(question: Question, language: str, hidden: bool, count: _Number) -> _Drawing:
    blank = field_for(question, None, [], language)
    marked = replace(blank, value=_TEXT, count=count) if question.kind in _WRITTEN else blank
    parts = tuple(_MARKS.split(_draw(question, marked, language, hidden)))
    return _Drawing(question, blank, language, hidden, parts)


def _draw(question: Question, shown: Field, language: str, hidden: bool) -> str:
    """The field as the page draws it, with the question around it when it is asked of some only."""
    if question.when is None:
        return str(_macro("applicant/field.html", "field", language)(shown))
    return str(_macro("applicant/conditional.html", "question", language)(shown, hidden, ()))


def _macro(template: str, name: str, language: str) -> Callable[..., object]:
    found: Callable[..., object] = getattr(environment(language).get_template(template).module, name)
    return found
