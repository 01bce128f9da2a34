"""Which territories a place is in."""

from functools import lru_cache

from app.adapters.geography import commune, departement


@lru_cache(maxsize=4096)
def territories_of(place: str) -> frozenset[str]:
    """Every territory a place (`commune:26281`, `departement:26`) is in, itself included.

    Regions go by their names, those of today and those of before 2016: `region:Rhône-Alpes`.
    """
    level, _, code = place.partition(":")
    town = commune(code) if level == "commune" else None
    whole = departement(town.departement if town else code if level == "departement" else "")
    above = {f"departement:{whole.code}", f"region:{whole.region}", f"region:{whole.region_2011}"} if whole else set()
    return frozenset({place, *above})
