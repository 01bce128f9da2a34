"""The hearth: what is said about a dossier among its reviewers and organisers: under what name, and to whom."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.domain.texts import text_in, texts

CHANGED_WITHIN = timedelta(minutes=30)
"""How long what one said can be put differently; it can be taken back at any time."""
NUMBERED = texts(fr="Évaluateur {number}", en="Reviewer {number}")
"""The name of a reviewer for those who may not know it."""
_CALLED = re.compile(r"@\[([0-9a-f-]{36})\]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, or spoke, about a dossier. `number`: of a reviewer, the same for everybody; else 0.

    is_here: whether they may still speak; spoke: whether they ever did. An organiser is known by name.
    """

    id: UUID
    name: str
    number: int = 0
    is_organiser: bool = False
    is_here: bool = True
    spoke: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: plain, or the name of somebody who is called upon."""

    text: str
    calls: bool = False


def name_for(voice: Voice, language: str, *, named: bool) -> str:
    """What somebody is called; `named`: for those who may know who the reviewers are."""
    if named or voice.is_organiser or not voice.number:
        return voice.name
    return text_in(NUMBERED, language).format(number=voice.number)


def names_for(voices: Iterable[Voice], language: str, *, named: bool) -> dict[UUID, str]:
    """What each of them is called."""
    return {voice.id: name_for(voice, language, named=named) for voice in voices}


def marked(text: str, names: Mapping[UUID, str]) -> tuple[str, list[UUID]]:
    """The text as it is kept, and who it calls upon: each `@Name` becomes `@[id]`, shown to everybody as they may see.

    A first name is enough where only one of them bears it; capitals do not matter.
    """
    known = _callable(names)
    if not known:
        return text, []
    words = sorted(known, key=len, reverse=True)
    spelled = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    called: list[UUID] = []

    def mark(found: re.Match[str]) -> str:
        who = known[_plain(found[1])]
        if who not in called:
            called.append(who)
        return f"@[{who}]"

    return re.sub(rf"(?<!\w)@({spelled})(?!\w)", mark, text, flags=re.IGNORECASE), called


def pieces(text: str, names: Mapping[UUID, str]) -> list[Piece]:
    """A text as it was kept, with the names that its reader may see."""
    found, place = [], 0
    for match in _CALLED.finditer(text):
        name = names.get(UUID(match[1])) if _is_id(match[1]) else None
        if name is None:
            continue
        found += [Piece(text[place : match.start()]), Piece(f"@{name}", calls=True)]
        place = match.end()
    return [piece for piece in (*found, Piece(text[place:])) if piece.text]


def spelled(text: str, names: Mapping[UUID, str]) -> str:
    """The same as one text: to be read in a mail, or changed."""
    return "".join(piece.text for piece in pieces(text, names))


def _callable(names: Mapping[UUID, str]) -> dict[str, UUID]:
    """By what each may be called upon: a whole name, or a first name that nobody else bears."""
    known: dict[str, UUID] = {}
    doubled: set[str] = set()
    for who, name in names.items():
        first = name.split()[0] if name.split() else ""
        for word in {_plain(name), _plain(first)} - {""}:
            if word in known and known[word] != who:
                doubled.add(word)
            known.setdefault(word, who)
    return {word: who for word, who in known.items() if word not in doubled}


def _plain(word: str) -> str:
    return " ".join(word.split()).lower()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
