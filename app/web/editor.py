"""The workshop of one form: the track whose form is edited, the version to look at, and what every page of it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, cast

from fastapi import Depends
from pydantic import JsonValue

from app.domain.edits import Edit
from app.domain.errors import NotFound
from app.domain.form_plans import FormPlan, Section, parse_form_plan
from app.domain.questions import Question
from app.models import FormEdit, FormVersion, Track
from app.queries import calls
from app.queries import form_edits as eyes
from app.services import form_edits
from app.web.database import quickly
from app.web.editor_faults import Faults, faults_of
from app.web.organiser import Office, Run

EMPTY: dict[str, object] = {"sections": []}


@dataclass(frozen=True)
class Workshop(Office):
    """A form I may edit."""

    track: Track

    @property
    def form_path(self) -> str:
        """The address of the form in the editor."""
        return f"{self.path}/tracks/{self.track.key}/form"

    @cached_property
    def version(self) -> FormVersion | None:
        """The version being written, or the last one published."""
        return eyes.last_version(self.db, self.track.form_id)

    @cached_property
    def plan(self) -> FormPlan:
        """What the form asks."""
        return parse_form_plan(cast("JsonValue", self.version.plan if self.version else EMPTY))

    @cached_property
    def faults(self) -> Faults:
        """What is to put right in it, found once for a page."""
        return faults_of(self.plan, self.language)

    @property
    def is_writing(self) -> bool:
        """Whether there is a version that nobody but the organisers has seen."""
        return self.version is None or self.version.published_at is None

    @property
    def is_closed(self) -> bool:
        """Whether the form can no longer change: the results are published."""
        return self.call.published_at is not None

    @cached_property
    def history(self) -> list[FormEdit]:
        """Every change of the version being written, in order."""
        return eyes.edits_of(self.db, self.version.id) if self.version is not None and self.is_writing else []

    @cached_property
    def others(self) -> list[tuple[Track, FormVersion]]:
        """The other tracks and their forms."""
        return eyes.other_forms(self.db, self.call.id, self.track.id)

    @cached_property
    def sharing(self) -> Mapping[str, Sequence[Track]]:
        """For each key, the other tracks that ask the same question."""
        found: dict[str, list[Track]] = {}
        for track, version in self.others:
            for key in keys_of(version.plan):
                found.setdefault(key, []).append(track)
        return found

    @cached_property
    def published(self) -> frozenset[str]:
        """The keys of the questions that were ever published."""
        return eyes.published_keys(self.db, self.track.form_id)

    @property
    def taken(self) -> frozenset[str]:
        """Keys that a new question must not have: here it would be double, elsewhere it would be shared by accident."""
        return frozenset((*(one.key for one in self.plan.questions), *self.sharing, *self.published))

    def section(self, key: str) -> Section:
        """A section of the form."""
        found = next((one for one in self.plan.sections if one.key == key), None)
        if found is None:
            raise NotFound
        return found

    def question(self, key: str) -> tuple[Section, Question]:
        """A question of the form, and the section it is in."""
        for section in self.plan.sections:
            for question in section.questions:
                if question.key == key:
                    return section, question
        raise NotFound

    def edit(self, edit: Edit) -> "Workshop":
        """Make a change; the workshop as it is afterwards."""
        form_edits.edit(self.db, self.call, self.track, edit, actor=self.me, now=self.now)
        return self.afresh()

    def afresh(self) -> "Workshop":
        """The same workshop, read again."""
        return self.on(self.track)

    def on(self, track: Track) -> "Workshop":
        """The workshop of another track of the same call."""
        return Workshop(self.db, self.me, self.now, self.page, self.hall, self.call, track)


def keys_of(plan: Mapping[str, object]) -> list[str]:
    """The keys of the questions of a plan in JSON, without reading the rest of it."""
    sections = cast("list[dict[str, Any]]", plan.get("sections", []))
    return [question["key"] for section in sections for question in section["questions"]]


async def _workshop(office: Run, track: str) -> Workshop:
    found = await quickly(office.db, calls.track_of, office.db, office.call.id, track)
    if found is None:
        raise NotFound
    return Workshop(office.db, office.me, office.now, office.page, office.hall, office.call, found)


AtForm = Annotated[Workshop, Depends(_workshop)]
