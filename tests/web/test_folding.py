"""What never changes in a template is drawn when it is compiled, and reads as if it had been drawn each time."""

import pytest
from jinja2 import nodes

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
