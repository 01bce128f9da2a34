"""The hearth: the proof of what was filed, which anybody can compute again.

The content of a dossier is written as canonical JSON, in the spirit of RFC 8785: keys sorted by code point, no space,
UTF-8, text in NFC, whole numbers without a decimal point. Its SHA-256 is the digest. The receipt code is 15 signs of
Crockford's base 32 (75 bits of the SHA-256 of digest and dossier) and a check sign (Luhn modulo 32), four by four.
"""

import hashlib
import json
import math
import re
import unicodedata

from pydantic import JsonValue

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE = len(_ALPHABET)
_LENGTH = 16
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = re.compile(r"[\s\-‐‑–—.]+")


def canonical_json(content: JsonValue) -> bytes:
    """The one way to write this content; ValueError for NaN, infinity, or keys that are the same once composed."""
    written = json.dumps(
        _canonical(content), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return written.encode()


def digest_of(content: JsonValue) -> str:
    """The SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def verify(content: JsonValue, digest: str) -> bool:
    """Whether this content is what the digest was made of."""
    return digest_of(content) == digest.strip().lower()


def receipt_code(digest: str, dossier_id: str) -> str:
    """The code of a receipt, `XXXX-XXXX-XXXX-XXXX`: the same for the same content of the same dossier."""
    number = int.from_bytes(hashlib.sha256(f"{digest}\n{dossier_id}".encode()).digest())
    signs = "".join(_ALPHABET[(number >> 5 * place) % _BASE] for place in range(_LENGTH - 1))
    code = signs + _check_sign(signs)
    return "-".join(code[start : start + 4] for start in range(0, _LENGTH, 4))


def read_code(typed: str) -> str | None:
    """The code as it was given, from what somebody typed (case, spaces, O for 0, I or L for 1); None if mistyped."""
    signs = _SEPARATORS.sub("", typed).upper().translate(_CONFUSED)
    if len(signs) != _LENGTH or not set(signs) <= set(_ALPHABET) or _check_sign(signs[:-1]) != signs[-1]:
        return None
    return "-".join(signs[start : start + 4] for start in range(0, _LENGTH, 4))


def _canonical(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case float() if math.isfinite(value) and value == int(value):
            return int(value)
        case list():
            return [_canonical(item) for item in value]
        case dict():
            composed = {unicodedata.normalize("NFC", key): _canonical(item) for key, item in value.items()}
            if len(composed) != len(value):
                raise ValueError("two keys are the same once composed")
            return composed
        case _:
            return value


def _check_sign(signs: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = _ALPHABET.index(sign) * (1 if place % 2 else 2)
        total += value // _BASE + value % _BASE
    return _ALPHABET[-total % _BASE]
