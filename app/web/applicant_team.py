"""What the pages of a dossier show of those who work on it: their hands, their questions, where they are."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

from app.domain.answers import asks
from app.domain.permissions import Hand
from app.domain.team import HANDS, Standing
from app.domain.texts import text_in
from app.queries.dossier_team import TeammateRow, name_of, team_of
from app.queries.dossier_work import PresentRow, TaskRow, Writer, present, tasks_of, writers_of
from app.web.applicant import Room
from app.web.i18n import N_, translations

_HANDS: Mapping[Hand, tuple[str, str, str]] = {
    Hand.EDIT: (
        N_("Modifier le dossier"),
        N_("Elle répond aux questions avec vous, ajoute des membres et des fichiers. C’est vous qui déposez."),
        N_("peut modifier"),
    ),
    Hand.COMMENT: (
        N_("Relire et commenter"),
        N_("Elle lit tout et commente chaque question, sans rien changer."),
        N_("peut relire et commenter"),
    ),
    Hand.READ: (N_("Lire seulement"), N_("Elle lit tout, sans rien changer."), N_("peut lire")),
    Hand.SIGN: (
        N_("Signer"),
        N_("Elle lit tout et signe au nom d’un membre du groupement."),
        N_("peut lire et signer"),
    ),
}


class MyTask(NamedTuple):
    """A question that is given to me."""

    key: str
    label: str
    href: str
    is_done: bool


class TaskSection(NamedTuple):
    """The questions of a section: key, label, and who has it (an id, or '')."""

    title: str
    rows: list[tuple[str, str, str]]


def hand_rows(language: str) -> list[tuple[str, str, str]]:
    """The hands as cards to choose from."""
    say = translations(language).gettext
    return [(hand, say(_HANDS[hand][0]), say(_HANDS[hand][1])) for hand in HANDS]


def hand_title(hand: str, language: str) -> str:
    """What somebody is asked to do: `Modifier le dossier`."""
    return translations(language).gettext(_HANDS[Hand(hand)][0])


def hand_words(hand: str, language: str) -> str:
    """What somebody may do: `peut modifier`."""
    return translations(language).gettext(_HANDS[Hand(hand)][2])


def team_views(mine: Room) -> dict[str, object]:
    """Those who work on the dossier, those who are asked to, and those who no longer do."""
    team = team_of(mine.db, mine.dossier.id)
    return {
        "owner": owner_name(mine),
        "working": [row for row in team if row.works],
        "invited": [row for row in team if row.standing is Standing.INVITED],
        "absent": [row for row in team if row.standing in (Standing.DECLINED, Standing.GONE)],
        "own": own_place(mine, team),
        "hands": {hand: hand_words(hand, mine.language) for hand in HANDS},
        **whereabouts(mine, team),
    }


def overview_team(mine: Room) -> Any:
    """The team as the overview of the dossier shows it, with what is given to whom."""
    views = team_views(mine)
    tasks = tasks_of(mine.db, mine.dossier.id) if views["working"] else {}
    return {**views, "notes": given_notes(mine, tasks), "mine_tasks": my_tasks(mine, tasks)}


def owner_name(mine: Room) -> str:
    """Who is responsible for the dossier."""
    return mine.me.name if mine.facts().is_owner else name_of(mine.db, mine.dossier.owner_id)


def own_place(mine: Room, team: Iterable[TeammateRow]) -> TeammateRow | None:
    """My place in the team of a dossier that is somebody else's."""
    return next((row for row in team if row.person_id == mine.me.id and row.works), None)


def whereabouts(mine: Room, team: Iterable[TeammateRow]) -> dict[str, object]:
    """Who is on which section, by person and by section; nobody is when one works alone."""
    shared = any(row.works for row in team)
    rows = present(mine.db, mine.dossier.id, mine.me.id, mine.now) if shared else []
    titles = {section.key: text_in(section.title, mine.language) for section in mine.plan.sections}
    return {
        "shared": shared,
        "where": {row.person_id: titles[row.section_key] for row in rows if row.section_key in titles},
        "present": rows,
    }


def here(rows: Iterable[PresentRow], section_key: str) -> list[str]:
    """The names of the others on a section."""
    return list(dict.fromkeys(row.name for row in rows if row.section_key == section_key))


def given_notes(mine: Room, tasks: Mapping[str, TaskRow]) -> dict[str, str]:
    """Whom each section is given to, in words: `confiée à Claire Ambrosi, Yann Le Dantec`."""
    notes = {}
    for section in mine.plan.sections:
        names = dict.fromkeys(tasks[one.key].name for one in section.questions if one.key in tasks)
        if names:
            text = mine.page.say(N_("Confié à %(names)s"))
            notes[section.key] = text % {"names": ", ".join(names)}
    return notes


def my_tasks(mine: Room, tasks: Mapping[str, TaskRow]) -> list[MyTask]:
    """The questions that are given to me, in the order of the form."""
    return [
        MyTask(
            question.key,
            text_in(question.label, mine.language),
            f"{mine.path}/sections/{section.key}#q-{question.key}",
            tasks[question.key].done_at is not None,
        )
        for section in mine.plan.sections
        for question in section.questions
        if question.key in tasks and tasks[question.key].person_id == mine.me.id
    ]


def task_sections(mine: Room, chosen: Mapping[str, UUID | None]) -> list[TaskSection]:
    """Every question that may be given, section by section, with who has it or is about to."""
    sections = []
    for number, section in enumerate(mine.reading()[0].sections, 1):
        rows = [
            (question.key, text_in(question.label, mine.language), str(chosen.get(question.key) or ""))
            for question in section.questions
            if asks(question)
        ]
        if rows:
            sections.append(TaskSection(f"{number}. {text_in(section.title, mine.language)}", rows))
    return sections


def writers(mine: Room) -> list[Writer]:
    """Those who may be given a question."""
    return writers_of(mine.db, mine.dossier, team_of(mine.db, mine.dossier.id))


class Beside(TypedDict):
    """What stands beside the questions of a section: whom they are given to, and who else is there."""

    section_key: str
    shared: bool
    given: Mapping[str, TaskRow]
    here: list[str]


def beside(mine: Room, section_key: str) -> Beside:
    """The same for this section; nothing is looked for when one works alone."""
    if mine.is_alone or not any(row.works for row in team_of(mine.db, mine.dossier.id)):
        return Beside(section_key=section_key, shared=False, given={}, here=[])
    rows = present(mine.db, mine.dossier.id, mine.me.id, mine.now)
    given = tasks_of(mine.db, mine.dossier.id)
    return Beside(section_key=section_key, shared=True, given=given, here=here(rows, section_key))
