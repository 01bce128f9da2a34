"""One fixed, named small world: two calls, thirteen people, a dossier in every state."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import (
    Answer,
    Assignment,
    Call,
    Collaborator,
    Conflict,
    Criterion,
    Decision,
    Dossier,
    DossierSection,
    Form,
    FormVersion,
    Member,
    Membership,
    Moment,
    Network,
    Person,
    Review,
    Revision,
    Rubric,
    ScoreSummary,
    SignInSession,
    StoredFile,
    Track,
)
from app.models.base import Base
from app.queries.people import token_hash

T = TypeVar("T", bound=Base)

PDF = b"%PDF-1.7\n% a small world\n"
OPENS = datetime(2011, 10, 1, 7, tzinfo=UTC)
CLOSES = datetime(2011, 10, 31, 22, 59, 59, tzinfo=UTC)
NOW = datetime(2011, 10, 20, 10, tzinfo=UTC)
AFTER = CLOSES + timedelta(days=20)

PEOPLE = {
    "claire": "Claire Ambrosi",
    "yann": "Yann Le Dantec",
    "helene": "Hélène Vaugrenard",
    "ines": "Inès Carvalho",
    "gerard": "Gérard Mazoyer",
    "francoise": "Françoise Delorieux",
    "malik": "Malik Ferrand",
    "paul": "Paul Teissier",
    "ada": "Ada Lormier",
    "remi": "Rémi Castaing",
    "anna": "Anna Belkacem",
    "edith": "Édith Moreau",
    "simon": "Simon Kerguelen",
}
"""Applicants claire and yann; organiser helene, ines of the other call, paul who has a conflict with `admitted`;
reviewers gerard (assigned), francoise (not assigned), malik (assigned, in conflict); ada is the administrator;
remi reads, anna comments, edith edits and simon signs the dossiers of claire."""
HANDS = {"remi": "read", "anna": "comment", "edith": "edit", "simon": "sign"}


@dataclass(slots=True)
class World:
    """Ids by name: people, calls, dossiers, tracks, criteria, and session tokens."""

    people: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    calls: dict[str, UUID] = field(default_factory=dict)
    tracks: dict[str, UUID] = field(default_factory=dict)
    versions: dict[str, UUID] = field(default_factory=dict)
    criteria: dict[str, UUID] = field(default_factory=dict)
    dossiers: dict[str, UUID] = field(default_factory=dict)
    members: dict[str, UUID] = field(default_factory=dict)
    files: dict[str, UUID] = field(default_factory=dict)
    assignments: dict[str, UUID] = field(default_factory=dict)
    conflicts: dict[str, UUID] = field(default_factory=dict)
    reviews: dict[str, UUID] = field(default_factory=dict)
    collaborators: dict[str, UUID] = field(default_factory=dict)
    roles: dict[str, UUID] = field(default_factory=dict)


def build(db: Session) -> World:
    """Fill an empty database with the small world."""
    world = World()
    for key, name in PEOPLE.items():
        _person(db, world, key, name)
    _call(db, world, "ptce", "PTCE-2011")
    _call(db, world, "autre", "AUTRE-2011")
    roles = [("helene", "ptce", "organiser"), ("paul", "ptce", "organiser"), ("ines", "autre", "organiser")]
    roles += [(who, "ptce", "reviewer") for who in ("gerard", "francoise", "malik")]
    for who, call, role in roles:
        world.roles[who] = _add(db, _member(world, who, call, role)).id
    for state in ("draft", "filed", "to_correct", "admitted", "refused", "withdrawn"):
        add_dossier(db, world, state, state=state)
    add_dossier(db, world, "decided", state="admitted")
    add_dossier(db, world, "other_owner", state="filed", owner="yann")
    _readers(db, world)
    for name in ("draft", "admitted"):
        _keep(db, world, name)
    return world


def _add(db: Session, row: T) -> T:
    db.add(row)
    db.flush()
    return row


def _member(world: World, who: str, call: str, role: str) -> Membership:
    person, called = world.people[who], world.calls[call]
    return Membership(person_id=person, call_id=called, role=role, created_at=OPENS, accepted_at=OPENS)


def _person(db: Session, world: World, key: str, name: str) -> None:
    person = Person(email=f"{key}@exemple.fr", name=name, is_admin=key == "ada", confirmed_at=OPENS, created_at=OPENS)
    world.people[key] = _add(db, person).id
    world.tokens[key] = secrets.token_urlsafe(16)
    session = SignInSession(
        token_hash=token_hash(world.tokens[key]),
        person_id=person.id,
        browser="Firefox",
        created_at=OPENS,
        expires_at=OPENS + timedelta(days=3650),
    )
    _add(db, session)


def _call(db: Session, world: World, slug: str, reference: str) -> None:
    call = Call(
        slug=slug,
        reference=reference,
        title={"fr": f"Appel {slug}", "en": f"Call {slug}"},
        summary={"fr": "Résumé de l’appel.", "en": "Summary of the call."},
        opens_at=OPENS,
        closes_at=CLOSES,
        grace_minutes=10,
        is_public=True,
        created_at=OPENS,
    )
    world.calls[slug] = _add(db, call).id
    _add(db, Network(call_id=call.id, key="labo", name="Labo de l’ESS"))
    _add(db, Moment(call_id=call.id, kind="opening", title={"fr": "Ouverture", "en": "Opening"}, starts_at=OPENS))
    _add(db, Moment(call_id=call.id, kind="deadline", title={"fr": "Clôture", "en": "Deadline"}, starts_at=CLOSES))
    for position, key in enumerate(("pole", "cooperation_project")):
        _track(db, world, call, key, position)


def _track(db: Session, world: World, call: Call, key: str, position: int) -> None:
    name = key if call.slug == "ptce" else f"{call.slug}.{key}"
    form = _add(db, Form(call_id=call.id, key=key))
    version = _add(
        db, FormVersion(form_id=form.id, plan=_plan(), created_at=OPENS, published_at=OPENS, locked_at=OPENS)
    )
    rubric = _add(db, Rubric(call_id=call.id, key=key))
    for place, (criterion, weight, optional) in enumerate(
        (("strategy", 60, False), ("anchoring", 30, False), ("bonus", 10, True))
    ):
        row = Criterion(
            rubric_id=rubric.id,
            key=criterion,
            position=place,
            title={"fr": f"Critère {criterion}", "en": f"Criterion {criterion}"},
            levels={"fr": [f"Niveau {n}." for n in range(6)], "en": [f"Level {n}." for n in range(6)]},
            weight=weight,
            optional=optional,
            section_key="project",
        )
        world.criteria[f"{name}.{criterion}"] = _add(db, row).id
    title = {"fr": f"Catégorie {key}", "en": f"Track {key}"}
    track = Track(call_id=call.id, key=key, position=position, title=title, form_id=form.id, rubric_id=rubric.id)
    world.tracks[name] = _add(db, track).id
    world.versions[name] = version.id


def _plan() -> dict[str, object]:
    budget: dict[str, object] = {
        "budget": {
            "years": [2012, 2013],
            "expenses": [{"key": "staff", "label": {"fr": "Personnel", "en": "Staff"}}],
            "resources": [{"key": "sales", "label": {"fr": "Ventes", "en": "Sales"}, "own": True}],
        }
    }
    asked: dict[str, list[tuple[str, str, bool, dict[str, object]]]] = {
        "bearer": [("bearer_name", "short", True, {}), ("bearer_email", "email", False, {})],
        "project": [
            ("summary", "long", True, {"limit": 50, "unit": "words"}),
            ("budget", "budget", False, budget),
            ("statutes", "files", False, {"files": {"at_most": 2, "max_bytes": 2_000_000, "types": ["pdf", "png"]}}),
        ],
        "members": [("members", "members", False, {})],
    }
    return {
        "sections": [
            {
                "key": key,
                "title": {"fr": f"Rubrique {key}", "en": f"Section {key}"},
                "minutes": 10,
                "questions": [
                    {"key": question, "kind": kind, "label": _label(question), "required": required, **settings}
                    for question, kind, required, settings in questions
                ],
            }
            for key, questions in asked.items()
        ]
    }


def _label(key: str) -> dict[str, str]:
    return {"fr": f"Question {key}", "en": f"Question {key}"}


def add_dossier(
    db: Session, world: World, name: str, *, state: str = "draft", owner: str = "claire", track: str = "pole"
) -> Dossier:
    """One more dossier in the call `ptce`, complete, with a revision when it is out of draft."""
    call = db.get_one(Call, world.calls["ptce"])
    filed = state != "draft"
    number = call.dossiers_filed + 1 if filed else None
    dossier = Dossier(
        call_id=call.id,
        track_id=world.tracks[track],
        filed_track_id=world.tracks[track] if filed else None,
        form_version_id=world.versions[track],
        owner_id=world.people[owner],
        number=number,
        reference=f"PTCE-2011-{number:04d}" if number else None,
        title=f"Dossier {name}",
        state=state,
        bearer=f"Association {name}",
        commune="Romans-sur-Isère",
        insee="26281",
        departement="26",
        region="Rhône-Alpes",
        families="ess,company",
        member_count=2,
        complete=100,
        search_text=f"dossier {name} association {name}",
        filed_at=NOW - timedelta(days=5) if filed else None,
        created_at=OPENS + timedelta(days=1),
        updated_at=NOW - timedelta(days=5),
    )
    world.dossiers[name] = _add(db, dossier).id
    _fill(db, dossier, name)
    if owner == "claire":
        _share(db, world, dossier)
    if filed:
        call.dossiers_filed = number or 0
    return dossier


def _share(db: Session, world: World, dossier: Dossier) -> None:
    """Those who work on the dossiers of claire."""
    for who, hand in HANDS.items():
        row = Collaborator(
            dossier_id=dossier.id,
            person_id=world.people[who],
            email=f"{who}@exemple.fr",
            name=PEOPLE[who],
            hand=hand,
            invited_by=dossier.owner_id,
            invited_at=OPENS,
            accepted_at=OPENS,
        )
        world.collaborators[f"{dossier.title.removeprefix('Dossier ')}.{who}"] = _add(db, row).id


def _fill(db: Session, dossier: Dossier, name: str) -> None:
    values = {"bearer_name": f"Association {name}", "summary": f"Résumé secret de {name}."}
    for key, value in values.items():
        row = Answer(dossier_id=dossier.id, question_key=key, value=value, updated_at=NOW, updated_by=dossier.owner_id)
        _add(db, row)
    for key in ("bearer", "project", "members"):
        _add(db, DossierSection(dossier_id=dossier.id, section_key=key, version=1))
    for place, family in enumerate(("ess", "company")):
        _add(db, Member(dossier_id=dossier.id, position=place, name=f"Membre {family}", family=family, jobs=3))
    if dossier.filed_at is not None:
        frozen = Revision(
            dossier_id=dossier.id,
            number=1,
            track_key="pole",
            content={"answers": values},
            digest="0" * 64,
            receipt_code=f"CODE-{name}",
            filed_at=dossier.filed_at,
            filed_by=dossier.owner_id,
        )
        _add(db, frozen)


def _keep(db: Session, world: World, name: str) -> None:
    """Names for what doors ask for: one member of a dossier and one file, whose bytes each house stores."""
    dossier = db.get_one(Dossier, world.dossiers[name])
    query = select(col(Member.id)).where(col(Member.dossier_id) == dossier.id).order_by(col(Member.position).desc())
    world.members[name] = db.execute(query.limit(1)).scalar_one()
    row = StoredFile(
        dossier_id=dossier.id,
        question_key="statutes",
        name="statuts.pdf",
        media_type="application/pdf",
        size=len(PDF),
        digest=hashlib.sha256(PDF).hexdigest(),
        storage_key=f"world/{name}",
        uploaded_by=dossier.owner_id,
        created_at=NOW,
    )
    world.files[name] = _add(db, row).id


def _readers(db: Session, world: World) -> None:
    helene = world.people["helene"]
    for dossier in ("admitted", "decided"):
        for who in ("gerard", "malik"):
            row = Assignment(
                dossier_id=world.dossiers[dossier], reviewer_id=world.people[who], created_at=NOW, created_by=helene
            )
            world.assignments[f"{dossier}.{who}"] = _add(db, row).id
    for who in ("malik", "paul"):
        tie = Conflict(
            dossier_id=world.dossiers["admitted"], person_id=world.people[who], created_at=NOW, created_by=helene
        )
        world.conflicts[f"admitted.{who}"] = _add(db, tie).id
    _decide(db, world)


def _decide(db: Session, world: World) -> None:
    review = Review(
        assignment_id=world.assignments["decided.gerard"],
        dossier_id=world.dossiers["decided"],
        reviewer_id=world.people["gerard"],
        state="submitted",
        comment="Avis secret de Gérard.",
        mean=4.0,
        created_at=NOW,
        updated_at=NOW,
        submitted_at=NOW,
    )
    world.reviews["decided"] = _add(db, review).id
    _add(
        db,
        ScoreSummary(dossier_id=world.dossiers["decided"], assigned=2, submitted=1, mean=4.0, lowest=4.0, highest=4.0),
    )
    decision = Decision(
        dossier_id=world.dossiers["decided"],
        call_id=world.calls["ptce"],
        outcome="selected",
        reason="Motif secret.",
        decided_at=NOW,
        decided_by=world.people["helene"],
    )
    _add(db, decision)
