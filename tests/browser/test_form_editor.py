"""The form editor in a browser: by keyboard alone, on a telephone, without scripts, and two organisers at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.http.organiser.forms import FormDesk
from tests.live import Live

pytestmark = pytest.mark.browser
_SPACES = str.maketrans("\u00a0\u202f", "  ")
FORM = "/organiser/calls/ptce/tracks/pole/form"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained about."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def other(chromium: Browser, live: Live) -> Iterator[Page]:
    """The browser of another organiser."""
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    live.sign_in(context, "paul")
    yield context.new_page()
    context.close()


def _focus(page: Page, name: str, role: str = "") -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const e = document.activeElement; const l = e.labels?.[0]; "
            "return (e.getAttribute('aria-label') || l?.textContent || e.textContent).trim() })()"
        ).translate(_SPACES)
        if found.startswith(name) and (not role or page.evaluate("document.activeElement.tagName") == role):
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def _order(page: Page) -> list[str]:
    return [one.strip() for one in page.locator(".piece b:first-child").all_inner_texts()]


def test_a_form_is_changed_by_the_keyboard_alone(live: Live, page: Page, complaints: list[str]) -> None:
    live.sign_in(page.context, "helene")
    page.goto(f"{live.url}{FORM}/sections/project")

    _focus(page, "Déplacer « Question summary »")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#order-said")).to_have_text("Question summary, place 2 sur 3")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#order-said")).to_have_text("Question summary, place 3 sur 3")
    expect(page.locator(".piece:nth-child(3) .grip")).to_be_focused()
    _focus(page, "Ajouter une question")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Que demandez-vous ?")).to_be_focused()
    page.keyboard.type("Nombre d’emplois")
    _focus(page, "Texte court")
    for _ in range(30):
        if page.evaluate("document.activeElement.value") == "number":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nombre d’emplois", level=1)).to_be_visible()
    _focus(page, "Question, en anglais")
    page.keyboard.type("Number of jobs")
    page.keyboard.press("Tab")
    expect(page.locator("[data-part='label.en'] [data-state]")).to_contain_text("Enregistré à")
    _focus(page, "Facultative")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-part='demand'] [data-state]")).to_contain_text("Enregistré à")

    desk = FormDesk(live.house)
    assert desk.keys("project") == ["budget", "statutes", "summary", "nombre_d_emplois"]
    question = desk.plan.sections[1].questions[-1]
    assert (question.label["en"], question.required, str(question.kind)) == ("Number of jobs", True, "number")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+z")
    expect(page.get_by_text("La modification est défaite.")).to_be_visible()
    assert not desk.plan.sections[1].questions[-1].required
    assert complaints == []


def test_a_field_says_that_it_is_saved_and_the_preview_follows(live: Live, page: Page, complaints: list[str]) -> None:
    live.sign_in(page.context, "helene")
    page.goto(f"{live.url}{FORM}/questions/summary")

    page.get_by_label("Aide (facultatif)", exact=True).fill("Trois lignes suffisent.")
    page.get_by_label("Aide (facultatif)", exact=True).blur()

    expect(page.locator("[data-part='help.fr'] [data-state]")).to_contain_text("Enregistré à")
    expect(page.locator("#editor-look")).to_contain_text("Trois lignes suffisent.")
    expect(page.locator("#editor-bar")).to_contain_text("1 modification pas encore publiée")
    assert complaints == []


def test_two_organisers_at_once_lose_no_change(live: Live, page: Page, other: Page) -> None:
    live.sign_in(page.context, "helene")
    for mine in (page, other):
        mine.goto(f"{live.url}{FORM}/questions/summary")

    page.get_by_label("Question", exact=True).fill("Résumé")
    other.get_by_label("Question, en anglais").fill("Summary")
    page.get_by_label("Question", exact=True).blur()
    expect(page.locator("[data-part='label.fr'] [data-state]")).to_contain_text("Enregistré à")
    other.get_by_label("Question, en anglais").blur()
    expect(other.locator("[data-part='label.en'] [data-state]")).to_contain_text("Enregistré à")
    expect(other.get_by_label("Question", exact=True)).to_have_value("Résumé")

    page.get_by_label("Aide (facultatif)", exact=True).fill("De Hélène")
    other.get_by_label("Aide (facultatif)", exact=True).fill("De Paul")
    page.get_by_label("Aide (facultatif)", exact=True).blur()
    expect(page.locator("[data-part='help.fr'] [data-state]")).to_contain_text("Enregistré à")
    other.get_by_label("Aide (facultatif)", exact=True).blur()
    expect(other.get_by_text("Enregistré entre-temps par quelqu’un d’autre")).to_be_visible()
    expect(other.locator("blockquote")).to_have_text("De Hélène")
    expect(other.get_by_label("Aide (facultatif)", exact=True)).to_have_value("De Paul")
    other.get_by_role("button", name="Garder le mien").click()
    expect(other.locator("[data-part='help.fr'] [data-state]")).to_contain_text("Enregistré à")

    question = FormDesk(live.house).plan.sections[1].questions[0]
    assert (question.label["fr"], question.label["en"], question.help["fr"]) == ("Résumé", "Summary", "De Paul")


def test_a_form_is_made_on_a_telephone(live: Live, page: Page, complaints: list[str]) -> None:
    live.sign_in(page.context, "helene")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live.url}{FORM}")

    page.get_by_label("Titre de la rubrique").fill("Étapes")
    page.get_by_role("button", name="Ajouter la rubrique").click()
    page.get_by_role("link", name="Ajouter une question").click()
    page.get_by_label("Que demandez-vous ?").fill("Début prévu")
    page.get_by_label("Date", exact=False).first.check()
    page.get_by_role("button", name="Ajouter la question").click()
    expect(page.get_by_role("heading", name="Début prévu", level=1)).to_be_visible()
    page.get_by_label("Obligatoire pour déposer").check()
    expect(page.locator("[data-part='demand'] [data-state]")).to_contain_text("Enregistré à")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert FormDesk(live.house).keys("etapes") == ["debut_prevu"]
    assert complaints == []


def test_a_question_is_dragged_by_a_finger_into_another_section(live: Live, page: Page) -> None:
    live.sign_in(page.context, "helene")
    page.goto(f"{live.url}{FORM}/sections/project")

    _drag(page, ".piece:nth-child(3) .grip", ".piece:nth-child(1)")
    expect(page.locator("#order-said")).to_have_text("Question statutes, place 1 sur 3")
    expect(page.locator("#editor-bar")).to_contain_text("1 modification")
    assert _order(page)[0] == "Question statutes"
    _drag(page, ".piece:nth-child(1) .grip", "[data-drop-section='members']")
    expect(page.locator("#editor-bar")).to_contain_text("2 modifications")

    desk = FormDesk(live.house)
    assert (desk.keys("project"), desk.keys("members")) == (["summary", "budget"], ["members", "statutes"])


def _drag(page: Page, grip: str, target: str) -> None:
    start, end = page.locator(grip).bounding_box(), page.locator(target).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 12, steps=8)
    page.mouse.move(end["x"] + 30, end["y"] + 6, steps=2)
    page.mouse.up()


def test_a_form_is_changed_without_scripts(live: Live, chromium: Browser) -> None:
    context: BrowserContext = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    live.sign_in(context, "helene")
    page = context.new_page()
    page.goto(f"{live.url}{FORM}/questions/summary")

    page.get_by_label("Question", exact=True).fill("Résumé")
    page.get_by_label("Facultative").check()
    page.get_by_role("button", name="Enregistrer la question").click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    page.get_by_role("link", name="Rubrique project").first.click()
    page.get_by_role("button", name="Descendre « Résumé »").click()
    page.get_by_role("link", name="Résumé").first.click()
    page.get_by_label("Déplacer vers").select_option("members")
    page.get_by_role("button", name="Déplacer", exact=True).click()
    page.get_by_role("button", name="Défaire").click()
    expect(page.get_by_text("La modification est défaite.")).to_be_visible()

    desk = FormDesk(live.house)
    assert desk.keys("project") == ["budget", "summary", "statutes"]
    assert (desk.plan.sections[1].questions[1].label["fr"], desk.version.edits) == ("Résumé", 5)
    context.close()
