"""Territories of conditions as people write them: `Drôme (26)` for `departement:26`, and back."""

from functools import lru_cache
from typing import NamedTuple

from app.adapters.geography import departements
from app.adapters.geography.places import Place, called, place
from app.domain.territories import LEVELS, Level
from app.web.i18n import N_, translations

_MOST = 12
_LEVELS = {
    Level.COMMUNES: N_("commune"),
    Level.EPCIS: N_("intercommunalité"),
    Level.DEPARTEMENTS: N_("département"),
    Level.REGIONS: N_("région"),
}


class Found(NamedTuple):
    """A place one may have meant: its key, and its name with what tells it from others."""

    key: str
    text: str


def level_words(language: str) -> tuple[tuple[str, str], ...]:
    """What each level of territory is called."""
    say = translations(language).gettext
    return tuple((str(level), say(words)) for level, words in _LEVELS.items())


@lru_cache(maxsize=8)
def larger_places(language: str) -> tuple[str, ...]:
    """The names of the regions, then of the départements: those one most often looks for."""
    every = departements().values()
    regions = dict.fromkeys(region for one in every for region in (one.region, one.region_2011))
    keys = (*(f"region:{name}" for name in sorted(regions)), *(f"departement:{one.code}" for one in every))
    return tuple(place_words(key, language) for key in keys)


def place_words(key: str, language: str) -> str:
    """The name of a place with its kind, `Drôme (26), département`; the key itself when nobody knows it."""
    found = place(key)
    return _words(found, language) if found else key


def places_meant(typed: str, language: str) -> list[Found]:
    """The places that are what was typed: a name as we write it, a key, a code, or a name as people write it."""
    line = " ".join(typed.split())
    bare, _, kind = line.rpartition(", ")
    names = {translations(language).gettext(words): level for level, words in _LEVELS.items()}
    levels = [names[kind]] if bare and kind in names else list(LEVELS)
    found = called(bare if bare and kind in names else line, levels)
    exact = [one for one in found if _words(one, language) == line]
    return [Found(one.key, _words(one, language)) for one in (exact or found)[:_MOST]]


def _words(found: Place, language: str) -> str:
    kind = translations(language).gettext(_LEVELS[found.level])
    where = found.where if found.level is Level.DEPARTEMENTS else ", ".join(found.departements)
    name = found.name if found.level is Level.REGIONS else f"{found.name} ({where})"
    return f"{name}, {kind}"
