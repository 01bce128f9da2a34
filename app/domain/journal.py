"""The hash chain of the journal: each line carries the digest of the one before."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """One act: who, when, what, on what; digests only, never personal data. `at` is ISO 8601 in UTC."""

    chain: str
    sequence: int
    at: str
    actor: str
    action: str
    subject: str
    before: str
    after: str
    previous: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain no longer holds, and why: `missing`, `altered` or `unlinked`."""

    chain: str
    sequence: int
    reason: str


def line_hash(line: Line) -> str:
    """SHA-256 (hex) of the line's canonical JSON, which holds the previous hash."""
    fields = [line.chain, line.sequence, line.at, line.actor, line.action, line.subject]
    fields += [line.before, line.after, line.previous]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def first_break(lines: Iterable[tuple[Line, str]]) -> Break | None:
    """The first line of one chain, in order, that was removed, altered or unlinked; None when the chain holds."""
    previous, expected = GENESIS, 1
    for line, recorded in lines:
        if line.sequence != expected:
            return Break(line.chain, expected, "missing")
        if line.previous != previous:
            return Break(line.chain, line.sequence, "unlinked")
        if line_hash(line) != recorded:
            return Break(line.chain, line.sequence, "altered")
        previous, expected = recorded, expected + 1
    return None
