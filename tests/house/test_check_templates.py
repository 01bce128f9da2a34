"""The tool that reads templates: what it lets pass and what it catches."""

import pytest

from tools.check_templates import Fault, check


@pytest.mark.parametrize(
    "source",
    [
        '<h1>{{ _("Déposer un dossier") }}</h1>',
        "<p>{% trans count=3 %}Un dossier{% pluralize %}{{ count }} dossiers{% endtrans %}</p>",
        '<a href="/calls/{{ call.slug }}" class="button {% if big %}large{% endif %}">{{ call.title }}</a>',
        '<h{{ level }} class="card-title">{{ title }}</h{{ level }}>',
        '<{{ element }} class="card">{{ title }}</{{ element }}>',
        "{# Un commentaire #}<p>{{ number }} % · 3/4 — 12:30</p>",
        '<script src="/static/form.js" defer></script>',
        '{{ k.button(_("Envoyer"), kind="primary large") }}',
        '{{ ngettext("Un avis", "%(num)s avis", n) }}<b>PTCE</b>',
        "{% if form.method == 'POST' %}{% include 'kit/field.html' %}{% endif %}",
        "<!doctype html><title>{{ title }} · Tremplin</title>",
    ],
)
def test_what_speaks_through_gettext_passes(source: str) -> None:
    assert check(source) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<h1>\nDéposer un dossier</h1>", Fault(1, "not through gettext: Déposer un dossier")),
        ("<p>{{ n }} dossiers</p>", Fault(1, "not through gettext: 0 dossiers")),
        ('\n<img alt="Une carte">', Fault(2, 'not through gettext: alt="Une carte"')),
        ('{{ k.button("Envoyer") }}', Fault(1, 'not through gettext: "Envoyer"')),
        ("{% set label = 'pôle' %}", Fault(1, "not through gettext: 'pôle'")),
        ('<p style="color:red">{{ a }}</p>', Fault(1, "inline style=")),
        ('<button onclick="{{ act }}"></button>', Fault(1, "inline onclick=")),
        ("<script>go()</script>", Fault(1, "inline <script>")),
        ("<style>p{}</style>", Fault(1, "inline <style>")),
    ],
)
def test_what_does_not_is_caught(source: str, fault: Fault) -> None:
    assert check(source) == [fault]


def test_the_line_is_right_after_tags_of_several_lines() -> None:
    source = "{% trans %}\nUn\nmot\n{% endtrans %}\n{{ k.field(\n  name) }}\n<p>Oubli</p>"

    assert check(source) == [Fault(7, "not through gettext: Oubli")]


def test_a_plain_text_letter_is_read_without_tags() -> None:
    assert check('{{ _("Bonjour") }},\n\nAu revoir', html=False) == [Fault(3, "not through gettext: Au revoir")]
