"""Binding: what was typed becomes a form, or the reasons why not; nothing typed is ever lost."""

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Generic, Self, TypeVar, Union, get_args, get_origin

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from app.domain.errors import DomainError, Invalid
from app.domain.readings import UNSTORABLE
from app.web.body import Body
from app.web.language import language_of
from app.web.messages import field_error, sentence

F = TypeVar("F", bound=BaseModel)
# Control signs and halves of signs: no database keeps them, and no page may show them.
_UNSTORABLE = re.compile(UNSTORABLE)


@dataclass(frozen=True, slots=True)
class Bound(Generic[F]):
    """A form as typed (`raw`), as understood (`value`), and what is wrong with it (`errors`, by field)."""

    raw: Mapping[str, list[str]]
    files: Mapping[str, list[UploadFile]]
    value: F | None
    errors: Mapping[str, str]
    language: str = "fr"

    @property
    def ok(self) -> bool:
        """Whether it can be acted upon."""
        return not self.errors

    @property
    def form(self) -> F:
        """The understood form; only where `ok`."""
        assert self.value is not None
        return self.value

    def typed(self, name: str, default: object = "") -> str:
        """What was typed in a field, to show it again."""
        values = self.raw.get(name)
        return values[-1] if values else str(default if default is not None else "")

    def picked(self, name: str) -> list[str]:
        """Every value typed or ticked under a name."""
        return list(self.raw.get(name, []))

    def wrong(self, text: str, field: str = "") -> Self:
        """The same form with one more reason."""
        return replace(self, errors={**self.errors, field: text})

    def refused(self, error: DomainError) -> Self:
        """The same form with the refusal of a service, beside its field when it has one."""
        field = error.field if isinstance(error, Invalid) else ""
        return self.wrong(sentence(error, self.language), field)


def blank(language: str = "fr", **values: object) -> Bound[Any]:
    """A form nobody has filled in yet, with its first values."""
    raw = {
        k: [str(i) for i in v] if isinstance(v, list | tuple) else [str(v)] for k, v in values.items() if v is not None
    }
    return Bound(raw, {}, None, {}, language)


def bind_fields(form: type[F], fields: FormData, language: str) -> Bound[F]:
    """Bind fields to a form; blank fields count as absent."""
    raw: dict[str, list[str]] = {}
    files: dict[str, list[UploadFile]] = {}
    for name, value in fields.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files.setdefault(name, []).append(value)
        else:
            raw.setdefault(name, []).append(_UNSTORABLE.sub("", value.replace("\r\n", "\n")))
    given: dict[str, object] = {}
    for name, values in raw.items():
        filled = [value for value in values if value.strip()]
        field = form.model_fields.get(name)
        if filled and field is not None:
            given[name] = filled if takes_many(field.annotation) else filled[-1]
    try:
        return Bound(raw, files, form.model_validate(given), {}, language)
    except ValidationError as error:
        return Bound(raw, files, None, _texts(form, error, language), language)


def takes_many(annotation: object) -> bool:
    """Whether a field of this type keeps every value sent under its name."""
    if get_origin(annotation) in (Union, types.UnionType):
        return any(takes_many(part) for part in get_args(annotation))
    return get_origin(annotation) in (list, tuple, set, frozenset)


def _texts(form: type[BaseModel], error: ValidationError, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in error.errors():
        name = str(problem["loc"][0]) if problem["loc"] else ""
        found.setdefault(name, field_error(form.__name__, name, problem["type"], problem.get("ctx") or {}, language))
    return found


def bind(form: type[F]) -> Any:
    """The dependency that binds a request's fields to a form."""

    async def bound(request: Request, body: Body) -> Bound[F]:
        return bind_fields(form, body, language_of(request))

    return bound


if TYPE_CHECKING:
    Posted = Bound
else:

    class Posted:
        """`Posted[SignIn]` in a door: the bound form."""

        def __class_getitem__(cls, form: type[BaseModel]) -> object:
            return Annotated[Bound[form], Depends(bind(form))]
