"""Corrections: only the answers that were asked for open, whatever the calendar; the others read what was filed."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.adapters.storage import memory_storage
from app.domain.errors import DomainError, Forbidden, Invalid, Stale, WrongState
from app.domain.roles import Actor
from app.forms.dossier import MemberForm
from app.forms.screening import AdmissionForm
from app.models import Answer, Correction, Dossier, KeptAnswer
from app.queries.asked import reading
from app.queries.corrections import awaited, corrections_of, open_one, shut_keys, taken_up
from app.services import answers, corrections, dossiers, files, leaving, members, refiling, screening
from tests.asking import DUE, WHY, a_correction, ask, dossier_of, written_to
from tests.houses import House
from tests.services.reviewing import actor, acts
from tests.world import AFTER, NOW, PDF

NEW = {"summary": "Résumé repris : le projet se fait à Romans."}


def _save(db: Session, house: House, values: dict[str, object], who: str = "claire", section: str = "project") -> None:
    dossier = dossier_of(db, house)
    answers.save_section(
        db,
        dossier,
        section,
        values,  # type: ignore[arg-type]
        version=1,
        actor=actor(db, house, who),
        now=AFTER + timedelta(hours=1),
    )


def test_a_correction_opens_its_questions_and_no_others_long_after_the_closing(each_house: House) -> None:
    ask(each_house, "summary")

    with each_house.database.writing() as db:
        _save(db, each_house, dict(NEW))
        with pytest.raises(WrongState) as refused:
            _save(db, each_house, {"bearer_name": "Autre nom"}, section="bearer")

        dossier = dossier_of(db, each_house)
        assert refused.value.code == "not_to_correct"
        assert (dossier.state, dossier.reopened_at is not None) == ("to_correct", True)
        assert reading(db, dossier)[1].values["summary"] == "Résumé secret de filed."
        assert reading(db, dossier, working=True)[1].values["summary"] == NEW["summary"]
        assert taken_up(db, dossier, ["summary", "bearer_name"]) == {"summary"}


def test_changes_that_waited_to_be_filed_are_set_aside_and_do_not_leave_with_the_correction(each_house: House) -> None:
    with each_house.database.writing() as db:
        dossier, claire = dossier_of(db, each_house), actor(db, each_house, "claire")
        refiling.reopen(db, dossier, actor=claire, now=NOW)
        answers.save_section(db, dossier, "bearer", {"bearer_name": "Autre nom"}, version=1, actor=claire, now=NOW)
    ask(each_house, "summary")

    with each_house.database.writing() as db:
        dossier, claire = dossier_of(db, each_house), actor(db, each_house, "claire")
        assert reading(db, dossier, working=True)[1].values["bearer_name"] == "Association filed"
        kept = db.execute(select(KeptAnswer).where(col(KeptAnswer.dossier_id) == dossier.id)).scalars()
        assert [(one.question_key, one.value) for one in kept] == [("bearer_name", "Autre nom")]
        answers.save_section(db, dossier, "project", dict(NEW), version=1, actor=claire, now=AFTER + timedelta(hours=1))
        again = dossiers.submit(db, dossier, actor=claire, now=AFTER + timedelta(hours=2))

        assert again.content["answers"] == {"bearer_name": "Association filed", **NEW}


Try = Callable[[Session, Dossier, Actor], object]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda db, dossier, me: members.add(
            db, dossier, MemberForm(name="Scierie", family="company"), actor=me, now=AFTER
        ),
        lambda db, dossier, me: files.attach(
            db, memory_storage(), dossier, "statutes", files.Upload("a.pdf", BytesIO(PDF)), actor=me, now=AFTER
        ),
    ],
    ids=["members", "files"],
)
def test_members_and_files_that_were_not_asked_for_stay_shut(house: House, attempt: Try) -> None:
    ask(house, "summary")

    with house.database.writing() as db, pytest.raises(WrongState) as refused:
        attempt(db, dossier_of(db, house), actor(db, house, "claire"))

    assert refused.value.code == "not_to_correct"


def test_filing_again_answers_it_and_does_not_make_the_dossier_late(each_house: House) -> None:
    ask(each_house, "summary")
    with each_house.database.writing() as db:
        first = dossier_of(db, each_house).filed_at
        _save(db, each_house, dict(NEW), who="edith")
        later = AFTER + timedelta(hours=2)
        revision = dossiers.submit(db, dossier_of(db, each_house), actor=actor(db, each_house, "claire"), now=later)

        dossier = dossier_of(db, each_house)
        assert (revision.number, revision.filed_at, revision.content["filed_at"]) == (
            2,
            later,
            later.isoformat(timespec="microseconds"),
        )
        assert (dossier.state, dossier.late, dossier.filed_at, dossier.reopened_at) == ("filed", False, first, None)
        assert [one.answered_at for one in corrections_of(db, dossier.id)] == [later]
        assert reading(db, dossier)[1].values["summary"] == NEW["summary"]
    mails = written_to(each_house)
    assert ("helene@exemple.fr", "La correction de PTCE-2011-0001 est déposée") in mails


def test_those_who_write_it_are_told_and_nobody_else(house: House) -> None:
    ask(house, "summary")

    assert [to for to, subject in written_to(house) if "correction" in subject] == [
        "claire@exemple.fr",
        "edith@exemple.fr",
    ]
    text = house.mailer.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert WHY in text
    assert "Question summary : Nommez la commune." in text.replace("\u00a0", " ")


def test_an_answer_that_lacks_is_asked_for_too(house: House) -> None:
    with house.database.writing() as db:
        dossier = dossier_of(db, house)
        named = delete(Answer).where(col(Answer.dossier_id) == dossier.id, col(Answer.question_key) == "bearer_name")
        db.execute(named)

    made = ask(house, "summary")

    assert [line["key"] for line in made.questions] == ["bearer_name", "summary"]


@pytest.mark.parametrize(
    ("who", "form", "error", "code"),
    [
        ("claire", a_correction(), Forbidden, "only_an_organiser"),
        ("ines", a_correction(), Forbidden, "only_an_organiser"),
        ("helene", a_correction(due_at=AFTER), Invalid, "due_too_soon"),
        ("helene", a_correction("nowhere"), Invalid, "unknown_question"),
        ("helene", a_correction(version=9), Stale, "dossier_changed"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    house: House, who: str, form: object, error: type[DomainError], code: str
) -> None:
    with house.database.writing() as db, pytest.raises(error) as refused:
        corrections.ask(db, dossier_of(db, house), form, actor=actor(db, house, who), now=AFTER)  # type: ignore[arg-type]

    assert refused.value.code == code


@pytest.mark.parametrize("name", ["draft", "to_correct", "refused", "withdrawn", "decided"])
def test_only_a_filed_or_admitted_dossier_that_nobody_has_reviewed_is_sent_back(house: House, name: str) -> None:
    with house.database.writing() as db, pytest.raises(WrongState):
        corrections.ask(db, dossier_of(db, house, name), a_correction(), actor=actor(db, house, "helene"), now=AFTER)


def test_two_clicks_ask_once(house: House) -> None:
    ask(house, "summary")
    house.work()

    with house.database.writing() as db:
        again = corrections.ask(db, dossier_of(db, house), a_correction(), actor=actor(db, house, "helene"), now=AFTER)

    assert again.number == 1
    assert len(written_to(house)) == 2


def test_nothing_is_written_once_it_is_over_and_more_time_opens_it_again(each_house: House) -> None:
    ask(each_house, "summary", due_at=AFTER + timedelta(minutes=30))

    with each_house.database.writing() as db:
        with pytest.raises(WrongState) as refused:
            _save(db, each_house, dict(NEW))
        helene = actor(db, each_house, "helene")
        dossier = dossier_of(db, each_house)
        overdue = awaited(db, helene, dossier.call_id, AFTER + timedelta(hours=1))
        corrections.prolong(db, dossier, DUE, actor=helene, now=AFTER + timedelta(hours=1))
        _save(db, each_house, dict(NEW))

    assert (refused.value.code, overdue) == ("correction_over", (1, 1))
    assert "Plus de temps pour corriger : PTCE-2011-0001" in [subject for _, subject in written_to(each_house)]


def test_an_organiser_in_conflict_counts_no_correction_of_that_dossier(house: House) -> None:
    ask(house, "summary", name="admitted")

    with house.database.reading() as db:
        call = dossier_of(db, house).call_id
        found = [awaited(db, actor(db, house, who), call, AFTER).all for who in ("helene", "paul", "ines")]

    assert found == [1, 0, 0]


def test_ending_it_keeps_what_was_filed_and_what_was_written(each_house: House) -> None:
    ask(each_house, "summary")

    with each_house.database.writing() as db:
        _save(db, each_house, dict(NEW))
        dossier = dossier_of(db, each_house)
        corrections.end(db, dossier, actor=actor(db, each_house, "helene"), now=AFTER + timedelta(hours=2))

        assert (dossier.state, open_one(db, dossier.id)) == ("filed", None)
        assert reading(db, dossier)[1].values["summary"] == "Résumé secret de filed."
        assert reading(db, dossier, working=True)[1].values["summary"] == NEW["summary"]
        assert shut_keys(db, dossier) == frozenset()
    assert acts(each_house)[-2:] == ["dossier.section_saved", "dossier.correction_ended"]


def test_ending_one_that_nobody_began_leaves_no_trace_in_the_dossier(house: House) -> None:
    ask(house, "summary")

    with house.database.writing() as db:
        dossier = dossier_of(db, house)
        corrections.end(db, dossier, actor=actor(db, house, "helene"), now=AFTER)

        assert dossier.reopened_at is None


def test_deciding_or_taking_back_ends_it(house: House) -> None:
    ask(house, "summary")
    ask(house, "summary", name="admitted")

    with house.database.writing() as db:
        first, second = dossier_of(db, house), dossier_of(db, house, "admitted")
        screening.admit(db, first, AdmissionForm(version=first.version), actor=actor(db, house, "helene"), now=AFTER)
        leaving.withdraw(db, second, actor=actor(db, house, "claire"), now=AFTER)

        assert [open_one(db, one.id) for one in (first, second)] == [None, None]
        assert [one.reopened_at for one in (first, second)] == [None, None]
        assert [one.ended_at for one in db.execute(select(Correction)).scalars()] == [AFTER, AFTER]
