"""The fields of a question or section in the editor: what each shows, and the edit that what was typed makes.

Each part of the panel sends its name (`part`), what it held when it was shown (`was-PART`) and what it holds now. A
part that its author left as it was makes no edit, whatever became of it meanwhile.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pydantic import JsonValue
from starlette.datastructures import FormData

from app.domain.edits import Edit, SetQuestion, SetSection, Several
from app.domain.form_fields import value_of
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question, Reader, Stage
from app.domain.texts import clean_text
from app.web.i18n import N_, translations

Raw = Mapping[str, list[str]]
LONGEST_NUMBER = 4
QUESTION_TEXTS = ("label.fr", "label.en", "help.fr", "help.en", "example.fr", "example.en")
SECTION_TEXTS = ("title.fr", "title.en", "help.fr", "help.en")
QUESTION_PARTS = (*QUESTION_TEXTS, "demand", "readers", "identifies", "kind", "key")
SECTION_PARTS = (*SECTION_TEXTS, "minutes")
Made = Edit | str | None
"""An edit, or what is wrong with what was typed, or nothing to do."""


class Typed(NamedTuple):
    """A part as it was sent: what it held at first, and what it holds."""

    was: str
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """The value of a part that has one."""
        return self.values[-1] if self.values else ""


def raw_of(body: FormData) -> dict[str, list[str]]:
    """The texts of a posted form, by name."""
    raw: dict[str, list[str]] = {}
    for name, value in body.multi_items():
        if isinstance(value, str):
            raw.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return raw


def parts_sent(raw: Raw, known: tuple[str, ...]) -> Iterator[tuple[str, Typed]]:
    """The parts that the form showed, in their order."""
    for part in raw.get("part", []):
        if part in known:
            yield part, Typed((raw.get(f"was-{part}") or [""])[-1], tuple(raw.get(part, ())))


def question_edit(question: Question, part: str, typed: Typed, language: str) -> Made:
    """What a part of the panel of a question asks for."""
    if part in QUESTION_TEXTS or part in ("kind", "key"):
        return _text(lambda was, value: SetQuestion(question.key, part, was, value), typed)
    if part == "demand":
        return _demand(question.key, typed)
    if part == "readers":
        readers: list[JsonValue] = [str(one) for one in Reader if one in typed.values]
        return _set(question.key, part, _json(typed.was), readers)
    if part == "identifies":
        return _set(question.key, part, _json(typed.was), typed.text == "yes")
    return translations(language).gettext(N_("Ce champ n’existe pas pour cette question ou cette rubrique."))


def section_edit(section: Section, part: str, typed: Typed, language: str) -> Made:
    """What a part of the panel of a section asks for."""
    if part != "minutes":
        return _text(lambda was, value: SetSection(section.key, part, was, value), typed)
    if not typed.text.strip().isdecimal() or len(typed.text.strip()) > LONGEST_NUMBER:
        return translations(language).gettext(N_("Écrivez un nombre de minutes, par exemple 10."))
    was, value = _json(typed.was), int(typed.text)
    return SetSection(section.key, part, was, value) if was != value else None


def was_of(owner: Question | Section, part: str) -> str:
    """What a part holds, as its hidden field carries it."""
    if part == "demand" and isinstance(owner, Question):
        return json.dumps([owner.required, str(owner.stage)])
    if "." in part or part in ("kind", "key"):
        return str(shown_value(owner, part))
    return json.dumps(value_of(owner, part))


def shown_value(owner: Question | Section, part: str) -> str | list[str]:
    """What the control of a part shows."""
    if isinstance(owner, Question):
        if part == "demand":
            return str(owner.stage) if owner.required else "none"
        if part == "readers":
            return [str(reader) for reader in owner.readers]
        if part == "identifies":
            return "yes" if owner.identifies else ""
        if part == "key":
            return owner.key
    value = value_of(owner, part)
    return "" if value is None else str(value)


def settings_edit(key: str, values: Mapping[str, JsonValue], seen: Mapping[str, JsonValue]) -> Edit | None:
    """The settings that were changed, set together: a limit makes no sense without its unit."""
    changed = tuple(
        SetQuestion(key, field, seen.get(field), value) for field, value in values.items() if value != seen.get(field)
    )
    return Several(changed) if changed else None


def condition_edit(owner: Question | Section, when: JsonValue, seen: JsonValue) -> Edit | None:
    """Another condition."""
    if when == seen:
        return None
    make = SetQuestion if isinstance(owner, Question) else SetSection
    return make(owner.key, "when", seen, when)


def question_of(plan: FormPlan, key: str) -> Question | None:
    """A question of a form, if it is there."""
    return next((question for question in plan.questions if question.key == key), None)


def _text(make: Callable[[str, str], Edit], typed: Typed) -> Made:
    value = clean_text(typed.text)
    return make(typed.was, value) if value != clean_text(typed.was) else None


def _set(key: str, field: str, was: JsonValue, value: JsonValue) -> Made:
    return SetQuestion(key, field, was, value) if was != value else None


def _demand(key: str, typed: Typed) -> Made:
    match _json(typed.was):
        case [bool(required), str(stage)]:
            pass
        case _:
            required, stage = False, str(Stage.FILING)
    wanted = typed.text != "none"
    moment = typed.text if wanted else stage
    if (wanted, moment) == (required, stage):
        return None
    # Both go together, so that of two who choose, the second is told whatever the first chose.
    asked = SetQuestion(key, "required", required, wanted), SetQuestion(key, "stage", stage, moment)
    return Several(asked)


def _json(text: str) -> JsonValue:
    try:
        found: JsonValue = json.loads(text)
    except ValueError:
        return None
    return found
