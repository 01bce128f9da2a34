"""The browser of the replay: it reads forms as browsers do, and never sends what a page does not offer."""

import httpx
import pytest

from app.demo.browser import Browser, Ledger, Stuck
from app.demo.markup import forms_of, read

PAGE = """<main><h1>Un titre</h1><p class="error">Ce champ est vide.</p>
<form method="post" action="/send" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="jeton"><input name="name" value="Ambre &amp; co">
<textarea name="text">
Deux
lignes</textarea>
<select name="one"><option value="">–</option><option value="a">A</option><option value="b" selected>B</option></select>
<input type="radio" name="way" value="up" checked><input type="radio" name="way" value="down">
<input type="checkbox" name="many" value="x" checked><input type="checkbox" name="many" value="y">
<input type="checkbox" name="yes"><input disabled name="dead" value="1"><input type="file" name="paper">
<button name="go" value="next">Suite</button><button type="button">Rien</button>
</form><input name="late" value="2" form="other">
<form id="other" action="/other"><button>Chercher</button></form></main>"""


class Wire(httpx.BaseTransport):
    """Answers the page to every GET, and keeps what is posted."""

    def __init__(self) -> None:
        self.posted: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.posted.append(request.read().decode())
            return httpx.Response(303, headers={"location": "/after"})
        return httpx.Response(200, html=PAGE)


def test_a_form_is_read_with_the_values_a_browser_would_send() -> None:
    form, other = forms_of(read(PAGE))

    standing = [(control.name, control.value) for control in form.controls if control.on and control.kind != "file"]

    assert form.multipart
    assert standing == [
        ("csrf", "jeton"),
        ("name", "Ambre & co"),
        ("text", "Deux\nlignes"),
        ("one", "b"),
        ("way", "up"),
        ("many", "x"),
    ]
    assert [(button.text, button.name, button.value) for button in form.buttons] == [("Suite", "go", "next")]
    assert [(control.name, control.value) for control in other.controls] == [("late", "2")]


def test_what_is_typed_replaces_what_stood_and_the_button_is_sent_with_it() -> None:
    wire, ledger = Wire(), Ledger()
    browser = Browser("http://pole.test", wire, ledger)
    page = browser.get("/page")

    after = browser.submit(
        page,
        page.form(field="paper"),
        {"name": "Autre", "many": ["y"], "yes": True, "way": "down"},
        files={"paper": [("lettre.pdf", b"%PDF", "application/pdf")]},
        button="next",
    )

    assert after.path == "/after"
    for piece in ('name="name"\r\n\r\nAutre', 'name="many"\r\n\r\ny', 'name="go"\r\n\r\nnext', 'filename="lettre.pdf"'):
        assert piece in wire.posted[0]
    assert 'name="many"\r\n\r\nx' not in wire.posted[0]
    assert ledger.requests == 3


@pytest.mark.parametrize(
    ("values", "button", "reason"),
    [
        ({"unknown": "x"}, "", "no field 'unknown'"),
        ({"way": "sideways"}, "", "does not offer 'sideways'"),
        ({}, "Effacer", "no button 'Effacer'"),
    ],
)
def test_what_the_page_does_not_offer_stops_the_person_with_a_reason(
    values: dict[str, str], button: str, reason: str
) -> None:
    browser = Browser("http://pole.test", Wire(), Ledger())
    page = browser.get("/page")

    with pytest.raises(Stuck, match=reason) as stuck:
        browser.submit(page, page.form(field="paper"), values, button=button)

    assert "Ce champ est vide." in str(stuck.value)
