"""All that a call asks, before any account: a page and a document in two kinds."""

import io

import docx as python_docx
import pikepdf
import pytest

from tests.houses import House


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
