"""The hearth: texts that a form lacks: none in French, or not translated into English."""

from collections.abc import Iterator

from app.domain.questions import BudgetPlan, Question
from app.domain.texts import DEFAULT_LANGUAGE, Texts

LANGUAGES = ("fr", "en")
Lack = tuple[str, str, dict[str, int | float | str]]
"""Code (`no_text` or `untranslated`), part (an option, a line, a question of a block), parameters."""


def lacks(texts: Texts, name: str, *, part: str = "", needed: bool = False) -> Iterator[Lack]:
    """What one text lacks: nothing when it is written in every language, or in none and is not needed."""
    written = [language for language, text in texts.pairs if text.strip()]
    if DEFAULT_LANGUAGE not in written and needed:
        yield "no_text", part, {"field": name}
    elif written:
        for language in LANGUAGES:
            if language not in written:
                yield "untranslated", part, {"field": name, "language": language}


def question_lacks(question: Question, block: str = "") -> Iterator[Lack]:
    """What the texts of a question lack; `block` is the repeating one it stands in."""
    part = question.key if block else ""
    yield from lacks(question.label, "label", part=part, needed=True)
    yield from lacks(question.help, "help", part=part)
    yield from lacks(question.example, "example", part=part)
    for option in question.options:
        yield from lacks(option.label, "option", part=f"{part}.{option.key}" if part else option.key, needed=True)
    if question.budget:
        yield from _line_lacks(question.budget)
    if question.repeat:
        yield from lacks(question.repeat.noun, "noun")
        for inner in question.repeat.questions:
            yield from question_lacks(inner, question.key)


def _line_lacks(budget: BudgetPlan) -> Iterator[Lack]:
    for line in budget.lines:
        yield from lacks(line.label, "line", part=line.key, needed=True)
