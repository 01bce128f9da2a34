"""A call of any size: the small world, made as full as a real call, and dossiers written in bulk."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import timedelta
from itertools import cycle, islice, product
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from app.domain.texts import fold
from app.models import (
    Answer,
    Assignment,
    Call,
    Criterion,
    Dossier,
    FormVersion,
    Member,
    Moment,
    Network,
    Person,
    Review,
    ScoreSummary,
)
from app.models.base import uuid7
from tests.world import NOW, OPENS, World, add_dossier

READINGS = 24
REVIEWERS = 24
LOT = 1000
_THINGS = (
    "Filature",
    "Conserverie",
    "Scierie",
    "Recyclerie",
    "Maison des services",
    "Ferme collective",
    "Ressourcerie",
)
_AIMS = ("partagée", "du plateau", "des deux vallées", "pour l’emploi", "de la transition", "sans déchet")
_PLACES = (
    ("Romans-sur-Isère", "26281", "26", "Rhône-Alpes"),
    ("Ambert", "63003", "63", "Auvergne"),
    ("Figeac", "46102", "46", "Midi-Pyrénées"),
    ("Morlaix", "29151", "29", "Bretagne"),
    ("Roubaix", "59512", "59", "Nord-Pas-de-Calais"),
    ("Saint-Denis", "97411", "974", "La Réunion"),
)
_FAMILIES = ("ess", "ess", "company", "authority", "research", "ess")
_STATES = ("filed", "admitted", "admitted", "admitted", "to_correct", "refused", "admitted", "withdrawn", "draft")


def enrich(db: Session, world: World) -> None:
    """Texts, criteria, questions, answers and members as many as a real call has."""
    call = db.get_one(Call, world.calls["ptce"])
    call.presentation = {"fr": "## L’appel\n\n" + "Un pôle réunit des entreprises et des associations. " * 40}
    call.faq = [
        {"question": {"fr": f"Question {number} ?"}, "answer": {"fr": "La réponse. " * 20}} for number in range(8)
    ]
    db.add(call)
    for number in range(5):
        title = {"fr": f"Étape {number}", "en": f"Step {number}"}
        db.add(Moment(call_id=call.id, kind="information", title=title, starts_at=NOW + timedelta(days=20 + number)))
        db.add(Network(call_id=call.id, key=f"n{number}", name=f"Réseau {number}", full_name=f"Le réseau {number}"))
    _criteria(db, world)
    _questions(db, world)
    for name in ("draft", "admitted"):
        _answers(db, world, name)


def _criteria(db: Session, world: World) -> None:
    """Eight criteria in the place of three, the weights still a hundred."""
    for track in ("pole", "cooperation_project"):
        first = db.get_one(Criterion, world.criteria[f"{track}.strategy"])
        first.weight = 10
        for place in range(5):
            parts: dict[str, Any] = {"title": {"fr": f"Critère {place}"}, "levels": first.levels, "weight": 10}
            db.add(Criterion(rubric_id=first.rubric_id, key=f"c{place}", position=3 + place, **parts))


def _questions(db: Session, world: World) -> None:
    """Thirty-six more questions, in the sections there are: none of them must be answered."""
    version = db.get_one(FormVersion, world.versions["pole"])
    plan: dict[str, Any] = deepcopy(version.plan)
    for (number, section), place in product(enumerate(plan["sections"]), range(12)):
        settings = {"limit": 200, "unit": "words"} if place % 2 else {}
        kind = "long" if place % 2 else "short"
        label = {"fr": f"Que prévoyez-vous, point {place} ?", "en": f"What do you plan, point {place}?"}
        section["questions"].append({"key": f"more_{number}_{place}", "kind": kind, "label": label, **settings})
    version.plan = plan


def _answers(db: Session, world: World, name: str) -> None:
    dossier = db.get_one(Dossier, world.dossiers[name])
    for section, place in product(range(3), range(12)):
        text = "Nous partageons un atelier, des emplois et des achats. " * (6 if place % 2 else 1)
        said: dict[str, Any] = {"value": text.strip(), "updated_at": NOW, "updated_by": dossier.owner_id}
        db.add(Answer(dossier_id=dossier.id, question_key=f"more_{section}_{place}", **said))
    for place in range(4):
        parts: dict[str, Any] = {"commune": "Ambert", "insee": "63003", "departement": "63", "role": "Atelier"}
        db.add(Member(dossier_id=dossier.id, position=2 + place, name=f"Scierie {place}", family="ess", **parts))


def _reviewers(db: Session, world: World) -> list[UUID]:
    """The reviewers of the call: gerard first, then as many as a national call has."""
    known = select(col(Person.id)).where(col(Person.email).like("lecteur%"))
    found = list(db.execute(known).scalars())
    if not found:
        common = {"language": "fr", "is_admin": False, "created_at": OPENS}
        emails = [f"lecteur{number}@exemple.fr" for number in range(REVIEWERS - 1)]
        db.execute(insert(Person), [{"email": email, "name": email, **common} for email in emails])
        found = list(db.execute(known).scalars())
    return [world.people["gerard"], *found]


def grow(db: Session, world: World, size: int) -> None:
    """Dossiers in the call `ptce` up to this many, each with its summary, and readers where it is admitted."""
    call = db.get_one(Call, world.calls["ptce"])
    there = db.execute(select(func.count()).where(col(Dossier.call_id) == call.id)).scalar_one()
    readers = _reviewers(db, world)
    given = db.execute(select(func.count()).where(col(Assignment.reviewer_id) == readers[0])).scalar_one()
    reading = READINGS - given
    numbers = iter(range(call.dossiers_filed + 1, call.dossiers_filed + size + 1))
    rows = _dossiers(db, world, numbers)
    for left in range(size - there, 0, -LOT):
        made = list(islice(rows, min(LOT, left)))
        db.execute(insert(Dossier), made)
        admitted = [row["id"] for row in made if row["state"] == "admitted"]
        mine = [(dossier, readers[0]) for dossier in admitted[:reading]]
        reading -= len(mine)
        ring = cycle(readers[1:])
        _assign(db, world, [*mine, *((dossier, next(ring)) for dossier in admitted for _ in range(3))])
        db.execute(insert(ScoreSummary), [_summary(place, row) for place, row in enumerate(made)])
    call.dossiers_filed = next(numbers) - 1
    db.add(call)


def _dossiers(db: Session, world: World, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    call = db.get_one(Call, world.calls["ptce"])
    tracks = [world.tracks["pole"], world.tracks["pole"], world.tracks["cooperation_project"]]
    kinds = zip(cycle(_THINGS), cycle(_AIMS), cycle(_STATES), cycle(tracks), cycle(_PLACES), strict=False)
    for place, (thing, aim, state, track, (commune, insee, departement, region)) in enumerate(kinds):
        number = None if state == "draft" else next(numbers)
        title = f"{thing} {aim} de {commune}, {place}"
        filed_at = None if number is None else OPENS + timedelta(minutes=3 * number % 27_000, seconds=number % 60)
        yield {
            "id": uuid7(),
            "call_id": call.id,
            "track_id": track,
            "filed_track_id": None if number is None else tracks[place % 2],
            "form_version_id": world.versions["pole"],
            "owner_id": world.people["yann"],
            "number": number,
            "reference": None if number is None else f"{call.reference}-{number:04d}",
            "title": title,
            "state": state,
            "bearer": f"Association {thing} {place}",
            "commune": commune,
            "insee": insee,
            "departement": departement,
            "region": region,
            "families": ",".join(_FAMILIES[: 3 + place % 4]),
            "member_count": 3 + place % 4,
            "complete": 40 + place % 61,
            "search_text": fold(f"{title} association {thing} {region}"),
            "late": place % 40 == 0,
            "filed_at": filed_at,
            "created_at": OPENS,
            "updated_at": filed_at or OPENS,
        }


def _assign(db: Session, world: World, pairs: list[tuple[UUID, UUID]]) -> None:
    rows: list[dict[str, Any]] = [
        {"id": uuid7(), "dossier_id": dossier, "reviewer_id": reader, "state": "active", "created_at": NOW}
        for dossier, reader in pairs
    ]
    common = {"created_by": world.people["helene"], "due_at": NOW + timedelta(days=30)}
    if not rows:
        return
    db.execute(insert(Assignment), [row | common for row in rows])
    begun = [_review(place, row) for place, row in enumerate(rows) if place % 3 < 2]
    db.execute(insert(Review), begun)


def _review(place: int, given: Mapping[str, Any]) -> dict[str, Any]:
    done = place % 3 == 0
    return {
        "assignment_id": given["id"],
        "dossier_id": given["dossier_id"],
        "reviewer_id": given["reviewer_id"],
        "state": "submitted" if done else "draft",
        "comment": "Un projet ancré.",
        "mean": 1 + place % 40 / 10 if done else None,
        "created_at": NOW,
        "updated_at": NOW,
        "submitted_at": NOW if done else None,
    }


def _summary(place: int, row: Mapping[str, Any]) -> dict[str, Any]:
    is_read = row["state"] == "admitted"
    mean = 1 + place % 40 / 10 if is_read else None
    return {"dossier_id": row["id"], "assigned": 3 if is_read else 0, "submitted": place % 4 if is_read else 0} | {
        "mean": mean, "lowest": mean, "highest": mean,
    }  # fmt: skip


def ready(db: Session, world: World, number: int) -> list[UUID]:
    """Whole drafts of claire's, to be filed."""
    first = sum(name.startswith("ready") for name in world.dossiers)
    return [add_dossier(db, world, f"ready{place}").id for place in range(first, first + number)]
