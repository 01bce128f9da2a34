"""Publishing: everything at once, one mail each, once; sheets say what was agreed and no more."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import Forbidden, WrongState
from app.domain.workflow import Outcome
from app.models import Conflict, Decision, Dossier, FormVersion, Notice, Person, PoleSheet
from app.queries.people import actor_of
from app.services import leaving, publication
from tests.houses import House
from tests.services.deciding import (
    RESULTS_DAY,
    actor,
    acts,
    agree,
    call_of,
    decide,
    join,
    outcomes,
    propose,
    publish,
    rank,
)  # fmt: skip
from tests.world import NOW


def _sheets(house: House) -> list[PoleSheet]:
    with house.database.reading() as db:
        return list(db.execute(select(PoleSheet).order_by(col(PoleSheet.slug))).scalars())


def _kinds(house: House) -> list[tuple[str, str]]:
    with house.database.reading() as db:
        rows = db.execute(
            select(col(Notice.kind), col(Notice.to_email)).order_by(col(Notice.kind), col(Notice.to_email))
        )
        return [(row[0], row[1]) for row in rows]


def test_publishing_shows_every_decision_at_one_instant_and_posts_one_mail_each(each_house: House) -> None:
    rank(each_house, 4.5, 4.0, 3.0, 2.0)
    propose(each_house, places=2, waiting=1)

    done = publish(each_house)

    assert done == publication.Published(selected=2, waiting=1, not_selected=1, mails=4)
    with each_house.database.reading() as db:
        assert set(db.execute(select(col(Decision.published_at))).scalars()) == {RESULTS_DAY}
        assert call_of(db, each_house).published_at == RESULTS_DAY
    assert _kinds(each_house) == [
        ("decision_not_selected", "claire@exemple.fr"),
        ("decision_selected", "claire@exemple.fr"),
        ("decision_selected", "yann@exemple.fr"),
        ("decision_waiting", "yann@exemple.fr"),
    ]
    assert [action for action, _ in acts(each_house)][-1] == "results.published"


def test_a_second_publication_is_refused_and_posts_nothing(each_house: House) -> None:
    rank(each_house, 4.5, 4.0)
    propose(each_house)
    publish(each_house)
    before = _kinds(each_house)

    with pytest.raises(WrongState, match="already_published"):
        publish(each_house)

    assert _kinds(each_house) == before


def test_six_publications_at_the_same_instant_give_one(each_house: House) -> None:
    rank(each_house, 4.5, 4.0, 3.0)
    propose(each_house)

    def attempt(_: int) -> str:
        try:
            publish(each_house)
        except WrongState as error:
            return error.code
        return "published"

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(attempt, range(6)))

    assert answers == ["already_published"] * 5 + ["published"]
    assert len(_kinds(each_house)) == 3
    assert len(_sheets(each_house)) == 2


def test_an_undecided_dossier_blocks_everything(each_house: House) -> None:
    first, *_ = rank(each_house, 4.5, 4.0)
    decide(each_house, first, Outcome.SELECTED)

    with pytest.raises(WrongState, match="undecided_dossiers") as refused:
        publish(each_house)

    assert refused.value.params == {"number": 1}
    assert (_sheets(each_house), _kinds(each_house)) == ([], [])


def test_a_dossier_withdrawn_after_its_decision_is_left_out_of_the_publication(each_house: House) -> None:
    first, second = rank(each_house, 4.5, 3.0)
    decide(each_house, first, Outcome.SELECTED, "Le lien avec la filière bois.")
    decide(each_house, second, Outcome.SELECTED, "Un projet mûr.")
    with each_house.database.writing() as db:
        dossier = db.get_one(Dossier, second)
        owner = actor_of(db, db.get_one(Person, dossier.owner_id))
        leaving.withdraw(db, dossier, actor=owner, now=NOW)

    published = publish(each_house)

    assert (published.selected, published.mails) == (1, 1)
    with each_house.database.reading() as db:
        left = db.execute(select(Decision).where(col(Decision.dossier_id) == second)).scalar_one()
        assert left.published_at is None


def test_nothing_is_published_while_the_call_is_open(house: House) -> None:
    rank(house, 4.5)
    propose(house)

    with house.database.writing() as db:
        helene = actor(db, house, "helene")
        with pytest.raises(WrongState, match="call_still_open"):
            publication.publish(db, call_of(db, house), actor=helene, now=NOW)


@pytest.mark.parametrize("who", ["claire", "gerard", "ines"])
def test_only_an_organiser_of_the_call_publishes(house: House, who: str) -> None:
    rank(house, 4.5)
    propose(house)

    with pytest.raises(Forbidden, match="only_an_organiser"):
        publish(house, who=who)


def test_a_preview_counts_what_will_be_said_and_what_is_missing(each_house: House) -> None:
    first, second, _third = rank(each_house, 4.5, 4.0, 3.0, places=1)
    decide(each_house, first, Outcome.SELECTED)
    decide(each_house, second, Outcome.SELECTED, "Une région sans autre pôle.")

    with each_house.database.reading() as db:
        seen = publication.preview(db, call_of(db, each_house), actor=actor(db, each_house, "helene"), now=RESULTS_DAY)

    assert seen.counts == {"selected": 2, "waiting": 0, "not_selected": 0}
    assert (seen.undecided, seen.unscreened, seen.over, seen.still_open) == (1, 3, 1, False)
    assert seen.blocking == ("undecided_dossiers",)
    assert [(row.title, row.outcome, row.name) for row in seen.letters] == [
        ("Dossier rang1", "selected", "Yann Le Dantec"),
        ("Dossier rang2", "selected", "Claire Ambrosi"),
    ]


def test_a_sheet_bears_what_was_agreed(each_house: House) -> None:
    first, *_ = rank(each_house, 4.5)
    agree(
        each_house,
        first,
        summary="Un séchoir commun.",
        state="operational",
        themes=["food", "energy"],
        jobs=29,
        founded_in=2007,
        pooling="Les chiffres du bail, pour les évaluateurs.",
        legal_form="association",
    )
    join(each_house, first, "Odile Ravat", "person", email="odile@exemple.fr")
    propose(each_house, places=1)

    publish(each_house)

    (sheet,) = _sheets(each_house)
    assert (sheet.slug, sheet.name, sheet.summary, sheet.jobs, sheet.founded_in) == (
        "dossier-rang1", "Dossier rang1", "Un séchoir commun.", 29.0, 2007,
    )  # fmt: skip
    assert (sheet.themes, sheet.state, sheet.pooling) == (["food", "energy"], "operational", "")
    assert [(member["name"], member["family"]) for member in sheet.members] == [
        ("Membre ess", "ess"),
        ("Membre company", "company"),
        ("", "person"),
    ]
    assert sheet.longitude == pytest.approx(5.04, abs=0.05)
    assert sheet.latitude == pytest.approx(45.05, abs=0.05)


def test_a_sheet_says_only_what_its_form_gives_to_everybody(house: House) -> None:
    first, *_ = rank(house, 4.5)
    agree(house, first, summary="Marque résumé.", state="operational", themes=["food"], jobs=29)
    with house.database.writing() as db:
        version = db.get_one(FormVersion, db.get_one(Dossier, first).form_version_id)
        plan = json.loads(json.dumps(version.plan).replace('"reviewers", "public"', '"reviewers"'))
        kept = FormVersion(form_id=version.form_id, number=2, plan=plan, created_at=NOW, published_at=NOW)
        db.add(kept)
        db.flush()
        db.get_one(Dossier, first).form_version_id = kept.id
    propose(house, places=1)

    publish(house)

    (sheet,) = _sheets(house)
    assert (sheet.name, sheet.commune) == ("Dossier rang1", "Romans-sur-Isère")
    assert (sheet.bearer, sheet.summary, sheet.state, sheet.themes, sheet.jobs, sheet.members) == (
        "", "", "", [], None, [],
    )  # fmt: skip


def test_without_consent_a_sheet_bears_a_name_and_a_place(house: House) -> None:
    first, *_ = rank(house, 4.5)
    agree(house, first, publication=False, themes=["food"])
    propose(house, places=1)

    publish(house)

    (sheet,) = _sheets(house)
    assert (sheet.name, sheet.commune, sheet.region) == ("Dossier rang1", "Romans-sur-Isère", "Rhône-Alpes")
    assert (sheet.bearer, sheet.summary, sheet.members, sheet.themes) == ("", "", [], [])


def test_two_poles_of_one_name_get_two_addresses(house: House) -> None:
    dossiers = rank(house, 4.5, 4.0)
    with house.database.writing() as db:
        for dossier in dossiers:
            db.get_one(Dossier, dossier).title = "Le Séchoir d’Ambert"
    propose(house)

    publish(house)

    assert [sheet.slug for sheet in _sheets(house)] == ["le-sechoir-d-ambert", "le-sechoir-d-ambert-2"]


@pytest.mark.parametrize(("language", "subject"), [("fr", "est retenu"), ("en", "has been selected")])
def test_each_mail_says_its_answer_and_its_motive_in_the_language_of_its_reader(
    house: House, language: str, subject: str
) -> None:
    (first,) = rank(house, 4.5)
    with house.database.writing() as db:
        db.get_one(Person, house.world.people["yann"]).language = language
    decide(house, first, Outcome.SELECTED, "Le lien avec la filière bois.")

    publish(house)
    house.work()

    (message,) = house.mailer.sent
    body = message.get_body(("plain",))
    assert body is not None
    assert subject in str(message["Subject"])
    assert "Le lien avec la filière bois." in body.get_content()
    assert "http://127.0.0.1:8000/calls/ptce/results" in body.get_content()


def test_an_organiser_in_conflict_does_not_learn_the_answer_from_the_preview(house: House) -> None:

    first, second = rank(house, 4.5, 4.0)
    propose(house)
    with house.database.writing() as db:
        paul = house.world.people["paul"]
        db.add(Conflict(dossier_id=first, person_id=paul, created_at=NOW, created_by=paul))

    with house.database.reading() as db:
        seen = publication.preview(db, call_of(db, house), actor=actor(db, house, "paul"), now=RESULTS_DAY)

    assert [row.reference for row in seen.letters] == ["PTCE-2011-0009"]
    assert seen.counts == {"selected": 1, "waiting": 0, "not_selected": 0}
    assert set(outcomes(house)) == {first, second}
