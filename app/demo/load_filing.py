"""Filing: each dossier is started, answered section by section in two sittings, and submitted at its own instant."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from random import Random

from pydantic import JsonValue
from sqlmodel import Session

from app.adapters import geography
from app.demo import papers
from app.demo.filing import Answer, DemoFile, address_of, entry_answers, filed_answers
from app.demo.load_stage import Act, Stage
from app.demo.shapes import DemoBudget, DemoCall, DemoDossier, DemoMember
from app.forms.dossier import MemberForm
from app.queries import calls as call_rows
from app.services import answers, dossiers, files, members, places

SEATED_APART = ("members", "charter", "letters", "budget_file")
PAUSE = timedelta(minutes=3)


def filing(stage: Stage, call: DemoCall, dossier: DemoDossier) -> Iterator[Act]:
    """Every act of the applicant, from the account to the receipt."""
    filed = filed_answers(call, dossier)
    first, second = _sittings(call, dossier, stage.until)
    yield Act(first, partial(_start, stage, call, dossier))
    sections = [one for one in call.form.of(dossier.filed_track).sections if set(one.questions) & set(filed)]
    half = len(sections) if second is None else (len(sections) + 1) // 2
    for rank, section in enumerate(sections):
        sits = first if rank < half else second
        assert sits is not None
        at = sits + PAUSE * (rank + 1 if rank < half else rank - half)
        values = {key: stored(key, filed[key]) for key in section.questions if key in filed and key not in SEATED_APART}
        if values:
            yield Act(at, partial(_save, stage, dossier, section.key, values))
        if "members" in section.questions:
            yield from (Act(at, partial(_add_member, stage, dossier, member)) for member in dossier.members)
        for key in section.questions:
            if key in SEATED_APART[1:] and key in filed:
                yield from (Act(at, partial(_attach, stage, dossier, key, file)) for file in _files(filed[key]))
    if dossier.filed_at:
        yield Act(dossier.filed_at, partial(_submit, stage, dossier))


def owner_of(dossier: DemoDossier) -> str:
    """The address of whoever files."""
    return address_of(dossier.contact.name, dossier.bearer.name)


def member_form(dossier: DemoDossier, member: DemoMember) -> MemberForm:
    """A member as it is typed."""
    return MemberForm.model_validate(
        {
            "name": member.name,
            "family": str(member.family),
            "role": member.role,
            "jobs": member.jobs,
            "commune": member.insee,
            "has_letter": member.letter,
            "is_bearer": member.name == dossier.bearer.name,
        }
    )


def commune_line(insee: str) -> str:
    """A commune as people write it, `Ambert (63)`; its code where a name is not enough."""
    commune = geography.commune(insee)
    line = f"{commune.name} ({commune.departement})" if commune else insee
    found = places.find(line)
    return line if found and found.insee == insee else insee


def content_of(dossier: DemoDossier, file: DemoFile) -> bytes:
    """The bytes of a file to attach."""
    if file.name.startswith("charte"):
        return papers.charter(dossier.bearer.name, dossier.title)
    return papers.letter(file.title.partition(" : ")[2] or file.title, dossier.bearer.name, dossier.title)


def _sittings(call: DemoCall, dossier: DemoDossier, until: datetime) -> tuple[datetime, datetime | None]:
    """When the draft is begun, and when it is taken up again to be filed: days apart for most, hours for the early."""
    chance = Random(f"sittings:{dossier.key}")  # noqa: S311 - a demonstration, not a secret
    opening, closing = call.moment("opening").at, call.moment("closing").at
    if dossier.filed_at is None:
        end = min(closing, until)
        return opening + (end - opening) * chance.uniform(0.3, 0.95), None
    second = dossier.filed_at - timedelta(minutes=chance.randrange(50, 75))
    earliest = opening + timedelta(minutes=chance.randrange(5, 90))
    first = min(closing, dossier.filed_at) - timedelta(hours=chance.uniform(3, 24 * 16))
    return max(earliest, first), max(earliest + timedelta(minutes=45), second)


def _start(stage: Stage, call: DemoCall, dossier: DemoDossier, db: Session, now: datetime) -> None:
    owner = owner_of(dossier)
    stage.person(db, owner, dossier.contact.name, now)
    row = stage.call(db, call.slug)
    track = next(one for one in call_rows.tracks(db, row.id) if one.key == dossier.filed_track)
    stage.dossiers[dossier.key] = dossiers.start(
        db, stage.actor(db, owner), row, track, now=now, answers=dict(entry_answers(call, dossier))
    ).id


def _save(
    stage: Stage, dossier: DemoDossier, section: str, values: Mapping[str, JsonValue], db: Session, now: datetime
) -> None:
    row, actor = stage.dossier(db, dossier.key), stage.actor(db, owner_of(dossier))
    answers.save_section(db, row, section, values, version=0, actor=actor, now=now)


def _add_member(stage: Stage, dossier: DemoDossier, member: DemoMember, db: Session, now: datetime) -> None:
    row, actor = stage.dossier(db, dossier.key), stage.actor(db, owner_of(dossier))
    members.add(db, row, member_form(dossier, member), actor=actor, now=now)


def _attach(stage: Stage, dossier: DemoDossier, key: str, file: DemoFile, db: Session, now: datetime) -> None:
    row, actor = stage.dossier(db, dossier.key), stage.actor(db, owner_of(dossier))
    upload = files.Upload(file.name, BytesIO(content_of(dossier, file)))
    files.attach(db, stage.storage, row, key, upload, actor=actor, now=now)


def _submit(stage: Stage, dossier: DemoDossier, db: Session, now: datetime) -> None:
    dossiers.submit(db, stage.dossier(db, dossier.key), actor=stage.actor(db, owner_of(dossier)), now=now)


def _files(answer: Answer) -> list[DemoFile]:
    return [file for file in answer if isinstance(file, DemoFile)] if isinstance(answer, tuple) else []


def stored(key: str, answer: Answer) -> JsonValue:
    """An answer as the platform keeps it."""
    if key == "territory" and isinstance(answer, tuple):
        return {"communes": [str(insee) for insee in answer]}
    if isinstance(answer, DemoBudget):
        lines = {**answer.expenses, **answer.resources}
        return {
            line: {str(year): amount for year, amount in zip(answer.years, amounts, strict=True)}
            for line, amounts in lines.items()
        }
    return [str(one) for one in answer] if isinstance(answer, tuple) else answer
