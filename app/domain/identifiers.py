"""The hearth: the numbers by which French organisations are known.

SIREN (9 digits) and SIRET (SIREN and 5 digits) end with a Luhn check digit (ISO/IEC 7812-1; INSEE, Sirene). The
establishments of La Poste (SIREN 356 000 000) outnumber what that leaves: the sum of their digits is a multiple of 5.
RNA, the national directory of associations: W, then 9 signs, digits but for a letter overseas and in Corsica
(`W751234567`, `W9R1011072`).
"""

import re
from enum import StrEnum

from app.domain.texts import strip_accents

_LA_POSTE = "356000000"
_RNA = re.compile(r"W\d[0-9A-Z]\d{7}")
_SEPARATORS = re.compile(r"[\s.\-_/]+")


class IdentifierKind(StrEnum):
    """Which directory a number belongs to."""

    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"


def normalise_identifier(text: str) -> str:
    """The number without spaces, dots or hyphens, in capitals."""
    return _SEPARATORS.sub("", strip_accents(text)).upper()


def identifier_kind(text: str) -> IdentifierKind | None:
    """Which kind of valid number this is, however it is spaced; None if it is none."""
    number = normalise_identifier(text)
    if is_siren(number):
        return IdentifierKind.SIREN
    if is_siret(number):
        return IdentifierKind.SIRET
    return IdentifierKind.RNA if is_rna(number) else None


def identifier_problem(text: str) -> str | None:
    """Why it is no such number: `bad_rna`, `bad_length` (neither 9 nor 14 digits), `bad_check_digit`; None if it is."""
    number = normalise_identifier(text)
    if identifier_kind(number):
        return None
    if number.startswith("W"):
        return "bad_rna"
    return "bad_check_digit" if _are_digits(number, 9) or _are_digits(number, 14) else "bad_length"


def is_siren(number: str) -> bool:
    """Whether these are nine digits that check."""
    return _are_digits(number, 9) and _luhn(number)


def is_siret(number: str) -> bool:
    """Whether these are fourteen digits that check, or an establishment of La Poste."""
    if not _are_digits(number, 14) or not is_siren(number[:9]):
        return False
    return _luhn(number) or (number.startswith(_LA_POSTE) and sum(map(int, number)) % 5 == 0)


def is_rna(number: str) -> bool:
    """Whether this has the form of an RNA number, which carries no check digit."""
    return _RNA.fullmatch(number) is not None


def siren_of(text: str) -> str | None:
    """The SIREN of a SIREN or SIRET: the legal person, whatever the establishment."""
    number = normalise_identifier(text)
    return number[:9] if is_siren(number) or is_siret(number) else None


def format_identifier(text: str) -> str:
    """The number as it is read aloud: `441 208 730`, `441 208 730 00018`, `W751234567`; anything else as it is."""
    number = normalise_identifier(text)
    if not (_are_digits(number, 9) or _are_digits(number, 14)):
        return number if is_rna(number) else text
    parts = (number[:3], number[3:6], number[6:9], number[9:])
    return " ".join(part for part in parts if part)


def _are_digits(number: str, length: int) -> bool:
    return len(number) == length and number.isascii() and number.isdigit()


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
