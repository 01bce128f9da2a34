"""The hearth: what is written in several languages, and how text is cleaned, counted and folded."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from app.domain.readings import UNSTORABLE

DEFAULT_LANGUAGE = "fr"

_UNSTORABLE = re.compile(UNSTORABLE)
_TOKEN = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "’": "'", "ʼ": "'"})


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Mapping[str, str]):
    """One text per language: a mapping that can be hashed."""

    pairs: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, language: str) -> str:
        for name, text in self.pairs:
            if name == language:
                return text
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (language for language, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def __hash__(self) -> int:
        return hash(frozenset(self.pairs))

    @classmethod
    def of(cls, mapping: Mapping[str, str]) -> "Texts":
        """The same texts, frozen."""
        return cls(tuple(mapping.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls.of,
            core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema()),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


def texts(**by_language: str) -> Texts:
    """Texts from keywords: `texts(fr="Pôle", en="Pole")`."""
    return Texts.of(by_language)


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in French, else in whichever language there is, else nothing."""
    if isinstance(texts, Texts):
        # What a mapping does to find one pair among two takes longer than to look at both.
        for name, text in texts.pairs:
            if name == language and text:
                return text
    return texts.get(language) or texts.get(DEFAULT_LANGUAGE) or next((text for text in texts.values() if text), "")


def clean_text(text: str) -> str:
    """The same words in composed Unicode with plain line ends, without what a database cannot store, trimmed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", plain)).strip()


def count_words(text: str) -> int:
    """Number of runs of signs between white space, as the browser counts them: a lone `:` is one.

    JavaScript's `\\s` and Python's agree on all that `clean_text` leaves, but for U+FEFF, which JavaScript splits on.
    """
    return len(text.replace("\ufeff", " ").split())


def count_characters(text: str) -> int:
    """Number of signs of the trimmed text: Unicode code points once composed, a line end counting for one."""
    return len(clean_text(text))


def strip_accents(text: str) -> str:
    """Small letters without accents or ligatures: `Œuvre d’été` becomes `oeuvre d'ete`."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).translate(_LIGATURES)


def fold(text: str) -> str:
    """The words to search by: no accent, no case, no elision, and the light French plural removed."""
    return " ".join(_stem(word) for word in _TOKEN.findall(strip_accents(text)) if len(word) > 1 or word.isdigit())


def _stem(word: str) -> str:
    if len(word) < 4 or word.isdigit():
        return word
    if word.endswith("aux") and len(word) > 4:
        return word[:-3] + ("au" if word.endswith("eaux") else "al")
    return word[:-1] if word[-1] in "sx" and word[-2] not in "su" else word
