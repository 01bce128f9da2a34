"""The hearth: what an edit of a form touches, to tell whether it can still be undone."""

from collections.abc import Iterator

from app.domain.edits import (
    AddQuestion,
    AddSection,
    Edit,
    MoveQuestion,
    MoveSection,
    RemoveQuestion,
    RemoveSection,
    SetQuestion,
    SetSection,
    Several,
)

Touch = tuple[str, str, str]
"""What is touched: `question` or `section`, its key, and the field; `*` is the whole of it."""
WHOLE = "*"


def touched(edit: Edit, inverse: Edit) -> frozenset[Touch]:
    """All that an edit and its inverse touch."""
    return frozenset((*_touched(edit), *_touched(inverse)))


def cross(one: frozenset[Touch], other: frozenset[Touch]) -> bool:
    """Whether two edits touch the same thing, so that undoing the first would undo the second too."""
    return any(
        kind == other_kind and key == other_key and (WHOLE in (field, other_field) or _within(field, other_field))
        for kind, key, field in one
        for other_kind, other_key, other_field in other
    )


def _within(field: str, other: str) -> bool:
    return field == other or field.startswith(other + ".") or other.startswith(field + ".")


def _touched(edit: Edit) -> Iterator[Touch]:
    match edit:
        case Several(edits=edits):
            for one in edits:
                yield from _touched(one)
        case SetQuestion(field="key"):
            yield from (("question", edit.key, WHOLE), ("question", str(edit.value), WHOLE))
        case SetQuestion():
            yield "question", edit.key, edit.field
        case SetSection():
            yield "section", edit.key, edit.field
        case _:
            yield from _placed(edit)


def _placed(
    edit: AddQuestion | RemoveQuestion | MoveQuestion | AddSection | RemoveSection | MoveSection,
) -> Iterator[Touch]:
    match edit:
        case AddQuestion(section=section, question=question):
            key = str(question.get("key", ""))
            yield from (("question", key, WHOLE), ("section", section, f"has {key}"))
        case RemoveQuestion(key=key):
            yield "question", key, WHOLE
        case MoveQuestion(key=key, section=section):
            yield from (("question", key, "place"), ("section", section, f"has {key}"))
        case AddSection(section=added):
            yield "section", str(added.get("key", "")), WHOLE
            questions = added.get("questions")
            for one in questions if isinstance(questions, list) else ():
                yield "question", str(one.get("key", "")) if isinstance(one, dict) else "", WHOLE
        case RemoveSection(key=key):
            yield "section", key, WHOLE
        case MoveSection(key=key):
            yield "section", key, "place"
