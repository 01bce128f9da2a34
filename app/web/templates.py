"""Templates: one strict environment per language, built once."""

from collections.abc import Callable, Hashable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from app.web import shown
from app.web.assets import static
from app.web.folding import FoldingEnvironment
from app.web.i18n import translations, typeset
from app.web.reviewer_rooms import places_for
from app.web.rich import rich, rich_answer

_FOLDER = Path(__file__).parents[1] / "templates"
_REPEATED = ("icon", "state", "state_word", "fam", "family_word", "bench")
_SHOWN = (
    "clock_text", "day_text", "instant_text", "deadline_text", "precise_text", "near_deadline", "short_instant",
    "number_text",
)  # fmt: skip


@lru_cache
def environment(language: str) -> Environment:
    """The environment of a language: StrictUndefined, autoescape, gettext, filters bound to the language."""
    made = FoldingEnvironment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
        cache_size=-1,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(static=static, lang=language)
    words = _words(language)
    made.globals["scripts"] = scripts
    made.globals["reviewer_places"] = places_for
    made.pure = {"_": words, "gettext": words, "ngettext": _counts(language), "static": static, "scripts": scripts}
    for name in _SHOWN:
        made.filters[name.removesuffix("_text")] = _bound(getattr(shown, name), language)
    made.filters["percent"] = _bound(shown.percent_text, language)
    made.filters["size"] = _bound(shown.size_text, language)
    made.filters["text"] = _bound(shown.text_in, language)
    made.filters["iso"] = shown.iso
    made.filters["rich"] = lambda text: rich(text, language)
    made.filters["rich_answer"] = rich_answer
    # A mail carries its instants as ISO 8601 text.
    made.filters["moment"] = lambda text, zone=shown.PARIS: shown.deadline_text(
        datetime.fromisoformat(text), language, zone
    )
    made.filters["precisely"] = lambda text: shown.precise_text(datetime.fromisoformat(text), language)
    made.filters["typeset"] = typeset if language == "fr" else str
    made.filters["paragraphs"] = lambda text: [part.strip() for part in str(text).split("\n") if part.strip()]
    made.kit = made.globals["k"] = made.get_template("kit/kit.html").module
    for name in _REPEATED:
        setattr(made.kit, name, _remembered(getattr(made.kit, name)))
    return made


def _words(language: str) -> Callable[..., Markup]:
    """A text of the code in a language: what gettext gives to a page that escapes."""
    say = translations(language).gettext
    return lambda text, **values: Markup(say(text)) % values  # noqa: S704  nothing that people typed


def _counts(language: str) -> Callable[..., Markup]:
    """The same for a text that says a number."""
    say = translations(language).ngettext
    return lambda one, many, n, /, **values: Markup(say(one, many, n)) % {"num": n, **values}  # noqa: S704


def scripts(*names: str) -> Markup:
    """The elements that load these scripts."""
    element = Markup('<script src="{}" type="module"></script>')
    return Markup("").join(element.format(static(f"scripts/{name}.js")) for name in names)


def _remembered(macro: Callable[..., object]) -> Callable[..., object]:
    """A macro that draws the same few things in every line of a list: each is drawn once, then remembered."""
    kept = lru_cache(maxsize=1024, typed=True)(macro)

    def draw(*given: Hashable, **named: Hashable) -> object:
        try:
            return kept(*given, **named)
        except TypeError:
            # A list cannot be remembered.
            return macro(*given, **named)

    return draw


def _bound(function: Callable[..., str], language: str) -> Callable[..., str]:
    return lambda value, *args, **options: function(value, language, *args, **options)


def render(name: str, language: str, /, **context: object) -> str:
    """A template rendered in a language."""
    return environment(language).get_template(name).render(context)
