"""The form editor without scripts: adding, saving, moving, taking out, and both texts when two organisers cross."""

import pytest

from app.domain.questions import QuestionKind
from app.domain.texts import texts
from app.models import Call
from app.web.editor_kinds import KINDS, every_kind
from tests.houses import House
from tests.html_checks import faults_of
from tests.http.organiser.forms import FORM, FormDesk, plain
from tests.services.test_form_edits import Editor
from tests.web.kit import SIGNS
from tests.world import NOW

SUMMARY = "/questions/summary"


def test_every_kind_has_a_name_and_a_picture() -> None:
    assert KINDS - {kind.key for kind in every_kind()} == set()


@pytest.mark.parametrize("kind", sorted(QuestionKind))
def test_a_question_of_each_kind_is_added_and_seen(house: House, kind: str) -> None:
    desk = FormDesk(house)

    added = desk.post("/sections/project/add", kind=kind, label="Combien d’emplois ?")
    page = desk.get("/questions/combien_d_emplois")

    assert added.headers["location"] == f"{FORM}/questions/combien_d_emplois"
    assert desk.keys("project")[-1] == "combien_d_emplois"
    assert faults_of(page, SIGNS) == []
    assert desk.version.number == 2


def test_what_is_missing_to_add_a_question_is_said(house: House) -> None:
    desk = FormDesk(house)

    refused = desk.post("/sections/project/add", kind="poem", label=" ")

    assert refused.status_code == 422
    assert "Écrivez la question, en quelques mots" in refused.text
    assert "Choisissez comment on y répond." in refused.text


def test_only_what_was_changed_becomes_an_edit(house: House) -> None:
    desk = FormDesk(house)
    changes = {
        "label.fr": "Résumé",
        "label.en": "Question summary",
        "help.fr": "",
        "demand": "none",
        "readers": "public",
    }

    saved = desk.save(SUMMARY, {**changes, "identifies": "yes"})

    question = desk.plan.sections[1].questions[0]
    assert (saved.status_code, saved.headers["location"]) == (303, FORM + SUMMARY)
    assert (question.label, question.required, question.readers) == (
        texts(fr="Résumé", en="Question summary"),
        False,
        ("public",),
    )
    assert question.identifies
    assert desk.version.edits == 4


def test_two_organisers_who_change_two_fields_lose_nothing(each_house: House) -> None:
    helene, paul = FormDesk(each_house), FormDesk(each_house, "paul")
    panel = {"label.fr": "Question summary", "label.en": "Question summary"}

    helene.save(SUMMARY, {**panel, "label.fr": "Résumé"}, was=panel)
    saved = paul.save(SUMMARY, {**panel, "label.en": "Summary"}, was=panel)

    assert saved.status_code == 303
    assert helene.plan.sections[1].questions[0].label == texts(fr="Résumé", en="Summary")


def test_of_two_who_change_the_same_field_the_second_sees_both_texts(house: House) -> None:
    helene, paul = FormDesk(house), FormDesk(house, "paul")
    was = {"label.fr": "Question summary"}
    helene.save(SUMMARY, {"label.fr": "Résumé"}, was=was)

    crossed = paul.save(SUMMARY, {"label.fr": "En bref", "help.fr": "Trois lignes"}, was=was)
    page = plain(crossed)

    assert crossed.status_code == 409
    assert 'name="label.fr" type="text" value="En bref"' in page
    assert "<blockquote><p>Résumé</p></blockquote>" in page
    assert 'name="was-label.fr" value="Résumé"' in page
    assert faults_of(crossed.text, SIGNS) == []
    assert paul.plan.sections[1].questions[0].help == texts(fr="Trois lignes")
    paul.save(SUMMARY, {"label.fr": "En bref"}, was={"label.fr": "Résumé"})
    assert paul.plan.sections[1].questions[0].label["fr"] == "En bref"


@pytest.mark.parametrize(
    ("part", "value", "shown"), [("demand", "screening", "Facultative"), ("readers", "", "Tout le monde")]
)
def test_what_is_chosen_crosses_like_what_is_written(house: House, part: str, value: str, shown: str) -> None:
    helene, paul = FormDesk(house), FormDesk(house, "paul")
    was = paul.seen(SUMMARY)
    helene.save(SUMMARY, {"demand": "none", "readers": "public"})

    crossed = paul.save(SUMMARY, {part: value}, was=was)

    assert crossed.status_code == 409
    assert f"<blockquote>{shown}</blockquote>" in plain(crossed)


def test_a_name_is_never_left_empty(house: House) -> None:
    refused = FormDesk(house).save(SUMMARY, {"label.fr": " "})

    assert refused.status_code == 422
    assert "Écrivez le texte en français" in refused.text


def test_a_section_is_added_and_set(house: House) -> None:
    desk = FormDesk(house)

    added = desk.post("/sections", title="Étapes du projet")
    saved = desk.save("/sections/etapes_du_projet", {"title.en": "Steps", "help.fr": "Datez chacune.", "minutes": "15"})
    refused = desk.save("/sections/etapes_du_projet", {"minutes": "longtemps"})

    section = desk.plan.sections[-1]
    assert added.headers["location"] == f"{FORM}/sections/etapes_du_projet"
    assert saved.status_code == 303
    assert (section.title, section.minutes) == (texts(fr="Étapes du projet", en="Steps"), 15)
    assert (refused.status_code, "Écrivez un nombre de minutes" in refused.text) == (422, True)
    assert desk.post("/sections", title="").status_code == 422


def test_a_question_goes_up_down_and_elsewhere(house: House) -> None:
    desk = FormDesk(house)

    desk.post("/questions/statutes/move", by="up")
    after_up = desk.keys("project")
    over_the_edge = desk.post("/questions/summary/move", by="up")
    desk.post("/questions/budget/move", section="members", at="0")
    desk.post("/sections/members/move", by="up")

    assert after_up == ["summary", "statutes", "budget"]
    assert over_the_edge.headers["location"] == f"{FORM}/sections/bearer#question-summary"
    assert desk.keys("bearer") == ["bearer_name", "bearer_email", "summary"]
    assert desk.keys("members") == ["budget", "members"]
    assert [section.key for section in desk.plan.sections] == ["bearer", "members", "project"]


def test_what_is_lost_is_said_before_a_published_question_goes(house: House) -> None:
    desk = FormDesk(house)
    when = {"question": "summary", "op": "answered"}
    Editor(house).edit({"do": "set_question", "key": "budget", "field": "when", "was": None, "value": when})

    asked = plain(desk.post(f"{SUMMARY}/remove"))
    kept = desk.keys("project")
    gone = desk.post(f"{SUMMARY}/remove", sure="yes")

    assert "Une condition ne trouvera plus sa réponse : « Question budget »" in asked
    assert "déjà publiée" in asked
    assert "Catégorie cooperation_project" in asked
    assert "summary" in kept
    assert gone.headers["location"] == f"{FORM}/sections/project"
    assert desk.keys("project") == ["budget", "statutes"]


def test_a_question_nobody_saw_goes_at_once_and_comes_back(house: House) -> None:
    desk = FormDesk(house)
    desk.post("/sections/project/add", kind="short", label="Sigle")

    gone = desk.post("/questions/sigle/remove")
    desk.post("/undo", back=f"{FORM}/sections/project")

    assert gone.status_code == 303
    assert desk.keys("project")[-1] == "sigle"


def test_a_copy_has_a_key_of_its_own(house: House) -> None:
    desk = FormDesk(house)

    made = desk.post(f"{SUMMARY}/duplicate")

    assert made.headers["location"] == f"{FORM}/questions/summary_2"
    assert desk.keys("project")[:2] == ["summary", "summary_2"]
    assert desk.plan.sections[1].questions[1].label["en"] == "Question summary (copy)"


def test_nothing_can_be_changed_once_the_results_are_published(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).published_at = NOW
    desk = FormDesk(house)

    page, refused = desk.get(SUMMARY), desk.post("/sections", title="Encore")

    assert "ce formulaire ne change plus" in page
    assert 'name="label.fr"' not in page
    assert refused.status_code == 409
