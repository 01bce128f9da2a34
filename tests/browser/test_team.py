"""Several on one dossier in real browsers: an invitation accepted on a telephone, and who is on the same section."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.http.applicant.inviting import link_to, path_of
from tests.live import Live

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_invited_accepts_on_a_telephone_and_writes(live: Live, chromium: Browser, scripts: bool) -> None:
    owner = chromium.new_context(locale="fr-FR", java_script_enabled=scripts)
    live.sign_in(owner, "claire")
    page = owner.new_page()
    page.goto(f"{live.url}{path_of(live.house)}")
    page.get_by_role("link", name="Équipe").click()
    page.get_by_label("Adresse e-mail").fill("odile@exemple.fr")
    page.get_by_label("Prénom et nom").fill("Odile Ravat")
    page.get_by_label("Modifier le dossier").check()
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.get_by_text("L’invitation part à Odile Ravat.")).to_be_visible()

    phone = chromium.new_context(locale="fr-FR", java_script_enabled=scripts, viewport=PHONE)  # type: ignore[arg-type]
    guest = phone.new_page()
    guest.goto(f"{live.url}{link_to(live.house)}")
    guest.get_by_role("button", name="Accepter et ouvrir le dossier").click()
    expect(guest.get_by_text("Bienvenue. Vous travaillez maintenant sur ce dossier.")).to_be_visible()
    guest.get_by_role("link", name="Rubrique project").click()
    guest.get_by_label("Question summary").fill("Un texte d’Odile, depuis le train.")
    guest.get_by_role("button", name="Enregistrer et revenir au dossier").click()
    expect(guest.get_by_text("C’est enregistré.")).to_be_visible()

    page.goto(f"{live.url}{path_of(live.house)}/sections/project")
    expect(page.get_by_label("Question summary")).to_have_value("Un texte d’Odile, depuis le train.")
    expect(page.get_by_text("Odile Ravat est aussi sur cette rubrique.")).to_be_visible()
    assert guest.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] or not scripts


def test_two_on_a_section_see_each_other_without_reloading(live: Live, page: Page, chromium: Browser) -> None:
    section = f"{live.url}{path_of(live.house)}/sections/project"
    live.sign_in(page.context, "claire")
    page.clock.install()
    page.goto(section)
    expect(page.locator("#presence")).to_have_text("")

    other = chromium.new_context(locale="fr-FR")
    live.sign_in(other, "anna")
    with other.new_page() as reader:
        with reader.expect_response(f"{section}/presence"):
            reader.goto(section)
        expect(reader.get_by_text("Claire Ambrosi est aussi sur cette rubrique.")).to_be_visible()
        page.clock.run_for(31000)
        expect(page.get_by_text("Anna Belkacem est aussi sur cette rubrique.")).to_be_visible()
