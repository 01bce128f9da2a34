"""One description gives a PDF and a DOCX that open, speak their language, and hold every word."""

import io
from datetime import UTC, datetime
from pathlib import Path

import docx as python_docx
import pikepdf
import pytest

from app.adapters.documents import Ask, Document, Grid, Heading, Space, Text, Ticks
from app.adapters.documents.pdf import pdf
from app.adapters.documents.word import docx
from tests.office import opened

HOSTILE = '#panic("no") $x$ *gras* \\ <script> & “ÉÀ” \u202e'


def _document(language: str = "fr") -> Document:
    return Document(
        language=language,
        title="Pôle territorial",
        over_title="Appel à projets 2011",
        lead=("Ce document se remplit hors ligne.",),
        blocks=(
            Heading("1. Le porteur", 1),
            Text(HOSTILE),
            Ask("1.1", "Nom de l’organisation", ("Par exemple : Scop Le Levain",)),
            Space(1),
            Ask("1.2", "Forme"),
            Ticks(("Association", "Scop")),
            Ask("1.3", "Budget"),
            Grid(("Dépenses (€)", "2012", "2013"), ("Personnel", "Total"), strong=(1,)),
            Ask("1.4", "Montant"),
            Space(1, "€"),
        ),
        footer="Tremplin",
        made_at=datetime(2011, 10, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pdf_is_tagged_titled_and_speaks_its_language(language: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(_document(language)))) as made:
        root = made.Root
        with made.open_metadata() as said:
            assert said["pdfuaid:part"] == "1"
        assert bool(root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == language
        assert str(made.docinfo.Title) == "Pôle territorial"
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True


def test_the_same_description_gives_the_same_pdf() -> None:
    assert pdf(_document()) == pdf(_document())


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_the_docx_has_headings_tables_and_a_language(language: str, locale: str) -> None:
    made = python_docx.Document(io.BytesIO(docx(_document(language))))

    headings = [one.text for one in made.paragraphs if (one.style and one.style.name) == "Heading 1"]
    [table] = made.tables
    spoken = {
        one.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val")
        for one in made.styles.element.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}lang")
    }
    assert headings == ["1. Le porteur"]
    assert [cell.text for cell in table.rows[0].cells] == ["Dépenses (€)", "2012", "2013"]
    assert (made.core_properties.title, made.core_properties.language, spoken) == ("Pôle territorial", locale, {locale})
    assert HOSTILE in [one.text for one in made.paragraphs]


@pytest.mark.office
def test_a_word_processor_opens_the_docx_and_reads_every_word(tmp_path: Path) -> None:
    read = opened(docx(_document()), "docx", tmp_path, to="txt:Text (encoded):UTF8").decode("utf-8-sig")

    wanted = ("Pôle territorial", "1. Le porteur", "Nom de l’organisation", "☐  Association", "Personnel", "2013", "€")
    assert [words for words in wanted if words not in read] == []
