"""Forms that share questions, sections that are ready, what is tried, undone and told in the form editor."""

import pytest

from app.domain.texts import texts
from app.models import FormVersion
from tests.houses import House
from tests.html_checks import faults_of
from tests.http.organiser.forms import FORM, FormDesk, plain
from tests.services.test_form_edits import Editor
from tests.web.kit import SIGNS

SUMMARY = "/questions/summary"
OTHER = "cooperation_project"


def _emptied(house: House) -> FormDesk:
    """The desk of a form that asks nothing yet."""
    with house.database.writing() as db:
        version = db.get_one(FormVersion, house.world.versions["pole"])
        version.plan, version.published_at = {"sections": []}, None
    return FormDesk(house)


def test_a_shared_question_changes_where_it_was_ticked(house: House) -> None:
    pole, other = FormDesk(house), FormDesk(house, track=OTHER)

    saved = pole.save(SUMMARY, {"label.fr": "Résumé", "also": OTHER, "demand": "none"})
    pole.save(SUMMARY, {"help.fr": "Ici seulement"})

    question = other.plan.sections[1].questions[0]
    assert saved.status_code == 303
    assert (question.label["fr"], question.required, question.help) == ("Résumé", False, texts())
    assert "Différente là-bas" in pole.get(SUMMARY)


def test_what_is_different_elsewhere_is_left_alone_and_said(house: House) -> None:
    pole, other = FormDesk(house), FormDesk(house, track=OTHER)
    other.save(SUMMARY, {"label.fr": "En bref"})

    pole.save(SUMMARY, {"label.fr": "Résumé", "also": OTHER})

    assert "Pas changé dans" in pole.get(SUMMARY)
    assert other.plan.sections[1].questions[0].label["fr"] == "En bref"


def test_a_question_of_another_track_is_asked_here_under_the_same_key(house: House) -> None:
    pole, other = FormDesk(house), FormDesk(house, track=OTHER)
    other.post("/sections/project/add", kind="long", label="Lien avec le territoire")

    offer = pole.get("/sections/bearer/reuse")
    done = pole.post("/sections/bearer/reuse", pick=f"{OTHER}.lien_avec_le_territoire")

    assert "Lien avec le territoire" in offer
    assert faults_of(offer, SIGNS) == []
    assert done.status_code == 303
    assert pole.keys("bearer")[-1] == "lien_avec_le_territoire"
    assert "Cochez au moins une question." in plain(pole.post("/sections/bearer/reuse", pick="pole.nothing"))


def test_a_form_begins_with_sections_that_are_ready(house: House) -> None:
    desk = _emptied(house)

    empty, offer = desk.get(), desk.get("/start")
    desk.post("/start", pick=["ready.bearer", "ready.budget", "ready.consent", f"{OTHER}.members", "ready.nothing"])

    assert "Un formulaire à écrire" in empty
    assert faults_of(empty, SIGNS) == faults_of(offer, SIGNS) == []
    assert [section.key for section in desk.plan.sections] == ["bearer", "budget", "consent", "members"]
    assert desk.keys("members") == ["members"]
    desk.post("/start", pick="ready.members")
    assert [section.key for section in desk.plan.sections][-1] == "members_2"
    assert desk.keys("members_2") == ["governance"]
    desk.post("/undo")
    desk.post("/undo")
    assert desk.plan.sections == ()


@pytest.mark.parametrize("name", ["bearer", "project", "territory", "members", "budget", "papers", "consent"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_ready_section_is_whole_in_both_languages(house: House, name: str, language: str) -> None:
    desk = _emptied(house)
    desk.post("/start", pick=f"ready.{name}")
    [section] = desk.plan.sections

    assert section.title[language]
    assert all(question.label[language] for question in section.questions)
    assert faults_of(FormDesk(house, language=language).get("/preview"), SIGNS) == []


def test_a_form_is_tried_and_nothing_is_kept(house: House) -> None:
    when = {"question": "bearer_name", "op": "is", "value": "Scic"}
    Editor(house).edit({"do": "set_question", "key": "budget", "field": "when", "was": None, "value": when})
    desk, before = FormDesk(house), FormDesk(house).version

    asked = ["bearer_name", "bearer_email", "summary", "budget"]
    wrong = plain(desk.post("/preview", **{"try": "yes", "asked": asked, "q-bearer_name": "Autre"}))
    fine = plain(desk.post("/preview", **{"try": "yes", "asked": asked, "q-bearer_name": "Autre", "q-summary": "Un."}))

    assert "1 question attend une autre réponse" in wrong
    assert 'href="#q-summary"' in wrong
    assert "Un porteur pourrait déposer avec ces réponses." in fine
    assert desk.version.edits == before.edits


def test_the_preview_shows_reviewers_what_they_read(house: House) -> None:
    desk = FormDesk(house)
    desk.save("/questions/bearer_email", {"readers": []})

    seen = plain(desk.browser.get(f"{FORM}/sections/bearer?as=reviewer"))

    assert "1 question n’est pas montrée aux évaluateurs." in seen
    assert "Ici, la réponse du porteur." in seen


def test_the_history_says_who_changed_what_and_takes_it_back(house: House) -> None:
    helene, paul = FormDesk(house), FormDesk(house, "paul")
    helene.save(SUMMARY, {"label.fr": "Résumé"})
    paul.save(SUMMARY, {"label.fr": "En bref", "demand": "none"})

    told = plain(helene.browser.get(f"{FORM}/history"))
    crossed = helene.post("/undo", number=1, back=f"{FORM}/history")
    refused = plain(helene.browser.get(f"{FORM}/history"))
    paul.post("/undo", number=2)
    helene.post("/undo", number=1)

    assert "Paul Teissier" in told
    assert "<del>Résumé</del>" in told
    assert "<ins>En bref</ins>" in told
    assert "Paul Teissier y a retouché ensuite" in told
    assert crossed.headers["location"] == f"{FORM}/history"
    assert "Paul Teissier a changé la même chose depuis" in refused
    assert helene.plan.sections[1].questions[0].label["fr"] == "Question summary"
    assert not helene.plan.sections[1].questions[0].required
    assert faults_of(helene.get("/history"), SIGNS) == []


def test_a_new_question_takes_another_key_and_its_page_follows(house: House) -> None:
    desk = FormDesk(house)
    desk.post("/sections/project/add", kind="short", label="Sigle")

    moved = desk.save("/questions/sigle", {"key": "acronym", "label.en": "Acronym"})
    refused = desk.save("/questions/acronym", {"key": "summary"})

    assert moved.headers["location"] == f"{FORM}/questions/acronym"
    assert desk.keys("project")[-1] == "acronym"
    assert (refused.status_code, "est déjà prise" in refused.text) == (422, True)


def test_what_is_missing_in_english_is_advice(house: House) -> None:
    desk = FormDesk(house)
    desk.save(SUMMARY, {"label.en": ""})

    assert "La question manque en anglais." in desk.get()
    assert "Sans traduction, le français se lit partout." in plain(desk.browser.get(FORM + SUMMARY))


@pytest.mark.parametrize(
    ("path", "part"), [(SUMMARY, "label.fr"), ("/sections/project", "title.fr"), ("/questions/summary", "help.en")]
)
def test_what_one_wrote_for_something_that_is_gone_is_not_lost(house: House, path: str, part: str) -> None:
    helene, paul = FormDesk(house), FormDesk(house, "paul")
    helene.post(f"{path}/remove", sure="yes")

    late = paul.browser.post(FORM + path, data={"part": part, f"was-{part}": "Avant", part: "Mon long texte"})

    assert late.status_code == 409
    assert "Mon long texte" in late.text
    assert f'href="{FORM}/history"' in late.text
    assert faults_of(late.text, SIGNS) == []
    assert paul.browser.get(FORM + path).status_code == 404
