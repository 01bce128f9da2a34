"""Doors of the desk: every dossier of a call, one of them whole, and its files."""

from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import ValidationError

from app.forms.screening import DeskFilter
from app.queries import desk
from app.queries.compositions import broken_rules
from app.queries.files import readable_file
from app.web.dossier_archive import send_archive
from app.web.dossier_papers import entries_of, paper, paper_with_files
from app.web.files import send_stored
from app.web.organiser import AtDesk, Run
from app.web.organiser_desk import heads, link, regions, state_options, tabs, understood
from app.web.organiser_pages import dossier_page

router = APIRouter(prefix="/organiser/calls/{call}/dossiers")


def _wanted(request: Request) -> DeskFilter:
    """The filter of the address; one that makes no sense is the whole desk."""
    try:
        return DeskFilter.model_validate(dict(request.query_params))
    except ValidationError:
        return DeskFilter()


class _Place(NamedTuple):
    """Where the page begins or ends, and whether everything the filter finds is chosen."""

    after: str
    before: str
    everything: bool


def _place(
    after: Annotated[str, Query(max_length=300)] = "",
    before: Annotated[str, Query(max_length=300)] = "",
    everything: Annotated[str, Query(alias="all", max_length=1)] = "",
) -> _Place:
    return _Place(after, before, bool(everything))


@router.get("")
def inbox(
    office: Run, wanted: Annotated[DeskFilter, Depends(_wanted)], place: Annotated[_Place, Depends(_place)]
) -> Response:
    """The dossiers a filter finds, by pages."""
    lines = desk.page(
        office.db, office.me, office.call.id, wanted, office.tally, after=place.after, before=place.before
    )
    names = {one.key: office.track_titles[one.id] for one in office.tracks}
    here = link(office.path, wanted)
    return office.show(
        "organiser/dossiers.html",
        wanted=wanted,
        lines=lines,
        here=here,
        join="&" if "?" in here else "?",
        everything=place.everything and wanted.view != "drafts",
        tabs=tabs(office.path, wanted, office.views, office.language),
        heads=heads(office.path, wanted),
        understood=understood(office.path, wanted, names, office.language),
        cleared=link(office.path, DeskFilter(), view=wanted.view),
        tracks=list(names.items()),
        regions=[(name, name) for name in regions(office.call)],
        states=state_options(office.language),
        names=office.outcome_names,
        broken=broken_rules(office.db, office.tracks, [row.id for row in lines.rows if row.state != "draft"]),
    )


@router.get("/{dossier}")
def read(at: AtDesk) -> Response:
    """One dossier, whole, with what may be done and what was."""
    return dossier_page(at)


@router.get("/{dossier}/dossier.pdf")
def document(at: AtDesk, files: str = "") -> Response:
    """The same as a document to print or to keep, alone or with the pages of its files."""
    if files:
        return paper_with_files(at.db, at.hall, at.dossier, at.language).response()
    return paper(at.db, at.dossier, at.language).response()


@router.get("/{dossier}/dossier.zip")
def archive(at: AtDesk) -> Response:
    """The document, the receipt and every file."""
    entries = entries_of(at.db, at.hall, at.dossier, at.language)
    return send_archive(at.hall.storage, entries, f"{(at.dossier.reference or at.call.reference).lower()}.zip")


@router.get("/{dossier}/files/{file}")
def download(file: UUID, at: AtDesk) -> Response:
    """One of its files."""
    return send_stored(at.hall, readable_file(at.db, at.dossier, file, reader=None))
