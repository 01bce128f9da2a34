"""Files inside a document: the templates that its forms give to fill in, in base64, named by their digest."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import AfterValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.domain.form_plans import FormPlan
from app.forms.spoken import Described


def _base64(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        raise PydanticCustomError("base64", "not base64") from None
    return text


class FileForm(Described):
    """A file to fill in, whole; its digest is the SHA-256 of its bytes, in hexadecimal."""

    digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    media_type: Annotated[str, StringConstraints(min_length=3, max_length=100)]
    content: Annotated[str, AfterValidator(_base64)]

    @property
    def bytes(self) -> bytes:
        """What the file holds."""
        return base64.b64decode(self.content)

    @model_validator(mode="after")
    def _is_itself(self) -> Self:
        if hashlib.sha256(self.bytes).hexdigest() != self.digest:
            raise PydanticCustomError("digest", "the content is not the one of this digest")
        return self


def files_given_for(plans: Iterable[FormPlan], files: Iterable[FileForm]) -> None:
    """Raise when a form gives a file to fill in that the document does not hold."""
    held = {file.digest for file in files}
    missing = sorted({digest for plan in plans for digest in template_digests(plan)} - held)
    if missing:
        raise PydanticCustomError("file_missing", "a file is missing", {"digest": missing[0], "at": "files"})


def template_digests(plan: FormPlan) -> frozenset[str]:
    """The digests of the files that a form gives to fill in."""
    return frozenset(
        question.files.template.digest for question in plan.questions if question.files and question.files.template
    )
