"""Shapes of a file that comes piece by piece."""

import re
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from app.domain.readings import UNSTORABLE
from app.forms.common import Form

LARGEST = 2_000_000_000
_UNSTORABLE = re.compile(UNSTORABLE)


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("", text).strip() or "document"


class NewUpload(Form):
    """What is about to come; `fingerprint` is the same when the same file is chosen again after a cut."""

    question: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    name: Annotated[str, StringConstraints(max_length=400), AfterValidator(_storable)] = "document"
    size: Annotated[int, Field(ge=0, le=LARGEST)]
    fingerprint: Annotated[str, StringConstraints(pattern="^[0-9a-f]{0,64}$")] = ""
    replaces: UUID | None = None
