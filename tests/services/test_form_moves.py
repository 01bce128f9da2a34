"""Drafts follow the form that was published, and lose nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import col

from app.domain.questions import Option, Question, QuestionKind
from app.domain.texts import texts
from app.forms.screening import RequalificationForm
from app.models import Answer, Dossier, DossierSection, FormVersion, Job, JournalLine, KeptAnswer, Notice
from app.queries.dossiers import content_of
from app.queries.forms import plan_of
from app.queries.kept_answers import retired
from app.services import form_moves, jobs, leaving, screening
from app.worker.handlers import HANDLERS, Work
from tests.desk import Desk
from tests.houses import House
from tests.publishing import PARTNER, Publisher, asking, both, moving, setting, without, without_section
from tests.samples import pdf
from tests.world import AFTER

KIND = Question(
    "nature",
    QuestionKind.CHOICE,
    texts(fr="Nature"),
    options=(Option("new", texts(fr="À créer")), Option("old", texts(fr="Existant"))),
)


def answers(house: House, dossier: UUID) -> dict[str, object]:
    with house.database.reading() as db:
        rows = db.execute(select(Answer).where(col(Answer.dossier_id) == dossier)).scalars()
        return {row.question_key: row.value for row in rows if row.value is not None}


def kept(house: House, dossier: UUID) -> dict[str, object]:
    with house.database.reading() as db:
        rows = db.execute(select(KeptAnswer).where(col(KeptAnswer.dossier_id) == dossier)).scalars()
        return {row.question_key: row.value for row in rows}


def unseen(house: House, dossier: UUID) -> list[tuple[str, JsonValue]]:
    """What the owner can still read of what is asked no more."""
    with house.database.reading() as db:
        row = db.get_one(Dossier, dossier)
        plan = plan_of(db, row.form_version_id)
        return [(one.question.key, one.value) for one in retired(db, row, plan, content_of(db, row, plan))]


def test_a_draft_moves_and_says_from_where_until_it_is_seen(each_house: House) -> None:
    desk, publisher = Desk(each_house), Publisher(each_house)
    draft = desk.whole()
    before = desk.row(draft)
    each_house.clock.move_to(each_house.clock.now() + timedelta(hours=1))

    version = publisher.change(asking())

    after = desk.row(draft)
    assert (after.form_version_id, after.moved_from_id) == (version, before.form_version_id)
    assert (before.missing, after.missing, after.complete) == (0, 1, 66)
    assert (after.updated_at, after.version) == (before.updated_at, before.version + 1)
    with each_house.database.reading() as db:
        [job] = db.execute(select(Job)).scalars()
        query = select(JournalLine).where(col(JournalLine.subject) == f"dossier:{draft}")
        actions = [line.action for line in db.execute(query.order_by(col(JournalLine.sequence))).scalars()]
    assert (job.progress, job.total, job.result["moved"]) == (2, 2, 2)
    assert [str(draft), 0, 0, 1, 1] in job.result["drafts"]
    assert actions[-1] == "dossier.moved"


def test_the_oldest_form_they_have_seen_is_kept_and_a_form_that_came_back_says_nothing(house: House) -> None:
    desk, publisher = Desk(house), Publisher(house)
    first, draft = publisher.present(), desk.whole()
    origin = desk.row(draft).form_version_id

    publisher.change(asking())
    publisher.change(setting("summary", limit=10))

    assert desk.row(draft).moved_from_id == origin
    publisher.change(first)
    assert desk.row(draft).moved_from_id is None


def test_who_filed_keeps_the_form_they_filed_even_if_the_dossier_comes_back(each_house: House) -> None:
    desk, world = Desk(each_house), each_house.world
    before = {name: desk.row(world.dossiers[name]).form_version_id for name in ("filed", "to_correct", "withdrawn")}
    with each_house.database.writing() as db:
        db.get_one(Dossier, world.dossiers["refused"]).state = "draft"

    Publisher(each_house).change(asking())

    assert {name: desk.row(world.dossiers[name]).form_version_id for name in before} == before
    assert desk.row(world.dossiers["refused"]).form_version_id == before["filed"]


def test_a_draft_that_was_given_up_stays_where_it_was(house: House) -> None:
    desk = Desk(house)
    draft = desk.whole()
    desk.act(lambda db, me: leaving.discard(db, desk.mine(db, draft), actor=me, now=house.clock.now()))

    Publisher(house).change(asking())

    assert desk.row(draft).form_version_id == house.world.versions["pole"]


def test_the_answer_to_a_question_that_goes_stays_readable_and_comes_back_with_it(each_house: House) -> None:
    desk, publisher = Desk(each_house), Publisher(each_house)
    first, draft = publisher.present(), desk.whole()

    publisher.change(without("summary"))

    assert unseen(each_house, draft) == [("summary", "Un séchoir partagé entre scieries.")]
    assert desk.row(draft).missing == 0
    publisher.change(first)
    assert unseen(each_house, draft) == []
    assert answers(each_house, draft)["summary"] == "Un séchoir partagé entre scieries."


def test_an_answer_that_another_kind_cannot_read_is_kept_aside_and_comes_back(each_house: House) -> None:
    desk, publisher = Desk(each_house), Publisher(each_house)
    first, draft = publisher.present(), desk.whole()

    publisher.change(setting("summary", kind=QuestionKind.NUMBER, limit=None, unit=None))

    assert "summary" not in answers(each_house, draft)
    assert unseen(each_house, draft) == [("summary", "Un séchoir partagé entre scieries.")]
    assert desk.row(draft).missing == 1
    publisher.change(first)
    assert answers(each_house, draft)["summary"] == "Un séchoir partagé entre scieries."
    assert kept(each_house, draft) == {}


def test_a_choice_that_is_gone_is_to_check_and_survives_a_save_of_the_page(house: House) -> None:
    desk, publisher = Desk(house), Publisher(house)
    publisher.change(asking(KIND))
    draft = desk.whole()
    desk.save(draft, "project", {"nature": "new"}, version=1)

    publisher.change(setting("nature", options=KIND.options[1:]))
    desk.save(draft, "project", {"nature": None}, version=2)

    assert unseen(house, draft) == [("nature", "new")]
    publisher.change(setting("nature", options=KIND.options))
    assert answers(house, draft)["nature"] == "new"


def test_sections_that_come_and_go_are_counted(each_house: House) -> None:
    desk, publisher = Desk(each_house), Publisher(each_house)
    draft = desk.start()

    publisher.change(both(moving("summary", "members"), without_section("project")))

    with each_house.database.reading() as db:
        query = select(DossierSection).where(col(DossierSection.dossier_id) == draft)
        rows = {row.section_key: row.missing for row in db.execute(query).scalars()}
    assert {key: rows[key] for key in ("bearer", "members")} == {"bearer": 1, "members": 1}
    assert desk.row(draft).missing == 2


def test_the_files_of_a_question_that_goes_are_still_there(house: House) -> None:
    desk = Desk(house)
    draft = desk.whole()
    desk.attach(draft, pdf())

    Publisher(house).change(without("statutes"))

    with house.database.reading() as db:
        row = db.get_one(Dossier, draft)
        plan = plan_of(db, row.form_version_id)
        [one] = retired(db, row, plan, content_of(db, row, plan))
        assert (one.question.key, [file.name for file in one.files]) == ("statutes", ["statuts.pdf"])


def test_owners_are_written_to_once_and_only_if_something_is_asked(each_house: House) -> None:
    desk, publisher = Desk(each_house), Publisher(each_house)
    desk.whole()
    publisher.change(setting("bearer_email", help=texts(fr="Celle que vous lisez")))
    assert _letters(each_house) == []

    version = publisher.change(asking(), note="Nous avions oublié vos partenaires.")

    with each_house.database.reading() as db:
        [notice] = db.execute(select(Notice).where(col(Notice.kind) == "form_changed")).scalars()
    assert (notice.to_email, notice.unique_key) == (
        "claire@exemple.fr",
        f"form.changed/{each_house.world.people['claire']}/{version}",
    )
    [(subject, text)] = _letters(each_house)
    assert subject == "Le formulaire a changé : Appel ptce"
    assert "2 réponses sont à écrire" in text
    assert "Nous avions oublié vos partenaires." in text
    assert "http://127.0.0.1:8000/applicant\n" in text


def test_nobody_is_written_to_when_it_is_too_late_to_file(house: House) -> None:
    desk = Desk(house)
    draft = desk.start()
    house.clock.move_to(AFTER)

    version = Publisher(house).change(asking())

    assert desk.row(draft).form_version_id == version
    assert _letters(house) == []


def test_a_version_that_another_replaced_moves_nobody(house: House) -> None:
    desk, publisher = Desk(house), Publisher(house)
    draft = desk.start()
    publisher.write(asking())
    publisher.publish()
    publisher.write(setting("summary", limit=10))

    last = publisher.publish()
    house.work()

    assert desk.row(draft).form_version_id == last
    with house.database.reading() as db:
        assert [
            job.progress for job in db.execute(select(Job).order_by(col(Job.created_at), col(Job.id))).scalars()
        ] == [0, 2]


def test_a_move_that_was_cut_goes_on_where_it_was_and_can_be_done_again(each_house: House) -> None:
    desk, publisher = Desk(each_house), Publisher(each_house)
    drafts = [desk.start() for _ in range(5)]
    publisher.write(asking())
    published, now = publisher.publish(), each_house.clock.now()
    with each_house.database.writing() as db:
        job = db.execute(select(Job)).scalar_one()
        version = db.get_one(FormVersion, published)
        some = form_moves.move_some(db, version, actor_id=None, now=now, most=2)
        lines = [[str(one.dossier), 0, 0, one.asked, one.to_do] for one in some]
        jobs.keep(db, job.id, 2, 6, {"moved": 2, "drafts": lines}, now - jobs.LEASE * 2)

    each_house.work()

    assert {desk.row(draft).form_version_id for draft in drafts} == {published}
    with each_house.database.reading() as db:
        job = db.execute(select(Job)).scalar_one()
    result = job.result
    assert (job.progress, job.total, result["moved"], len(result["drafts"]), result["told"]) == (6, 6, 6, 6, 1)
    assert HANDLERS[job.kind](Work(each_house.hall, job)) == result
    with each_house.database.reading() as db:
        assert len(db.execute(select(Notice).where(col(Notice.kind) == "form_changed")).all()) == 1


def test_a_dossier_moved_to_another_track_reads_its_answers_by_their_keys(each_house: House) -> None:
    other = replace(PARTNER, key="bearer_name", kind=QuestionKind.NUMBER)
    Publisher(each_house, track="cooperation_project").change(both(without("bearer_name"), asking(other)))
    filed, why = each_house.world.dossiers["filed"], "Ce n’est pas un pôle."

    def requalify(track: str) -> None:
        with each_house.database.writing() as db:
            form = RequalificationForm(track=track, reason=why)
            actor = Publisher(each_house).actor(db)
            screening.requalify(db, db.get_one(Dossier, filed), form, actor=actor, now=each_house.clock.now())

    requalify("cooperation_project")
    assert answers(each_house, filed) == {"summary": "Résumé secret de filed."}
    assert unseen(each_house, filed) == [("bearer_name", "Association filed")]
    requalify("pole")
    assert answers(each_house, filed)["bearer_name"] == "Association filed"
    assert Desk(each_house).row(filed).moved_from_id is None


def _letters(house: House) -> list[tuple[str, str]]:
    found = []
    for message in house.mailer.sent:
        body = message.get_body(("plain",))
        assert body is not None
        found.append((" ".join(message["Subject"].split()), body.get_content()))
    return found
