"""The settings of a repeating block: what is asked each time, how many times, and what one of them is called."""

from dataclasses import replace

from pydantic import JsonValue, TypeAdapter

from app.domain.questions import CHOICE_KINDS, REPEATABLE_KINDS, Option, Question, QuestionKind, RepeatPlan
from app.domain.texts import Texts
from app.web.editor_kinds import groups
from app.web.field_trees import Tree
from app.web.i18n import N_
from app.web.setting_reading import Reading, label_fields, number_typed
from app.web.setting_rows import key_of, options_typed, read_options

MOST_TIMES = 100
_PLAN: TypeAdapter[RepeatPlan] = TypeAdapter(RepeatPlan)
_BLANK = Question("blank", QuestionKind.SHORT, Texts())


def repeatable_kinds(language: str) -> tuple[tuple[str, str], ...]:
    """The kinds a question of a block may have, with their plain names."""
    return tuple(
        (kind.key, kind.name) for _, kinds in groups(language) for kind in kinds if kind.key in REPEATABLE_KINDS
    )


def repeat_typed(question: Question, language: str) -> Tree:
    """A repeating block as fields."""
    plan = question.repeat
    if plan is None:
        return {"repeat": {"questions": {}}}
    return {
        "repeat": {
            "noun": label_fields(plan.noun),
            "at_least": [number_typed(plan.at_least, language)],
            "at_most": [number_typed(plan.at_most, language)],
            "questions": {str(number): _row_typed(one) for number, one in enumerate(plan.questions)},
        }
    }


def repeat_read(question: Question, reading: Reading) -> dict[str, JsonValue]:
    """The block typed, whole; nothing while a part of it is wrong."""
    stored, at, before = question.repeat, reading.under("repeat"), len(reading.wrong)
    known = {one.key: one for one in stored.questions} if stored else {}
    given = {at.text(f"{path}.key") for path in at.rows("questions")}
    questions: list[Question] = []
    for path in at.rows("questions"):
        if found := _row_read(at.under(path), known, given | {one.key for one in questions}):
            questions.append(found)
    if not questions and len(reading.wrong) == before:
        at.fail("questions", N_("Écrivez au moins une question du bloc."))
    least = at.whole("at_least", stored.at_least if stored else None, most=MOST_TIMES)
    most = at.whole("at_most", stored.at_most if stored else None, least=1, most=MOST_TIMES)
    at.order("at_least", "at_most", {"at_least": least, "at_most": most})
    noun = at.label("noun", stored.noun if stored else Texts())
    if len(reading.wrong) > before:
        return {}
    plan = RepeatPlan(tuple(questions), least, most, noun)
    return {"repeat": _PLAN.dump_python(plan, mode="json", exclude_defaults=True)}


def _row_typed(question: Question) -> Tree:
    row: Tree = {"key": [question.key], "kind": [question.kind], "label": label_fields(question.label)}
    row |= {"required": ["yes"]} if question.required else {}
    return row | ({"options": options_typed(question.options)} if question.kind in CHOICE_KINDS else {})


def _row_read(at: Reading, known: dict[str, Question], taken: set[str]) -> Question | None:
    """One question of the block; a setting that is not shown here stays as it was while the kind does."""
    key = at.text("key")
    stored = known.get(key)
    label = at.label("label", stored.label if stored else Texts())
    if not label and not stored:
        return None
    if not label.get("fr") and not (stored and label == stored.label):
        at.fail("label.fr", N_("Écrivez la question en français, ou retirez-la."))
        return None
    kind = at.text("kind")
    if kind not in REPEATABLE_KINDS:
        at.fail("kind", N_("Choisissez le genre de réponse."))
        return None
    options = _options(at, stored) if kind in CHOICE_KINDS else ()
    if kind in CHOICE_KINDS and not options:
        at.fail("options", N_("Écrivez au moins une réponse à choisir."))
        return None
    if stored and kind == stored.kind:
        whole = replace(stored, label=label, required=at.is_ticked("required"))
        return replace(whole, options=options) if kind in CHOICE_KINDS else whole
    fresh = replace(stored or _BLANK, key=key if stored else key_of(label, taken), label=label)
    return Question(
        fresh.key, QuestionKind(kind), label, fresh.help, fresh.example, at.is_ticked("required"), options=options
    )


def _options(at: Reading, stored: Question | None) -> tuple[Option, ...]:
    return read_options(at, stored.options if stored else ())
