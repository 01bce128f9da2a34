"""Colours can be told apart: every pair in use, in both themes, against WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "app" / "static" / "css" / "tokens.css"
PAIRS = re.findall(r"--([\w-]+): light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\s*\)", TOKENS.read_text())
COLOURS = {name: {"light": light, "dark": dark} for name, light, dark in PAIRS}
GROUNDS = ("page", "surface", "sunken")
INKS = (
    "ink", "ink-soft", "quetsche", "quetsche-deep", "myrobolan", "reine-claude", "abricot", "prunelle", "mirabelle-ink",
)  # fmt: skip
TINTS = ("quetsche", "reine-claude", "myrobolan", "prunelle", "abricot", "mirabelle")
TEXT = [(ink, ground) for ink in INKS for ground in GROUNDS]
TEXT += [(name.replace("mirabelle", "mirabelle-ink"), f"{name}-tint") for name in TINTS]
TEXT += [("ink", f"{name}-tint") for name in TINTS]
TEXT += [("on-quetsche", "quetsche"), ("on-quetsche", "quetsche-deep"), ("surface", "reine-claude")]
BORDERS = [(border, ground) for border in ("line-strong", "focus") for ground in GROUNDS]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read(theme: str) -> None:
    weak = [(ink, ground) for ink, ground in TEXT if contrast(COLOURS[ink][theme], COLOURS[ground][theme]) < 4.5]

    assert weak == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_control_can_be_seen(theme: str) -> None:
    weak = [(line, ground) for line, ground in BORDERS if contrast(COLOURS[line][theme], COLOURS[ground][theme]) < 3]

    assert weak == []
