"""What the page of a question shows of its settings, and what it reads of them; nothing here knows the database.

A question becomes fields (`set-limit`, `set-options.0.label.fr`, ...), the fields are drawn by the templates of
`organiser/form_settings/`, and read back as values of the JSON of a plan. In a door:

    again = redrawn(raw)                                  # a button that draws again without saving (`field_trees`)
    if again:
        show(settings_view(question, plan, language, again.raw, again=again))
    read = read_settings(question, raw, language)
    if read.wrong:
        show(settings_view(question, plan, language, raw, wrong=read.wrong), status=422)
    for field, value in read.values.items(): ...          # edits: was = read.seen.get(field), in this order
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from app.domain.conditions import tests_of
from app.domain.form_plans import FormPlan
from app.domain.questions import TEXT_KINDS, Question
from app.domain.texts import text_in
from app.web.field_trees import Raw, Redrawn, fields_of, rows_of, tree_of
from app.web.i18n import translations
from app.web.setting_files import file_types
from app.web.setting_kinds import parts_of, read, typed
from app.web.setting_reading import Reading
from app.web.setting_repeat import repeatable_kinds

PREFIX = "set-"
SEEN = "set-seen"
"""The hidden field that carries the settings as the page showed them first: what an edit says that it saw."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The settings of a question as fields; names are those of the fields, `wrong` says what to put right in each."""

    kind: str
    parts: tuple[str, ...]
    raw: Raw
    seen: str
    wrong: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    said: str = ""
    uses: Mapping[str, str] = field(default_factory=dict)
    types: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    template: str = ""

    def typed(self, name: str) -> str:
        """What a field holds."""
        return next(reversed(self.raw.get(name, [])), "")

    def picked(self, name: str) -> list[str]:
        """Everything ticked under a name."""
        return list(self.raw.get(name, []))

    def rows(self, path: str) -> list[str]:
        """The paths of the rows of a list: `set-options.0`."""
        return [f"{path}.{number}" for number, _ in rows_of(tree_of(self.raw, f"{path}."))]

    def error(self, name: str) -> str:
        """What is wrong with a field."""
        return self.wrong.get(name, "")

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Everything wrong, for the summary: id of the field, sentence."""
        return list(self.wrong.items())


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The value of each setting that could be read, what is wrong by field, and what the page showed at first."""

    values: Mapping[str, JsonValue]
    wrong: Mapping[str, str]
    seen: Mapping[str, JsonValue]


def settings_view(
    question: Question,
    plan: FormPlan,
    language: str,
    raw: Raw | None = None,
    *,
    wrong: Mapping[str, str] | None = None,
    again: Redrawn | None = None,
) -> SettingsView:
    """The settings as they are stored, or as they were typed (`raw`), with what is wrong or was just done."""
    shown = again.raw if again else raw
    return SettingsView(
        kind=str(question.kind),
        parts=parts_of(question.kind),
        raw=fields_as_stored(question, language) if shown is None else shown,
        seen=json.dumps(settings_of(question, language)) if shown is None else shown.get(SEEN, [""])[-1],
        wrong=wrong or {},
        focus=again.focus if again else "",
        said=translations(language).gettext(again.said) if again and again.said else "",
        uses=_uses(question, plan, language),
        types=file_types(question.files, language),
        kinds=repeatable_kinds(language),
        template=question.files.template.name if question.files and question.files.template else "",
    )


def read_settings(question: Question, raw: Raw, language: str) -> ReadSettings:
    """The value of each setting, as in the JSON of a plan; what is wrong is left out and named by its field.

    Only the fields of this kind's settings are there; the edits are made in their order, together.
    """
    reading = Reading(raw, language, PREFIX)
    values = read(question, reading)
    return ReadSettings(values, reading.wrong, _seen(raw) or settings_of(question, language))


def settings_of(question: Question, language: str = "fr") -> dict[str, JsonValue]:
    """The present value of each setting of this question, in the same form as `read_settings` gives."""
    found = read(question, Reading(fields_as_stored(question, language), language, PREFIX))
    # The unit is left out while there is nothing to count, and seen all the same.
    return {"unit": question.unit, **found} if question.kind in TEXT_KINDS else found


def fields_as_stored(question: Question, language: str) -> dict[str, list[str]]:
    """The fields of the form when nothing was typed yet."""
    return {PREFIX + name: values for name, values in fields_of(typed(question, language)).items()}


def _seen(raw: Raw) -> dict[str, JsonValue]:
    try:
        found = json.loads(raw.get(SEEN, ["{}"])[-1])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _uses(question: Question, plan: FormPlan, language: str) -> dict[str, str]:
    """For each option that a condition looks for, the questions and sections that wait for it."""
    found: dict[str, list[str]] = {}
    for section in plan.sections:
        owners = [(section.when, section.title), *((one.when, one.label) for one in section.questions)]
        for when, words in owners:
            for test in tests_of(when):
                if test.question == question.key and isinstance(test.value, str):
                    found.setdefault(test.value, []).append(text_in(words, language))
    return {key: ", ".join(dict.fromkeys(names)) for key, names in found.items()}
