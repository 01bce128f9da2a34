"""The door to what was sent to those who read for a call."""

from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.notices import NoticeKind
from app.queries.reading_progress import KINDS, LETTERS_SHOWN, letters, name_in_call
from app.routes.pages.organiser.rail import rail_of
from app.web.database import Db
from app.web.guards import Me, OrganisedCall
from app.web.i18n import N_
from app.web.pages import Page

router = APIRouter(prefix="/organiser/calls/{call}/reviews")
ABOUT = {
    "given": N_("Dossiers confiés"),
    "reminders": N_("Rappels et relances"),
    "reopened": N_("Évaluations à reprendre"),
    "digests": N_("Une fois par jour"),
    "discussions": N_("Discussions"),
}
SUBJECTS = {
    NoticeKind.REVIEWER_ASSIGNED: N_("Dossiers confiés"),
    NoticeKind.REVIEW_REMINDER: N_("Relance de l’équipe"),
    NoticeKind.REVIEW_DUE: N_("Rappel de l’échéance"),
    NoticeKind.REVIEW_REOPENED: N_("Évaluation à reprendre"),
    NoticeKind.REVIEW_DIGEST: N_("Le courriel du jour"),
    NoticeKind.DISCUSSION_SAID: N_("Une discussion"),
}


@router.get("/mail")
def sent(
    call: OrganisedCall, page: Page, db: Db, me: Me, *, about: str = "", person: str = "", after: str = ""
) -> Response:
    """The letters to reviewers, the latest first."""
    whose, place = _id(person), _id(after)
    found = letters(db, me, call.id, about=about, person=whose, after=place)
    rows, more = found[:LETTERS_SHOWN], len(found) > LETTERS_SHOWN
    here = f"/organiser/calls/{call.slug}/reviews/mail"
    asked = {"about": about if about in ABOUT else "", "person": str(whose or "")}
    kinds = [(page.say(ABOUT[key]), _address(here, asked | {"about": key}), None) for key in KINDS]
    return page(
        "organiser/reviews_mail.html",
        call=rail_of(call, page.language),
        rows=rows,
        kinds=kinds,
        who=_address("", {"person": asked["person"]}),
        name=name_in_call(db, call.id, whose) if whose else "",
        subjects={kind: page.say(text) for kind, text in SUBJECTS.items()},
        zone=call.zone,
        after=after if place else "",
        next=_address(here, asked | {"after": str(rows[-1].id)}) if more else "",
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _address(path: str, asked: dict[str, str]) -> str:
    told = {key: value for key, value in asked.items() if value}
    return f"{path}?{urlencode(told)}" if told else path
