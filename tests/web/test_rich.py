"""Formatted text: what people mean is shown, what could harm is not, and nothing takes long."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from app.web.rich import MOST_MARKS, rich_answer
from tests.html_checks import read_html

ALLOWED = {"document", "p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h4", "code"}
PIECES = some.sampled_from(
    [
        "**", "*", "_", "[", "](", ")", "<", ">", "</p>", "<script>", "</script>", "javascript:", "JaVa&#115;cript:",
        "&#x3c;", "data:text/html,", "//e.example", "https://e.example", "vbscript:", "\n", "\n\n", "# ", "- ", "1. ",
        "> ", "`", "```", "![", "<img src=x onerror=a>", "<a href=x>", "<http://e.example>", "<javascript:a>",
        "\\", "&lt;", " ", "mot", "é",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**gras** et *italique*", "<p><strong>gras</strong> et <em>italique</em></p>"),
        ("une ligne\nune autre", "<p>une ligne<br>\nune autre</p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("3. trois", '<ol start="3">\n<li>trois</li>\n</ol>'),
        ("# Titre\n### Sous-titre", "<h4>Titre</h4>\n<h4>Sous-titre</h4>"),
        ("12 % : rien ne change !", "<p>12 % : rien ne change !</p>"),
    ],
)
def test_marks_become_what_they_mean(typed: str, shown: str) -> None:
    assert rich_answer(typed).strip() == shown


def test_a_link_leads_where_it_says_and_lends_it_no_weight() -> None:
    assert rich_answer("[ici](https://pole.example/a?b=1)").strip() == (
        '<p><a href="https://pole.example/a?b=1" rel="nofollow ugc noopener noreferrer">ici</a></p>'
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[ici](javascript:alert(1))",
        "[ici](JAVASCRIPT&colon;alert(1))",
        "[ici](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "![image](https://e.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        '[ici](https://e.example "onmouseover=alert(1)")',
        "<iframe src=https://e.example></iframe>",
    ],
)
def test_what_could_harm_is_words(typed: str) -> None:
    _demand_harmless(rich_answer(typed))


@given(some.lists(PIECES, max_size=40).map("".join))
def test_no_text_can_harm(typed: str) -> None:
    _demand_harmless(rich_answer(typed))


@pytest.mark.parametrize("mark", ["[", "> ", "*a ", "[a](", "`", "**a *b "])
def test_a_text_of_nothing_but_marks_is_shown_as_words(mark: str) -> None:
    typed = mark * (MOST_MARKS + 1)

    html = rich_answer(typed)

    assert html == Markup("<p>{}</p>").format(typed.strip())
    _demand_harmless(html)


def test_an_unread_text_keeps_its_paragraphs_and_lines() -> None:
    many = "*" * (MOST_MARKS + 1)

    assert rich_answer(f"un\ndeux\n\n{many}") == f"<p>un<br>deux</p><p>{many}</p>"


def _demand_harmless(html: str) -> None:
    root, faults = read_html(html)
    nodes = list(root.walk())

    assert faults == []
    assert {node.tag for node in nodes} <= ALLOWED
    assert {name for node in nodes for name in node.attributes} <= {"href", "rel", "start"}
    schemes = {urlsplit(node.get("href")).scheme for node in nodes if node.get("href")}
    assert schemes <= {"https", "http", "mailto", ""}
