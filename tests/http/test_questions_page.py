"""All that a call asks, before any account: a page and a document in two kinds."""

import io
from dataclasses import replace

import docx as python_docx
import pikepdf
import pytest

from app.domain.conditions import Op, Test
from app.domain.form_plans import FormPlan
from app.models import Track
from app.queries.forms import latest_version, plan_of
from app.services.tracks import add_version
from tests.houses import House
from tests.world import NOW


def test_every_question_of_every_track_is_read_without_an_account(house: House) -> None:
    text = house.as_().get("/calls/ptce/questions").text

    assert text.count("Question summary") == 2
    assert "Texte, 50 mots au plus" in text
    assert "/calls/ptce/questions/pole.docx" in text


@pytest.mark.parametrize(
    ("language", "ask", "kind"), [("fr", "Question summary", "Texte"), ("en", "Question summary", "Text")]
)
def test_the_blank_document_asks_the_same_in_both_languages(house: House, language: str, ask: str, kind: str) -> None:
    answer = house.as_().get("/calls/ptce/questions/pole.docx", headers={"accept-language": language})

    made = python_docx.Document(io.BytesIO(answer.content))
    texts = [one.text for one in made.paragraphs]
    assert answer.headers["content-disposition"] == f'attachment; filename="ptce-pole-{language}.docx"'
    assert any(ask in text for text in texts)
    assert any(text.startswith(f"{kind}, 50") for text in texts)
    assert [table.rows[0].cells[1].text for table in made.tables][:2] == ["2012", "2012"]


def test_the_pdf_names_the_call_and_is_not_made_again_for_who_has_it(house: House) -> None:
    first = house.as_().get("/calls/ptce/questions/pole.pdf")

    again = house.as_().get("/calls/ptce/questions/pole.pdf", headers={"if-none-match": first.headers["etag"]})

    with pikepdf.open(io.BytesIO(first.content)) as made:
        assert str(made.docinfo.Title) == "Catégorie pole"
    assert (first.headers["content-type"], again.status_code) == ("application/pdf", 304)


@pytest.mark.parametrize("path", ["nothing.pdf", "pole.odt", "pole.exe"])
def test_what_does_not_exist_is_not_found(house: House, path: str) -> None:
    assert house.as_().get(f"/calls/ptce/questions/{path}").status_code == 404


def test_a_call_that_is_not_public_keeps_its_questions(house: House) -> None:
    with house.database.writing() as db:
        from app.queries.calls import by_slug

        found = by_slug(db, "ptce")
        assert found is not None
        found.is_public = False

    answers = {path: house.as_().get(f"/calls/ptce/questions{path}").status_code for path in ("", "/pole.pdf")}

    assert answers == {"": 404, "/pole.pdf": 404}


def test_a_condition_is_said_in_words_on_the_page_and_in_the_document(house: House) -> None:
    _ask_on_condition(house)

    page = house.as_().get("/calls/ptce/questions").text
    made = python_docx.Document(io.BytesIO(house.as_().get("/calls/ptce/questions/pole.docx").content))

    said = [one.text for one in made.paragraphs if "Demandé si" in one.text]
    assert page.count("Demandé si") == 1
    assert len(said) == 1
    assert "Question bearer_name" in said[0]


def _ask_on_condition(house: House) -> None:
    """One more version of the form, whose e-mail is asked of some only."""
    with house.database.writing() as db:
        track = db.get_one(Track, house.world.tracks["pole"])
        plan = plan_of(db, latest_version(db, track.form_id))
        first, *others = plan.sections
        name, email = first.questions
        asked = replace(email, when=Test(name.key, Op.CONTAINS, "Scop"))
        add_version(db, track.form_id, FormPlan((replace(first, questions=(name, asked)), *others)), number=2, now=NOW)
