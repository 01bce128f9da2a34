"""A person in front of the pages who knows nothing of them, and finds things by the words that are read."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

Place = Page | Locator


class Newcomer:
    """Their hands: links, buttons and fields, by what is written on them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str, *, inside: Place | None = None, exact: bool = False) -> None:
        """A link, by its words."""
        (inside or self.page).get_by_role("link", name=name, exact=exact).click()

    def press(self, name: str, *, inside: Place | None = None) -> None:
        """A button, by its words."""
        (inside or self.page).get_by_role("button", name=name, exact=True).click()

    def write(self, label: str, text: str, *, inside: Place | None = None) -> None:
        """A field, by its label."""
        (inside or self.page).get_by_label(label).fill(text)

    def tick(self, name: str, *, inside: Place | None = None) -> None:
        """A box, by the words it begins with."""
        (inside or self.page).get_by_role("checkbox", name=beginning(name)).check()

    def take(self, name: str, *, inside: Place | None = None) -> None:
        """One answer among several, by the words it begins with."""
        (inside or self.page).get_by_role("radio", name=beginning(name)).check()

    def pick(self, label: str, choice: str, *, inside: Place | None = None) -> None:
        """A line of a list, by its words."""
        (inside or self.page).get_by_label(label, exact=True).select_option(label=choice)

    def unfold(self, title: str) -> None:
        """What opens, by its title."""
        self.page.get_by_text(title, exact=True).click()

    def region(self, name: str) -> Locator:
        """A part of the page, by its heading."""
        return self.page.get_by_role("region", name=name, exact=True)

    def says_when(self, question: str, answer: str) -> None:
        """A condition: one question, and the answer that it needs."""
        self.press("Ajouter une condition")
        line = self.page.get_by_role("group", name="Condition 1")
        self.pick("Question", question, inside=line)
        self.pick("Réponse", answer, inside=line)

    def sees(self, text: str) -> None:
        """Something is told."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def is_at(self, title: str) -> None:
        """The page has this heading."""
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()


class FormWriter(Newcomer):
    """The same person in the form editor."""

    def begin(self, sections: Sequence[str]) -> None:
        """Take sections that are ready; the first time a button leads there, later a link."""
        self.page.get_by_role("link", name=re.compile("rubriques prêtes")).click()
        for name in sections:
            self.tick(name)
        self.press("Ajouter ces rubriques")

    def every_section(self) -> None:
        """Back to the list of the sections."""
        self.follow("Toutes les rubriques")

    def open_section(self, title: str) -> None:
        """A section, in the outline."""
        self._outline.get_by_role("link", name=re.compile(rf"^\d+ {re.escape(title)}")).click()
        self.is_at(title)

    def open_question(self, label: str) -> None:
        """A question of the section that is open."""
        self.follow(label, inside=self._outline)
        self.is_at(label)

    @property
    def _outline(self) -> Locator:
        return self.page.get_by_role("navigation", name="Plan du formulaire")

    def add_section(self, title: str) -> None:
        """A section of one's own."""
        self.every_section()
        self.write("Titre de la rubrique", title)
        self.press("Ajouter la rubrique")
        self.is_at(title)

    def add_question(self, label: str, kind: str) -> None:
        """A question in the section that is open; its settings stand there."""
        self.page.get_by_role("link", name="Ajouter une question").click()
        self.write("Que demandez-vous ?", label)
        self.take(kind)
        self.press("Ajouter la question")
        self.is_at(label)

    def offer(self, answers: Sequence[str]) -> None:
        """The answers to choose from, all at once."""
        self.unfold("Coller plusieurs réponses d’un coup")
        self.write("Une réponse par ligne", "\n".join(answers))
        self.press("Ajouter ces lignes")
        expect(self.page.get_by_label(f"En français, ligne {len(answers)}")).to_have_value(answers[-1])
        self.save_settings()

    def save_settings(self) -> None:
        """The settings of the question."""
        settings = self.region("Réglages")
        self.press("Enregistrer les réglages", inside=settings)
        expect(settings.get_by_text("Enregistré à")).to_be_visible()

    def demand(self) -> None:
        """Make the answer compulsory: it saves itself."""
        asked = self.page.get_by_role("form", name="La question")
        self.take("Obligatoire pour déposer", inside=asked)
        expect(asked.get_by_text("Enregistré à")).to_be_visible()

    def only_if(self, question: str, answer: str) -> None:
        """Ask it of some only."""
        box = self.region("Condition")
        self.says_when(question, answer)
        self.press("Enregistrer la condition", inside=box)
        expect(box.get_by_text("Enregistré à")).to_be_visible()


def beginning(words: str) -> re.Pattern[str]:
    """What begins with these words."""
    return re.compile(f"^{re.escape(words)}")
