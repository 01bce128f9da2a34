"""The page where organisers write what stands before a dossier: one thing open at a time, and a place to try it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from app.domain.answers import asks
from app.domain.conditions import Condition
from app.domain.entry import Entry, entry_plan
from app.domain.form_plans import FormPlan
from app.domain.questions import Option, Question, QuestionKind
from app.domain.slugs import free_key
from app.domain.texts import Texts, text_in
from app.forms.track import EntryQuestionForm
from app.queries import forms
from app.queries.tracks import entry_of, suits_of
from app.services.entry_items import digest_of
from app.web.binding import Bound, blank
from app.web.condition_fields import ConditionView, condition_view
from app.web.condition_words import condition_words
from app.web.entering import Entered, answer_rows, entry_fields, explanations, read_entered, why
from app.web.field_trees import Raw, Redrawn, redrawn
from app.web.i18n import LANGUAGES, N_, translations
from app.web.organiser import Office

NEW = "new"
KINDS: Mapping[str, tuple[str, str]] = {
    "yes_no": (N_("Oui ou non"), ""),
    "choice": (N_("Une réponse parmi plusieurs"), N_("Écrivez les réponses plus bas.")),
    "choices": (N_("Plusieurs réponses possibles"), N_("Écrivez les réponses plus bas.")),
    "number": (N_("Un nombre"), ""),
    "territory": (N_("Un territoire"), N_("Des communes, reconnues par leur nom.")),
}


class ItemView(NamedTuple):
    """A question or a refusal in the list: its words, what it says more, and its digest."""

    key: str
    text: str
    note: str
    when: str
    seen: str


class Open(NamedTuple):
    """What is being written: `question`, `refusal` or `track`, its key (`new` for one more), fields and condition."""

    shelf: str = ""
    key: str = ""
    form: Bound[Any] | None = None
    tree: ConditionView | None = None
    seen: str = ""
    is_stale: bool = False

    @property
    def name(self) -> str:
        """How an address says it."""
        return f"{self.shelf}.{self.key}"

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Everything wrong, for the summary; the condition says its own."""
        return list(self.form.errors.items()) if self.form else []


def opened(office: Office, asked: str) -> Open:
    """The item that an address asks to write, as it stands."""
    shelf, _, key = asked.partition(".")
    entry = entry_of(office.call)
    seen = digest_of(entry, asked)
    if shelf == "question":
        question = next((one for one in entry.questions if one.key == key), None)
        return Open(shelf, key, _question_fields(question), tree_of(office, shelf, key), seen)
    if shelf == "refusal":
        refusal = next((one for one in entry.refusals if one.key == key), None)
        texts = refusal.explanation if refusal else Texts()
        fields = {f"explanation.{language}": texts.get(language, "") for language in LANGUAGES}
        return Open(shelf, key, blank("fr", **fields), tree_of(office, shelf, key), seen)
    track = next((one for one in office.tracks if shelf == "track" and one.key == key), None)
    if track is None:
        return Open()
    return Open(shelf, key, blank(version=track.version), tree_of(office, shelf, key))


def typed(office: Office, shelf: str, key: str, form: Bound[Any], *, wrong: Mapping[str, str] | None = None) -> Open:
    """The item as it was typed: after a mistake, or while its condition is drawn again."""
    again = redrawn(form.raw)
    tree = tree_of(office, shelf, key, raw=form.raw, wrong=wrong, again=again)
    return Open(shelf, key, form, tree, form.typed("seen"))


def tree_of(
    office: Office,
    shelf: str,
    key: str,
    *,
    raw: Raw | None = None,
    wrong: Mapping[str, str] | None = None,
    again: Redrawn | None = None,
) -> ConditionView:
    """The condition of an item, as it is kept or as it was typed."""
    entry, language = entry_of(office.call), office.language
    plan = entry_plan(entry) if entry.questions else FormPlan(())
    question = next((one for one in entry.questions if shelf == "question" and one.key == key), None)
    kept = _condition(office, entry, shelf, key)
    view = condition_view(kept, plan, question, language, raw, wrong=wrong, again=again)
    return view if shelf == "question" else replace(view, owner="entry", words=_if(kept, plan, language))


def _condition(office: Office, entry: Entry, shelf: str, key: str) -> Condition | None:
    rows: dict[str, Condition | None] = {f"question.{one.key}": one.when for one in entry.questions}
    rows |= {f"refusal.{one.key}": one.when for one in entry.refusals}
    rows |= {f"track.{name}": suits for name, suits in suits_of(office.tracks).items()}
    return rows.get(f"{shelf}.{key}")


def _if(condition: Condition | None, plan: FormPlan, language: str) -> str:
    say = translations(language).gettext
    if condition is None:
        return say(N_("Aucune réponse choisie pour l’instant."))
    return say(N_("Enregistré : si %(when)s.")) % {"when": condition_words(condition, plan, language)}


def entry_context(office: Office, here: Open, sent: list[tuple[str, str]], *, told: bool) -> dict[str, object]:
    """Everything the page needs; `sent` is what was answered to try the questions, `told` whether anything was."""
    entry, suits, language = entry_of(office.call), suits_of(office.tracks), office.language
    entered = read_entered(entry, suits, sent, language)
    titles = {track.key: office.track_titles[track.id] for track in office.tracks}
    say = translations(language).gettext
    return {
        "opened": here,
        "questions": _questions(entry, language),
        "refusals": _refusals(entry, language),
        "tracks": [(key, titles[key], _words(suits[key], entry, language)) for key in titles],
        "kinds": [(key, say(title), say(text) if text else "") for key, (title, text) in KINDS.items()],
        "copies": _copies(office, entry),
        "versions": [(track.key, track.version) for track in office.tracks],
        "fields": entry_fields(entered, language, told=told),
        "tried": _tried(entered, suits, titles, language) if told else None,
    }


def question_of(form: EntryQuestionForm, entry: Entry, when: Any) -> Question:
    """The question that the form describes; raises ValueError when it has nothing to choose from."""
    before = next((one for one in entry.questions if one.key == form.key), None)
    taken = {one.key for one in entry.questions}
    key = form.key or free_key(form.label["fr"][:30], taken, otherwise="question")
    kind = QuestionKind(form.kind)
    options: list[Option] = []
    for row in form.options if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else ():
        named = {option.key for option in options} | {one.key for one in form.options if one.key}
        options.append(
            Option(row.key or free_key(row.label["fr"][:30], named, otherwise="option"), Texts.of(row.label))
        )
    plain = Question(
        key=key,
        kind=kind,
        label=Texts.of(form.label),
        help=Texts.of(form.help),
        required=form.required,
        options=tuple(options),
        when=when,
    )
    return replace(plain, readers=before.readers, identifies=before.identifies) if before else plain


def refusal_key(text: str, entry: Entry) -> str:
    """A key for one more refusal."""
    return free_key(text[:30], {one.key for one in entry.refusals}, otherwise="refusal")


def copied(office: Office, key: str) -> Question | None:
    """The question of a form, made ready to be asked before a dossier."""
    return next((one for one in _form_questions(office) if one.key == key), None)


def _tried(entered: Entered, suits: Mapping[str, Any], titles: Mapping[str, str], language: str) -> dict[str, object]:
    found = why(entered, suits, language)
    return {
        "answers": answer_rows(entered, language),
        "refusals": explanations(entered, language),
        "unanswered": len(entered.verdict.unanswered),
        "suits": [(titles[key], words) for key, words in found.items()],
    }


def _questions(entry: Entry, language: str) -> list[ItemView]:
    say = translations(language).gettext
    rows = []
    for one in entry.questions:
        note = say(KINDS[one.kind][0]) if one.kind in KINDS else str(one.kind)
        options = ", ".join(text_in(option.label, language) for option in one.options)
        when = _words(one.when, entry, language)
        text = f"{note} : {options}" if options else note
        text = text if one.required else say(N_("%(what)s, facultatif")) % {"what": text}
        rows.append(
            ItemView(one.key, text_in(one.label, language), text, when, digest_of(entry, f"question.{one.key}"))
        )
    return rows


def _words(condition: Condition | None, entry: Entry, language: str) -> str:
    return condition_words(condition, entry_plan(entry), language) if condition is not None else ""


def _refusals(entry: Entry, language: str) -> list[ItemView]:
    return [
        ItemView(
            one.key,
            text_in(one.explanation, language),
            "",
            _words(one.when, entry, language),
            digest_of(entry, f"refusal.{one.key}"),
        )
        for one in entry.refusals
    ]


def _copies(office: Office, entry: Entry) -> list[tuple[str, str]]:
    taken = {one.key for one in entry.questions}
    return [(one.key, text_in(one.label, office.language)) for one in _form_questions(office) if one.key not in taken]


def _form_questions(office: Office) -> list[Question]:
    """What the forms of the call ask and could be asked before a dossier; each key once."""
    found: dict[str, Question] = {}
    latest = forms.latest_versions(office.db, [track.form_id for track in office.tracks])
    for version in latest.values():
        for one in forms.plan_of(office.db, version).questions:
            if str(one.kind) in KINDS and asks(one):
                plain = Question(one.key, one.kind, one.label, help=one.help, required=True, options=one.options)
                found.setdefault(one.key, plain)
    return list(found.values())


def _question_fields(question: Question | None) -> Bound[Any]:
    fields: dict[str, object] = {"kind": "yes_no", "required": "yes"}
    if question is not None:
        fields = {"key": question.key, "kind": str(question.kind), "required": "yes" if question.required else None}
        for language in LANGUAGES:
            fields[f"label.{language}"] = question.label.get(language, "")
            fields[f"help.{language}"] = question.help.get(language, "")
        for place, option in enumerate(question.options):
            fields[f"options.{place}.key"] = option.key
            fields |= {f"options.{place}.label.{tongue}": option.label.get(tongue, "") for tongue in LANGUAGES}
    return blank("fr", **fields)
