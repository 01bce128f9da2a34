"""What organisers send about a rubric: a criterion as flat fields, each saved by itself."""

from collections.abc import Mapping
from typing import Any, Literal, Protocol

from pydantic import Field, ValidationError

from app.domain.errors import Invalid
from app.forms.common import Form

LANGUAGES = ("fr", "en")
LANDMARKS = 5
EVERY_LEVEL = 5
"""Up to this end of scale every mark has its sentence; a longer scale has landmarks."""


class Described(Protocol):
    """What a criterion says, as it is stored."""

    @property
    def title(self) -> dict[str, str]: ...

    @property
    def question(self) -> dict[str, str]: ...

    @property
    def levels(self) -> dict[str, list[str]]: ...

    @property
    def optional(self) -> bool: ...

    @property
    def section_key(self) -> str: ...

    @property
    def comment_to(self) -> str: ...


class CriterionFields(Form):
    """A criterion without its key, weight and place."""

    title: dict[str, str]
    question: dict[str, str] = Field(default_factory=dict)
    levels: dict[str, list[str]] = Field(default_factory=dict)
    optional: bool = False
    section_key: str = Field(default="", max_length=40)
    comment_to: Literal["organisers", "applicant"] = "organisers"

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> dict[str, Any]:
        """The attributes described by flat fields; raises Invalid, named after the first field that is wrong."""
        if not fields.get("title.fr", "").strip():
            raise Invalid("no_french", field="title.fr")
        for name, value in fields.items():
            if len(value) > LONGEST.get(name.partition(".")[0], 40):
                raise Invalid("text_too_long", field=name, most=LONGEST[name.partition(".")[0]])
        try:
            read = cls(
                title=_texts(fields, "title"),
                question=_texts(fields, "question"),
                levels=_levels(fields),
                optional=fields.get("optional") == "yes",
                section_key=fields.get("section_key", ""),
                comment_to=fields.get("comment_to", "organisers"),
            )
        except ValidationError as error:
            raise Invalid("not_an_option", field=str(error.errors()[0]["loc"][0])) from error
        return read.model_dump()


LONGEST = {"title": 200, "question": 1000, "levels": 500}


def fields_of(criterion: Described) -> dict[str, str]:
    """The flat fields of a criterion: `title.fr`, `levels.en.3`..."""
    fields = {
        f"{part}.{language}": getattr(criterion, part).get(language, "")
        for part in ("title", "question")
        for language in LANGUAGES
    }
    for language in LANGUAGES:
        fields |= {f"levels.{language}.{place}": text for place, text in enumerate(criterion.levels.get(language, []))}
    return fields | {
        "optional": "yes" if criterion.optional else "",
        "section_key": criterion.section_key,
        "comment_to": criterion.comment_to,
    }


def level_count(scale_max: int, criterion: Described) -> int:
    """How many levels are described: one for each mark, or landmarks on a long scale; what is written stays."""
    written = max((len(texts) for texts in criterion.levels.values()), default=0)
    return max(scale_max + 1 if scale_max <= EVERY_LEVEL else LANDMARKS, written)


def _texts(fields: Mapping[str, str], part: str) -> dict[str, str]:
    return {language: text for language in LANGUAGES if (text := fields.get(f"{part}.{language}", "").strip())}


def _levels(fields: Mapping[str, str]) -> dict[str, list[str]]:
    """The levels in their order; a language in which none is described is left out."""
    found: dict[str, dict[int, str]] = {}
    for name, text in fields.items():
        part, _, rest = name.partition(".")
        language, _, place = rest.partition(".")
        if part == "levels" and language in LANGUAGES and place.isdecimal() and int(place) <= 100:
            found.setdefault(language, {})[int(place)] = text.strip()
    return {
        language: [texts.get(place, "") for place in range(max(texts) + 1)]
        for language, texts in found.items()
        if any(texts.values())
    }
