"""The kit and the layouts: what they promise to every page."""

from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from tests.html_checks import Node, faults_of, read_html
from tests.web.kit import CLAIRE, OUTLINES, SIGNS, fragment, page, piece

CALL = SimpleNamespace(slug="ptce-2011", title="Pôles territoriaux 2011")


def first(html: str, tag: str) -> Node:
    return next(node for node in read_html(html)[0].walk() if node.tag == tag)


def test_the_kit_page_has_no_fault() -> None:
    assert faults_of(page("dev/kit.html", outlines=OUTLINES), SIGNS) == []


@pytest.mark.parametrize("layout", ["public", "applicant", "reviewer", "organiser"])
@pytest.mark.parametrize("me", [None, CLAIRE], ids=["nobody", "somebody"])
def test_every_layout_makes_a_sound_page(layout: str, me: object) -> None:
    block = "work" if layout == "organiser" else "main"

    html = fragment(
        f"{{% extends 'layout/{layout}.html' %}}{{% block title %}}T{{% endblock %}}"
        f"{{% block {block} %}}<h1>T</h1>{{% endblock %}}",
        me=me,
        call=CALL,
        flash=[("green", "Enregistré.")],
    )

    assert faults_of(html, SIGNS) == []
    assert first(html, "html").get("data-face") == layout


@pytest.mark.parametrize("layout", ["gate", "error"])
def test_a_gate_and_an_error_are_sound_pages(layout: str) -> None:
    html = fragment(
        f"{{% extends 'layout/{layout}.html' %}}{{% block title %}}T{{% endblock %}}"
        "{% block heading %}T{% endblock %}",
        me=None,
    )

    assert faults_of(html, SIGNS) == []


def test_the_theme_is_written_by_the_server() -> None:
    dark = first(page("dev/kit.html", theme="dark"), "html")
    system = first(page("dev/kit.html"), "html")

    assert dark.get("data-theme") == "dark"
    assert "data-theme" not in system.attributes


def test_the_menu_leads_only_where_the_person_may_go() -> None:
    html = page("dev/kit.html")

    assert 'href="/applicant"' in html
    assert 'href="/organiser"' in html
    assert 'href="/reviewer"' not in html


def test_the_place_where_one_is_is_marked() -> None:
    source = "{% extends 'layout/organiser.html' %}{% block title %}T{% endblock %}{% block work %}{% endblock %}"
    path = "/organiser/calls/ptce-2011/dossiers/0128"

    root, _ = read_html(fragment(source, call=CALL, path=path))

    current = {node.words() for node in root.walk() if node.get("aria-current") == "page"}
    assert current == {"Dossiers"}


def test_what_people_type_is_escaped() -> None:
    html = piece("k.field('name', 'Nom', value, error=value)", value='"><script>alert(1)</script>')

    assert "<script>" not in html
    assert first(html, "input").get("value") == '"><script>alert(1)</script>'


def test_what_is_already_safe_is_not_escaped_twice() -> None:
    assert "<b>3 jours</b>" in piece("k.standing(text)", text=Markup("Il reste <b>3 jours</b>."))


def test_a_field_names_its_hint_and_its_error() -> None:
    entry = first(piece("k.field('siret', 'SIRET', hint='Au dos.', error='Trop court.')"), "input")

    assert entry.get("aria-describedby") == "siret-hint siret-error"
    assert entry.get("aria-invalid") == "true"


def test_a_field_without_a_value_is_empty() -> None:
    assert first(piece("k.field('x', 'X', none)"), "input").attributes["value"] == ""


def test_the_optional_is_marked_not_the_required() -> None:
    assert "facultatif" in piece("k.field('x', 'X', optional=true)")
    assert "facultatif" not in piece("k.field('x', 'X')")


def test_a_text_that_starts_with_a_line_break_keeps_it() -> None:
    html = piece("k.area('x', 'X', value)", value="\nDeux")

    assert "\n\nDeux</textarea>" in html


@pytest.mark.parametrize(
    ("text", "said"),
    [("un", "1 mot sur 3"), ("un deux", "2 mots sur 3"), ("a b c d", "1 de trop")],
)
def test_words_are_counted_by_the_server_too(text: str, said: str) -> None:
    html = fragment("{{ k.area('x', 'X', text, words=3) }}", text=text)

    assert said in html


def test_the_error_summary_leads_to_the_first_card_of_a_group() -> None:
    html = piece("k.errors([('stage', 'Dites où.')]) ~ k.choices('stage', 'Où ?', [('a', 'A'), ('b', 'B')], 'b')")

    root, _ = read_html(html)
    target = next(node for node in root.walk() if node.get("id") == "stage")
    assert (target.tag, target.get("value")) == ("input", "a")
    assert [node.get("value") for node in root.walk() if "checked" in node.attributes] == ["b"]


def test_several_boxes_can_be_chosen() -> None:
    html = piece("k.choices('t', 'T', [(1, 'A'), (2, 'B'), (3, 'C')], [1, 3], type='checkbox')")

    assert [node.get("value") for node in read_html(html)[0].walk() if "checked" in node.attributes] == ["1", "3"]


def test_no_error_means_no_summary() -> None:
    assert piece("k.errors([])") == ""


def test_a_form_carries_its_token() -> None:
    html = fragment("{% call k.form('/x', csrf) %}<p>Bonjour</p>{% endcall %}", csrf="abc")

    assert '<input type="hidden" name="csrf" value="abc">' in html


def test_a_form_without_a_token_does_not_render() -> None:
    with pytest.raises(UndefinedError):
        fragment("{% call k.form('/x') %}{% endcall %}")


def test_a_confirmation_keeps_the_words_of_the_page() -> None:
    html = fragment(
        "{% call k.confirm('/x', csrf, 'Retirer', '/back', fields={'version': 3}) %}<p>Vrai ?</p>{% endcall %}"
    )

    assert "<p>Vrai ?</p>" in html
    assert '<input type="hidden" name="version" value="3">' in html


def test_a_button_that_cannot_act_says_why_and_does_not_send() -> None:
    button = first(piece("k.button('Déposer', id='submit', why='Il reste 5 réponses.')"), "button")

    assert button.get("type") == "button"
    assert button.get("aria-disabled") == "true"
    assert button.get("aria-describedby") == "submit-why"


@pytest.mark.parametrize("key", ["draft", "filed", "to_correct", "admitted", "refused", "withdrawn", "in_review"])
def test_a_state_has_a_colour_a_shape_and_a_word(key: str) -> None:
    html = piece("k.state(key)", key=key)

    assert f'data-state="{key}"' in html
    assert f"i-s-{key}" in SIGNS
    assert key not in first(html, "span").words()


def test_a_bench_says_who_sits_on_it() -> None:
    bench = first(piece("k.bench(['company', 'ess', 'ess'], 'research')"), "span")

    assert bench.get("aria-label") == (
        "3 membres (2 structures de l’ESS, 1 entreprise hors ESS), il manque : Recherche"
    )
    assert [n.get("data-fam") for n in bench.walk() if n.tag == "svg"] == ["ess", "ess", "company", ""]


def test_a_plank_never_leaves_its_frame() -> None:
    for done, total in [(0, 0), (3, 2), (7, 7)]:
        bar = next(n for n in read_html(piece(f"k.plank({done}, {total}, 'x')"))[0].walk() if n.get("class") == "done")
        assert 0 <= int(bar.get("width")) <= 600


def test_a_pager_shows_only_the_ways_that_exist() -> None:
    html = piece("k.pager('1 à 18 sur 46', next='?after=x')")

    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_the_map_names_each_dot() -> None:
    dots = [{"x": 1, "y": 2, "name": "Ambert", "href": "/poles/ambert"}]

    html = piece("k.map(dots, 'Carte', outlines)", dots=dots, outlines=OUTLINES)

    assert first(html, "a").get("aria-label") == "Ambert"


def test_a_mail_has_no_style_and_no_script() -> None:
    html = fragment(
        "{% extends 'layout/mail.html' %}{% block title %}Plus que trois jours{% endblock %}"
        "{% block body %}<p>Bonjour</p>{{ k.mail.action('https://tremplin.example/x', 'Reprendre') }}{% endblock %}",
        base_url="https://tremplin.example",
    )

    assert "<style" not in html
    assert "style=" not in html
    assert html.count("Plus que trois jours") == 2


def test_the_jury_sees_what_it_decided() -> None:
    html = piece("k.decide('d', 'Décision', 'waiting')")

    assert [node.get("value") for node in read_html(html)[0].walk() if "checked" in node.attributes] == ["waiting"]


def test_the_checker_sees_what_is_wrong() -> None:
    html = (
        '<html><head><title>T</title></head><body><main><h1>A</h1><h3 id="x" style="color:red">B</h3><p id="x"></p>'
        '<a href="#"></a><input name="q"><form method="post"></form><table></table><b></i></main></body></html>'
    )

    faults = " / ".join(faults_of(html))

    told = ("lang", "h1 is followed by h3", "id x", "leads nowhere", "no label", "token", "caption", "inline", "</i>")
    assert [fault for fault in told if fault not in faults] == []
