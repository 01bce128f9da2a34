"""Doors of what the members of a grouping commit to: asking them to confirm and to sign, keeping their letters."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from app.domain.errors import DomainError, Invalid
from app.domain.workflow import refusal
from app.forms.commitment import Asking
from app.queries.commitments import sign_offs_of
from app.services import confirmations, files, member_letters, sign_offs
from app.web.applicant import Mine, Room
from app.web.applicant_sections import members_section
from app.web.binding import Bound, Posted
from app.web.body import Body
from app.web.commitments import balance_of, commitments_of
from app.web.i18n import N_, translations
from app.web.messages import sentence

router = APIRouter(prefix="/applicant/dossiers/{dossier}/members")


@router.get("")
def commitments(mine: Mine) -> Response:
    """Every member: confirmed or not, its letter, its signature."""
    return _page(mine)


@router.post("/ask")
def ask_members(form: Posted[Asking], mine: Mine) -> Response:
    """Write to one member, or to all those who were never asked."""
    return _ask(form, mine, lambda *a, **k: confirmations.ask(*a, **k).contact_email, confirmations.ask_all)


@router.post("/signatures")
def ask_signatures(form: Posted[Asking], mine: Mine) -> Response:
    """Ask who represents one member to sign, or everyone who has still to."""
    return _ask(form, mine, lambda *a, **k: sign_offs.ask(*a, **k).email, sign_offs.ask_all)


@router.post("/{member}/letter")
def attach_letter(member: UUID, body: Body, mine: Mine) -> Response:
    """Keep the letter of commitment of a member."""
    sent = body.get(member_letters.FIELD)
    upload = files.Upload("", BytesIO())
    if isinstance(sent, UploadFile) and sent.filename:
        upload = files.Upload(sent.filename, sent.file)
    storage = mine.hall.storage
    try:
        row = member_letters.attach(mine.db, storage, mine.dossier, member, upload, actor=mine.me, now=mine.now)
    except Invalid as error:
        return _page(mine, wrong=(member, sentence(error, mine.language)), status=422)
    return _back(mine, N_("%(name)s est joint au dossier."), name=row.name)


def _ask(form: Bound[Asking], mine: Room, one: Callable[..., str], everyone: Callable[..., int]) -> Response:
    """Write to one member, whose address `one` gives back, or to everyone there is to write to."""
    which = form.form.member if form.ok else "all"
    try:
        if isinstance(which, UUID):
            email = one(mine.db, mine.dossier, which, actor=mine.me, now=mine.now)
            return _back(mine, N_("Un message est parti à %(email)s."), email=email)
        return _told(mine, everyone(mine.db, mine.dossier, actor=mine.me, now=mine.now))
    except DomainError as error:
        return _refused(mine, error, which)


def _page(mine: Room, *, wrong: tuple[UUID, str] | None = None, status: int = 200) -> Response:
    facts = mine.facts()
    editable = refusal("edit", facts) is None
    over = mine.dossier.state in confirmations.OVER or facts.published
    content, wanted = mine.content(), mine.track.needs_signatures
    rows = sign_offs_of(mine.db, mine.dossier.id) if wanted else {}
    shown = commitments_of(
        content, rows if wanted else None, mine.call.zone, f"{mine.path}/files", mine.now, mine.language
    )
    return mine.show(
        "applicant/commitments.html",
        status=status,
        members=shown,
        balance=balance_of(shown, mine.language),
        to_ask=sum(one.confirmation.is_blank and not one.lacks_email for one in shown),
        to_sign=sum(one.may_be_asked_to_sign for one in shown),
        editable=editable,
        asks=facts.writes and not over,
        signs=wanted and editable,
        wrong=wrong,
        section=members_section(mine),
        members_at=f"{mine.path}/members",
    )


def _told(mine: Room, asked: int) -> Response:
    if not asked:
        text = N_("Personne à qui écrire : ajoutez les adresses et les représentants qui manquent.")
        return mine.page.see(f"{mine.path}/members", text, tone="blue")
    text = translations(mine.language).ngettext("%(num)s message est parti.", "%(num)s messages sont partis.", asked)
    return _back(mine, text % {"num": asked})


def _back(mine: Room, text: str, **params: str) -> Response:
    return mine.page.see(f"{mine.path}/members", mine.page.say(text) % params if params else text)


def _refused(mine: Room, error: DomainError, which: UUID | str) -> Response:
    """A refusal said where one comes back to: the member itself when it lacks something."""
    if error.status in (403, 404):
        raise error
    lacks = isinstance(error, Invalid)
    where = f"{mine.path}/members/{which}#{error.field}" if isinstance(error, Invalid) else f"{mine.path}/members"
    return mine.page.see(where, sentence(error, mine.language), tone="orange" if lacks else "blue")
