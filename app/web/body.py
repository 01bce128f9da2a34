"""The body of a request, read before anything is opened, and the proof that our own page sent it."""

import hmac
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from app.domain.errors import Forbidden
from app.web.cookies import csrf_token, session_token

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_FIELDS = 2_000
LONGEST_FIELD = 1024 * 1024


async def read_body(request: Request) -> FormData:
    """The fields of a form (none for JSON or GET); raises Forbidden when nothing proves where it came from.

    Its files are closed with the session of the database that opens after it.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return FormData()
    if not request.headers.get("content-type", "").startswith(FORM_TYPES):
        await request.body()
        fields = FormData()
    else:
        fields = await request.form(max_fields=MOST_FIELDS, max_files=20, max_part_size=LONGEST_FIELD)
    if getattr(request.state, "needs_form_token", False):
        _check_token(request, fields)
    return fields


def _check_token(request: Request, fields: FormData) -> None:
    """Browsers that say neither Sec-Fetch-Site nor Origin prove themselves by the token of the form."""
    token = session_token(request)
    if token is not None and not hmac.compare_digest(str(fields.get("csrf", "")), csrf_token(request)):
        raise Forbidden("cross_site")


Body = Annotated[FormData, Depends(read_body)]
