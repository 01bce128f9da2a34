"""Sign-off by three members: on telephones, without an account, one after the other, until the dossier can be filed."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk import Desk
from tests.live import Live
from tests.samples import pdf
from tests.services.committing import WHO, address, link_to, want_signatures, with_members

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
LETTER = {"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": pdf()}


def _sign(live: Live, browser: Browser, place: int, *, scripts: bool) -> None:
    """A representative reads the dossier on a telephone and signs."""
    context = browser.new_context(locale="fr-FR", viewport=PHONE, java_script_enabled=scripts)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(live.url + link_to(live.house, address(place), "signatures"))
    expect(page.get_by_text("Un séchoir partagé entre scieries.")).to_be_visible()
    page.get_by_role("link", name="Aller à la signature").click()
    page.get_by_label("En quelle qualité").fill("Gérant")
    page.get_by_label("J’ai lu ce dossier").check()
    page.get_by_role("button", name="Signer le dossier").click()
    expect(page.get_by_role("heading", name=f"Vous avez signé pour {WHO[place][0]}")).to_be_visible()
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_three_members_sign_and_the_dossier_is_filed(live: Live, page: Page, chromium: Browser) -> None:
    want_signatures(live.house)
    dossier, _ = with_members(live.house)
    live.sign_in(page.context, "claire")
    at = f"{live.url}/applicant/dossiers/{dossier}"

    page.goto(f"{at}/check")
    expect(page.get_by_text("le dossier se dépose une fois que chaque membre l’a signé")).to_be_visible()
    page.get_by_role("link", name="Voir où en sont les signatures").click()
    page.get_by_role("button", name="Demander 3 signatures").click()
    expect(page.get_by_text("3 messages sont partis.")).to_be_visible()
    for place in range(2):
        _sign(live, chromium, place, scripts=place == 0)
    page.goto(f"{at}/members")
    expect(page.get_by_text("Gérant", exact=False)).to_have_count(2)
    Desk(live.house).save(
        dossier, "project", {"summary": "Un séchoir partagé entre scieries. Et un atelier."}, version=1
    )
    page.reload()
    expect(page.get_by_text("À signer à nouveau")).to_have_count(2)
    page.get_by_role("button", name="Demander 2 signatures").click()
    for place in range(3):
        _again(live, chromium, place)

    page.goto(f"{at}/check")
    page.get_by_label("Les membres du groupement savent").check()
    page.get_by_label("Je certifie").check()
    page.get_by_role("button", name="Déposer le dossier").click()
    expect(page.get_by_role("heading", name="Votre dossier est déposé")).to_be_visible()


def _again(live: Live, browser: Browser, place: int) -> None:
    context = browser.new_context(locale="fr-FR", viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(live.url + link_to(live.house, address(place), "signatures"))
    expect(page.get_by_text("Et un atelier.")).to_be_visible()
    page.get_by_label("En quelle qualité").fill("Gérant")
    page.get_by_label("J’ai lu ce dossier").check()
    page.get_by_role("button", name="Signer le dossier").click()
    expect(page.get_by_text("C’est signé.")).to_be_visible()
    context.close()


def test_a_letter_is_joined_to_its_member(live: Live, page: Page) -> None:
    dossier, _ = with_members(live.house, 2)
    live.sign_in(page.context, "claire")
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/members")

    page.get_by_text("Joindre la lettre").first.click()
    page.locator("input[type=file]").first.set_input_files(LETTER)  # type: ignore[arg-type]
    page.get_by_role("button", name="Joindre cette lettre").first.click()

    expect(page.get_by_role("link", name="lettre.pdf", exact=True)).to_be_visible()
    expect(page.get_by_text("1/2")).to_be_visible()
    page.get_by_role("link", name="Retirer lettre.pdf").click()
    page.get_by_role("button", name="Retirer ce fichier").click()
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/members")
    expect(page.get_by_text("Pas encore de lettre")).to_have_count(2)


def test_a_member_is_looked_up_and_added_by_keyboard(live: Live, page: Page) -> None:
    dossier = Desk(live.house).start()
    live.sign_in(page.context, "claire")
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/members/new")

    page.get_by_label("Numéro SIRET, SIREN ou RNA").fill("441 208 733 00010")
    page.get_by_label("Nom de la structure").fill("Groupe Archer")
    page.get_by_label("Famille").select_option("ess")
    page.get_by_label("Nom de la structure").press("Enter")

    expect(page.get_by_role("heading", name="Groupe Archer")).to_be_visible()
