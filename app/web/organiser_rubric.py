"""The rubric of a track as its organisers write it: a room for its doors, and what its pages show."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, NamedTuple

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from app.domain.errors import NotFound, Stale
from app.domain.texts import text_in
from app.forms.rubric import EVERY_LEVEL, LANGUAGES, fields_of, level_count
from app.models import Rubric
from app.queries import forms
from app.queries.forms import CriterionRow
from app.services.rubric_locks import has_reviews
from app.web.i18n import N_
from app.web.organiser_tracks import AtTrack, TrackOffice

SCALES = (3, 4, 5, 10, 20, 100)
WAS = "was."
MARKS_IN_WORDS = {"fr": N_("en français"), "en": N_("en anglais")}


@dataclass(frozen=True)
class RubricRoom(TrackOffice):
    """One track of a call I run, and how it is scored."""

    @property
    def rubric_path(self) -> str:
        """The address of the rubric."""
        return f"{self.track_path}/rubric"

    @cached_property
    def rubric(self) -> Rubric | None:
        """The rubric, if the track has one."""
        return self.db.get(Rubric, self.track.rubric_id) if self.track.rubric_id else None

    @property
    def criteria(self) -> list[CriterionRow]:
        """Its criteria, in order."""
        return forms.criteria_of(self.db, self.track.rubric_id) if self.track.rubric_id else []

    def criterion(self, key: str) -> CriterionRow:
        """One of them; raises NotFound."""
        found = next((row for row in self.criteria if row.key == key), None)
        if found is None:
            raise NotFound
        return found

    def show_rubric(self, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        """A page of this rubric."""
        plain = {"track": self.track, "rubric": self.rubric, "here": self.rubric_path, "criteria": self.criteria}
        return self.show(f"organiser/{template}", status=status, **{**plain, **context})


async def _room(at: AtTrack) -> RubricRoom:
    return RubricRoom(at.db, at.me, at.now, at.page, at.hall, at.call, at.track)


AtRubric = Annotated[RubricRoom, Depends(_room)]


class Line(NamedTuple):
    """One criterion of the list: how many of its levels are described, in each language."""

    key: str
    title: str
    optional: bool
    weight: str
    described: int
    levels: int
    english: bool


def lines(room: RubricRoom, typed: Mapping[str, str] | None = None) -> list[Line]:
    """The criteria as the list shows them, with the weights that were typed."""
    scale = room.rubric.scale_max if room.rubric else EVERY_LEVEL
    return [
        Line(
            row.key,
            text_in(row.title, room.language),
            row.optional,
            (typed or {}).get(f"weight-{row.key}", str(row.weight)),
            sum(bool(text) for text in row.levels.get("fr", [])),
            level_count(scale, row),
            bool(row.title.get("en")),
        )
        for row in room.criteria
    ]


def list_context(room: RubricRoom, typed: Mapping[str, str] | None = None) -> dict[str, object]:
    """What the page of the rubric shows."""
    shown = lines(room, typed)
    weights = [int(line.weight) if line.weight.isdecimal() else 0 for line in shown]
    others = [
        (other.key, room.track_titles[other.id]) for other in room.tracks if other.rubric_id and other is not room.track
    ]
    scale = room.rubric.scale_max if room.rubric else EVERY_LEVEL
    return {
        "lines": shown,
        "total": sum(weights),
        "others": others,
        "scales": [(str(end), room.page.say(N_("De 0 à %(end)s")) % {"end": end}) for end in sorted({*SCALES, scale})],
        "in_use": has_reviews(room.db, room.track.id),
    }


class LevelField(NamedTuple):
    """One described level: its mark, and the name and text of its field in each language."""

    mark: int
    texts: list[tuple[str, str, str]]


def criterion_context(room: RubricRoom, row: CriterionRow, typed: Mapping[str, str] | None = None) -> dict[str, object]:
    """What the page of a criterion shows; `typed` is kept where it was refused."""
    kept = fields_of(row)
    scale = room.rubric.scale_max if room.rubric else EVERY_LEVEL
    count = level_count(scale, row)
    for language in LANGUAGES:
        kept |= {f"levels.{language}.{place}": kept.get(f"levels.{language}.{place}", "") for place in range(count)}
    fields = {**kept, **(typed or {})}
    say = room.page.say
    levels = [
        LevelField(
            round(place * scale / (count - 1)) if count > 1 else scale,
            [
                (f"levels.{spoken}.{place}", say(MARKS_IN_WORDS[spoken]), fields[f"levels.{spoken}.{place}"])
                for spoken in LANGUAGES
            ],
        )
        for place in range(count)
    ]
    return {"row": row, "fields": fields, "kept": kept, "levels": levels, "sections": _sections(room), "scale": scale}


def changes_in(body: FormData) -> dict[str, tuple[str, str]]:
    """What was seen and what is wanted of each field sent; a box left unticked is a field sent empty."""
    sent = {name: value.replace("\r\n", "\n") for name, value in body.multi_items() if isinstance(value, str)}
    seen = {name.removeprefix(WAS): value for name, value in sent.items() if name.startswith(WAS)}
    return {name: (was, sent.get(name, "").strip()) for name, was in seen.items() if sent.get(name, "").strip() != was}


def crossed(error: Stale, room: RubricRoom) -> list[tuple[str, str, str]]:
    """Name, mine and theirs of each field that two people changed."""
    mine, theirs = error.params["mine"], error.params["theirs"]
    assert isinstance(mine, Mapping)
    assert isinstance(theirs, Mapping)
    return [(field_words(name, room), str(mine[name]), str(theirs.get(name, ""))) for name in mine]


NAMES: Mapping[str, str] = {
    "title": N_("Titre"),
    "question": N_("Question posée"),
    "levels": N_("Niveau %(mark)s"),
    "optional": N_("Facultatif"),
    "section_key": N_("Rubrique à relire"),
    "comment_to": N_("Lecteurs du commentaire"),
    "scale_max": N_("Échelle"),
}


def field_words(name: str, room: RubricRoom) -> str:
    """`Titre, en anglais`; the key of a criterion stands for its weight."""
    part, _, rest = name.partition(".")
    if part not in NAMES:
        return next((text_in(row.title, room.language) for row in room.criteria if row.key == name), name)
    language, _, place = rest.partition(".")
    words = room.page.say(NAMES[part]) % {"mark": int(place) + 1 if place else ""}
    return f"{words}, {room.page.say(MARKS_IN_WORDS[language])}" if language in MARKS_IN_WORDS else words


def _sections(room: RubricRoom) -> list[tuple[str, str]]:
    plan = forms.plan_of(room.db, forms.latest_version(room.db, room.track.form_id))
    return [(section.key, text_in(section.title, room.language)) for section in plan.sections]
