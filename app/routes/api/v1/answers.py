"""Doors of answers: read whole or by section, changed by section over the version that was read."""

from pydantic import JsonValue
from starlette.responses import Response

from app.domain.answers import Problem, check_answers
from app.domain.errors import NotFound
from app.domain.questions import Reader
from app.domain.readers import reader_of
from app.forms.api import SectionAnswers
from app.queries.asked import reading
from app.queries.dossiers import sections_of
from app.queries.forms import plan_of
from app.routes.api.v1.shapes.dossiers import AnswersOut, ProblemOut
from app.services import answers
from app.services.answers import section_of
from app.web.api import Room, answer
from app.web.api_guards import ApiDossier, ApiFacts, ApiOwnDossier, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now

room = Room("dossiers")
SOME_ANSWERS = {"answers": {"bearer_name": "Scic Séchoir d’Ambert", "bearer_email": "bonjour@exemple.fr"}}


@room.get("/dossiers/{dossier}/answers", AnswersOut)
def read_answers(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Response:
    """Read every answer to what is asked, as far as I may, with what keeps the dossier from being filed."""
    plan, content = reading(db, dossier, reader=reader_of(facts), working=facts.is_inside)
    found = check_answers(plan.questions, content.values, final=True)
    return answer(AnswersOut(answers=content.values, problems=[_problem(one) for one in found]))


@room.get("/dossiers/{dossier}/sections/{section}", AnswersOut)
def read_section(dossier: ApiDossier, facts: ApiFacts, section: str, db: Db) -> Response:
    """Read the answers of one section to what is asked, with the version that a change must carry."""
    return _section(dossier, section, db, reader_of(facts), working=facts.is_inside)


@room.patch(
    "/dossiers/{dossier}/sections/{section}",
    AnswersOut,
    scope="dossiers",
    problems=(409, 412, 428),
    example=SOME_ANSWERS,
)
def save_answers(
    dossier: ApiOwnDossier, section: str, form: SectionAnswers, wanted: IfMatch, db: Db, me: Caller, now: Now
) -> Response:
    """Keep answers of one section of my draft, right or wrong; a question left out, or not asked, keeps its answer."""
    section_of(plan_of(db, dossier.form_version_id), section)
    demand_version(_version(db, dossier, section), wanted)
    answers.save_section(db, dossier, section, form.answers, version=wanted, actor=me, now=now)
    return _section(dossier, section, db, None, working=True)


def _section(dossier: ApiDossier, key: str, db: Db, reader: Reader | None, *, working: bool) -> Response:
    section_of(plan_of(db, dossier.form_version_id), key)
    plan, content = reading(db, dossier, reader=reader, working=working)
    questions = next((section.questions for section in plan.sections if section.key == key), ())
    if reader is not None and not questions:
        raise NotFound
    values, version = content.values, _version(db, dossier, key)
    shown: dict[str, JsonValue] = {one.key: values.get(one.key) for one in questions}
    problems = [_problem(one) for one in check_answers(questions, values, final=True)]
    return answer(AnswersOut(answers=shown, problems=problems, version=version), version=version)


def _version(db: Db, dossier: ApiDossier, section: str) -> int:
    db.flush()
    stand = sections_of(db, dossier.id).get(section)
    return stand.version if stand else 0


def _problem(one: Problem) -> ProblemOut:
    return ProblemOut(question=one.question_key, code=one.code, params=dict(one.params), advice=one.advice)
