"""The history of a form being written: who changed what, in words, and whether it can still be taken back."""

from typing import NamedTuple

from starlette.responses import HTMLResponse

from app.domain.edits import parse_edit
from app.models import FormEdit
from app.queries import form_edits as eyes
from app.web.editor import Workshop
from app.web.editor_views import show_form
from app.web.editor_words import Said, names_in, said
from app.web.shown import iso, short_instant

MOST = 200


class Line(NamedTuple):
    """One change."""

    number: int
    when: str
    iso: str
    who: str
    lines: tuple[Said, ...]
    undone: bool
    blocked_by: str


def history_page(at: Workshop) -> HTMLResponse:
    """The last changes, the newest first."""
    rows = at.history[-MOST:]
    names, blocked = eyes.names_of(at.db, rows), eyes.blocked(rows)
    words = names_in(at.plan, at.language)

    def line(row: FormEdit) -> Line:
        later = blocked.get(row.number)
        return Line(
            number=row.number,
            when=short_instant(row.at, at.language, at.call.zone),
            iso=iso(row.at),
            who=names[row.author_id],
            lines=tuple(said(parse_edit(row.edit), parse_edit(row.inverse), words, at.language)),
            undone=row.undone,
            blocked_by=names[later.author_id] if later else "",
        )

    shown = [line(row) for row in reversed(rows)]
    return show_form(at, "organiser/editor/history.html", lines=shown, older=max(len(at.history) - MOST, 0))
