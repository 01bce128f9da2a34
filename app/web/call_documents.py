"""Reading the document of a call that somebody sent: the call, or every fault with its place in plain words."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import JsonValue, ValidationError

from app.forms.call import CallForm
from app.web.i18n import N_, translations
from app.web.messages import field_error
from app.web.nested import place_of

NUMBERED: Mapping[str, str] = {
    "tracks": N_("catégorie %(number)s"),
    "sections": N_("rubrique %(number)s"),
    "questions": N_("question %(number)s"),
    "options": N_("choix %(number)s"),
    "criteria": N_("critère %(number)s"),
    "composition": N_("règle %(number)s"),
    "outcomes": N_("issue %(number)s"),
    "refusals": N_("refus %(number)s"),
    "moments": N_("étape %(number)s"),
    "networks": N_("réseau %(number)s"),
    "faq": N_("question fréquente %(number)s"),
    "files": N_("fichier %(number)s"),
    "phases": N_("phase d’évaluation %(number)s"),
    "expenses": N_("dépense %(number)s"),
    "resources": N_("ressource %(number)s"),
    "all": N_("condition %(number)s"),
    "any": N_("condition %(number)s"),
}
NAMED: Mapping[str, str] = {
    "form": N_("formulaire"),
    "rubric": N_("grille"),
    "entry": N_("questions d’entrée"),
    "reviewing": N_("évaluation"),
    "rules": N_("ce que voient les évaluateurs"),
    "when": N_("condition"),
    "suits": N_("réponses qui mènent à la catégorie"),
    "budget": N_("budget"),
    "repeat": N_("bloc répété"),
    "fr": N_("en français"),
    "en": N_("en anglais"),
}
# A condition is one of three shapes; of the faults of each, those of the shape that was written matter.
_SHAPES = {"AllOf": "all", "AnyOf": "any", "Test": ""}
Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """One thing to put right: where in words, where in the file, and what to do."""

    place: str
    path: str
    text: str


class Unreadable(Exception):
    """The document makes no call; `faults` says everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def read_document(content: bytes, language: str, *, changes: Mapping[str, str] | None = None) -> CallForm:
    """The call that a file describes, some of its parts replaced by `changes`; raises Unreadable."""
    document = _parsed(content, language)
    try:
        return CallForm.model_validate({**document, **(changes or {})})
    except ValidationError as error:
        raise Unreadable(faults_of(error, document, language)) from None


def faults_of(error: ValidationError, document: JsonValue, language: str) -> list[Fault]:
    """Every fault once, in the order of the document."""
    found: dict[str, Fault] = {}
    problems = error.errors()
    for problem in problems:
        if problem["type"] == "too_short" and _has_inner(problem["loc"], problems):
            # What is wrong in a list leaves nothing in it: it is not too short for that.
            continue
        path = _path([_number(part) for part in place_of(problem)], document)
        if path is None:
            continue
        written = written_path(path)
        name = str(path[-1]) if path else ""
        text = field_error("CallForm", name, problem["type"], problem.get("ctx") or {}, language)
        found.setdefault(written, Fault(place_words(path, document, language), written, text))
    return list(found.values())


def written_path(path: Path) -> str:
    """Where it is, as programmers write it: `tracks[0].form.sections[2]`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def place_words(path: Path, document: JsonValue, language: str) -> str:
    """Where it is, in words: `catégorie 1 (pole), formulaire, rubrique 3 (budget), « minutes »`."""
    say = translations(language).gettext
    words, here, above = [], document, ""
    for part in path:
        here = _inside(here, part)
        if isinstance(part, int):
            text = say(NUMBERED.get(above, N_("ligne %(number)s"))) % {"number": part + 1}
            words.append(f"{text} ({here['key']})" if isinstance(here, dict) and here.get("key") else text)
        elif part in NAMED:
            words.append(say(NAMED[part]))
        elif not (part in NUMBERED and part != path[-1]):
            words.append(f"« {part} »" if language == "fr" else f"“{part}”")
        above = str(part)
    return ", ".join(words) or say(N_("le document entier"))


def _parsed(content: bytes, language: str) -> dict[str, JsonValue]:
    say = translations(language).gettext
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = say(N_("Ce fichier n’est pas un texte en UTF-8."))
    except json.JSONDecodeError as error:
        place = say(N_("ligne %(line)s, colonne %(column)s")) % {"line": error.lineno, "column": error.colno}
        text = say(N_("Le fichier n’est pas du JSON bien formé à partir d’ici : une virgule, un guillemet ?"))
        raise Unreadable([Fault(place, "", text)]) from None
    except RecursionError:
        text = say(N_("Ce fichier est emboîté trop profondément."))
    else:
        if isinstance(document, dict):
            return document
        text = say(N_("Le document d’un appel est un objet, entre accolades."))
    raise Unreadable([Fault(say(N_("le document entier")), "", text)])


def _has_inner(place: tuple[str | int, ...], problems: Sequence[Mapping[str, Any]]) -> bool:
    return any(len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in problems)


def _path(parts: list[str | int], document: JsonValue) -> Path | None:
    """The place in the document, without the names of shapes; None for a shape that was not written."""
    path: list[str | int] = []
    here = document
    for part in parts:
        if part in _SHAPES:
            shape = next((key for key in ("all", "any") if isinstance(here, dict) and key in here), "")
            if _SHAPES[str(part)] != shape:
                return None
        elif isinstance(part, str) and isinstance(here, str | int | float | bool | None) and path and here is not None:
            break
        else:
            path.append(part)
            here = _inside(here, part)
    return tuple(path)


def _inside(here: JsonValue, part: str | int) -> JsonValue:
    if isinstance(here, dict):
        return here.get(str(part))
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return here[part]
    return None


def _number(part: str) -> str | int:
    return int(part) if part.isdecimal() else part
