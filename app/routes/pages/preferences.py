"""Doors for what a browser remembers: language and theme."""

from fastapi import APIRouter, Request, Response

from app.forms.account import Theme
from app.web.binding import Posted
from app.web.cookies import remember
from app.web.pages import Page

router = APIRouter()


@router.post("/theme")
def choose_theme(request: Request, form: Posted[Theme], page: Page) -> Response:
    """Light, dark, or as the system does."""
    where = form.value.back if form.value else "/"
    answer = page.see(where)
    remember(request, answer, "theme", form.value.theme if form.value else "")
    return answer
