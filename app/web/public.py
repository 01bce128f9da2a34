"""Pages and files that everyone may read: kept for a minute by caches when nobody is signed in."""

from hashlib import sha256
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, Response

from app.queries.poles import Wanted
from app.web.cookies import session_token
from app.web.guards import Someone
from app.web.pages import PageMaker

R = TypeVar("R", bound=Response)
SHARED = "public, max-age=60"
OPEN = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}


class OpenPageMaker(PageMaker):
    """Makes pages and files that hold nothing personal."""

    def __call__(self, template: str, /, *, status: int = 200, **context: object) -> HTMLResponse:
        """A page; kept by caches unless somebody is signed in or it sets a cookie."""
        answer = super().__call__(template, status=status, **context)
        return self._shared(answer) if status == 200 else answer

    def file(self, content: str | bytes, media_type: str, *, name: str = "") -> Response:
        """A file of open data: any site may read it."""
        body = content.encode() if isinstance(content, str) else content
        headers = {"content-disposition": f'attachment; filename="{name}"'} if name else {}
        return self._shared(Response(body, headers={**headers, **OPEN}, media_type=media_type))

    def _shared(self, answer: R) -> R:
        if session_token(self.request) or "set-cookie" in answer.headers:
            return answer
        tag = f'W/"{sha256(bytes(answer.body)).hexdigest()[:20]}"'
        answer.headers.update({"etag": tag, "cache-control": SHARED, "vary": "Cookie, Accept-Language"})
        if tag in self.request.headers.get("if-none-match", ""):
            answer.status_code, answer.body = 304, b""
            del answer.headers["content-length"]
        return answer


async def _open_page(request: Request, _someone: Someone) -> OpenPageMaker:
    """The guard has put the person, if any, where pages look for them."""
    return OpenPageMaker(request)


async def _wanted(q: str = "", region: str = "", theme: str = "", state: str = "") -> Wanted:
    return Wanted(q[:100], region, theme, state)


AskedPoles = Annotated[Wanted, Depends(_wanted)]
"""What a reader of the directory looks for, as its address says it."""

OpenPage = Annotated[OpenPageMaker, Depends(_open_page)]
