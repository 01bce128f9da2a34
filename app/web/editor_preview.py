"""How a form looks while it is written: as the applicant fills it in, or as the reviewer reads it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pydantic import JsonValue

from app.domain.form_plans import Section
from app.domain.questions import Question, QuestionKind, Reader
from app.domain.texts import text_in
from app.queries.dossiers import Content
from app.web.answers import ShownSection, shown_section
from app.web.editor import Workshop
from app.web.fields import Field, fields_of
from app.web.i18n import N_, translations


class Preview(NamedTuple):
    """A section as people will see it; `read` is what a reviewer reads of example answers."""

    title: str
    help: str
    minutes: int
    fields: list[Field]
    read: ShownSection | None
    hidden: int
    reviewer: bool
    href: str
    other: str


def preview_of(at: Workshop, section: Section, only: str = "") -> Preview:
    """A section, or one question of it, as it will be seen."""
    as_reviewer = at.page.request.query_params.get("as") == "reviewer"
    shown = replace(section, questions=tuple(one for one in section.questions if not only or one.key == only))
    read = [one for one in shown.questions if Reader.REVIEWERS in one.readers and one.kind != QuestionKind.INFORMATION]
    return Preview(
        title=text_in(section.title, at.language) or section.key,
        help=text_in(section.help, at.language),
        minutes=section.minutes,
        fields=[] if as_reviewer else fields_of(shown, {}, [], at.language),
        read=_read(at, shown, read) if as_reviewer else None,
        hidden=len(shown.questions) - len(read) if as_reviewer else 0,
        reviewer=as_reviewer,
        href=at.page.request.url.path,
        other="" if as_reviewer else "?as=reviewer",
    )


def _read(at: Workshop, section: Section, questions: list[Question]) -> ShownSection:
    values = {question.key: example_of(question, at.language) for question in questions}
    content = Content(values, [], [])
    return shown_section(replace(section, questions=tuple(questions)), 1, content, at.language, files_at="")


def example_of(question: Question, language: str) -> JsonValue:
    """An answer that looks like one: the example of the question, else something of its kind."""
    say = translations(language).gettext
    if question.kind in (QuestionKind.SHORT, QuestionKind.LONG) or str(question.kind) == "rich":
        return text_in(question.example, language) or say(N_("Ici, la réponse du porteur."))
    if question.options and question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        keys: list[JsonValue] = [option.key for option in question.options[:2]]
        return keys if question.kind == QuestionKind.CHOICES else keys[0]
    return _EXAMPLES.get(str(question.kind))


_EXAMPLES: Mapping[str, JsonValue] = {
    "number": 12,
    "amount": 25000,
    "percentage": 30,
    "date": "2012-06-25",
    "yes_no": True,
    "consent": True,
    "email": "nom@exemple.fr",
    "phone": "04 75 00 00 00",
    "url": "https://www.exemple.fr",
    "territory": {"communes": ["26281"]},
}
