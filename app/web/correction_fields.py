"""The form by which organisers ask for a correction: questions to tick, a note each, a local hour; and its letter."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from app.domain.form_plans import FormPlan
from app.domain.instants import near_instant_in
from app.forms.exchange import LONGEST_NOTE, MOST, AskedQuestion, CorrectionFields, CorrectionForm
from app.queries.asked import reading
from app.queries.corrections import CorrectionRow
from app.web.answers import ShownAnswer, shown_sections
from app.web.binding import Bound, blank
from app.web.calendar_fields import local
from app.web.i18n import N_, translations
from app.web.organiser import Desk
from app.web.shown import text_in

DAYS = 7
EXCERPT = 140
NOTE = "note-"


class AskRow(NamedTuple):
    """A question that may be asked for; `must` when its answer lacks, so that it is asked for in any case."""

    key: str
    label: str
    excerpt: str
    must: bool
    is_ticked: bool
    note: str


class AskSection(NamedTuple):
    """The questions of one section."""

    key: str
    title: str
    rows: list[AskRow]

    @property
    def ticked(self) -> int:
        """How many of them are ticked."""
        return sum(row.is_ticked for row in self.rows)


def first_fields(at: Desk, keys: Collection[str] = ()) -> Bound[Any]:
    """The form nobody has filled in yet: a week, until six in the evening."""
    zone = ZoneInfo(at.call.zone)
    day = (at.now.astimezone(zone) + timedelta(days=DAYS)).replace(hour=18, minute=0, second=0, microsecond=0)
    return blank(
        at.language, version=at.dossier.version, question=list(keys), due_at=local(day, at.call.zone), reason=""
    )


def ask_sections(at: Desk, form: Bound[Any]) -> list[AskSection]:
    """What may be asked for, section by section, with the beginning of each answer as it was filed."""
    plan, content = reading(at.db, at.dossier)
    picked = set(form.picked("question"))
    found = shown_sections(plan, content, at.language, files_at="", final=True)
    return [
        AskSection(
            section.key, f"{section.number}. {section.title}", [_row(one, form, picked) for one in section.answers]
        )
        for section in found
        if section.answers
    ]


def _row(one: ShownAnswer, form: Bound[Any], picked: set[str]) -> AskRow:
    note = form.typed(NOTE + one.key)
    ticked = one.key in picked or one.blocks or bool(note.strip())
    return AskRow(one.key, one.label, _excerpt(one), one.blocks, ticked, note)


def _excerpt(one: ShownAnswer) -> str:
    """The beginning of an answer, in one line."""
    names = [member.name for member in one.members] + [file.name for file in one.files] + list(one.items)
    text = one.text or " ".join(one.paragraphs) or one.rich or ", ".join(names)
    return text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + "…"


def with_notes(form: Bound[CorrectionFields]) -> Bound[CorrectionFields]:
    """The same form; a question that has a note is asked for, ticked or not. Without any, that is what is wrong."""
    say = translations(form.language).gettext
    notes = {name: form.typed(name) for name in form.raw if name.startswith(NOTE) and form.typed(name).strip()}
    keys = list(dict.fromkeys([*form.picked("question"), *(name.removeprefix(NOTE) for name in notes)]))
    form = replace(form, raw={**form.raw, "question": keys})
    if not keys:
        form = form.wrong(say(N_("Choisissez au moins une réponse à reprendre.")), "question")
    for name in (name for name, text in notes.items() if len(text.strip()) > LONGEST_NOTE):
        form = form.wrong(say(N_("Raccourcissez cette note à 1 000 signes au plus. Rien n’est coupé.")), name)
    return form


def understood(form: Bound[CorrectionFields], zone: str) -> CorrectionForm:
    """What was asked, at an instant: the hour is that of the call."""
    said = form.form
    keys = [key for key in form.picked("question") if key]
    return CorrectionForm(
        version=said.version,
        reason=said.reason,
        due_at=near_instant_in(said.due_at, zone),
        questions=tuple(AskedQuestion(key=key[:40], note=form.typed(NOTE + key)) for key in keys[:MOST]),
    )


class ShownCorrection(NamedTuple):
    """A correction as organisers read it."""

    row: CorrectionRow
    questions: list[tuple[str, str]]
    is_over: bool


def shown_correction(row: CorrectionRow, plan: FormPlan, now: datetime, language: str) -> ShownCorrection:
    """A correction with its questions in words."""
    labels = {question.key: text_in(question.label, language) for question in plan.questions}
    questions = [(labels.get(key, key), note) for key, note in row.questions]
    return ShownCorrection(row, questions, row.is_open and row.due_at <= now)
