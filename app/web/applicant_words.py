"""What those who file a dossier say about its questions and how its answers changed, as their pages show it."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import uuid4

from pydantic import JsonValue

from app.domain.answers import asks
from app.domain.differences import Piece, count, differences, shortened
from app.domain.entries import normalise
from app.domain.form_plans import Section
from app.domain.questions import Question
from app.domain.texts import Texts, text_in
from app.queries import answer_comments, answer_history
from app.queries.answer_history import ChangeRow, Place, asked_at
from app.queries.dossiers import Content
from app.queries.kept_answers import origins
from app.web.answer_parts import ShownBudget
from app.web.answers import ShownAnswer, shown_section
from app.web.applicant import Room
from app.web.applicant_changes import Moved
from app.web.applicant_corrections import CorrectionView
from app.web.binding import Bound, blank
from app.web.i18n import N_, translations


class Beside(NamedTuple):
    """What stands beside a question: how many comments are not settled, how many there are, whether it has a past."""

    label: str
    unsettled: int
    number: int
    has_changed: bool


class ShownChange(NamedTuple):
    """A change of an answer: what it did, in words and word by word; `restores` when the text before can come back."""

    row: ChangeRow
    label: str
    what: str
    pieces: list[Piece]
    restores: bool


class Said(NamedTuple):
    """A question that comments wait at."""

    key: str
    label: str
    number: int


def beside(room: Room, section: Section) -> dict[str, Beside]:
    """What stands beside the questions of a section; nothing where there is nobody to talk to."""
    if room.is_alone:
        return {}
    said = {row.question_key: row for row in answer_comments.said_of(room.db, room.dossier.id)}
    if not said and not answer_comments.is_shared(room.db, room.dossier.id):
        return {}
    changed = answer_history.changed_keys(room.db, room.dossier.id)
    found = {}
    for question in section.questions:
        if asks(question):
            row, label = said.get(question.key), text_in(question.label, room.language)
            counts = (row.unsettled, row.number) if row else (0, 0)
            found[question.key] = Beside(label, *counts, question.key in changed)
    return found


def spoken_of(moved: Moved | None, correction: CorrectionView | None, words: Collection[str]) -> frozenset[str]:
    """The questions that something is said about: their form changed, they are to take up again, or have words."""
    return frozenset(words).union(moved.marks if moved else (), correction.asked if correction else ())


def unsettled(room: Room) -> list[Said]:
    """The questions at which comments wait, in the order of the form."""
    said = {row.question_key: row.unsettled for row in answer_comments.said_of(room.db, room.dossier.id)}
    if not any(said.values()):
        return []
    return [
        Said(question.key, text_in(question.label, room.language), said[question.key])
        for question in room.plan.questions
        if said.get(question.key)
    ]


def empty_comment(language: str) -> Bound[Any]:
    """A comment nobody has written yet."""
    return blank(language, key=uuid4().hex)


def comment_page(room: Room, place: Place, form: Bound[Any]) -> dict[str, object]:
    """What was said about a question, beside what it is answered now."""
    rows = answer_comments.comments_of(room.db, room.dossier.id, place.question.key)
    return {
        **_question(room, place),
        "open_comments": [row for row in rows if row.settled_at is None],
        "settled_comments": [row for row in rows if row.settled_at is not None],
        "answer": _answer_now(room, place),
        "form": form,
    }


def history_page(room: Room, *, page: int) -> dict[str, object]:
    """How the answers of the dossier changed, the last changes first."""
    rows = answer_history.changes_of(room.db, room.dossier.id, page=page)
    listed = rows[: answer_history.LISTED]
    known = questions_of(room, {row.question_key for row in listed})
    asked = {question.key for question in room.plan.questions}
    shown = [_shown(room, row, known.get(row.question_key)) for row in listed]
    changes = [one._replace(pieces=shortened(one.pieces)) for one in shown]
    return {"changes": changes, "asked": asked, **_pages(f"{room.path}/history", page, more=len(rows) > len(listed))}


def question_history_page(room: Room, key: str, *, page: int) -> dict[str, object] | None:
    """How one answer changed, whole; None when there is no such question."""
    place, known = asked_at(room.plan, key), questions_of(room, {key})
    if key not in known:
        return None
    rows = answer_history.changes_of(room.db, room.dossier.id, key, page=page)
    listed = rows[: answer_history.LISTED]
    now = answer_history.answer_now(room.db, room.dossier.id, key)
    may = place is not None and room.may_write() and key not in room.shut
    states = room.sections()
    version = states[place.section.key].version if place and place.section.key in states else 0
    changes = []
    for row in listed:
        fits = row.before is not None and row.before != now and normalise(known[key], row.before) == row.before
        changes.append(_shown(room, row, known[key])._replace(restores=may and fits))
    return {
        "key": key,
        "label": text_in(known[key].label, room.language),
        "place": place,
        "version": version,
        "changes": changes,
        **_pages(f"{room.path}/history/{key}", page, more=len(rows) > len(listed)),
    }


def questions_of(room: Room, keys: Collection[str]) -> dict[str, Question]:
    """These questions as they are asked now, or as they last were."""
    asked = {question.key: question for question in room.plan.questions if question.key in keys}
    gone = set(keys) - set(asked)
    if gone:
        asked |= {key: found.question for key, found in origins(room.db, room.dossier.form_version_id, gone).items()}
    return asked


def as_text(question: Question, value: JsonValue, language: str) -> str:
    """An answer as one text, whatever it is made of."""
    if value is None:
        return ""
    if isinstance(value, str) and question.kind in ("short", "long", "rich", "email", "phone", "url"):
        return value
    alone = Section("alone", Texts(), 0, (question,))
    [answer] = shown_section(alone, 1, Content({question.key: value}, [], []), language, files_at="").answers
    return "\n".join(line for line in _lines(answer) if line.strip())


def _lines(answer: ShownAnswer) -> Iterable[str]:
    yield from (answer.text, answer.rich, *answer.paragraphs, *answer.items)
    if answer.budget:
        yield from _budget_lines(answer.budget)
    for row in answer.rows:
        yield row.title
        for part in row.parts:
            yield f"{part.label} : {' '.join(_lines(part))}"


def _budget_lines(table: ShownBudget) -> Iterable[str]:
    for label, cells in (*table.expenses, *table.resources):
        if any(cell.strip() for cell in cells):
            written = zip(table.years, cells, strict=False)
            yield f"{label} : " + ", ".join(f"{year} {cell}" for year, cell in written if cell.strip())


def _shown(room: Room, row: ChangeRow, question: Question | None) -> ShownChange:
    speech = translations(room.language)
    if question is None:
        return ShownChange(row, speech.gettext(N_("Une question retirée du formulaire")), "", [], False)
    before, after = (as_text(question, value, room.language) for value in (row.before, row.after))
    pieces = differences(before, after)
    what = _what(room.language, before, after, pieces)
    return ShownChange(row, text_in(question.label, room.language), what, pieces, False)


def _what(language: str, before: str, after: str, pieces: list[Piece]) -> str:
    """A change in plain words: `12 mots ajoutés, 3 retirés`."""
    speech = translations(language)
    if not before:
        return speech.gettext(N_("Première réponse"))
    if not after:
        return speech.gettext(N_("Réponse effacée"))
    added, removed = count(pieces, "added"), count(pieces, "removed")
    said = []
    if added:
        said.append(speech.ngettext("%(num)s mot ajouté", "%(num)s mots ajoutés", added) % {"num": added})
    if removed:
        said.append(speech.ngettext("%(num)s mot retiré", "%(num)s mots retirés", removed) % {"num": removed})
    return ", ".join(said) or speech.gettext(N_("Mise en page changée"))


def _question(room: Room, place: Place) -> dict[str, object]:
    return {
        "key": place.question.key,
        "label": text_in(place.question.label, room.language),
        "section": place.section,
        "section_title": text_in(place.section.title, room.language),
        "may_comment": room.may_comment(),
    }


def _answer_now(room: Room, place: Place) -> ShownAnswer:
    alone = Section("alone", Texts(), 0, (place.question,))
    [answer] = shown_section(alone, 1, room.content(), room.language, files_at=f"{room.path}/files").answers
    return answer._replace(problems=(), blocks=False)


def _pages(address: str, page: int, *, more: bool) -> dict[str, object]:
    return {
        "newer": f"{address}?page={page - 1}" if page > 1 else "",
        "older": f"{address}?page={page + 1}" if more else "",
        "page_number": page,
    }
