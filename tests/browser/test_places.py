"""Places in a real browser: by keyboard alone, at the width of a telephone; looked up without leaving the page."""

from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.live import Live
from tests.place_forms import ARCHER, STREET, ask_places

pytestmark = pytest.mark.browser


@pytest.fixture
def dossier(live: Live) -> UUID:
    return ask_places(live.house)


def _open(live: Live, page: Page, dossier: UUID) -> list[str]:
    """The section on a telephone; what the browser complains about."""
    live.sign_in(page.context, "claire")
    page.set_viewport_size({"width": 390, "height": 844})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/sections/places")
    return complaints


def test_places_are_chosen_and_removed_by_keyboard_alone(live: Live, page: Page, dossier: UUID) -> None:
    complaints = _open(live, page, dossier)
    box = page.get_by_role("combobox", name="Ajouter un lieu")
    chosen = page.get_by_role("list", name="Choisi")

    box.focus()
    page.keyboard.type("romans-sur")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Romans-sur-Isère")
    page.keyboard.press("Enter")
    expect(chosen).to_contain_text("Romans-sur-Isère Commune, Drôme (26)")
    page.keyboard.type("drôme")
    expect(page.get_by_role("option").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(chosen).to_contain_text("Drôme Département")
    expect(page.locator("#saved")).to_contain_text("Enregistré le", timeout=8000)
    page.keyboard.type("val")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    expect(chosen.get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="Retiré")).to_contain_text("Drôme")
    page.get_by_role("button", name="Enregistrer et revenir").click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/sections/places")
    expect(page.get_by_role("list", name="Choisi").get_by_role("listitem")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []


def test_the_open_list_is_accessible_and_fits_a_telephone(live: Live, page: Page, dossier: UUID) -> None:
    _open(live, page, dossier)
    page.get_by_role("combobox").fill("saint")
    expect(page.get_by_role("option").nth(5)).to_be_visible()

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})

    assert [one["id"] for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_name_that_was_typed_and_not_chosen_is_not_lost(live: Live, page: Page, dossier: UUID) -> None:
    _open(live, page, dossier)
    page.route("**/places/search**", lambda route: route.abort())
    box = page.get_by_role("combobox")

    box.press_sequentially("Ambert")
    expect(page.get_by_text("La liste ne répond pas")).to_be_visible()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url("**/sections/towns")
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/sections/places")

    expect(page.get_by_role("list", name="Choisi")).to_contain_text("Ambert")


def test_an_organisation_is_looked_up_without_leaving_the_page(live: Live, page: Page, dossier: UUID) -> None:
    live.house.companies.known.append(ARCHER)
    complaints = _open(live, page, dossier)

    page.get_by_label("Numéro SIRET ou SIREN").press_sequentially("441 208 733 00010")
    page.get_by_role("button", name="Chercher Structure porteuse").press("Enter")
    expect(page.get_by_label("Nom de l’organisation")).to_have_value("GROUPE ARCHER")
    expect(page.locator("[data-result]")).to_be_focused()
    expect(page.get_by_text("D’après l’Annuaire des Entreprises")).to_be_visible()
    expect(page.locator("#version")).to_have_value("1")
    page.get_by_label("Nom de l’organisation").fill("Archer")

    expect(page.locator("#version")).to_have_value("2", timeout=8000)
    assert complaints == []


def test_an_address_is_proposed_and_taken_without_leaving_the_page(live: Live, page: Page, dossier: UUID) -> None:
    live.house.addresses.known.append(STREET)
    _open(live, page, dossier)

    page.get_by_label("Numéro et voie").fill("12 saint-nicolas")
    page.get_by_role("button", name="Chercher Où vous écrire").click()
    page.get_by_label("12 Rue Saint-Nicolas").check()
    page.get_by_role("button", name="Prendre cette proposition").click()

    expect(page.get_by_label("Code postal")).to_have_value("26100")
    expect(page.get_by_role("button", name="Prendre cette proposition")).to_have_count(0)
    expect(page.get_by_label("Numéro et voie")).to_be_focused()
