"""Binding of forms inside forms: `moments.0.title.fr` is the French title of the first moment."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from app.web.binding import Bound, takes_many
from app.web.body import Body
from app.web.language import language_of
from app.web.messages import field_error

F = TypeVar("F", bound=BaseModel)
IGNORED_ALONE = frozenset({"kind"})
"""What a blank row may carry and still be blank: a list of choices always has one."""


def bind_nested(form: type[F], raw: Mapping[str, list[str]], language: str) -> Bound[F]:
    """Bind dotted names; blank fields count as absent, blank rows too. Errors are named as the fields are."""
    given: dict[str, Any] = {}
    for name, values in raw.items():
        field = form.model_fields.get(name)
        if field is not None and takes_many(field.annotation):
            given |= {name: kept} if (kept := [value for value in values if value.strip()]) else {}
        elif values[-1].strip():
            _put(given, name.split("."), values[-1])
    rows: dict[str, list[str]] = {}
    listed = {name: _listed(name, value, rows) for name, value in given.items() if name in form.model_fields}
    try:
        return Bound(raw, {}, form.model_validate(listed), {}, language)
    except ValidationError as error:
        return Bound(raw, {}, None, _texts(form, error, rows, language), language)


def place_of(problem: Mapping[str, Any]) -> list[str]:
    """Where a problem is: what pydantic says, then what the form itself says of its inside (`at`)."""
    inside = str((problem.get("ctx") or {}).get("at", ""))
    return [*(str(part) for part in problem["loc"]), *(inside.split(".") if inside else [])]


def _put(tree: dict[str, Any], path: list[str], value: str) -> None:
    for part in path[:-1]:
        branch = tree.setdefault(part, {})
        if not isinstance(branch, dict):
            return
        tree = branch
    tree[path[-1]] = value


def _listed(name: str, value: Any, rows: dict[str, list[str]]) -> Any:
    """Rows numbered from anywhere become a list; `rows` remembers their numbers, to name errors after them."""
    if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
        return value
    kept = [key for key in sorted(value, key=int) if isinstance(value[key], dict) and set(value[key]) - IGNORED_ALONE]
    rows[name] = kept
    return [value[key] for key in kept]


def _texts(form: type[BaseModel], error: ValidationError, rows: dict[str, list[str]], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in error.errors():
        parts = place_of(problem)
        field = parts[0] if parts else ""
        if len(parts) > 1 and field in rows and parts[1].isdecimal():
            parts[1] = rows[field][int(parts[1])]
        text = field_error(
            form.__name__, parts[-1] if parts else "", problem["type"], problem.get("ctx") or {}, language
        )
        found.setdefault(".".join(parts), text)
    return found


def nested(form: type[F]) -> Any:
    """The dependency that binds a request's dotted fields to a form."""

    async def bound(request: Request, body: Body) -> Bound[F]:
        raw: dict[str, list[str]] = {}
        for name, value in body.multi_items():
            if isinstance(value, str):
                raw.setdefault(name, []).append(value.replace("\r\n", "\n"))
        return bind_nested(form, raw, language_of(request))

    return bound


if TYPE_CHECKING:
    Nested = Bound
else:

    class Nested:
        """`Nested[CalendarForm]` in a door: the bound form."""

        def __class_getitem__(cls, form: type[BaseModel]) -> object:
            return Annotated[Bound[form], Depends(nested(form))]
