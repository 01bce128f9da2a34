"""A whole filing at the width of a telephone, by keyboard alone: from the choice of a track to the receipt."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.live import Live
from tests.samples import pdf

pytestmark = pytest.mark.browser
STATUTES = {"name": "statuts.pdf", "mimeType": "application/pdf", "buffer": pdf()}
FARTHEST = 150
"""Presses of the tabulation key from the top of a page to its foot, and then some."""


class Keyboard:
    """Somebody who has no mouse: everything is reached by tabulation, and acted upon by a key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # Listened to from the start: the browser is told of it without waiting, and a key may come before.
        page.on("filechooser", lambda _chooser: None)

    def reach(self, wanted: Locator) -> None:
        """Go forward until the focus is there, and see that it is shown."""
        expect(wanted).to_be_attached()
        for _ in range(FARTHEST):
            if wanted.evaluate("one => one === document.activeElement"):
                # The ring of the focus tells where one is; a control dressed as a box wears it around.
                assert wanted.evaluate("one => one.matches(':focus-visible')")
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{wanted} cannot be reached by keyboard")

    def press(self, key: str, wanted: Locator) -> None:
        self.reach(wanted)
        self.page.keyboard.press(key)

    def write(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.type(text)

    def choose(self, label: str, letters: str) -> None:
        """Type the first letters of an option."""
        self.press(letters, self.page.get_by_label(label))

    def attach(self, label: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        with self.page.expect_file_chooser() as chooser:
            self.press("Space", field)
            expect(field).to_be_focused()
        chooser.value.set_files(STATUTES)  # type: ignore[arg-type]

    def follow(self, name: str) -> None:
        self.press("Enter", self.page.get_by_role("link", name=name).first)

    def push(self, name: str) -> None:
        self.press("Enter", self.page.get_by_role("button", name=name))


def test_a_dossier_is_filed_at_the_width_of_a_telephone_by_keyboard_alone(live: Live, page: Page) -> None:
    live.sign_in(page.context, "yann")
    page.set_viewport_size({"width": 390, "height": 844})
    keys = Keyboard(page)

    page.goto(f"{live.url}/calls/ptce/apply")
    keys.press("Space", page.get_by_label("Catégorie pole"))
    keys.push("Ouvrir mon brouillon")
    keys.follow("Rubrique bearer")
    keys.write("Question bearer_name", "Scic Séchoir d’Ambert")
    keys.push("Enregistrer et continuer")
    keys.write("Question summary", "Un séchoir partagé entre scieries.")
    keys.attach("Question statutes")
    keys.push("Enregistrer et continuer")
    keys.push("Ajouter un membre")
    keys.write("Nom de la structure ou de la personne", "Scierie Chautard")
    keys.choose("Famille", "e")
    keys.push("Ajouter au groupement")
    expect(page.get_by_role("heading", name="Scierie Chautard")).to_be_visible()
    keys.follow("Vérifier et déposer")
    keys.press("Space", page.get_by_label("Les membres du groupement savent"))
    keys.press("Space", page.get_by_label("Je certifie"))
    keys.push("Déposer le dossier")

    expect(page.get_by_role("heading", name="Votre dossier est déposé")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
