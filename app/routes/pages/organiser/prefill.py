"""Doors of the link that begins dossiers of a track with some answers."""

from fastapi import APIRouter, Response

from app.web.body import Body
from app.web.organiser_tracks import AtTrack
from app.web.prefill_page import prefill_page, typed

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/prefill")


@router.get("")
def ask(at: AtTrack) -> Response:
    """The questions that a link may answer."""
    return prefill_page(at, {})


@router.post("")
def make(at: AtTrack, body: Body) -> Response:
    """The link with these answers; nothing is kept here, the link carries them."""
    return prefill_page(at, typed(at, body), made=True)
