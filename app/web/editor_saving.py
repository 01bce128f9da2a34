"""Saving what was typed in the editor: part by part, each kept or refused by itself; nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.edits import Edit
from app.domain.errors import DomainError, Stale
from app.domain.form_plans import Section
from app.domain.questions import Question
from app.domain.texts import text_in
from app.models import Track
from app.web.editor import Workshop
from app.web.editor_fields import (
    QUESTION_PARTS,
    SECTION_PARTS,
    Made,
    Raw,
    Typed,
    parts_sent,
    question_edit,
    section_edit,
    shown_value,
    was_of,
)
from app.web.i18n import N_, translations
from app.web.messages import sentence

ALSO = "also"
"""The keys of the other tracks where a shared question changes too."""


class Refused(NamedTuple):
    """A part that was not kept: why, what was typed, and when somebody else changed it, what it holds now."""

    text: str
    typed: tuple[str, ...] = ()
    theirs: str | list[str] | None = None
    was: str = ""


@dataclass(slots=True)
class Outcome:
    """What became of the parts: which were kept, which were not, and what happened in other tracks."""

    at: Workshop
    key: str
    also: tuple[Track, ...] = ()
    kept: int = 0
    wrong: dict[str, Refused] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The status of the page that shows it."""
        return 409 if any(one.theirs is not None for one in self.wrong.values()) else 422 if self.wrong else 200


def save_question(at: Workshop, key: str, raw: Raw) -> Outcome:
    """Keep every part of the panel of a question that holds, here and in the tracks that were ticked."""
    outcome = Outcome(at, key, tracks_ticked(at, key, raw))

    def now() -> Question:
        return outcome.at.question(outcome.key)[1]

    for part, typed in parts_sent(raw, QUESTION_PARTS):
        _keep(outcome, part, typed, question_edit(now(), part, typed, at.language), now)
        if part == "key" and part not in outcome.wrong:
            outcome.key = typed.text.strip() or key
    return outcome


def save_section(at: Workshop, key: str, raw: Raw) -> Outcome:
    """Keep every part of the panel of a section that holds."""
    outcome = Outcome(at, key)

    def now() -> Section:
        return outcome.at.section(key)

    for part, typed in parts_sent(raw, SECTION_PARTS):
        _keep(outcome, part, typed, section_edit(now(), part, typed, at.language), now)
    return outcome


def keep(outcome: Outcome, edit: Edit) -> None:
    """Make an edit here, then in the other tracks that were ticked, where the field was the same."""
    outcome.at = outcome.at.edit(edit)
    outcome.kept += 1
    for track in outcome.also:
        _keep_also(outcome, track, edit)


def tracks_ticked(at: Workshop, key: str, raw: Raw) -> tuple[Track, ...]:
    """The other tracks where the same question is to change too."""
    return tuple(track for track in at.sharing.get(key, ()) if track.key in raw.get(ALSO, []))


def _keep(outcome: Outcome, part: str, typed: Typed, made: Made, now: Callable[[], Question | Section]) -> None:
    if isinstance(made, str):
        outcome.wrong[part] = Refused(made, typed.values)
    elif made is not None:
        try:
            keep(outcome, made)
        except Stale as error:
            if error.code != "edit_stale":
                raise
            outcome.at = outcome.at.afresh()
            theirs, was = shown_value(now(), part), was_of(now(), part)
            outcome.wrong[part] = Refused(sentence(error, outcome.at.language), typed.values, theirs, was)
        except DomainError as error:
            outcome.wrong[part] = Refused(sentence(error, outcome.at.language), typed.values)


def _keep_also(outcome: Outcome, track: Track, edit: Edit) -> None:
    at = outcome.at
    say, name = translations(at.language).gettext, text_in(track.title, at.language)
    try:
        at.on(track).edit(edit)
    except DomainError:
        said = N_("Pas changé dans « %(track)s » : cette question y est différente. Ouvrez-la pour la changer.")
        outcome.told.append(say(said) % {"track": name})
    else:
        outcome.told.append(say(N_("Changé aussi dans « %(track)s ».")) % {"track": name})
