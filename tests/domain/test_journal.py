"""The hash chain: whatever is altered, removed or moved is found, and named."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.journal import GENESIS, Break, Line, first_break, line_hash


def _chain(length: int) -> list[tuple[Line, str]]:
    lines, previous = [], GENESIS
    for number in range(1, length + 1):
        line = Line(
            "call", number, f"2011-10-{number:02d}T00:00:00+00:00", "x", "act", f"dossier:{number}", "", "", previous
        )
        previous = line_hash(line)
        lines.append((line, previous))
    return lines


def test_an_untouched_chain_holds() -> None:
    assert first_break(_chain(5)) is None
    assert first_break([]) is None


@pytest.mark.parametrize("field", ["at", "actor", "action", "subject", "before", "after"])
def test_one_changed_byte_is_found_and_named(field: str) -> None:
    lines = _chain(5)
    changed: dict[str, Any] = {field: "changé"}
    lines[2] = (replace(lines[2][0], **changed), lines[2][1])

    assert first_break(lines) == Break("call", 3, "altered")


def test_a_line_rewritten_with_its_own_hash_is_found_at_the_next() -> None:
    lines = _chain(5)
    forged = replace(lines[2][0], subject="dossier:9")
    lines[2] = (forged, line_hash(forged))

    assert first_break(lines) == Break("call", 4, "unlinked")


def test_a_removed_line_is_found() -> None:
    lines = _chain(5)
    del lines[2]

    assert first_break(lines) == Break("call", 3, "missing")
