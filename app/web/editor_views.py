"""What surrounds every page of the form editor: the outline, the bar with undo, the tracks to go to."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from starlette.responses import HTMLResponse

from app.domain.edits import parse_edit
from app.domain.form_plans import Section
from app.domain.questions import Question
from app.domain.texts import text_in
from app.models import FormEdit
from app.queries import form_edits as eyes
from app.web.editor import Workshop
from app.web.editor_kinds import kind_of
from app.web.editor_words import headline, names_in


class QuestionRow(NamedTuple):
    """A question in an outline or list: its marks, and where it leads."""

    key: str
    label: str
    href: str
    icon: str
    kind: str
    required: bool
    conditional: bool
    shared: str
    faults: tuple[str, ...]


class SectionRow(NamedTuple):
    """A section in an outline."""

    key: str
    number: int
    title: str
    href: str
    size: int
    minutes: int
    conditional: bool
    faults: int
    questions: tuple[QuestionRow, ...] = ()


class Bar(NamedTuple):
    """Where the form stands: its version, what is not published yet, and what can be undone."""

    number: int
    is_writing: bool
    is_closed: bool
    changes: int
    last: FormEdit | None
    author: str
    undo: str
    redo: str
    faults: int
    advice: int


def show_form(at: Workshop, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the editor."""
    return at.show(template, status=status, **{**surroundings(at), **context})


def surroundings(at: Workshop) -> dict[str, Any]:
    """What the frame of every page of the editor shows."""
    return {
        "track": at.track,
        "form": at.form_path,
        "bar": bar(at),
        "sections": [section_row(at, number, one) for number, one in enumerate(at.plan.sections, 1)],
        "faults": at.faults,
        "tracks": [(at.track_titles[one.id], at.on(one).form_path, one.id == at.track.id, None) for one in at.tracks],
        "minutes": sum(section.minutes for section in at.plan.sections),
        "total": len(at.plan.questions),
        "open_section": "",
        "open_question": "",
        # What the fields of an applicant look for: here there is nothing yet.
        "files": defaultdict[str, list[object]](list),
        "cut": defaultdict[str, list[object]](list),
        "aside": {},
        "members": [],
        "rules": [],
    }


def section_row(at: Workshop, number: int, section: Section) -> SectionRow:
    """One section as the outline shows it, closed."""
    return SectionRow(
        key=section.key,
        number=number,
        title=text_in(section.title, at.language) or section.key,
        href=f"{at.form_path}/sections/{section.key}",
        size=len(section.questions),
        minutes=section.minutes,
        conditional=section.when is not None,
        faults=len(at.faults.of_section(section)),
    )


def question_rows(at: Workshop, section: Section) -> list[QuestionRow]:
    """The questions of a section with their marks."""
    return [question_row(at, question) for question in section.questions]


def question_row(at: Workshop, question: Question) -> QuestionRow:
    """One question with its marks."""
    kind = kind_of(str(question.kind), at.language)
    return QuestionRow(
        key=question.key,
        label=text_in(question.label, at.language) or question.key,
        href=f"{at.form_path}/questions/{question.key}",
        icon=kind.icon,
        kind=kind.name,
        required=question.required,
        conditional=question.when is not None,
        shared=", ".join(text_in(track.title, at.language) for track in at.sharing.get(question.key, ())),
        faults=at.faults.of_question(question.key),
    )


def bar(at: Workshop) -> Bar:
    """The bar of the form."""
    rows = at.history
    last = next((row for row in reversed(rows) if not row.undone), None)
    mine = next((row for row in reversed(rows) if row.author_id == at.me.id and not row.undone), None)
    return Bar(
        number=at.version.number if at.version else 1,
        is_writing=at.is_writing,
        is_closed=at.is_closed,
        changes=sum(not row.undone for row in rows),
        last=last,
        author=eyes.names_of(at.db, [last])[last.author_id] if last else "",
        undo=words_of(at, mine),
        redo=words_of(at, eyes.next_redo(rows, at.me.id)),
        faults=at.faults.blocking,
        advice=at.faults.advice,
    )


def words_of(at: Workshop, row: FormEdit | None) -> str:
    """A change in a few words; nothing when there is none."""
    if row is None:
        return ""
    return headline(parse_edit(row.edit), parse_edit(row.inverse), names_in(at.plan, at.language), at.language)


def neighbours(section: Section, key: str) -> tuple[str, str]:
    """The questions before and after one, in its section."""
    keys: Sequence[str] = [question.key for question in section.questions]
    place = keys.index(key)
    return (keys[place - 1] if place else ""), (keys[place + 1] if place + 1 < len(keys) else "")
