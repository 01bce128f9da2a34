"""Questions as fields to fill in: what is stored, or was just typed, becomes what a form shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar

from pydantic import JsonValue
from starlette.datastructures import FormData, UploadFile

from app.domain.answers import asks, blocking, is_demanded
from app.domain.checks import Problem, is_date
from app.domain.entries import field_of, parse_raw
from app.domain.form_plans import Section
from app.domain.questions import COUNTED_KINDS, NUMBER_KINDS, Question, QuestionKind, Stage, TemplateFile
from app.domain.texts import count_characters, count_words, text_in
from app.services.files import Upload, endings, plan_for
from app.web.budget_fields import Grid, grid_of
from app.web.field_words import AUTO, UNITS, limits_text, mode_of, no_longer_offered, typed_text
from app.web.i18n import N_, translations
from app.web.place_fields import PlaceField, place_field
from app.web.repeats import Block, block_errors, block_of, said

ASKED = "asked"
"""The hidden field that names each question shown: an unticked box sends nothing, and is an answer all the same."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question as a field; `rows` are (key, text) to choose from, `hidden` goes along unseen, `faults` are what is
    wrong inside a repeating block, each with the name of the field to mend.
    """

    key: str
    name: str
    kind: str
    label: str
    help: str = ""
    example: str = ""
    limits: str = ""
    optional: bool = False
    value: str = ""
    picked: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    words: int = 0
    signs: int = 0
    count: int = 0
    error: str = ""
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unit: str = ""
    size: str = ""
    most: int = 0
    accept: str = ""
    mode: str = ""
    auto: str = ""
    grid: Grid | None = None
    place: PlaceField | None = None
    block: "Block[Field] | None" = None
    faults: tuple[tuple[str, str], ...] = ()
    template: TemplateFile | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)
    drawn: ClassVar[str] = ""


def fields_of(
    section: Section,
    values: Mapping[str, JsonValue],
    problems: Iterable[Problem],
    language: str,
    *,
    more: str = "",
) -> list[Field]:
    """The fields of a section, each with its problems; advice is a note, not an error. `more` is the key of the
    repeating block that has one empty row more.
    """
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.question_key, []).append(problem)
    return [
        field_for(question, values.get(question.key), found.get(question.key, []), language, more=question.key == more)
        for question in section.questions
    ]


def field_for(
    question: Question, value: JsonValue, problems: list[Problem], language: str, *, more: bool = False
) -> Field:
    """One field with its problems; `more` gives a repeating block one empty row more."""
    plain = _plain(question, problems, language)
    match question.kind:
        case QuestionKind.SHORT | QuestionKind.LONG | QuestionKind.RICH:
            return _text(plain, question, value)
        case QuestionKind.CHOICE | QuestionKind.CHOICES | QuestionKind.YES_NO | QuestionKind.CONSENT:
            return _choice(plain, question, value, language)
        case QuestionKind.BUDGET if question.budget:
            return plain(grid=grid_of(question.budget, field_of(question), value, problems, language))
        case QuestionKind.REPEAT if question.repeat:
            make = partial(field_for, language=language)
            block = block_of(question, question.repeat, value, language, more=more, make=make, problems=problems)
            return plain(block=block, **block_errors(question, problems, language))
        case QuestionKind.TERRITORY | QuestionKind.ORGANISATION | QuestionKind.ADDRESS:
            told = [(problem, said(question, problem, language)) for problem in problems]
            place = place_field(question, field_of(question), value, told, language)
            return _kind_of_place(partial(plain, place=place), question, value, language)
        case QuestionKind.FILES:
            plan = plan_for(question)
            accept = ",".join(f".{ending}" for ending in endings(plan))
            return plain(accept=accept, most=plan.max_bytes, count=plan.at_most, template=plan.template)
        case QuestionKind.DATE:
            return plain(value=str(value or ""), size="m", unit="date" if not value or is_date(value) else "")
        case _:
            small = "s" if question.kind in NUMBER_KINDS else ""
            text, unit = typed_text(question, value, language), UNITS.get(question.kind, "")
            return plain(value=text, size=small, unit=unit)


def later_text(question: Question, language: str) -> str:
    """When an answer that is not needed to file will be asked for; nothing when it is needed, or never is."""
    if not is_demanded(question, Stage.SELECTION) or is_demanded(question, Stage.FILING):
        return ""
    return translations(language).gettext(_LATER[question.stage])


_LATER = {
    Stage.SCREENING: N_("Demandé plus tard, pour la recevabilité : vous pouvez déposer sans y répondre."),
    Stage.SELECTION: N_("Demandé plus tard, si votre projet est retenu : vous pouvez déposer sans y répondre."),
}


def faults_of(fields: Iterable[Field]) -> list[tuple[str, str]]:
    """What is wrong, for the summary of a page: the name of the field to mend, and what to do."""
    return [
        fault for field in fields for fault in (*([(field.name, field.error)] if field.error else []), *field.faults)
    ]


def with_errors(fields: list[Field], errors: Mapping[str, str]) -> list[Field]:
    """The same fields with other errors, by question."""
    return [replace(one, error=errors[one.key]) if one.key in errors else one for one in fields]


def read_fields(section: Section, body: FormData) -> dict[str, JsonValue]:
    """The values of the questions that the form showed, as they are stored."""
    raw: dict[str, list[str]] = {}
    for name, value in body.multi_items():
        if isinstance(value, str):
            raw.setdefault(name, []).append(value)
    shown = set(raw.get(ASKED, []))
    return {
        question.key: parse_raw(question, raw)
        for question in section.questions
        if question.key in shown and asks(question) and question.kind not in COUNTED_KINDS
    }


def read_uploads(section: Section, body: FormData) -> list[tuple[str, Upload]]:
    """The files sent, with the key of their question."""
    return [
        (question.key, Upload(sent.filename, sent.file))
        for question in section.questions
        if question.kind == QuestionKind.FILES
        for sent in body.getlist(field_of(question))
        if isinstance(sent, UploadFile) and sent.filename
    ]


def _plain(question: Question, problems: list[Problem], language: str) -> partial[Field]:
    """A field but for its value: what is asked, what helps, what is wrong."""
    wrong = [said(question, problem, language) for problem in blocking(problems)]
    return partial(
        Field,
        key=question.key,
        name=field_of(question),
        kind=str(question.kind),
        label=text_in(question.label, language),
        help=" ".join(part for part in (text_in(question.help, language), later_text(question, language)) if part),
        example=text_in(question.example, language),
        limits=limits_text(question, language),
        optional=not question.required and asks(question),
        error=wrong[0] if wrong else "",
        errors=tuple(wrong[1:]),
        notes=tuple(said(question, problem, language) for problem in problems if problem.advice),
        mode=mode_of(question),
        auto=AUTO.get(question.kind, ""),
    )


def _text(plain: partial[Field], question: Question, value: JsonValue) -> Field:
    text = "" if value is None else str(value)
    limit = question.limit or 0
    if question.unit == "words":
        return plain(value=text, words=limit, count=count_words(text))
    return plain(value=text, signs=limit, count=count_characters(text))


def _choice(plain: partial[Field], question: Question, value: JsonValue, language: str) -> Field:
    say = translations(language).gettext
    if question.kind == QuestionKind.YES_NO:
        chosen = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "")
        answers = (("yes", say(N_("Oui"))), ("no", say(N_("Non"))))
        return plain(value=chosen, rows=answers + no_longer_offered(question, value, language))
    picked = tuple(str(key) for key in value) if isinstance(value, list) else ()
    rows = tuple((option.key, text_in(option.label, language)) for option in question.options)
    text = "yes" if value is True else "" if value is None or isinstance(value, bool | list) else str(value)
    return plain(value=text, picked=picked, rows=rows + no_longer_offered(question, value, language))


def _kind_of_place(plain: partial[Field], question: Question, value: JsonValue, language: str) -> Field:
    parts, name = value if isinstance(value, dict) else {}, field_of(question)
    kept = {f"{name}-{part}": str(parts[part]) for part in ("label", "departement") if parts.get(part)}
    rows = tuple((option.key, text_in(option.label, language)) for option in question.options)
    kind = (str(parts["kind"]),) if parts.get("kind") else ()
    return plain(hidden=kept, rows=rows, picked=kind)
