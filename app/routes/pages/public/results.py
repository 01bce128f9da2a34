"""Doors of the results of a call: a page for people, three files for programs; nothing before the publication."""

import json
from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.adapters import geography
from app.domain.errors import NotFound
from app.models import Call
from app.queries import calls, poles, results
from app.queries.poles import PoleRow
from app.web.calendars import when_text
from app.web.database import Db
from app.web.guards import Now, PublicCall
from app.web.i18n import N_
from app.web.maps import dots
from app.web.outcomes import own_words
from app.web.public import AskedPoles, OpenPage
from app.web.shown import iso
from app.web.spreadsheets import csv_text

router = APIRouter(prefix="/calls/{call}")

COLUMNS: Mapping[str, str] = {
    "call": N_("L’appel, par son adresse"),
    "slug": N_("Le pôle, par son adresse : /poles/…"),
    "name": N_("Son nom"),
    "bearer": N_("L’organisation qui le porte"),
    "summary": N_("Le résumé public écrit par le groupement"),
    "commune": N_("La commune de son siège"),
    "insee": N_("Le code INSEE de cette commune"),
    "departement": N_("Le code du département"),
    "region": N_("La région, dans le découpage de 2011"),
    "longitude": N_("Longitude de la commune, en degrés (WGS 84)"),
    "latitude": N_("Latitude de la commune, en degrés (WGS 84)"),
    "founded_in": N_("L’année où le groupement a commencé"),
    "state": N_("Son avancement (code)"),
    "jobs": N_("Les emplois de ses membres, en équivalents temps plein"),
    "themes": N_("Ses thèmes (codes séparés par des virgules)"),
    "members": N_("Le nombre de ses membres"),
    "families": N_("Les familles de ses membres, dans l’ordre (codes séparés par des virgules)"),
}
"""The columns of the files, and what each one says."""


@router.get("/results")
def page_of_results(call: PublicCall, page: OpenPage, db: Db, now: Now, wanted: AskedPoles) -> Response:
    """The selected, on a map and in a list, with the figures; before the publication, when it will be."""
    if not results.is_published(call, now):
        due = next((row for row in calls.moments(db, call.id) if row.kind == "publication"), None)
        when = when_text(due.starts_at, due.ends_at, page.language, call.zone) if due else ""
        return page("public/results_awaited.html", call=call, when=when)
    rows = poles.of_call(db, call.id)
    figures = results.figures(db, call.id)
    return page(
        "public/results.html",
        call=call,
        rows=poles.matching(rows, wanted),
        total=len(rows),
        wanted=wanted,
        choices=poles.choices(rows, poles.words_of(db, "themes"), poles.words_of(db, "state"), page.language),
        figures=figures,
        names={track.key: own_words(track, page.language)["selected"] for track in calls.tracks(db, call.id)},
        region_rows=[
            (row.region or "–", row.selected, row.received, [row.received, row.admitted, row.selected or "–"])
            for row in figures.by_region
        ],
        counted=results.method(db, call.id),
        dots=dots(rows),
        outlines=geography.outlines(),
        jobs=sum(row.jobs or 0 for row in rows),
    )


@router.get("/results.csv")
def as_csv(call: PublicCall, page: OpenPage, db: Db, now: Now) -> Response:
    """The selected, for spreadsheets."""
    rows = [[row[name] for name in COLUMNS] for row in map(_flat, _published(db, call, now))]
    return page.file(csv_text(list(COLUMNS), rows), "text/csv", name=f"{call.slug}-results.csv")


@router.get("/results.json")
def as_json(call: PublicCall, page: OpenPage, db: Db, now: Now) -> Response:
    """The selected and the figures, for programs."""
    rows = _published(db, call, now)
    figures = results.figures(db, call.id)
    told = {
        "call": {"slug": call.slug, "reference": call.reference, "title": call.title},
        "published_at": iso(call.published_at or now),
        "figures": {
            "received": figures.received,
            "admitted": figures.admitted,
            "selected": figures.selected,
            "by_track": [row._asdict() for row in figures.by_track],
            "by_region": [row._asdict() for row in figures.by_region],
        },
        "poles": [_whole(row) for row in rows],
    }
    return page.file(json.dumps(told, ensure_ascii=False, indent=1), "application/json")


@router.get("/results.geojson")
def as_geojson(call: PublicCall, page: OpenPage, db: Db, now: Now) -> Response:
    """The selected as points (RFC 7946)."""
    features = [
        {
            "type": "Feature",
            "id": row.slug,
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": {key: value for key, value in _flat(row).items() if key not in ("longitude", "latitude")},
        }
        for row in _published(db, call, now)
        if row.longitude is not None and row.latitude is not None
    ]
    told = {"type": "FeatureCollection", "features": features}
    return page.file(json.dumps(told, ensure_ascii=False), "application/geo+json")


def _published(db: Session, call: Call, now: datetime) -> list[PoleRow]:
    if not results.is_published(call, now):
        raise NotFound("results_not_published")
    return poles.of_call(db, call.id)


def _whole(row: PoleRow) -> dict[str, object]:
    kept = row._asdict()
    del kept["call_title"]
    return kept


def _flat(row: PoleRow) -> dict[str, str | int | float | None]:
    """One line per pole: what is several stands in one cell, separated by commas."""
    return {
        "call": row.call,
        "slug": row.slug,
        "name": row.name,
        "bearer": row.bearer,
        "summary": row.summary,
        "commune": row.commune,
        "insee": row.insee,
        "departement": row.departement,
        "region": row.region,
        "longitude": row.longitude,
        "latitude": row.latitude,
        "founded_in": row.founded_in,
        "state": row.state,
        "jobs": row.jobs,
        "themes": ", ".join(row.themes),
        "members": len(row.members),
        "families": ", ".join(row.families),
    }
