"""Adding to a form: a section, a question of a chosen kind, a question of another track, sections that are ready."""

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import JsonValue
from starlette.responses import HTMLResponse, Response

from app.domain.edits import AddQuestion, AddSection, Edit, Json, Several
from app.domain.errors import DomainError
from app.domain.form_fields import dump_question
from app.domain.form_starts import new_question
from app.domain.form_starts import new_section as empty_section
from app.domain.questions import QuestionKind
from app.domain.ready_sections import READY, ready_section
from app.domain.slugs import free_key
from app.domain.texts import clean_text, text_in
from app.web.editor import Workshop, keys_of
from app.web.editor_kinds import KINDS, groups
from app.web.editor_pages import form_page
from app.web.editor_shared import question_there, reusable, sections_there
from app.web.editor_views import show_form
from app.web.i18n import N_
from app.web.messages import sentence


class Ready(NamedTuple):
    """A section that may be added as it is: what to send, its title, and the questions it would bring."""

    value: str
    title: str
    questions: tuple[str, ...]
    left_out: int


def add_section(at: Workshop, title: str) -> Response:
    """A section at the end; without a title, the form says so."""
    words = clean_text(title)
    if not words:
        return form_page(at, status=422, error=at.page.say(N_("Donnez un titre à la rubrique.")))
    key = free_key(words, [section.key for section in at.plan.sections], otherwise="section", limit=36)
    at.edit(AddSection(len(at.plan.sections), empty_section(key, words)))
    return at.page.see(f"{at.form_path}/sections/{key}", N_("La rubrique est ajoutée. Que demande-t-elle ?"))


def chooser_page(
    at: Workshop, section_key: str, *, kind: str = "", label: str = "", errors: dict[str, str] | None = None
) -> HTMLResponse:
    """The kinds to choose from, and the words of the new question."""
    section = at.section(section_key)
    return show_form(
        at,
        "organiser/editor/add.html",
        status=422 if errors else 200,
        section=section,
        title=text_in(section.title, at.language) or section.key,
        groups=groups(at.language),
        kind=kind,
        label=label,
        errors=errors or {},
        can_reuse=bool(reusable(at)),
        open_section=section_key,
    )


def add_question(at: Workshop, section_key: str, *, kind: str, label: str) -> Response:
    """A question of this kind at the end of a section."""
    section, words, errors = at.section(section_key), clean_text(label), dict[str, str]()
    if not words:
        errors["label"] = at.page.say(N_("Écrivez la question, en quelques mots : vous pourrez la changer."))
    if kind not in KINDS:
        errors["kind"] = at.page.say(N_("Choisissez comment on y répond."))
    if errors:
        return chooser_page(at, section_key, kind=kind, label=label, errors=errors)
    key = free_key(words, at.taken, otherwise="question", limit=36)
    question = new_question(QuestionKind(kind), key, words, year=at.call.opens_at.year + 1)
    at.edit(AddQuestion(section_key, len(section.questions), question))
    return at.page.see(f"{at.form_path}/questions/{key}", N_("La question est ajoutée. Complétez-la ici."))


def duplicate(at: Workshop, key: str) -> Response:
    """Another question like this one, just below."""
    section, question = at.question(key)
    other = free_key(key, at.taken, otherwise="question", limit=36)
    copy: Json = {**dump_question(question), "key": other, "label": _copied(dict(question.label))}
    place = [one.key for one in section.questions].index(key) + 1
    at.edit(AddQuestion(section.key, place, copy))
    return at.page.see(f"{at.form_path}/questions/{other}", N_("Voici la copie : changez ce qui doit l’être."))


def reuse_page(at: Workshop, section_key: str, error: str = "") -> HTMLResponse:
    """The questions of other tracks, to ask here under the same keys."""
    section = at.section(section_key)
    return show_form(
        at,
        "organiser/editor/reuse.html",
        status=422 if error else 200,
        section=section,
        title=text_in(section.title, at.language) or section.key,
        offers=reusable(at),
        error=error,
        open_section=section_key,
    )


def add_reused(at: Workshop, section_key: str, picked: Sequence[str]) -> Response:
    """Ask here the questions that were ticked."""
    section = at.section(section_key)
    found = [question for value in picked if (question := question_there(at, value)) is not None]
    fresh = {str(question["key"]): question for question in found}
    if not fresh:
        return reuse_page(at, section_key, at.page.say(N_("Cochez au moins une question.")))
    start = len(section.questions)
    edits: tuple[Edit, ...] = tuple(
        AddQuestion(section_key, start + place, question) for place, question in enumerate(fresh.values())
    )
    try:
        at.edit(Several(edits))
    except DomainError as error:
        return reuse_page(at, section_key, sentence(error, at.language))
    return at.page.see(f"{at.form_path}/sections/{section_key}", N_("Les questions sont ajoutées, sous la même clé."))


def start_page(at: Workshop, error: str = "") -> HTMLResponse:
    """Sections that are ready: the library, and what the other tracks have."""
    here = set(keys_of(at.version.plan)) if at.version else set()
    year = at.call.opens_at.year + 1
    library = [_ready(at, f"ready.{name}", ready_section(name, year=year), here) for name in READY]
    others = [
        (text_in(track.title, at.language), [_ready(at, f"{track.key}.{one['key']}", one, here) for one in sections])
        for track, sections in sections_there(at)
    ]
    return show_form(
        at,
        "organiser/editor/start.html",
        status=422 if error else 200,
        library=library,
        others=[(title, rows) for title, rows in others if rows],
        error=error,
    )


def add_started(at: Workshop, picked: Sequence[str]) -> Response:
    """Add the sections that were ticked, without the questions that the form asks already."""
    taken = {question.key for question in at.plan.questions}
    sections, edits = {section.key for section in at.plan.sections}, list[Edit]()
    for value in picked:
        wanted = _wanted(at, value)
        if wanted is None:
            continue
        fresh = [one for one in _asked(wanted) if str(one["key"]) not in taken]
        taken |= {str(one["key"]) for one in fresh}
        key = free_key(str(wanted["key"]), sections, otherwise="section", limit=36)
        sections.add(key)
        section: Json = {**wanted, "key": key, "questions": list[JsonValue](fresh)}
        edits.append(AddSection(len(at.plan.sections) + len(edits), section))
    if not edits:
        return start_page(at, at.page.say(N_("Cochez au moins une rubrique.")))
    try:
        at.edit(Several(tuple(edits)))
    except DomainError as error:
        return start_page(at, sentence(error, at.language))
    return at.page.see(at.form_path, N_("Les rubriques sont ajoutées. Changez-y ce que vous voulez."))


def _wanted(at: Workshop, value: str) -> Json | None:
    track_key, _, key = value.partition(".")
    if track_key == "ready":
        return ready_section(key, year=at.call.opens_at.year + 1) if key in READY else None
    for track, sections in sections_there(at):
        if track.key == track_key:
            return next((section for section in sections if section["key"] == key), None)
    return None


def _ready(at: Workshop, value: str, section: Json, here: set[str]) -> Ready:
    asked = _asked(section)
    labels = tuple(_words(one["label"], at.language) for one in asked if one["key"] not in here)
    return Ready(value, _words(section["title"], at.language), labels, len(asked) - len(labels))


def _asked(section: Json) -> list[Json]:
    questions = section.get("questions")
    return [one for one in questions if isinstance(one, dict)] if isinstance(questions, list) else []


def _words(texts: JsonValue, language: str) -> str:
    return text_in({key: str(text) for key, text in texts.items()}, language) if isinstance(texts, dict) else ""


def _copied(label: dict[str, str]) -> JsonValue:
    marks = {"fr": " (copie)", "en": " (copy)"}
    return {language: text + marks.get(language, "") for language, text in label.items()}
