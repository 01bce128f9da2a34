"""Reading the settings of a question from what was typed; what is wrong keeps its place and says what to do."""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import JsonValue

from app.domain.entries import parse_number
from app.domain.texts import Texts, clean_text
from app.web.field_trees import Raw, Tree, branch, rows_of, text_at, texts_at, tree_of
from app.web.i18n import LANGUAGES, N_, translations

Number = int | float


class Reading:
    """The fields under a prefix, read one by one; `wrong` collects what to put right, by the name of the field."""

    def __init__(self, raw: Raw, language: str, prefix: str = "set-", wrong: dict[str, str] | None = None) -> None:
        self.raw = raw
        self.language = language
        self.prefix = prefix
        self.tree: Tree = tree_of(raw, prefix)
        self.wrong: dict[str, str] = {} if wrong is None else wrong

    def under(self, path: str) -> "Reading":
        """The same reading of what is under a row."""
        return Reading(self.raw, self.language, f"{self.prefix}{path}.", self.wrong)

    def fail(self, name: str, message: str, **params: object) -> None:
        """Say what to put right in a field (a message id)."""
        text = translations(self.language).gettext(message)
        self.wrong.setdefault(self.prefix + name, text % params if params else text)

    def text(self, name: str) -> str:
        """What was typed, trimmed."""
        return clean_text(text_at(self.tree, name))

    def texts(self, name: str) -> list[str]:
        """Everything ticked under a name."""
        return texts_at(self.tree, name)

    def is_ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.text(name) != ""

    def rows(self, name: str) -> list[str]:
        """The paths of the rows of a list."""
        return [path for path, _ in rows_of(self.tree, name)]

    def has(self, name: str) -> bool:
        """Whether anything was sent under a name."""
        return bool(branch(self.tree, name)) or bool(texts_at(self.tree, name))

    def number(self, name: str, stored: Number | None, *, least: Number | None = None) -> Number | None:
        """The number typed, None when there is none; the stored one when it is still there as it was shown."""
        typed = self.text(name)
        if typed == number_typed(stored, self.language):
            return stored
        number = parse_number(typed)
        if number is None:
            if typed:
                self.fail(name, N_("Écrivez un nombre, par exemple 500."))
            return None
        return self._at_least(name, number, least)

    def whole(self, name: str, stored: Number | None, *, least: int = 0, most: int = 0) -> int | None:
        """The whole number typed, None when there is none."""
        number = self.number(name, stored, least=least)
        if number is None:
            return None
        if number != int(number):
            self.fail(name, N_("Écrivez un nombre entier."))
            return None
        if most and number > most and number != stored:
            self.fail(name, N_("Écrivez un nombre d’au plus %(most)s."), most=most)
            return None
        return int(number)

    def order(self, low: str, high: str, values: Mapping[str, JsonValue]) -> None:
        """The least may not be over the most; said beside the most."""
        least, most = values.get(low), values.get(high)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            self.fail(high, N_("Le maximum est plus petit que le minimum. Reprenez l’un des deux."))

    def label(self, path: str, stored: Texts) -> Texts:
        """A text in each language: what is still as it was stored stays so, other languages too."""
        found = dict(stored)
        for language in LANGUAGES:
            typed = text_at(self.tree, f"{path}.{language}")
            if typed == found.get(language, ""):
                continue
            found.pop(language, None)
            if clean := " ".join(clean_text(typed).split()):
                found[language] = clean
        return Texts.of(found)

    def _at_least(self, name: str, number: Number, least: Number | None) -> Number | None:
        if least is None or number >= least:
            return number
        self.fail(name, N_("Écrivez un nombre d’au moins %(least)s."), least=least)
        return None


def number_typed(value: Number | None, language: str) -> str:
    """A number as one would type it, whole: `1234,5` in French."""
    if value is None:
        return ""
    plain = format(Decimal(repr(value)), "f")
    return plain.replace(".", ",") if language == "fr" else plain


def label_fields(label: Texts) -> Tree:
    """A text as fields, one for each language."""
    return {language: [label.get(language, "")] for language in LANGUAGES}
