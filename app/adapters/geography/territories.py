"""Which territories a place is in."""

from functools import lru_cache

from app.adapters.geography import departements
from app.adapters.geography.groups import epci_of
from app.adapters.geography.places import place


@lru_cache(maxsize=4096)
def territories_of(key: str) -> frozenset[str]:
    """Every territory a place is in, itself included: `commune:26281` is in its EPCI, département and regions.

    Regions go by their names, those of today and those of before 2016: `region:Rhône-Alpes`. An EPCI is in every
    département where one of its communes lies; a region of 2011 is in the one of today that took it in.
    """
    found = place(key)
    if found is None:
        return frozenset({key})
    group = epci_of(found.code) if key.startswith("commune:") else None
    around = {f"epci:{group.siren}"} if group else set()
    if key.startswith("region:"):
        whole = set(found.departements)
        return frozenset({key, *(region for region, codes in _regions().items() if whole <= codes)})
    for code in found.departements:
        one = departements()[code]
        around |= {f"departement:{code}", f"region:{one.region}", f"region:{one.region_2011}"}
    return frozenset({key, *around})


@lru_cache(maxsize=1)
def _regions() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in departements().values():
        for region in (one.region, one.region_2011):
            found.setdefault(f"region:{region}", set()).add(one.code)
    return found
