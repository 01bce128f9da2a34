"""Questions shared by several tracks: where else one is asked, and whether it is the same there."""

from typing import Any, NamedTuple, cast

from app.domain.edits import Json
from app.domain.form_fields import dump_question
from app.domain.questions import Question
from app.domain.texts import text_in
from app.models import FormVersion, Track
from app.web.editor import Workshop
from app.web.editor_kinds import kind_of
from app.web.editor_words import field_word


class Elsewhere(NamedTuple):
    """The same question in another track; `differs` names the fields that are not the same there."""

    key: str
    track: str
    href: str
    differs: tuple[str, ...]


class Reusable(NamedTuple):
    """A question of another track that this form does not ask yet."""

    value: str
    label: str
    kind: str


def elsewhere(at: Workshop, question: Question) -> list[Elsewhere]:
    """The other tracks that ask this question."""
    mine, found = dump_question(question), []
    for track, version in at.others:
        for _, theirs in _questions(version):
            if theirs["key"] == question.key:
                names = sorted({*mine, *theirs}, key=lambda name: list({**mine, **theirs}).index(name))
                differs = tuple(field_word(name, at.language) for name in names if mine.get(name) != theirs.get(name))
                href = f"{at.on(track).form_path}/questions/{question.key}"
                found.append(Elsewhere(track.key, text_in(track.title, at.language), href, differs))
    return found


def reusable(at: Workshop) -> list[tuple[str, str, list[Reusable]]]:
    """What the other tracks ask and this form does not: track and section, then questions."""
    here = {question.key for question in at.plan.questions}
    found: dict[tuple[str, str], list[Reusable]] = {}
    for track, version in at.others:
        for section, question in _questions(version):
            if question["key"] not in here:
                place = text_in(track.title, at.language), text_in(section["title"], at.language)
                kind = kind_of(str(question["kind"]), at.language).name
                row = Reusable(f"{track.key}.{question['key']}", text_in(question["label"], at.language), kind)
                found.setdefault(place, []).append(row)
    return [(track, section, rows) for (track, section), rows in found.items()]


def question_there(at: Workshop, value: str) -> Json | None:
    """The question `TRACK.KEY` of another track, as its form has it."""
    track_key, _, key = value.partition(".")
    for track, version in at.others:
        if track.key == track_key:
            return next((question for _, question in _questions(version) if question["key"] == key), None)
    return None


def sections_there(at: Workshop) -> list[tuple[Track, list[Json]]]:
    """The sections of the other tracks."""
    return [(track, cast("list[Json]", version.plan.get("sections", []))) for track, version in at.others]


def _questions(version: FormVersion) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    sections = cast("list[dict[str, Any]]", version.plan.get("sections", []))
    return [(section, question) for section in sections for question in section["questions"]]
