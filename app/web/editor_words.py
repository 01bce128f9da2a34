"""What was changed in a form, in words: one sentence for each edit, with what it was and what it became."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from app.domain.edit_rules import simple_edits
from app.domain.edits import (
    AddQuestion,
    AddSection,
    Edit,
    Json,
    MoveQuestion,
    MoveSection,
    RemoveQuestion,
    RemoveSection,
    SetQuestion,
    SetSection,
)
from app.domain.form_plans import FormPlan
from app.domain.texts import text_in
from app.web.editor_kinds import kind_of
from app.web.i18n import N_, translations

FIELDS: Mapping[str, str] = {
    "label.fr": N_("question en français"),
    "label.en": N_("question en anglais"),
    "title.fr": N_("titre en français"),
    "title.en": N_("titre en anglais"),
    "help.fr": N_("aide en français"),
    "help.en": N_("aide en anglais"),
    "example.fr": N_("exemple en français"),
    "example.en": N_("exemple en anglais"),
    "required": N_("obligatoire ou non"),
    "stage": N_("moment où répondre"),
    "readers": N_("qui lit la réponse"),
    "identifies": N_("cachée en lecture anonyme"),
    "when": N_("condition"),
    "kind": N_("nature"),
    "key": N_("clé"),
    "options": N_("réponses à choisir"),
    "limit": N_("longueur"),
    "unit": N_("unité de la longueur"),
    "minimum": N_("minimum"),
    "maximum": N_("maximum"),
    "decimals": N_("décimales"),
    "budget": N_("tableau du budget"),
    "files": N_("pièces demandées"),
    "repeat": N_("bloc qui se répète"),
    "territory": N_("territoires proposés"),
    "organisation": N_("organisations acceptées"),
    "minutes": N_("durée estimée"),
}
VALUES: Mapping[str, str] = {
    "filing": N_("pour déposer"),
    "screening": N_("pour être recevable"),
    "selection": N_("une fois retenu"),
    "reviewers": N_("les évaluateurs"),
    "public": N_("tout le monde"),
    "words": N_("mots"),
    "characters": N_("signes"),
}
_LONGEST = 160
_SENTENCES = {
    AddQuestion: N_("Question « %(name)s » ajoutée"),
    RemoveQuestion: N_("Question « %(name)s » retirée"),
    MoveQuestion: N_("Question « %(name)s » déplacée"),
    AddSection: N_("Rubrique « %(name)s » ajoutée"),
    RemoveSection: N_("Rubrique « %(name)s » retirée"),
    MoveSection: N_("Rubrique « %(name)s » déplacée"),
}


class Said(NamedTuple):
    """One change in words: what was done, and for a text, what it was and what it is."""

    text: str
    before: str = ""
    after: str = ""


def field_word(field: str, language: str) -> str:
    """What a field is called by people."""
    say = translations(language).gettext
    return say(FIELDS[field]) if field in FIELDS else say(FIELDS.get(f"{field}.fr", field)).partition(" en ")[0]


def names_in(plan: FormPlan, language: str) -> dict[str, str]:
    """The names of all sections and questions; a section's is under `section:KEY`."""
    found = {question.key: text_in(question.label, language) for question in plan.questions}
    return found | {f"section:{section.key}": text_in(section.title, language) for section in plan.sections}


def said(edit: Edit, inverse: Edit, names: Mapping[str, str], language: str) -> list[Said]:
    """An edit in words, a line for each thing changed; one field after another of the same question is one line."""
    known = {**_names_of(inverse, language), **_names_of(edit, language), **names}
    lines = [_line(one, known, language) for one in simple_edits(edit) if not _is_idle(one)]
    return list(dict.fromkeys(lines))


def headline(edit: Edit, inverse: Edit, names: Mapping[str, str], language: str) -> str:
    """An edit in a few words, for a button."""
    lines = said(edit, inverse, names, language)
    text = lines[0].text if lines else ""
    return text if len(lines) < 2 else f"{text} (+ {len(lines) - 1})"


def _line(edit: Edit, names: Mapping[str, str], language: str) -> Said:
    say = translations(language).gettext
    match edit:
        case SetQuestion() | SetSection():
            key = edit.key if isinstance(edit, SetQuestion) else f"section:{edit.key}"
            what = say(N_("« %(name)s » : %(field)s")) % {
                "name": _short(names.get(key) or edit.key),
                "field": field_word(edit.field, language),
            }
            return Said(what, *(_short(_value(edit.field, one, language)) for one in (edit.was, edit.value)))
        case AddSection(section=added):
            return Said(say(_SENTENCES[AddSection]) % {"name": _title(added, "title", language)})
        case AddQuestion(question=asked):
            return Said(say(_SENTENCES[AddQuestion]) % {"name": _title(asked, "label", language)})
        case RemoveSection(key=key) | MoveSection(key=key):
            return Said(say(_SENTENCES[type(edit)]) % {"name": names.get(f"section:{key}", key)})
        case RemoveQuestion(key=key) | MoveQuestion(key=key):
            return Said(say(_SENTENCES[type(edit)]) % {"name": names.get(key, key)})
        case _:
            return Said("")


def _is_idle(edit: Edit) -> bool:
    return isinstance(edit, SetQuestion | SetSection) and edit.was == edit.value


def _names_of(edit: Edit, language: str) -> dict[str, str]:
    return dict(pair for one in simple_edits(edit) for pair in _named(one, language))


def _named(edit: Edit, language: str) -> Iterator[tuple[str, str]]:
    match edit:
        case AddQuestion(question=question):
            yield str(question.get("key", "")), _title(question, "label", language)
        case AddSection(section=section):
            yield f"section:{section.get('key', '')}", _title(section, "title", language)


def _title(json: Json, name: str, language: str) -> str:
    texts = json.get(name)
    return text_in({key: str(text) for key, text in texts.items()}, language) if isinstance(texts, dict) else ""


def _value(field: str, value: JsonValue, language: str) -> str:
    """A value in words, when a few are enough."""
    say = translations(language).gettext
    match value:
        case bool():
            return say(N_("Oui") if value else N_("Non"))
        case list() if field == "readers":
            return ", ".join(say(VALUES[str(one)]) for one in value) or say(N_("personne d’autre"))
        case str() if field == "kind":
            return kind_of(value, language).name
        case str() if field in ("stage", "unit"):
            return say(VALUES.get(value, value))
        case str() | int() | float():
            return str(value)
        case _:
            return ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
