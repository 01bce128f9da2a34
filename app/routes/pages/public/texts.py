"""Pages of plain text: accessibility, open data, the API, help."""

from fastapi import APIRouter, Response

from app.domain.phases import Phase
from app.queries import poles, public
from app.routes.pages.public.results import COLUMNS
from app.web.database import Db
from app.web.guards import Now
from app.web.public import OpenPage
from app.web.shown import text_in

router = APIRouter()


@router.get("/accessibility")
def accessibility(page: OpenPage) -> Response:
    """How accessible the platform is, and what to do when it is not."""
    return page("public/accessibility.html")


@router.get("/open-data")
def open_data(page: OpenPage, db: Db, now: Now) -> Response:
    """What is published, in which formats, and what each column means."""
    words = {key: poles.words_of(db, key) for key in ("state", "themes")}
    codes = {
        key: [(code, text_in(texts, page.language)) for code, texts in found.items()] for key, found in words.items()
    }
    published = [card for card in public.cards(db, now) if card.phase is Phase.PUBLISHED]
    meanings = [(column, page.say(COLUMNS[column])) for column in COLUMNS]
    return page("public/open_data.html", published=published, meanings=meanings, codes=codes)


@router.get("/api")
def api(page: OpenPage) -> Response:
    """Where programs begin."""
    return page("public/api.html")


@router.get("/help")
def help_page(page: OpenPage) -> Response:
    """Where to find help, for each kind of reader."""
    return page("public/help.html")
