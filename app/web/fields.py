"""Questions as fields to fill in: what is stored, or was just typed, becomes what a form shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pydantic import JsonValue
from starlette.datastructures import FormData, UploadFile

from app.domain.answers import asks, blocking
from app.domain.checks import Problem, is_date
from app.domain.entries import field_of, parse_raw
from app.domain.form_plans import Section
from app.domain.questions import COUNTED_KINDS, BudgetLine, Question, QuestionKind
from app.domain.texts import count_characters, count_words, text_in
from app.services.files import Upload, endings, plan_for
from app.web.answer_parts import ShownBudget, cell_text, shown_budget
from app.web.answers import one_line
from app.web.i18n import N_, translations
from app.web.messages_applicant import problem_text
from app.web.place_fields import PlaceField, place_field

LONG_LINE = 200
ASKED = "asked"
"""The hidden field that names each question shown: an unticked box sends nothing, and is an answer all the same."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a budget."""

    name: str
    label: str
    value: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A budget to fill in: lines of cells, and the totals of what is there."""

    expenses: list[tuple[str, list[Cell]]]
    resources: list[tuple[str, list[Cell]]]
    totals: ShownBudget


@dataclass(frozen=True, slots=True)
class Field:
    """One question as a field; `rows` are (key, text) to choose from, `hidden` goes along unseen."""

    key: str
    name: str
    kind: str
    label: str
    help: str = ""
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
    grid: Grid | None = None
    place: PlaceField | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)


def fields_of(
    section: Section, values: Mapping[str, JsonValue], problems: Iterable[Problem], language: str
) -> list[Field]:
    """The fields of a section, each with its problems; advice is a note, not an error."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.question_key, []).append(problem)
    return [
        _field(question, values.get(question.key), found.get(question.key, []), language)
        for question in section.questions
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


def _field(question: Question, value: JsonValue, problems: list[Problem], language: str) -> Field:
    wrong = [problem_text(problem, language) for problem in blocking(problems)]
    plain = Field(
        key=question.key,
        name=field_of(question),
        kind=str(question.kind),
        label=text_in(question.label, language),
        help=text_in(question.help, language),
        optional=not question.required and asks(question),
        error=wrong[0] if wrong else "",
        errors=tuple(wrong[1:]),
        notes=tuple(problem_text(problem, language) for problem in problems if problem.advice),
    )
    match question.kind:
        case QuestionKind.SHORT | QuestionKind.LONG:
            return _text(plain, question, value)
        case QuestionKind.CHOICE | QuestionKind.CHOICES | QuestionKind.YES_NO | QuestionKind.CONSENT:
            return _choice(plain, question, value, language)
        case QuestionKind.BUDGET:
            return _budget(plain, question, value, problems, language)
        case QuestionKind.TERRITORY | QuestionKind.ORGANISATION | QuestionKind.ADDRESS:
            told = [(problem, problem_text(problem, language)) for problem in problems]
            place = place_field(question, plain.name, value, told, language)
            return _kind_of_place(replace(plain, place=place), question, value, language)
        case QuestionKind.FILES:
            plan = plan_for(question)
            accept = ",".join(f".{ending}" for ending in endings(plan))
            return replace(plain, accept=accept, most=plan.max_bytes, count=plan.at_most)
        case QuestionKind.DATE:
            return replace(plain, value=str(value or ""), size="m", unit="date" if not value or is_date(value) else "")
        case _:
            small = question.kind in (QuestionKind.NUMBER, QuestionKind.AMOUNT)
            text = one_line(question, value, language).removesuffix("\u00a0€")
            unit = "€" if question.kind == QuestionKind.AMOUNT else ""
            return replace(plain, value=text, size="s" if small else "", unit=unit)


def _text(plain: Field, question: Question, value: JsonValue) -> Field:
    text = "" if value is None else str(value)
    limit = question.limit or 0
    if question.unit == "words":
        return replace(plain, value=text, words=limit, count=count_words(text))
    return replace(plain, value=text, signs=limit, count=count_characters(text))


def _choice(plain: Field, question: Question, value: JsonValue, language: str) -> Field:
    say = translations(language).gettext
    if question.kind == QuestionKind.YES_NO:
        chosen = {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
        return replace(plain, value=chosen, rows=(("yes", say(N_("Oui"))), ("no", say(N_("Non")))))
    picked = tuple(str(key) for key in value) if isinstance(value, list) else ()
    rows = tuple((option.key, text_in(option.label, language)) for option in question.options)
    text = "yes" if value is True else "" if value is None or isinstance(value, bool | list) else str(value)
    return replace(plain, value=text, picked=picked, rows=rows)


def _kind_of_place(plain: Field, question: Question, value: JsonValue, language: str) -> Field:
    parts = value if isinstance(value, dict) else {}
    kept = {f"{plain.name}-{part}": str(parts[part]) for part in ("label", "departement") if parts.get(part)}
    rows = tuple((option.key, text_in(option.label, language)) for option in question.options)
    kind = (str(parts["kind"]),) if parts.get("kind") else ()
    return replace(plain, hidden=kept, rows=rows, picked=kind)


def _budget(plain: Field, question: Question, value: JsonValue, problems: list[Problem], language: str) -> Field:
    plan = question.budget
    if plan is None:
        return plain
    wrong = {(one.params.get("line"), one.params.get("year")) for one in problems}

    def lines(of: Iterable[BudgetLine]) -> list[tuple[str, list[Cell]]]:
        return [
            (
                label := text_in(line.label, language),
                [
                    Cell(
                        f"{plain.name}-{line.key}-{year}",
                        f"{label}, {year}",
                        cell_text(value, line.key, year, language),
                        (line.key, year) in wrong,
                    )
                    for year in plan.years
                ],
            )
            for line in of
        ]

    grid = Grid(lines(plan.expenses), lines(plan.resources), shown_budget(plan, value, language))
    return replace(plain, grid=grid)
