"""Doors of the public sheets: the directory, and one page for each pole."""

from collections.abc import Mapping

from fastapi import APIRouter, Response

from app.adapters import geography
from app.domain.errors import NotFound
from app.models import PoleSheet
from app.queries import poles
from app.web.database import Db
from app.web.guards import Now
from app.web.i18n import N_
from app.web.maps import dots
from app.web.public import AskedPoles, OpenPage
from app.web.shown import number_text, text_in

router = APIRouter(prefix="/poles")


@router.get("")
def directory(page: OpenPage, db: Db, now: Now, wanted: AskedPoles) -> Response:
    """Every pole, by commune, with filters."""
    rows = poles.everyone(db, now)
    found = poles.matching(rows, wanted)
    return page(
        "public/poles.html",
        rows=found,
        total=len(rows),
        wanted=wanted,
        choices=poles.choices(rows, poles.words_of(db, "themes"), poles.words_of(db, "state"), page.language),
        dots=dots(found),
        outlines=geography.outlines(),
    )


@router.get("/{slug}")
def one_pole(slug: str, page: OpenPage, db: Db, now: Now) -> Response:
    """The sheet of a pole."""
    found = poles.sheet(db, slug, now)
    if found is None:
        raise NotFound
    sheet, call = found
    rows = poles.everyone(db, now)
    place = geography.departement(sheet.departement)
    return page(
        "public/pole.html",
        sheet=sheet,
        call=call,
        families=[member["family"] for member in sheet.members],
        where=", ".join(dict.fromkeys(filter(None, (sheet.commune, place.name if place else "", sheet.region)))),
        facts=_facts(page, sheet, poles.words_of(db, "themes"), poles.words_of(db, "state")),
        dots=[dot._replace(show=True) for dot in dots([row for row in rows if row.slug == slug])],
        outlines=geography.outlines(),
        near=poles.neighbours(rows, slug, sheet.themes),
    )


def _facts(
    page: OpenPage, sheet: PoleSheet, themes: Mapping[str, dict[str, str]], states: Mapping[str, dict[str, str]]
) -> list[tuple[str, str]]:
    """What is known of a pole, in a few words; what is not known is not shown."""

    def word(words: Mapping[str, dict[str, str]], key: str) -> str:
        return text_in(words.get(key, {"fr": key}), page.language)

    place = geography.departement(sheet.departement)
    known = [
        (N_("Création"), str(sheet.founded_in or "")),
        (N_("Avancement"), word(states, sheet.state)),
        (N_("Commune"), sheet.commune),
        (N_("Département"), f"{place.name} ({place.code})" if place else ""),
        (N_("Région (de 2011)"), sheet.region),
        (N_("Thèmes"), ", ".join(word(themes, key) for key in sheet.themes)),
        (N_("Emplois"), number_text(round(sheet.jobs), page.language) if sheet.jobs else ""),
    ]
    return [(page.say(name), value) for name, value in known if value]
