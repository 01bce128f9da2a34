"""Looking at a call as an applicant will on another day: the very pages, at another instant, where nothing acts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from starlette.responses import HTMLResponse

from app.domain.answers import completeness
from app.domain.form_plans import FormPlan
from app.domain.instants import near_instant_in
from app.domain.permissions import Facts
from app.domain.phases import MomentKind, Phase, filing_ends, phase, work_under_way
from app.domain.questions import Question
from app.models import Call, Dossier, Moment, Track
from app.queries.asked import narrowed
from app.queries.calls import calendar_of
from app.queries.dossiers import SectionRow
from app.web.applicant import Room
from app.web.calendar_fields import local
from app.web.calendars import when_text
from app.web.i18n import N_, translations
from app.web.pages import PageMaker
from app.web.public import OpenPageMaker
from app.web.shown import text_in
from app.web.templates import render

MINUTE = timedelta(minutes=1)
NOBODY = UUID(int=0)
PARTS = {
    "page": N_("La page de l’appel"),
    "apply": N_("L’entrée"),
    "draft": N_("Un brouillon"),
    "filed": N_("Un dossier déposé"),
}
_MAIN = '<main id="content" tabindex="-1">'
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_BUTTON = re.compile(r"<button\b(?![^>]*\bdisabled\b)")
_LINK = re.compile(r'href="(/[^"]*)"')
_KEPT = re.compile(r' data-(?:unsent|person|place)(?:="[^"]*")?')
"""What tells a script whose texts this browser keeps, and for which dossier: here there is none."""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a part of a call, at an instant, in a track."""

    call: Call
    at: datetime
    part: str
    track: str

    @property
    def path(self) -> str:
        """The address of the preview, without what it looks at."""
        return f"/organiser/calls/{self.call.slug}/preview"

    def address(self, *, part: str = "", at: datetime | None = None) -> str:
        """The same view of another part, or at another instant."""
        asked = {"at": local(at or self.at, self.call.zone), "part": part or self.part, "track": self.track}
        return f"{self.path}?{urlencode({name: value for name, value in asked.items() if value})}"


class Jump(NamedTuple):
    """A moment, and the addresses of the minute before and of the minute after."""

    title: str
    when: str
    before: str
    after: str


class PreviewPage(OpenPageMaker):
    """Makes the pages of applicants as they will be at the instant of the view, under a banner."""

    def __init__(self, page: PageMaker, view: View, banner: dict[str, object]) -> None:
        super().__init__(page.request)
        self.view, self.banner = view, banner

    def __call__(self, template: str, /, *, status: int = 200, **context: object) -> HTMLResponse:
        """The page with its banner; its forms and links lead to the preview, or nowhere."""
        everywhere = {**self._everywhere(), "flash": []}
        html = render(template, self.language, **{**everywhere, **context, "now": self.view.at})
        banner = render("organiser/preview_banner.html", self.language, **{**everywhere, **self.banner})
        masthead, end_of_masthead, below = html.partition("</header>")
        page, end, foot = below.partition("</main>")
        shown = harmless(page, self.view).replace(_MAIN, f"{_MAIN}\n{banner}", 1)
        return HTMLResponse(f"{masthead}{end_of_masthead}{shown}{end}{foot}", status)


class PreviewRoom(Room):
    """The room of an applicant whose dossier is nowhere."""

    def facts(self) -> Facts:
        """What would decide for its owner."""
        dates, filed = calendar_of(self.call), self.dossier.filed_at is not None
        ends = filing_ends(dates, started_at=self.dossier.created_at)
        return Facts(
            state=self.dossier.state,
            is_owner=True,
            ever_filed=filed,
            filing_open=self.call.opens_at <= self.now < ends,
            before_opening=self.now < self.call.opens_at,
            filing_ends=ends,
            missing=self.dossier.missing,
        )

    def sections(self) -> dict[str, SectionRow]:
        """Every answer is still to be given."""
        asked = narrowed(self.plan, {}).sections
        return {section.key: SectionRow(missing=_required(section.questions)) for section in asked}


def view_of(call: Call, at: str, part: str, track: str, *, now: datetime, tracks: Sequence[Track]) -> View:
    """What an address asks for; now, the page of the call and its first track where it asks for nothing."""
    try:
        instant = near_instant_in(datetime.fromisoformat(at), call.zone)
    except (ValueError, OverflowError):
        instant = now
    keys = [one.key for one in tracks]
    chosen = track if track in keys or not keys else keys[0]
    return View(call, instant, part if part in PARTS else "page", chosen)


def jumps(view: View, moments: Sequence[Moment], language: str) -> list[Jump]:
    """Each moment of the calendar, a minute before and a minute after; the end of the grace too."""
    say = translations(language).gettext
    call = view.call
    dated = [(text_in(one.title, language), one.starts_at) for one in moments]
    kinds = {one.kind for one in moments}
    dated += [(say(N_("Ouverture du dépôt")), call.opens_at)] if MomentKind.OPENING not in kinds else []
    dated += [(say(N_("Clôture du dépôt")), call.closes_at)] if MomentKind.DEADLINE not in kinds else []
    grace = timedelta(minutes=call.grace_minutes)
    dated += [(say(N_("Fin de la tolérance")), call.closes_at + grace)] if grace else []
    return [
        Jump(
            title,
            when_text(at, None, language, call.zone),
            view.address(at=at - MINUTE),
            view.address(at=at + MINUTE),
        )
        for title, at in sorted(dated, key=lambda one: one[1])
    ]


def imagined(view: View, track: Track, version: UUID, plan: FormPlan, moments: Sequence[Moment], title: str) -> Dossier:
    """A dossier as it might stand at that instant; it is never kept."""
    dossier = Dossier(
        id=NOBODY,
        call_id=view.call.id,
        track_id=track.id,
        form_version_id=version,
        owner_id=NOBODY,
        title=title,
        created_at=view.call.opens_at,
        updated_at=min(view.at, view.call.closes_at - MINUTE),
    )
    if view.part == "draft":
        dossier.missing = _required(narrowed(plan, {}).questions)
        return dossier
    work = work_under_way(calendar_of(view.call), moments, view.at)
    dossier.state = "admitted" if work and work.kind in (MomentKind.REVIEW, MomentKind.JURY) else "filed"
    dossier.filed_at = max(view.call.opens_at, min(view.at, view.call.closes_at - MINUTE))
    dossier.number, dossier.reference, dossier.complete = 1, f"{view.call.reference}-0001", 100
    return dossier


def remarks(view: View, now: datetime, language: str) -> list[str]:
    """What is supposed, and what nobody can know yet."""
    say = translations(language).gettext
    standing = phase(calendar_of(view.call), view.at)
    said = []
    if not view.call.is_public:
        said.append(say(N_("L’appel n’est lu que par son équipe : le public ne verrait rien ce jour-là.")))
    if view.part in ("draft", "filed") and standing is Phase.ANNOUNCED:
        said.append(say(N_("Avant l’ouverture, personne n’a encore de dossier.")))
    if view.part == "filed" and standing is Phase.CLOSED:
        said.append(say(N_("On suppose que le dossier est recevable quand l’évaluation commence.")))
    if view.at > now and view.call.published_at is None:
        said.append(say(N_("Les résultats ne sont pas publiés : ce qu’on en lira n’est pas montré.")))
    return said


def harmless(html: str, view: View) -> str:
    """The same page where nothing acts: forms that write can't be sent, links and other forms stay in the preview."""
    quiet = _KEPT.sub("", _FORM.sub(lambda one: _form(one, view), html))
    return _LINK.sub(lambda found: f'href="{_leads(found[1], view)}"', quiet)


def _form(found: re.Match[str], view: View) -> str:
    attributes, inside = found[1], re.sub(r' data-hx-[a-z-]+="[^"]*"', "", found[2])
    kept = re.sub(r' (?:action|method|data-hx-[a-z-]+)="[^"]*"', "", attributes)
    if 'method="get"' in attributes:
        asked = {"at": local(view.at, view.call.zone), "part": view.part, "track": view.track}
        hidden = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in asked.items())
        return f'<form{kept} method="get" action="{view.path}">{hidden}{inside}</form>'
    inside = _BUTTON.sub('<button aria-disabled="true" disabled', inside)
    return f'<form{kept} method="get" action="{view.path}">{inside}</form>'


def _leads(href: str, view: View) -> str:
    if href == f"/calls/{view.call.slug}":
        return view.address(part="page").replace("&", "&amp;")
    if href.startswith(f"/calls/{view.call.slug}/apply"):
        _, _, answers = href.partition("?")
        return view.address(part="apply").replace("&", "&amp;") + (f"&amp;{answers}" if answers else "")
    return "#content" if href.startswith(("/applicant", "/sign-")) else href


def _required(questions: Iterable[Question]) -> int:
    return completeness(questions, {}).required
