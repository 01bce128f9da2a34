"""The organisers' room of one track; and the tracks of a call as their hub shows them."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from fastapi import Depends

from app.domain.errors import NotFound
from app.domain.texts import text_in
from app.models import Track
from app.queries import tracks as eyes
from app.queries.preparation import questions_of
from app.queries.tracks import ChangeRow, Count, FormState, RubricState, rules_of
from app.web.composition import rule_text
from app.web.database import quickly
from app.web.i18n import LANGUAGES
from app.web.organiser import Office, Run
from app.web.outcomes import outcome_words


@dataclass(frozen=True)
class TrackOffice(Office):
    """One track of a call I run."""

    track: Track

    @property
    def track_path(self) -> str:
        """The address of the track."""
        return f"{self.path}/tracks/{self.track.key}"

    @property
    def title(self) -> str:
        """Its name in the language of the page."""
        return text_in(self.track.title, self.language)

    def changes(self, *kinds: str) -> list[ChangeRow]:
        """What changed of it, with the reasons given."""
        return [row for row in eyes.changes(self.db, self.call.id, *kinds) if row.track == self.track.key]


async def _at_track(office: Run, track: str) -> TrackOffice:
    tracks = await quickly(office.db, lambda: office.tracks)
    found = next((one for one in tracks if one.key == track), None)
    if found is None:
        raise NotFound
    return TrackOffice(office.db, office.me, office.now, office.page, office.hall, office.call, found)


AtTrack = Annotated[TrackOffice, Depends(_at_track)]


class Card(NamedTuple):
    """A track on the hub: what it asks, how it is scored, what it demands, how it ends, and who is there."""

    key: str
    title: str
    summary: str
    place: int
    is_last: bool
    version: int
    form: FormState
    questions: int
    minutes: int
    rubric: RubricState | None
    has_members: bool
    needs_signatures: bool
    rules: list[str]
    outcomes: list[str]
    dossiers: Count
    untranslated: bool

    @property
    def is_idle(self) -> bool:
        """Whether nobody is in it."""
        return not (self.dossiers.drafts or self.dossiers.filed)


def cards(office: Office) -> list[Card]:
    """The tracks of a call, in order."""
    forms, rubrics = eyes.form_states(office.db, office.tracks), eyes.rubric_states(office.db, office.call.id)
    counts = eyes.counts(office.db, office.call.id)
    return [
        Card(
            track.key,
            text_in(track.title, office.language),
            text_in(track.summary, office.language),
            place,
            place == len(office.tracks) - 1,
            track.version,
            forms[track.id],
            questions_of(forms[track.id].plan),
            sum(section.minutes for section in forms[track.id].plan.sections),
            rubrics.get(track.id),
            track.has_members,
            track.needs_signatures,
            [rule_text(rule, office.language) for rule in rules_of(track)],
            list(outcome_words(track, office.language).values()),
            counts.get(track.id, Count()),
            any(not track.title.get(language) for language in LANGUAGES),
        )
        for place, track in enumerate(office.tracks)
    ]
