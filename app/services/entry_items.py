"""One thing at a time of what comes before a dossier: a question, a refusal; two people who change two things both win.

An item is named `question.KEY` or `refusal.KEY`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from app.domain.entry import Entry, Refusal, dump_entry
from app.domain.errors import Invalid, Stale
from app.domain.questions import Question
from app.domain.roles import Actor
from app.models import Call
from app.queries.tracks import entry_of
from app.services import journal
from app.services.track_rules import set_entry
from app.services.track_verbs import hold

Change = Callable[[Entry], Entry]


def digest_of(entry: Entry, item: str) -> str:
    """What a form carries of the item it shows; empty for one that is not there."""
    shelf, _, key = item.partition(".")
    rows = dump_entry(entry).get(f"{shelf}s")
    listed = rows if isinstance(rows, list) else []
    found = next((row for row in listed if isinstance(row, dict) and row["key"] == key), None)
    return journal.digest({"": found}) if found else ""


def put_question(db: Session, call: Call, question: Question, *, seen: str, actor: Actor, now: datetime) -> None:
    """Ask this before a dossier, or ask it otherwise. Raises Stale, Invalid."""

    def change(entry: Entry) -> Entry:
        kept = tuple(question if one.key == question.key else one for one in entry.questions)
        return replace(entry, questions=kept if question in kept else (*kept, question))

    _change(db, call, f"question.{question.key}", change, seen=seen, actor=actor, now=now)


def drop_question(db: Session, call: Call, key: str, *, seen: str, actor: Actor, now: datetime) -> None:
    """No longer ask this. Raises Stale, or Invalid while something depends on its answer."""

    def change(entry: Entry) -> Entry:
        return replace(entry, questions=tuple(one for one in entry.questions if one.key != key))

    _change(db, call, f"question.{key}", change, seen=seen, actor=actor, now=now)


def move_question(
    db: Session, call: Call, key: str, way: Literal["up", "down"], *, seen: str, actor: Actor, now: datetime
) -> None:
    """Ask this one place earlier or later; nothing at the ends."""

    def change(entry: Entry) -> Entry:
        rows = list(entry.questions)
        place = next((number for number, one in enumerate(rows) if one.key == key), 0)
        other = place - 1 if way == "up" else place + 1
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
        return replace(entry, questions=tuple(rows))

    _change(db, call, f"question.{key}", change, seen=seen, actor=actor, now=now)


def put_refusal(db: Session, call: Call, refusal: Refusal, *, seen: str, actor: Actor, now: datetime) -> None:
    """Rule these answers out, or rule them out otherwise. Raises Stale, Invalid."""

    def change(entry: Entry) -> Entry:
        kept = tuple(refusal if one.key == refusal.key else one for one in entry.refusals)
        return replace(entry, refusals=kept if refusal in kept else (*kept, refusal))

    _change(db, call, f"refusal.{refusal.key}", change, seen=seen, actor=actor, now=now)


def drop_refusal(db: Session, call: Call, key: str, *, seen: str, actor: Actor, now: datetime) -> None:
    """No longer rule these answers out. Raises Stale."""

    def change(entry: Entry) -> Entry:
        return replace(entry, refusals=tuple(one for one in entry.refusals if one.key != key))

    _change(db, call, f"refusal.{key}", change, seen=seen, actor=actor, now=now)


def _change(db: Session, call: Call, item: str, change: Change, *, seen: str, actor: Actor, now: datetime) -> None:
    hold(db, call, actor)
    entry = entry_of(call)
    try:
        changed = change(entry)
    except ValueError:
        raise Invalid("entry_question_in_use") from None
    if dump_entry(changed) == dump_entry(entry):
        return
    if digest_of(entry, item) != seen:
        raise Stale("stale", theirs=item)
    set_entry(db, call, changed, version=call.version, actor=actor, now=now)
