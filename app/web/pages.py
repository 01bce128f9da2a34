"""Pages: a template with what every page needs, and the redirect that follows an act."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.web.cookies import Tone, csrf_token, read_flash, remember, set_flash
from app.web.hall import hall_of
from app.web.i18n import translations
from app.web.language import asked_language, language_of
from app.web.shown import instant_text
from app.web.templates import render


class PageMaker:
    """Makes the answers of one request, in its language."""

    def __init__(self, request: Request) -> None:
        self.request = request

    @property
    def language(self) -> str:
        """The language of the answer; known once the person is."""
        return language_of(self.request)

    def __call__(self, template: str, /, *, status: int = 200, **context: object) -> HTMLResponse:
        """A page from a template."""
        flash = read_flash(self.request)
        html = render(template, self.language, **{**self._everywhere(), "flash": flash, **context})
        response = HTMLResponse(html, status)
        if asked := asked_language(self.request):
            remember(self.request, response, "lang", asked)
        if flash:
            response.delete_cookie("flash", path="/")
        return response

    def see(self, where: str, text: str = "", *, tone: Tone = "green", **params: object) -> RedirectResponse:
        """303 to another page of ours, where `text` (a message id) is shown once."""
        response = RedirectResponse(local_path(where), 303)
        if text:
            message = self.say(text)
            set_flash(self.request, response, tone, message % params if params else message)
        return response

    def say(self, text: str) -> str:
        """A message id in the language of this request."""
        return translations(self.language).gettext(text)

    def _everywhere(self) -> dict[str, object]:
        hall = hall_of(self.request)
        now = hall.clock.now()
        return {
            "me": getattr(self.request.state, "actor", None),
            "theme": theme if (theme := self.request.cookies.get("theme", "")) in ("light", "dark") else "",
            "csrf": csrf_token(self.request),
            "now": now,
            "demo": hall.settings.demo,
            "demo_time": instant_text(now, self.language) if hall.settings.demo else "",
            "dev": hall.settings.dev or hall.settings.demo,
            "path": self.request.url.path,
            "query": self.request.url.query,
            "base_url": hall.settings.base_url,
        }


def local_path(where: str) -> str:
    """Only a path of ours: never another host."""
    parts = urlsplit(where.replace("\\", "/"))
    if parts.scheme or parts.netloc or not where.startswith("/") or where.startswith("//"):
        return "/"
    return where


async def _page_maker(request: Request) -> PageMaker:
    return PageMaker(request)


Page = Annotated[PageMaker, Depends(_page_maker)]
