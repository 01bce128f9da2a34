"""The seal of a receipt as PDF: a last line that only this platform can write, and that any changed byte breaks.

What follows the end mark of a PDF is ignored by whoever reads it. The line names the code, the key, and the HMAC-SHA256
of all that stands before it; nothing has to be kept for a receipt to be checked.
"""

import hashlib
import hmac
import re
from enum import StrEnum
from typing import NamedTuple

_LINE = re.compile(rb"\n%tremplin-receipt ([0-9A-Z-]{4,40}) ([0-9a-f]{8}) ([0-9a-f]{64})\n\Z")
_LONGEST_LINE = 200


class Verdict(StrEnum):
    """What a document is worth: as it was issued, changed since, not one of ours, or sealed with another key."""

    AUTHENTIC = "authentic"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    OTHER_KEY = "other_key"


class Checked(NamedTuple):
    """A document that was checked; `code` is the one it bears, empty for none."""

    verdict: Verdict
    code: str


def sealed(secret: str, code: str, pdf: bytes) -> bytes:
    """The PDF with its seal."""
    return pdf + f"\n%tremplin-receipt {code} {_key(secret)} {_mark(secret, code, pdf)}\n".encode()


def check(secret: str, document: bytes) -> Checked:
    """Whether this is, byte for byte, a receipt that this platform issued."""
    found = _LINE.search(document, max(0, len(document) - _LONGEST_LINE))
    if found is None:
        bears = b"%tremplin-receipt" in document
        return Checked(Verdict.CHANGED if bears else Verdict.UNKNOWN, "")
    code, key, mark = (part.decode() for part in found.groups())
    if key != _key(secret):
        return Checked(Verdict.OTHER_KEY, code)
    true = hmac.compare_digest(mark, _mark(secret, code, document[: found.start()]))
    return Checked(Verdict.AUTHENTIC if true else Verdict.CHANGED, code)


def _key(secret: str) -> str:
    """Which key made a seal, without saying anything of it."""
    return hashlib.sha256(f"receipt key:{secret}".encode()).hexdigest()[:8]


def _mark(secret: str, code: str, pdf: bytes) -> str:
    said = f"receipt:{code}:{hashlib.sha256(pdf).hexdigest()}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()
