"""An applicant files a dossier on a telephone, and without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.live import Live
from tests.samples import pdf

pytestmark = pytest.mark.browser
STATUTES = {"name": "statuts.pdf", "mimeType": "application/pdf", "buffer": pdf()}


def _file(page: Page, live: Live) -> None:
    """From the choice of a track to the receipt, as a person would."""
    page.goto(f"{live.url}/calls/ptce/apply")
    page.get_by_label("Catégorie pole").check()
    page.get_by_role("button", name="Ouvrir mon brouillon").click()
    page.get_by_role("link", name="Rubrique bearer").click()
    page.get_by_label("Question bearer_name").fill("Scic Séchoir d’Ambert")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_label("Question summary").fill("Un séchoir partagé entre scieries.")
    page.get_by_label("Question statutes", exact=True).set_input_files(STATUTES)  # type: ignore[arg-type]
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_role("button", name="Ajouter un membre").click()
    page.get_by_label("Nom de la structure ou de la personne").fill("Scierie Chautard")
    page.get_by_label("Famille").select_option("company")
    page.get_by_role("button", name="Ajouter au groupement").click()
    expect(page.get_by_role("heading", name="Scierie Chautard")).to_be_visible()
    page.get_by_role("link", name="Vérifier et déposer").click()
    page.get_by_label("Les membres du groupement savent").check()
    page.get_by_label("Je certifie").check()
    page.get_by_role("button", name="Déposer le dossier").click()
    expect(page.get_by_role("heading", name="Votre dossier est déposé")).to_be_visible()
    expect(page.get_by_text("2 réponses, 1 membre, 1 fichier")).to_be_visible()


def test_a_dossier_is_filed_on_a_telephone(live: Live, page: Page) -> None:
    live.sign_in(page.context, "yann")
    page.set_viewport_size({"width": 390, "height": 844})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    _file(page, live)

    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_dossier_is_filed_without_scripts(live: Live, chromium: Browser) -> None:
    context = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    live.sign_in(context, "yann")

    _file(context.new_page(), live)

    context.close()


def test_what_is_written_saves_itself_and_waits_for_the_line_to_come_back(live: Live, page: Page) -> None:
    live.sign_in(page.context, "claire")
    page.goto(f"{live.url}/applicant/dossiers/{live.house.world.dossiers['draft']}/sections/project")
    box = page.get_by_label("Question summary")

    box.press_sequentially("Encore. ", delay=5)
    expect(page.locator("#saved")).to_contain_text("Enregistré le", timeout=8000)
    expect(page.locator("#version")).to_have_value("2")
    page.context.set_offline(True)
    box.fill("Écrit sans ligne.")
    expect(page.locator("#saved")).to_contain_text("connexion perdue", timeout=8000)
    page.context.set_offline(False)
    page.get_by_role("button", name="Enregistrer et revenir").click()

    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    page.goto(f"{live.url}/applicant/dossiers/{live.house.world.dossiers['draft']}/sections/project")
    expect(page.get_by_label("Question summary")).to_have_value("Écrit sans ligne.")
