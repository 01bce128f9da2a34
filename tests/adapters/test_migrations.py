"""A database is brought up to the tables of this version, and what it holds stays."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.adapters.database import Database
from app.adapters.migrations import check, is_current, migrate
from app.models import Answer, FormVersion, Track
from app.queries.forms import plan_of
from tests.houses import House

AN_ID = "0192f0c1-0000-7000-8000-00000000000"
LABEL = json.dumps({"fr": "Votre projet"})
SETTINGS = json.dumps({"limit": 50, "unit": "words"})
RULES = json.dumps([{"key": "five", "label": {"fr": "Cinq membres"}, "at_least": 5}])
THEN = "2011-10-01 07:00:00"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, of each kind."""
    url = f"sqlite:///{tmp_path}/empty.sqlite3"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database")
    database = Database(url)
    yield database
    database.close()


def test_the_migrations_make_the_tables_of_the_models(each_house: House) -> None:
    check(each_house.database)

    assert is_current(each_house.database)


def test_forms_written_in_rows_are_read_as_documents_and_rules_go_to_the_tracks(empty: Database) -> None:
    migrate(empty, "0001")
    _write_a_call(empty)

    migrate(empty)

    with empty.reading() as db:
        version = db.execute(select(FormVersion)).scalar_one()
        track = db.execute(select(Track)).scalar_one()
        [section] = plan_of(db, version.id).sections
        [first, second] = section.questions
        assert (section.key, section.title["fr"], section.minutes) == ("project", "Votre projet", 12)
        assert (first.key, first.kind, first.required, first.limit, first.unit) == ("aim", "long", True, 50, "words")
        assert (second.key, second.help["fr"]) == ("title", "Votre projet")
        assert (version.published_at, version.locked_at) == (version.created_at, None)
        assert [rule["key"] for rule in track.composition] == ["five"]
        assert (track.version, track.outcomes, track.suits) == (1, [], None)


def test_an_answer_is_as_old_as_its_section_so_that_pages_left_open_are_told_apart(empty: Database) -> None:
    migrate(empty, "0001")
    _write_a_call(empty)
    migrate(empty, "0002")
    ids = {name: _stored(empty, number) for name, number in (("call", 1), ("version", 3), ("track", 7), ("me", 8))}
    ids |= {"dossier": _stored(empty, 9), "then": THEN, "said": json.dumps("Un séchoir")}
    with empty.writing() as db:
        for number, statement in enumerate(A_DRAFT):
            db.execute(text(statement), {**ids, "row": _stored(empty, 0)[:-1] + "abcd"[number]})

    migrate(empty)

    with empty.reading() as db:
        answer = db.execute(select(Answer)).scalar_one()
        assert (answer.question_key, answer.value, answer.section_version, answer.source) == (
            "aim",
            "Un séchoir",
            4,
            "",
        )


A_DRAFT = (
    """insert into person (id, email, name, language, is_admin, created_at)
    values (:me, 'claire@exemple.fr', 'Claire', 'fr', false, :then)""",
    """insert into dossier (id, call_id, track_id, form_version_id, owner_id, title, state, screening_reason, bearer,
    commune, insee, departement, region, families, member_count, missing, complete, search_text, late, created_at,
    updated_at, version) values (:dossier, :call, :track, :version, :me, '', 'draft', '', '', '', '', '', '', '', 0, 0,
    0, '', false, :then, :then, 1)""",
    """insert into dossier_section (id, dossier_id, section_key, version, missing, problems, answered)
    values (:row, :dossier, 'project', 4, 0, 0, 1)""",
    """insert into answer (id, dossier_id, question_key, value, updated_at, updated_by)
    values (:row, :dossier, 'aim', :said, :then, :me)""",
)


def _write_a_call(database: Database) -> None:
    """One call of one track, as the first version of the house kept it."""
    ids = {name: _stored(database, number) for number, name in enumerate(("call", "form", "version", "section"), 1)}
    given = {**ids, "q1": _stored(database, 5), "q2": _stored(database, 6), "track": _stored(database, 7)}
    given |= {"label": LABEL, "settings": SETTINGS, "rules": RULES, "then": THEN, "empty": "{}", "none": "[]"}
    with database.writing() as db:
        for statement in STATEMENTS:
            db.execute(text(statement), given)


def _stored(database: Database, number: int) -> str:
    """SQLite keeps ids without hyphens."""
    found = f"{AN_ID}{number}"
    return found.replace("-", "") if database.is_sqlite else found


STATEMENTS = (
    """insert into call (id, slug, reference, title, summary, presentation, faq, composition, contact_email, zone,
    opens_at, closes_at, grace_minutes, reviews_per_dossier, places, expected, is_public, is_demo, dossiers_filed,
    created_at, version) values (:call, 'poles', 'PTCE', :label, :empty, :empty, :none, :rules, '', 'Europe/Paris',
    :then, '2011-10-31 22:59:00', 0, 3, 18, 20, true, false, 0, :then, 1)""",
    "insert into form (id, call_id, key) values (:form, :call, 'pole')",
    "insert into form_version (id, form_id, number, created_at) values (:version, :form, 1, :then)",
    """insert into section (id, form_version_id, key, position, title, help, minutes)
    values (:section, :version, 'project', 0, :label, :empty, 12)""",
    """insert into question (id, form_version_id, section_id, key, position, kind, label, help, required, settings)
    values (:q1, :version, :section, 'title', 1, 'short', :label, :label, false, :empty)""",
    """insert into question (id, form_version_id, section_id, key, position, kind, label, help, required, settings)
    values (:q2, :version, :section, 'aim', 0, 'long', :label, :empty, true, :settings)""",
    """insert into track (id, call_id, key, position, title, summary, form_id, has_members)
    values (:track, :call, 'pole', 0, :label, :empty, :form, true)""",
)
