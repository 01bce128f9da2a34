"""Starting, filing, withdrawing and giving up a dossier."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from app.domain.errors import DomainError, Invalid, WrongState
from app.domain.receipts import digest_of, read_code
from app.models import Call, Decision, Dossier, JournalLine, Notice, Revision, Track
from app.queries.journal import verify_chain
from app.services import leaving
from tests.desk import Desk
from tests.houses import House
from tests.samples import pdf
from tests.world import CLOSES, OPENS


def _actions(house: House, dossier: object) -> list[str]:
    query = select(col(JournalLine.action)).where(col(JournalLine.subject) == f"dossier:{dossier}")
    with house.database.reading() as db:
        return list(db.execute(query.order_by(col(JournalLine.sequence))).scalars())


def test_a_draft_begins_with_its_sections_and_what_it_lacks(each_house: House) -> None:
    dossier = Desk(each_house).start()

    row = Desk(each_house).row(dossier)
    assert (row.state, row.number, row.missing, row.complete) == ("draft", None, 2, 0)
    assert _actions(each_house, dossier) == ["dossier.started"]


def test_a_double_click_starts_one_draft(each_house: House) -> None:
    desk = Desk(each_house)

    assert desk.start(key="a1b2c3d4") == desk.start(key="a1b2c3d4")
    assert desk.start(key="other-key") != desk.start()


@pytest.mark.parametrize(("at", "code"), [(OPENS - timedelta(seconds=1), "call_not_open_yet"), (CLOSES, "call_closed")])
def test_nobody_starts_outside_the_opening(house: House, at: datetime, code: str) -> None:
    house.clock.move_to(at)

    with pytest.raises(WrongState, match=code):
        Desk(house).start()


def test_a_track_of_another_call_is_refused(house: House) -> None:
    with pytest.raises(Invalid, match="unknown_track"):
        Desk(house).start("autre.pole")


def test_filing_freezes_numbers_proves_and_posts(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.whole()
    desk.attach(dossier, pdf())
    desk.join(dossier, name="Commune d’Ambert", family="authority", commune="Ambert (63)", is_bearer=True)

    code = desk.submit(dossier)

    row = desk.row(dossier)
    with each_house.database.reading() as db:
        frozen = db.execute(select(Revision).where(col(Revision.dossier_id) == dossier)).scalar_one()
        notice = db.execute(select(Notice).where(col(Notice.dossier_id) == dossier)).scalar_one()
        assert db.get_one(Call, row.call_id).dossiers_filed == row.number
        assert verify_chain(db, str(row.call_id)) is None
    assert (row.state, row.reference, row.late) == ("filed", f"PTCE-2011-{row.number:04d}", False)
    assert row.filed_at == each_house.clock.now()
    assert digest_of(frozen.content) == frozen.digest
    assert frozen.content["answers"] == {
        "bearer_name": "Scic Séchoir d’Ambert",
        "summary": "Un séchoir partagé entre scieries.",
    }
    assert [member["name"] for member in frozen.content["members"]] == ["Commune d’Ambert"]
    assert [file["name"] for file in frozen.content["files"]] == ["statuts.pdf"]
    assert read_code(code.lower()) == frozen.receipt_code == code
    assert (notice.kind, notice.context["receipt_code"]) == ("dossier_received", code)
    assert _actions(each_house, dossier)[-1] == "dossier.submitted"


def test_the_mail_says_when_with_seconds_and_how_to_check(house: House) -> None:
    desk = Desk(house)
    code = desk.submit(desk.whole())

    house.work()

    message = house.mailer.sent[-1]
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert message["Subject"].startswith("Votre dossier est déposé")
    assert "jeudi 20 octobre 2011 à 12\u00a0h\u00a000\u00a0min\u00a000\u00a0s, heure de Paris" in text
    assert f"http://127.0.0.1:8000/receipts/{code}" in text


def test_an_incomplete_dossier_is_not_filed(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    desk.save(dossier, "bearer", {"bearer_name": "Scic", "bearer_email": "pas une adresse"})

    with pytest.raises(WrongState) as refused:
        desk.submit(dossier)

    assert (refused.value.code, refused.value.params) == ("dossier_incomplete", {"missing": 2})
    assert desk.row(dossier).state == "draft"


@pytest.mark.parametrize(
    ("late", "outcome"),
    [
        (timedelta(seconds=-1), (True, False)),
        (timedelta(), (True, True)),
        (timedelta(minutes=9, seconds=59), (True, True)),
        (timedelta(minutes=10), (False, False)),
    ],
)
def test_a_draft_is_filed_until_the_end_of_the_grace(house: House, late: timedelta, outcome: tuple[bool, bool]) -> None:
    desk = Desk(house)
    dossier = desk.whole()
    house.clock.move_to(CLOSES + late)

    try:
        desk.submit(dossier)
        filed = True
    except WrongState:
        filed = False

    assert (filed, desk.row(dossier).late) == outcome


def test_six_filings_at_once_file_one_dossier_and_post_one_mail(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.whole()

    def attempt(_: int) -> str:
        try:
            return desk.submit(dossier) and "filed"
        except DomainError as error:
            return error.code

    with ThreadPoolExecutor(6) as crowd:
        outcomes = sorted(crowd.map(attempt, range(6)))

    assert outcomes == ["filed", *["wrong_state"] * 5]
    with each_house.database.reading() as db:
        posted = db.execute(select(func.count()).where(col(Notice.dossier_id) == dossier)).scalar_one()
        frozen = db.execute(select(func.count()).where(col(Revision.dossier_id) == dossier)).scalar_one()
    assert (posted, frozen) == (1, 1)


def test_dossiers_filed_at_once_get_numbers_that_follow(each_house: House) -> None:
    desk = Desk(each_house)
    drafts = [desk.whole() for _ in range(6)]

    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(desk.submit, drafts))

    numbers = sorted(desk.row(dossier).number or 0 for dossier in drafts)
    assert numbers == list(range(numbers[0], numbers[0] + 6))


def test_a_filed_dossier_is_withdrawn_with_a_mail(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.whole()
    desk.submit(dossier)

    desk.act(lambda db, me: leaving.withdraw(db, desk.mine(db, dossier), actor=me, now=each_house.clock.now()))

    with each_house.database.reading() as db:
        kinds = select(col(Notice.kind)).where(col(Notice.dossier_id) == dossier).order_by(col(Notice.kind))
        assert list(db.execute(kinds).scalars()) == ["dossier_received", "dossier_withdrawn"]
    assert desk.row(dossier).state == "withdrawn"


def test_what_is_published_is_not_withdrawn_any_more(house: House) -> None:
    desk, dossier = Desk(house), house.world.dossiers["decided"]
    with house.database.writing() as db:
        db.execute(update(Decision).values(published_at=house.clock.now()))

    with pytest.raises(WrongState, match="already_published"):
        desk.act(lambda db, me: leaving.withdraw(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))


def test_a_draft_is_given_up_even_after_the_end_and_without_a_mail(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    house.clock.move_to(CLOSES + timedelta(days=1))

    desk.act(lambda db, me: leaving.discard(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))

    row = desk.row(dossier)
    with house.database.reading() as db:
        assert db.execute(select(func.count()).where(col(Notice.dossier_id) == dossier)).scalar_one() == 0
    assert (row.state, row.filed_at, row.number) == ("withdrawn", None, None)


def test_a_form_is_locked_by_its_first_dossier(house: House) -> None:
    from app.models import FormVersion

    world = house.world
    with house.database.writing() as db:
        db.get_one(FormVersion, world.versions["cooperation_project"]).locked_at = None

    Desk(house).start("cooperation_project")

    with house.database.reading() as db:
        assert db.get_one(FormVersion, world.versions["cooperation_project"]).locked_at == house.clock.now()
        assert db.get_one(Track, world.tracks["cooperation_project"]).form_id
        assert db.execute(select(func.count()).select_from(Dossier)).scalar_one() > 1
