"""Shapes shared by several forms: addresses, names, passwords, keys."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


def _email(value: str) -> str:
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise PydanticCustomError("email", "not an e-mail address")
    return value.lower()


Email = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_email)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=120)]
Password = Annotated[str, StringConstraints(min_length=10, max_length=200)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=4000)]
Language = Annotated[str, StringConstraints(pattern="^(fr|en)$")]
Key = Annotated[str, StringConstraints(min_length=8, max_length=120)]


class Form(BaseModel):
    """The base of every form: frozen, and deaf to fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="ignore")
