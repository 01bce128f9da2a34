"""The hearth: how typed texts are read, as patterns and words that the browser reads as well.

Only what Python and JavaScript understand alike stands here: ASCII digits, no flags, no look-behind.
`condition_table` hands it to the pages; `entries` and `conditions` use it on this side.
"""

import re
import unicodedata

UNSTORABLE = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]"
CURRENCY = r"(?:€|[eE][uU][rR](?:[oO][sS]?)?)$"
NUMBER = r"[+-]?(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,][0-9]*)?|[+-]?[.,][0-9]+"
DOTTED = r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*|[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}"
COMMAED = r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*|[+-]?[0-9]{1,3}(?:,[0-9]{3}){2,}"
LONGEST = 40
LARGEST = 10**12
DAYS = (
    (r"([0-9]{4})-([0-9]{2})-([0-9]{2})", (1, 2, 3)),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", (1, 2, 3)),
    (r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", (3, 2, 1)),
)
"""How a day is written, and where its year, month and day stand."""
DAY = DAYS[0][0]
"""A day as it is stored."""
YES = ("yes", "oui", "true", "1", "on")
NO = ("no", "non", "false", "0", "off")

MARKS = r"[\u0300-\u036f]"
LOWERED = r"[A-Z\u00c0-\u052f]"
ALIKE = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "}
"""Signs that are held to be the same when a text is searched."""

_MARKS, _LOWERED = re.compile(MARKS), re.compile(LOWERED)
_ALIKE = str.maketrans(ALIKE)


def folded(text: str) -> str:
    """The text by which `contains` compares: no accent, no capital, the same apostrophe.

    Decomposed (NFD), without the marks U+0300 to U+036F, Latin, Greek and Cyrillic letters made small one by one:
    a browser does exactly the same.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return _LOWERED.sub(lambda letter: letter[0].lower(), bare).translate(_ALIKE)
