"""All that a track asks, as everyone reads it before any account."""

from typing import NamedTuple

from app.domain.answers import asks
from app.domain.form_plans import FormPlan
from app.domain.questions import Question, TemplateFile
from app.domain.texts import text_in
from app.models import Track
from app.web.question_words import asked_if, help_lines, takes, when_needed


class ShownQuestion(NamedTuple):
    """One question: `takes` says what is expected, `options` and `lines` what may be chosen or filled in, `parts` what
    is asked in each row of a repeating block, `condition` of whom it is asked.
    """

    key: str
    kind: str
    label: str
    help: list[str]
    takes: str
    needed: str
    options: list[str]
    lines: list[str]
    asks: bool
    template: TemplateFile | None
    parts: "list[ShownQuestion]"
    condition: str


class ShownPart(NamedTuple):
    """One section."""

    key: str
    title: str
    help: str
    minutes: int
    questions: list[ShownQuestion]
    condition: str


class ShownTrack(NamedTuple):
    """One track: its sections, how many questions, and the minutes they usually take."""

    key: str
    title: str
    parts: list[ShownPart]
    asked: int
    minutes: int


def shown_track(track: Track, plan: FormPlan, language: str) -> ShownTrack:
    """Everything a track asks, in the language of the reader."""
    parts = [
        ShownPart(
            section.key,
            text_in(section.title, language),
            text_in(section.help, language),
            section.minutes,
            [_question(question, plan, language) for question in section.questions],
            asked_if(section.when, plan, language),
        )
        for section in plan.sections
    ]
    count = sum(asks(question) for question in plan.questions)
    return ShownTrack(track.key, text_in(track.title, language), parts, count, sum(part.minutes for part in parts))


def _question(question: Question, plan: FormPlan, language: str) -> ShownQuestion:
    budget = question.budget
    return ShownQuestion(
        question.key,
        str(question.kind),
        text_in(question.label, language),
        help_lines(question, language),
        takes(question, language),
        when_needed(question, language),
        [text_in(option.label, language) for option in question.options],
        [text_in(line.label, language) for line in budget.lines] if budget else [],
        asks(question),
        question.files.template if question.files else None,
        [_question(part, plan, language) for part in question.repeat.questions] if question.repeat else [],
        asked_if(question.when, plan, language),
    )
