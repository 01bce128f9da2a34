"""Mails to those who work on a dossier: a comment, a signature that no longer holds; together, and not in vain."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from app.forms.exchange import CommentForm
from app.models import Dossier, SignOff
from app.services import answer_comments
from app.services.work_letters import COALESCE, SETTLE
from tests.browsing import send
from tests.desk import WHOLE, Desk
from tests.houses import House
from tests.services.committing import address, link_to, want_signatures, with_members
from tests.services.reviewing import actor

LATER = timedelta(minutes=1)


def _say(house: House, who: str, question: str, text: str) -> None:
    with house.database.writing() as db:
        dossier = db.get_one(Dossier, house.world.dossiers["draft"])
        form = CommentForm(text=text)
        answer_comments.add(db, dossier, question, form, actor=actor(db, house, who), now=house.clock.now())


def _mails(house: House, words: str) -> list[tuple[str, str]]:
    house.work()
    return [
        (str(one["To"]), one.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        for one in house.mailer.sent
        if words in str(one["Subject"])
    ]


def test_comments_are_told_together_to_the_others_who_write_or_comment(each_house: House) -> None:
    _say(each_house, "anna", "summary", "Un secret.")
    each_house.clock.move_to(each_house.clock.now() + LATER)
    _say(each_house, "anna", "bearer_name", "Encore un.")
    early = _mails(each_house, "commentaire")
    each_house.clock.move_to(each_house.clock.now() + COALESCE)
    told = dict(_mails(each_house, "commentaire"))

    assert early == []
    assert sorted(told) == ["claire@exemple.fr", "edith@exemple.fr"]
    for text in told.values():
        assert "Question summary : Anna Belkacem" in text.replace("\u202f", " ").replace("\u00a0", " ")
        assert "Question bearer_name" in text
        assert "Un secret." not in text


def test_a_signature_that_no_longer_holds_is_told_after_a_while_and_not_if_the_words_come_back(
    each_house: House,
) -> None:
    want_signatures(each_house)
    dossier, _ = with_members(each_house)
    each_house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures", data={"member": "all"})
    path = link_to(each_house, address(0), "signatures")
    page = each_house.as_().get(path).text
    send(each_house.as_(), page, path, name="Nadia Roche", capacity="Présidente", read="yes")
    desk = Desk(each_house)

    desk.save(dossier, "project", {"summary": "Autre chose."}, version=1)
    desk.save(dossier, "project", WHOLE["project"], version=2)
    each_house.clock.move_to(each_house.clock.now() + SETTLE)
    in_vain = _mails(each_house, "ne vaut plus")
    desk.save(dossier, "project", {"summary": "Autre chose."}, version=3)
    desk.save(dossier, "project", {"summary": "Autre chose encore."}, version=4)
    each_house.clock.move_to(each_house.clock.now() + SETTLE)
    told = _mails(each_house, "ne vaut plus")

    assert in_vain == []
    [(to, text)] = told
    assert to == "claire@exemple.fr"
    assert "Scic Séchoir d’Ambert" in text
    with each_house.database.reading() as db:
        assert (
            db.execute(select(col(SignOff.stale_at)).where(col(SignOff.signed_at).is_not(None))).scalar_one()
            is not None
        )
