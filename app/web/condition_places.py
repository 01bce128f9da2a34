"""Territories of conditions as people write them: `Drôme (26), département` for `departement:26`, and back."""

from functools import lru_cache
from typing import NamedTuple

from app.adapters.geography import commune, departement, departements, fold, search
from app.web.i18n import N_, translations

_MOST = 12
_MANY = 60
_LEVELS = {"commune": N_("commune"), "departement": N_("département"), "region": N_("région")}


class Found(NamedTuple):
    """A place one may have meant: its key, and its name with what tells it from others."""

    key: str
    text: str


def level_words(language: str) -> tuple[tuple[str, str], ...]:
    """What each level of territory is called."""
    say = translations(language).gettext
    return tuple((f"{level}s", say(words)) for level, words in _LEVELS.items())


@lru_cache(maxsize=8)
def larger_places(language: str) -> tuple[str, ...]:
    """The names of the regions, then of the départements: those one most often looks for."""
    return tuple(place_words(key, language) for key in _larger())


def place_words(key: str, language: str) -> str:
    """The name of a place with its kind, `Drôme (26), département`; the key itself when nobody knows it."""
    level, _, code = key.partition(":")
    kind = translations(language).gettext(_LEVELS[level]) if level in _LEVELS else ""
    if level == "commune" and (town := commune(code)):
        return f"{town.name} ({town.departement}), {kind}"
    if level == "departement" and (whole := departement(code)):
        return f"{whole.name} ({code}), {kind}"
    return f"{code}, {kind}" if key in _larger() else key


def places_meant(typed: str, language: str) -> list[Found]:
    """The places that are what was typed: a name as we write it, a key, or a name as people write it."""
    line = " ".join(typed.split())
    wanted = fold(line)
    towns = [f"commune:{town.insee}" for town in search(line.partition("(")[0], _MANY)]
    every = [Found(key, place_words(key, language)) for key in (*_larger(), *towns)]
    exact = [one for one in every if line in (one.key, one.text)]
    kinds = "|".join(translations(language).gettext(words) for words in _LEVELS.values()).split("|")
    named = [one for one in every if wanted and wanted in (fold(name) for name in _names(one.text, kinds))]
    return (exact or named)[:_MOST]


@lru_cache(maxsize=1)
def _larger() -> tuple[str, ...]:
    every = departements().values()
    regions = dict.fromkeys(region for one in every for region in (one.region, one.region_2011))
    return (*(f"region:{name}" for name in sorted(regions)), *(f"departement:{one.code}" for one in every))


def _names(text: str, kinds: list[str]) -> tuple[str, str]:
    """`Ambert (63)` and `Ambert`."""
    whole = next((text.removesuffix(f", {kind}") for kind in kinds if text.endswith(f", {kind}")), text)
    return whole, whole.partition(" (")[0]
