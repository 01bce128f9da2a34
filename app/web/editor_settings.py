"""Saving the settings of a question and conditions in the editor: drawn again, refused with both texts, or kept."""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from app.domain.errors import DomainError, Invalid, Stale
from app.domain.form_plans import Section
from app.domain.questions import Question
from app.services import call_files
from app.services.files import Upload
from app.web.condition_fields import WHEN, condition_view, read_condition
from app.web.editor import Workshop
from app.web.editor_fields import condition_edit, raw_of, settings_edit
from app.web.editor_pages import question_page, section_page
from app.web.editor_panels import ConditionPanel, SettingsPanel, crossed_condition, crossed_settings
from app.web.editor_saving import Outcome, keep, tracks_ticked
from app.web.field_trees import redrawn
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.question_settings import SEEN, ReadSettings, read_settings, settings_view

SAVED = N_("C’est enregistré.")
TEMPLATE = "set-files.template"


def is_settings(body: FormData) -> bool:
    """Whether the settings of a question were sent."""
    return SEEN in body


def is_condition(body: FormData) -> bool:
    """Whether a condition was sent."""
    return f"{WHEN}-seen" in body


def save_settings(at: Workshop, key: str, body: FormData) -> Response:
    """Keep the settings of a question, in the other tracks that were ticked too."""
    raw = raw_of(body)
    question = at.question(key)[1]
    if again := redrawn(raw):
        return question_page(at, key, settings=_settings(at, question, again=again))
    read = read_settings(question, raw, at.language)
    template = None if read.wrong else _template(at, body)
    if isinstance(template, str):
        read, template = ReadSettings(read.values, {TEMPLATE: template}, read.seen), None
    if read.wrong:
        return question_page(at, key, status=422, settings=_settings(at, question, raw=raw, wrong=read.wrong))
    made = settings_edit(key, _with_template(read.values, template), read.seen)
    outcome = Outcome(at, key, tracks_ticked(at, key, raw))
    try:
        if made is not None and not isinstance(made, str):
            keep(outcome, made)
    except Stale as error:
        if error.code != "edit_stale":
            raise
        now = at.afresh()
        crossed = crossed_settings(now, now.question(key)[1], raw, sentence(error, at.language))
        return question_page(now, key, status=409, settings=crossed)
    except DomainError as error:
        wrong = {"": sentence(error, at.language)}
        return question_page(at.afresh(), key, status=422, settings=_settings(at, question, raw=raw, wrong=wrong))
    return _kept(outcome, f"questions/{key}")


def save_condition(at: Workshop, owner: Question | Section, body: FormData) -> Response:
    """Keep when a question or section is asked."""
    raw = raw_of(body)
    if again := redrawn(raw):
        return _condition_page(at, owner, condition_view(owner.when, at.plan, owner, at.language, again=again))
    read = read_condition(raw, at.plan, owner, at.language)
    wrong = read.wrong
    is_question = isinstance(owner, Question)
    outcome = Outcome(at, owner.key, tracks_ticked(at, owner.key, raw) if is_question else ())
    made = condition_edit(owner, read.when, read.seen)
    try:
        if not wrong and made is not None and not isinstance(made, str):
            keep(outcome, made)
    except Stale as error:
        if error.code != "edit_stale":
            raise
        now = at.afresh()
        fresh = now.question(owner.key)[1] if is_question else now.section(owner.key)
        crossed = crossed_condition(now, fresh, raw, sentence(error, at.language))
        return _condition_page(now, fresh, crossed, status=409)
    except DomainError as error:
        wrong = {WHEN: sentence(error, at.language)}
    if wrong:
        now = at.afresh()
        view = condition_view(owner.when, now.plan, owner, at.language, raw, wrong=wrong)
        return _condition_page(now, owner, view, status=422)
    return _kept(outcome, f"{'questions' if is_question else 'sections'}/{owner.key}")


def _settings(at: Workshop, question: Question, **typed: Any) -> SettingsPanel:
    return SettingsPanel(settings_view(question, at.plan, at.language, **typed))


def _condition_page(at: Workshop, owner: Question | Section, shown: Any, *, status: int = 200) -> Response:
    panel = shown if isinstance(shown, ConditionPanel) else ConditionPanel(shown)
    page = question_page if isinstance(owner, Question) else section_page
    return page(at, owner.key, status=status, condition=panel)


def _kept(outcome: Outcome, where: str) -> Response:
    at = outcome.at
    said = " ".join([at.page.say(SAVED), *dict.fromkeys(outcome.told)])
    return at.page.see(f"{at.form_path}/{where}", said)


def _template(at: Workshop, body: FormData) -> dict[str, str] | str | None:
    """The model to fill in that was sent, kept with the call; or why it is refused."""
    sent = body.get(TEMPLATE)
    if not isinstance(sent, UploadFile) or not sent.filename:
        return None
    try:
        upload = Upload(sent.filename, sent.file)
        row = call_files.attach(at.db, at.hall.storage, at.call, upload, actor=at.me, now=at.now)
    except Invalid as error:
        return sentence(error, at.language)
    return {"digest": row.digest, "name": row.name}


def _with_template(values: Mapping[str, Any], template: dict[str, str] | None) -> dict[str, Any]:
    return {**values, "files": {**(values.get("files") or {}), "template": template}} if template else dict(values)
