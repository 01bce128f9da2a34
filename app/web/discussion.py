"""The discussion of a dossier as pages show it: who says what, under the names that its reader may know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlmodel import Session

from app.domain.discussions import CHANGED_WITHIN, Piece, Voice, name_for, names_for, pieces, spelled
from app.domain.permissions import can
from app.domain.roles import Actor
from app.models import DiscussionMessage, Dossier
from app.queries.calls import call_of
from app.queries.discussions import SaidRow, said, seen_at, voices
from app.queries.visibility import facts_of, rules_of
from app.web.binding import Bound, blank
from app.web.shown import deadline_text, iso


class ShownSaying(NamedTuple):
    """Something that was said; `may_change` within its time, `may_take_back` for whoever may."""

    id: UUID
    author: str
    is_me: bool
    is_new: bool
    is_removed: bool
    was_changed: bool
    paragraphs: list[list[Piece]]
    when: str
    instant: str
    may_change: bool
    may_take_back: bool


class ShownVoice(NamedTuple):
    """Somebody who takes part: how the reader calls them, and how the reviewers do where that differs."""

    name: str
    alias: str
    is_me: bool
    is_organiser: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """The discussion of a dossier for one reader. `until`: the instant of the last thing said, as ISO text."""

    sayings: list[ShownSaying]
    here: list[ShownVoice]
    unread: int
    until: str
    hides: bool


def talk_of(db: Session, dossier: Dossier, me: Actor, now: datetime, language: str, zone: str) -> Talk:
    """The whole discussion; whoever asks has shown that they may discuss."""
    facts = facts_of(db, dossier, me, now)
    named = bool(can("see_reviewers", facts))
    everybody, rows, seen = voices(db, dossier), said(db, dossier.id), seen_at(db, dossier.id, me.id)
    names = names_for(everybody, language, named=named)
    shown = [_shown(row, names, me, now, seen, language, zone, runs=facts.is_organiser) for row in rows]
    rules = rules_of(call_of(db, dossier.call_id), now)
    hides = facts.hides_reviewers or not rules.sees_names
    return Talk(
        shown,
        [_voice(voice, language, me, named=named, hides=hides) for voice in everybody if voice.is_here],
        sum(one.is_new for one in shown),
        max((row.created_at for row in rows), default=now).isoformat(),
        hides,
    )


def _voice(voice: Voice, language: str, me: Actor, *, named: bool, hides: bool) -> ShownVoice:
    alias = name_for(voice, language, named=False) if hides and not voice.is_organiser else ""
    name = name_for(voice, language, named=named)
    return ShownVoice(name, alias if alias != name else "", voice.id == me.id, voice.is_organiser)


def _shown(
    row: SaidRow,
    names: dict[UUID, str],
    me: Actor,
    now: datetime,
    seen: datetime | None,
    language: str,
    zone: str,
    *,
    runs: bool,
) -> ShownSaying:
    is_me, there = row.author_id == me.id, row.removed_at is None
    lines = [line.strip() for line in row.text.split("\n") if line.strip()]
    return ShownSaying(
        row.id,
        names.get(row.author_id, ""),
        is_me,
        not is_me and there and (seen is None or row.created_at > seen),
        not there,
        there and row.version > 1,
        [pieces(line, names) for line in lines],
        deadline_text(row.created_at, language, zone),
        iso(row.created_at),
        is_me and there and now < row.created_at + CHANGED_WITHIN,
        there and (is_me or runs),
    )


def typed_again(db: Session, dossier: Dossier, one: DiscussionMessage, me: Actor, now: datetime, language: str) -> str:
    """Something that was said, as its author typed it."""
    named = bool(can("see_reviewers", facts_of(db, dossier, me, now)))
    return spelled(one.text, names_for(voices(db, dossier), language, named=named))


def empty_saying(language: str) -> Bound[Any]:
    """What nobody has said yet."""
    return blank(language, key=uuid4().hex)
