"""What never changes in a template is drawn when it is compiled, and reads as if it had been drawn each time."""

import pytest
from jinja2 import DictLoader, Environment, nodes

from app.web.folding import FoldingEnvironment
from app.web.templates import environment

TEMPLATES = [
    "{{ _('Mon compte') }}",
    "{{ ngettext('%(num)s question de plus.', '%(num)s questions de plus.', 2, num='{n}') }}",
    "{{ ngettext('%(num)s membre', '%(num)s membres', 1) }}",
    "{{ scripts('rows', 'places') }}",
    "{{ k.icon('moon') }}",
    "{% from 'kit/icons.html' import icon as draw, tone %}{{ draw('check') }}{{ tone('green', 'plus', 'Ok') }}",
]


@pytest.mark.parametrize("source", TEMPLATES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_constant_is_folded_and_reads_the_same(source: str, language: str) -> None:
    folding = environment(language)
    assert isinstance(folding, FoldingEnvironment)
    plain = folding.overlay()
    plain.pure, plain.kit = {}, None

    called = list(folding._parse(source, "page.html", None).find_all(nodes.Call))
    assert (called, folding.from_string(source).render()) == ([], plain.from_string(source).render())


def test_a_name_that_a_template_makes_its_own_is_left_alone() -> None:
    source = "{% set scripts = _ %}{{ scripts('Mon compte') }}"

    assert environment("en").from_string(source).render() == "My account"


def test_what_depends_on_the_request_is_not_folded() -> None:
    folding = environment("fr")

    assert folding.from_string("{{ ngettext('%(num)s membre', '%(num)s membres', n) }}").render(n=3) == "3 membres"


def test_a_piece_that_is_included_is_part_of_the_page_and_keeps_its_names_to_itself() -> None:
    pieces = {
        "piece.html": "{% set who = 'Yann' %}{% macro say(n) %}<b>{{ n }}</b>{% endmacro %}{{ who }} {{ say(one) }} ",
        "page.html": "{% set who = 'Claire' %}{% for one in (1, 2) %}{% include 'piece.html' %}{% endfor %}{{ who }}",
    }
    folding = environment("fr").overlay(loader=DictLoader(pieces))
    plain = Environment(loader=folding.loader, autoescape=True)

    assert list(folding._parse(pieces["page.html"], "page.html", None).find_all(nodes.Include)) == []
    assert folding.get_template("page.html").render() == plain.get_template("page.html").render()
    assert folding.get_template("page.html").render().endswith("Claire")


def test_a_piece_with_blocks_of_its_own_stays_a_piece() -> None:
    pieces = {"piece.html": "{% block note %}{% endblock %}", "page.html": "{% include 'piece.html' %}"}
    folding = environment("fr").overlay(loader=DictLoader(pieces))

    assert len(list(folding._parse(pieces["page.html"], "page.html", None).find_all(nodes.Include))) == 1
