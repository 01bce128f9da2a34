"""Answers as people read them: a form plan and stored values become views that every face shows alike."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import JsonValue

from app.domain.answers import asks, blocking, check_answers, is_answered
from app.domain.checks import Problem
from app.domain.entries import parse_date
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question, QuestionKind, RepeatPlan
from app.domain.repeats import rows_of
from app.domain.texts import count_characters, count_words, text_in
from app.queries.dossiers import Content
from app.web.answer_parts import (
    ShownBudget,
    ShownFile,
    ShownMember,
    shown_budget,
    shown_files,
    shown_member,
)
from app.web.i18n import N_, translations
from app.web.place_texts import place_parts
from app.web.repeats import Row, row_title, said
from app.web.shown import date_text, euros_text, number_text, plain_number, share_text


class ShownAnswer(NamedTuple):
    """One answer: `text` for one line, `paragraphs` for a long one, `rich` for one with marks, `items` for several,
    `rows` for those of a repeating block, `href` for an address.
    """

    key: str
    kind: str
    label: str
    answered: bool
    text: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    href: str = ""
    note: str = ""
    budget: ShownBudget | None = None
    members: tuple[ShownMember, ...] = ()
    files: tuple[ShownFile, ...] = ()
    rich: str = ""
    rows: "tuple[Row[ShownAnswer], ...]" = ()
    problems: tuple[str, ...] = ()
    blocks: bool = False


class ShownSection(NamedTuple):
    """One section; `number` counts from 1, `shape` is the families of the members when they stand here."""

    key: str
    number: int
    title: str
    minutes: int
    answers: tuple[ShownAnswer, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered here."""
        return not any(answer.answered for answer in self.answers)


def shown_sections(
    plan: FormPlan, content: Content, language: str, *, files_at: str, final: bool = False
) -> list[ShownSection]:
    """Every section with its answers; `files_at` is the address before a file's id; `final` adds what is missing."""
    return [
        shown_section(section, number, content, language, files_at=files_at, final=final)
        for number, section in enumerate(plan.sections, 1)
    ]


def shown_section(
    section: Section, number: int, content: Content, language: str, *, files_at: str, final: bool = False
) -> ShownSection:
    """One section with its answers."""
    problems = check_answers(section.questions, content.values, final=final)
    answers = tuple(
        _answer(
            question, content, [found for found in problems if found.question_key == question.key], language, files_at
        )
        for question in section.questions
        if asks(question)
    )
    return ShownSection(section.key, number, text_in(section.title, language), section.minutes, answers)


def named(questions: Iterable[Question], language: str) -> str:
    """Questions by their words, in one line."""
    say = translations(language).gettext
    return ", ".join(say(N_("« %(words)s »")) % {"words": text_in(one.label, language)} for one in questions)


def option_label(question: Question, key: JsonValue, language: str) -> str:
    """The words of a chosen option; what was sent when it is none."""
    return next((text_in(option.label, language) for option in question.options if option.key == key), str(key))


def length_note(question: Question, value: JsonValue, language: str) -> str:
    """How long a text is, beside its limit: `412 mots sur 500`."""
    if question.limit is None or not isinstance(value, str):
        return ""
    speech = translations(language)
    if question.unit == "words":
        count = count_words(value)
        return speech.ngettext("%(num)s mot sur %(limit)s", "%(num)s mots sur %(limit)s", count) % {
            "num": number_text(count, language),
            "limit": number_text(question.limit, language),
        }
    count = count_characters(value)
    return speech.ngettext("%(num)s signe sur %(limit)s", "%(num)s signes sur %(limit)s", count) % {
        "num": number_text(count, language),
        "limit": number_text(question.limit, language),
    }


def one_line(question: Question, value: JsonValue, language: str) -> str:
    """A value in one line; empty when there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return translations(language).gettext(N_("Oui") if value else N_("Non"))
    match question.kind:
        case QuestionKind.CHOICE:
            return option_label(question, value, language)
        case QuestionKind.DATE:
            day = parse_date(str(value))
            return date_text(day, language) if day else str(value)
        case QuestionKind.NUMBER if isinstance(value, int | float):
            return plain_number(value, language)
        case QuestionKind.AMOUNT if isinstance(value, int | float):
            return euros_text(value, language)
        case QuestionKind.PERCENTAGE if isinstance(value, int | float):
            return share_text(value, language)
        case _:
            return str(value)


def _answer(question: Question, content: Content, problems: list[Problem], language: str, files_at: str) -> ShownAnswer:
    value = content.values.get(question.key)
    parts: dict[str, object] = {}
    match question.kind:
        case QuestionKind.LONG:
            parts["paragraphs"] = tuple(part.strip() for part in str(value or "").split("\n") if part.strip())
            parts["note"] = length_note(question, value, language)
        case QuestionKind.RICH:
            parts["rich"] = str(value or "")
            parts["note"] = length_note(question, value, language)
        case QuestionKind.REPEAT if question.repeat:
            parts["rows"] = _rows(question.repeat, value, language)
            parts["text"] = value if isinstance(value, str) else ""
        case QuestionKind.CHOICES if isinstance(value, list):
            parts["items"] = tuple(option_label(question, key, language) for key in value)
        case QuestionKind.TERRITORY | QuestionKind.ORGANISATION | QuestionKind.ADDRESS:
            parts.update(place_parts(question, value, language))
        case QuestionKind.BUDGET if question.budget:
            parts["budget"] = shown_budget(question.budget, value, language)
        case QuestionKind.MEMBERS:
            parts["members"] = tuple(shown_member(member, language) for member in content.members)
        case QuestionKind.FILES:
            parts["files"] = shown_files(content.files, question.key, language, files_at)
        case _:
            parts["text"] = one_line(question, value, language)
            parts["href"] = _address(question, value, problems)
    return ShownAnswer(
        key=question.key,
        kind=str(question.kind),
        label=text_in(question.label, language),
        answered=is_answered(question, value),
        problems=tuple(dict.fromkeys(said(question, problem, language) for problem in problems)),
        blocks=bool(blocking(problems)),
        **parts,  # type: ignore[arg-type]
    )


def _rows(plan: RepeatPlan, value: JsonValue, language: str) -> "tuple[Row[ShownAnswer], ...]":
    """The rows of a repeating block; what is wrong in them is said beside the whole."""
    return tuple(
        Row(
            str(place),
            row_title(plan, place, language),
            tuple(_answer(part, Content(row, [], []), [], language, "") for part in plan.questions if part.key in row),
        )
        for place, row in enumerate(rows_of(value))
    )


def _address(question: Question, value: JsonValue, problems: list[Problem]) -> str:
    """Where an address leads; one that is wrong leads nowhere."""
    if not value or problems:
        return ""
    if question.kind == QuestionKind.EMAIL:
        return f"mailto:{value}"
    return str(value) if question.kind == QuestionKind.URL else ""
