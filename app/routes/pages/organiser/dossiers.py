"""Doors of the desk: every dossier of a call, one of them whole, and its files."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import ValidationError

from app.forms.screening import DeskFilter
from app.queries import desk
from app.web.files import send_file
from app.web.organiser import AtDesk, Run
from app.web.organiser_desk import heads, link, regions, state_options, tabs, understood
from app.web.organiser_pages import dossier_page

router = APIRouter(prefix="/organiser/calls/{call}/dossiers")


@router.get("")
def inbox(
    office: Run,
    view: str = "all",
    q: str = "",
    track: str = "",
    state: str = "",
    region: str = "",
    sort: str = "received",
    order: str = "desc",
    after: Annotated[str, Query(max_length=300)] = "",
    before: Annotated[str, Query(max_length=300)] = "",
    everything: Annotated[str, Query(alias="all")] = "",
) -> Response:
    """The dossiers a filter finds, by pages. A filter that makes no sense is the whole desk."""
    asked = {"view": view, "q": q, "track": track, "state": state, "region": region, "sort": sort, "order": order}
    try:
        wanted = DeskFilter.model_validate(asked)
    except ValidationError:
        wanted = DeskFilter()
    lines = desk.page(office.db, office.me, office.call.id, wanted, office.tally, after=after, before=before)
    names = {one.key: office.track_titles[one.id] for one in office.tracks}
    here = link(office.path, wanted)
    return office.show(
        "organiser/dossiers.html",
        wanted=wanted,
        lines=lines,
        here=here,
        join="&" if "?" in here else "?",
        everything=bool(everything) and wanted.view != "drafts",
        tabs=tabs(office.path, wanted, office.views, office.language),
        heads=heads(office.path, wanted),
        understood=understood(office.path, wanted, names, office.language),
        cleared=link(office.path, DeskFilter(), view=wanted.view),
        tracks=list(names.items()),
        regions=[(name, name) for name in regions(office.call)],
        states=state_options(office.language),
    )


@router.get("/{dossier}")
def read(at: AtDesk) -> Response:
    """One dossier, whole, with what may be done and what was."""
    return dossier_page(at)


@router.get("/{dossier}/files/{file}")
def download(file: UUID, at: AtDesk) -> Response:
    """One of its files."""
    return send_file(at.db, at.hall, at.dossier.id, file)
