"""Screening: admitted, refused with a reason, moved to another track; the owner is told once."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import DomainError, Forbidden, Invalid, Stale, WrongState
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question, QuestionKind
from app.domain.roles import Actor
from app.domain.texts import Texts
from app.forms.screening import AdmissionForm, RefusalForm, RequalificationForm
from app.models import Answer, Dossier, FormVersion, JournalLine, Notice, Person, Track
from app.queries.forms import plan_of
from app.queries.journal import verify_chain
from app.queries.people import actor_of
from app.services import screening
from app.services.screening import ScreeningForm
from app.services.tracks import add_version
from tests.houses import House
from tests.world import NOW

WHY = "Le groupement ne compte que deux membres."


def _dossier(db: Session, house: House, name: str) -> Dossier:
    return db.get_one(Dossier, house.world.dossiers[name])


def _actor(db: Session, house: House, who: str) -> Actor:
    return actor_of(db, db.get_one(Person, house.world.people[who]))


def _act(house: House, name: str, form: ScreeningForm, who: str = "helene") -> Dossier:
    with house.database.writing() as db:
        return screening.act_on(db, _dossier(db, house, name), form, actor=_actor(db, house, who), now=NOW)


def _letters(house: House) -> list[str]:
    house.work()
    return [str(message["Subject"]) for message in house.mailer.sent]


def test_an_admitted_dossier_goes_on_and_its_owner_is_told(each_house: House) -> None:
    found = _act(each_house, "filed", AdmissionForm())

    with each_house.database.reading() as db:
        actions = db.execute(select(col(JournalLine.action)).where(col(JournalLine.subject) == f"dossier:{found.id}"))
        assert list(actions.scalars()) == ["dossier.admitted"]
        assert verify_chain(db, str(found.call_id)) is None
    assert (found.state, found.version) == ("admitted", 2)
    assert _letters(each_house) == ["Votre dossier PTCE-2011-0001 est recevable"]


def test_a_refused_dossier_keeps_the_reason_its_owner_reads(each_house: House) -> None:
    found = _act(each_house, "to_correct", RefusalForm(reason=WHY))

    subjects = _letters(each_house)
    text = each_house.mailer.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (found.state, found.screening_reason) == ("refused", WHY)
    assert subjects == ["Votre dossier PTCE-2011-0002 n’est pas recevable"]
    assert WHY in text


def test_a_refused_dossier_can_be_admitted_after_all(house: House) -> None:
    _act(house, "filed", RefusalForm(reason=WHY))

    found = _act(house, "filed", AdmissionForm())

    assert (found.state, found.screening_reason) == ("admitted", "")
    assert len(_letters(house)) == 2


def _ask_more(db: Session, house: House) -> UUID:
    """A new version of the other track's form, that asks for one thing more."""
    track = db.get_one(Track, house.world.tracks["cooperation_project"])
    plan = plan_of(db, house.world.versions["cooperation_project"])
    asked = Question("partner", QuestionKind.SHORT, Texts.of({"fr": "Partenaire"}), required=True)
    more = Section("more", Texts.of({"fr": "Encore"}), 5, (asked,))
    return add_version(db, track.form_id, FormPlan((*plan.sections, more)), number=2, now=NOW).id


def test_a_moved_dossier_keeps_its_answers_and_says_what_the_other_form_lacks(each_house: House) -> None:
    with each_house.database.writing() as db:
        latest = _ask_more(db, each_house)

    found = _act(each_house, "filed", RequalificationForm(track="cooperation_project", reason=WHY))

    with each_house.database.reading() as db:
        answers = select(col(Answer.question_key)).where(col(Answer.dossier_id) == found.id)
        assert sorted(db.execute(answers).scalars()) == ["bearer_name", "summary"]
        assert db.get_one(FormVersion, latest).locked_at == NOW
    world = each_house.world
    assert found.state == "filed"
    assert (found.track_id, found.filed_track_id) == (world.tracks["cooperation_project"], world.tracks["pole"])
    assert found.form_version_id == latest
    assert (found.missing, found.complete) == (1, 66)
    assert _letters(each_house) == ["Votre dossier PTCE-2011-0001 change de catégorie"]


@pytest.mark.parametrize(
    ("name", "form", "who", "refusal", "code"),
    [
        ("withdrawn", AdmissionForm(), "helene", WrongState, "wrong_state"),
        ("admitted", AdmissionForm(), "helene", WrongState, "wrong_state"),
        ("decided", RefusalForm(reason=WHY), "helene", WrongState, "already_decided"),
        ("filed", AdmissionForm(), "ines", Forbidden, "only_an_organiser"),
        ("filed", AdmissionForm(), "claire", Forbidden, "only_an_organiser"),
        ("filed", AdmissionForm(), "gerard", Forbidden, "only_an_organiser"),
        ("admitted", RefusalForm(reason=WHY), "paul", Forbidden, "recused"),
        ("filed", AdmissionForm(version=7), "helene", Stale, "dossier_changed"),
        ("filed", RequalificationForm(track="pole", reason=WHY), "helene", Invalid, "same_track"),
        ("filed", RequalificationForm(track="nowhere", reason=WHY), "helene", Invalid, "unknown_track"),
    ],
)
def test_what_may_not_be_done_is_refused_and_writes_nothing(
    house: House, name: str, form: ScreeningForm, who: str, refusal: type[DomainError], code: str
) -> None:
    with house.database.reading() as db:
        before = _dossier(db, house, name).model_dump()

    with pytest.raises(refusal) as refused:
        _act(house, name, form, who)

    with house.database.reading() as db:
        assert _dossier(db, house, name).model_dump() == before
        assert db.execute(select(col(Notice.id))).all() == []
    assert refused.value.code == code


@pytest.mark.parametrize(
    "form",
    [
        lambda: AdmissionForm(version=1),
        lambda: RefusalForm(version=1, reason=WHY),
        lambda: RequalificationForm(version=1, track="cooperation_project", reason=WHY),
    ],
    ids=["admit", "refuse", "requalify"],
)
def test_the_same_form_sent_twice_is_one_act(house: House, form: Callable[[], ScreeningForm]) -> None:
    first = _act(house, "filed", form())

    second = _act(house, "filed", form())

    assert (first.version, second.version) == (2, 2)
    assert len(_letters(house)) == 1


def test_a_preview_shows_the_letter_and_changes_nothing(house: House) -> None:
    with house.database.reading() as db:
        dossier = _dossier(db, house, "filed")
        form = RequalificationForm(track="cooperation_project", reason=WHY)
        letter = screening.preview(db, dossier, form, actor=_actor(db, house, "helene"), now=NOW)

    assert letter.kind == "dossier_requalified"
    assert (letter.context["from_track"], letter.context["to_track"]) == (
        "Catégorie pole",
        "Catégorie cooperation_project",
    )
    assert _letters(house) == []
