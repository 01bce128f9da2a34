"""The hearth: an answer that is a postal address.

The value is `{"line", "complement", "postcode", "city", "insee"}`; `insee` is there when a commune of that name has
that postcode. What the national address base gave also has `source` and `fetched_at` (an instant).
"""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from app.domain.texts import clean_text

Raw = Mapping[str, list[str]]
Found = Iterator[tuple[str, Mapping[str, int | float | str]]]

PARTS = ("line", "complement", "postcode", "city")
"""What a form asks for."""
FACTS = ("insee", "source", "fetched_at")
"""What is known besides; only a directory may say the last two."""


def gather_address(field: str, raw: Raw) -> dict[str, JsonValue]:
    """What a form sent, part by part: `q-seat-city`."""
    return {part: next(reversed(raw.get(f"{field}-{part}", [])), None) for part in PARTS}


def read_address(value: JsonValue) -> JsonValue:
    """The value as it is stored."""
    if not isinstance(value, dict):
        return (_line(value) or None) if value is not None else None
    kept: dict[str, JsonValue] = {part: text for part in (*PARTS, *FACTS) if (text := _line(value.get(part)))}
    return kept if any(part in kept for part in PARTS) else None


def check_address(value: JsonValue, *, required: bool) -> Found:
    """What is wrong with an address; `unknown_city` is an advice: addresses abroad and Cedex are right too."""
    if not isinstance(value, dict):
        yield "bad_address", {}
        return
    postcode, city = value.get("postcode"), value.get("city")
    if required and not postcode:
        yield "no_postcode", {}
    if required and not city:
        yield "no_city", {}
    if postcode and city and not value.get("insee"):
        yield "unknown_city", {"postcode": str(postcode), "city": str(city)}


def one_line_of(value: JsonValue) -> str:
    """The address in one line, to be searched: `12 rue Saint-Nicolas 26100 Romans-sur-Isère`."""
    parts = value if isinstance(value, dict) else {}
    return " ".join(str(parts[name]) for name in ("line", "postcode", "city") if parts.get(name))


def _line(value: JsonValue) -> str:
    return "" if value is None else " ".join(clean_text(value if isinstance(value, str) else str(value)).split())
