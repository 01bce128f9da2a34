"""The settings of files: types, size, number, and the model to fill in."""

from pydantic import JsonValue, TypeAdapter

from app.domain.questions import FilePlan, Question
from app.web.field_trees import Tree
from app.web.i18n import N_, translations
from app.web.setting_reading import Reading, number_typed

MEGABYTE = 1_000_000
MOST_MEGABYTES = 100
TYPES: tuple[tuple[str, str], ...] = (
    ("pdf", N_("Document PDF")),
    ("docx", N_("Texte Word (.docx)")),
    ("odt", N_("Texte LibreOffice (.odt)")),
    ("xlsx", N_("Tableau Excel (.xlsx)")),
    ("ods", N_("Tableau LibreOffice (.ods)")),
    ("jpg", N_("Photo JPEG (.jpg)")),
    ("png", N_("Image PNG (.png)")),
)
_PLAN: TypeAdapter[FilePlan] = TypeAdapter(FilePlan)


def file_types(plan: FilePlan | None, language: str) -> tuple[tuple[str, str], ...]:
    """The types that may be ticked, with their plain names; those of a plan that we do not name come last."""
    say = translations(language).gettext
    known = {ending: say(name) for ending, name in TYPES}
    others = [ending for ending in (plan.types if plan else ()) if ending not in known]
    return (*known.items(), *((ending, f".{ending}") for ending in others))


def files_typed(question: Question, language: str) -> Tree:
    """What may be attached, as fields."""
    plan = question.files or FilePlan()
    return {
        "minimum": [number_typed(question.minimum, language)],
        "files": {
            "at_most": [str(plan.at_most)],
            "size": [_size_typed(plan.max_bytes, language)],
            "types": list(plan.types),
        },
    }


def files_read(question: Question, reading: Reading) -> dict[str, JsonValue]:
    """What may be attached, read; the model to fill in is kept, but when its removal is ticked."""
    stored, at, before = question.files or FilePlan(), reading.under("files"), len(reading.wrong)
    at_most = at.whole("at_most", stored.at_most, least=1, most=50)
    if at_most is None:
        at.fail("at_most", N_("Écrivez combien de fichiers peuvent être joints."))
    max_bytes = _size(at, stored.max_bytes)
    types = _types(at, stored.types)
    values: dict[str, JsonValue] = {"minimum": reading.whole("minimum", question.minimum)}
    if at_most is not None and isinstance(least := values["minimum"], int) and least > at_most:
        reading.fail("minimum", N_("Demandez au plus autant de fichiers qu’il peut y en avoir."))
    if len(reading.wrong) > before or at_most is None:
        return values
    template = None if at.is_ticked("template_removed") else stored.template
    plan = FilePlan(at_most, max_bytes, types, template)
    if question.files is None and plan == FilePlan():
        return {**values, "files": None}
    return {**values, "files": _PLAN.dump_python(plan, mode="json", exclude_defaults=True)}


def _size_typed(size: int, language: str) -> str:
    whole, rest = divmod(size, MEGABYTE)
    text = f"{whole}.{rest:06d}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "fr" else text


def _size(reading: Reading, stored: int) -> int:
    if reading.text("size") == _size_typed(stored, reading.language):
        return stored
    size = reading.number("size", None)
    if size is None or not 0 < size <= MOST_MEGABYTES:
        reading.fail("size", N_("Écrivez une taille entre 1 et %(most)s Mo."), most=MOST_MEGABYTES)
        return stored
    return max(1, round(size * MEGABYTE))


def _types(reading: Reading, stored: tuple[str, ...]) -> tuple[str, ...]:
    ticked = reading.texts("types")
    known = {*stored, *(ending for ending, _ in TYPES)}
    kept = tuple(ending for ending in stored if ending in ticked)
    found = kept + tuple(dict.fromkeys(ending for ending in ticked if ending in known and ending not in stored))
    if not found:
        reading.fail("types", N_("Cochez au moins un type de fichier."))
    return found
