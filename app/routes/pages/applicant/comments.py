"""Doors of the comments on a question, for those who file the dossier together."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Forbidden, NotFound
from app.forms.exchange import CommentForm
from app.queries.answer_comments import comment_in
from app.queries.answer_history import Place, asked_at
from app.services import answer_comments
from app.web.applicant import Ours, Room
from app.web.applicant_words import comment_page, empty_comment
from app.web.binding import Posted
from app.web.body import Body
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}/comments/{question}")


@router.get("")
def read(question: str, ours: Ours) -> Response:
    """What was said about a question, and what to say."""
    shown = comment_page(ours, _place(ours, question), empty_comment(ours.language))
    return ours.show("applicant/comments.html", status=200, **shown)


@router.post("")
def write(question: str, form: Posted[CommentForm], ours: Ours) -> Response:
    """Say something about it."""
    place = _place(ours, question)
    if not ours.may_comment():
        raise Forbidden("only_who_comments")
    if not form.ok:
        return ours.show("applicant/comments.html", status=422, **comment_page(ours, place, form))
    answer_comments.add(ours.db, ours.dossier, question, form.form, actor=ours.me, now=ours.now)
    return _back(ours, question, N_("Votre commentaire est là. L’équipe du dossier le voit."))


@router.post("/{comment}/settle")
def settle(question: str, comment: UUID, _body: Body, ours: Ours) -> Response:
    """Nothing is left to do about it."""
    found = answer_comments.comment_of(ours.db, ours.dossier, question, comment)
    answer_comments.settle(ours.db, ours.dossier, found, actor=ours.me, now=ours.now)
    return _back(ours, question, N_("Ce commentaire est réglé. Vous pouvez le reprendre plus bas."))


@router.post("/{comment}/take-up")
def take_up(question: str, comment: UUID, _body: Body, ours: Ours) -> Response:
    """Something is left to do after all."""
    found = answer_comments.comment_of(ours.db, ours.dossier, question, comment)
    answer_comments.take_up(ours.db, ours.dossier, found, actor=ours.me, now=ours.now)
    return _back(ours, question, N_("Ce commentaire est de nouveau à régler."))


@router.get("/{comment}/remove")
def ask_removal(question: str, comment: UUID, ours: Ours) -> Response:
    """Ask before a comment of one's own goes."""
    found = comment_in(ours.db, ours.dossier.id, question, comment)
    if found is None or found.author_id != ours.me.id:
        raise NotFound
    return ours.show("applicant/comment_remove.html", comment=found, key=question)


@router.post("/{comment}/remove")
def remove(question: str, comment: UUID, _body: Body, ours: Ours) -> Response:
    """Take back what one said."""
    found = answer_comments.comment_of(ours.db, ours.dossier, question, comment)
    answer_comments.remove(ours.db, ours.dossier, found, actor=ours.me, now=ours.now)
    return _back(ours, question, N_("Votre commentaire est retiré."))


def _place(ours: Room, question: str) -> Place:
    place = asked_at(ours.plan, question)
    if place is None:
        raise NotFound
    return place


def _back(ours: Room, question: str, text: str) -> Response:
    return ours.page.see(f"{ours.path}/comments/{question}", text)
