"""Write forms in one document, give each track its own rules, and keep why a calendar moved."""

import json
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSONS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NEW = {
    "call": [("entry", JSONS, "{}")],
    "track": [("composition", JSONS, "[]"), ("outcomes", JSONS, "[]"), ("version", sa.Integer(), "1")],
    "rubric": [("version", sa.Integer(), "1")],
    "criterion": [("comment_to", sqlmodel.sql.sqltypes.AutoString(length=20), "organisers")],
    "form_version": [("plan", JSONS, '{"sections": []}'), ("edits", sa.Integer(), "0"), ("note", JSONS, "{}")],
}


def upgrade() -> None:
    _create()
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch:
            for name, kind, first in columns:
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=first))
    with op.batch_alter_table("track") as batch:
        batch.add_column(sa.Column("suits", JSONS, nullable=True))
    with op.batch_alter_table("form_version") as batch:
        batch.add_column(sa.Column("published_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch.add_column(sa.Column("published_by", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_form_version_published_by_person"), "person", ["published_by"], ["id"])
    with op.batch_alter_table("dossier") as batch:
        batch.add_column(sa.Column("moved_from_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_dossier_moved_from_id_form_version"), "form_version", ["moved_from_id"], ["id"]
        )
    with op.batch_alter_table("rubric") as batch:
        batch.drop_constraint(op.f("ck_rubric_scale"), type_="check")
        batch.create_check_constraint(op.f("ck_rubric_scale"), "scale_max between 2 and 100")
    _gather_plans()
    _hand_rules_down()
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch:
            for name, _, _ in columns:
                batch.alter_column(name, server_default=None)
    with op.batch_alter_table("question") as batch:
        batch.drop_index(op.f("ix_question_section_id"))
    op.drop_table("question")
    op.drop_table("section")
    with op.batch_alter_table("call") as batch:
        batch.drop_column("composition")


def _gather_plans() -> None:
    """Every version was published when it was made; its rows become one document."""
    bind = op.get_bind()
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in bind.execute(sa.text("select * from question order by position")).mappings():
        question = {"key": row["key"], "kind": row["kind"], "label": _json(row["label"]), **_json(row["settings"])}
        if help_texts := _json(row["help"]):
            question["help"] = help_texts
        if row["required"]:
            question["required"] = True
        asked[str(row["section_id"])].append(question)
    plans: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in bind.execute(sa.text("select * from section order by position")).mappings():
        section = {"key": row["key"], "title": _json(row["title"]), "minutes": row["minutes"]}
        plans[str(row["form_version_id"])].append({**section, "questions": asked[str(row["id"])]})
    versions = sa.table(
        "form_version",
        sa.column("id", sa.String()),
        sa.column("plan", JSONS),
        sa.column("created_at", sa.String()),
        sa.column("published_at", sa.String()),
    )
    known = bind.execute(sa.text("select id from form_version")).scalars().all()
    for version in known:
        bind.execute(
            sa.update(versions)
            .where(sa.cast(versions.c.id, sa.String()) == str(version))
            .values(plan={"sections": plans[str(version)]}, published_at=versions.c.created_at)
        )


def _hand_rules_down() -> None:
    """The rules of a call become those of its tracks that have members."""
    bind = op.get_bind()
    tracks = sa.table("track", sa.column("call_id", sa.String()), sa.column("has_members", sa.Boolean()), sa.column("composition", JSONS))
    for row in bind.execute(sa.text("select id, composition from call")).mappings():
        bind.execute(
            sa.update(tracks)
            .where(sa.cast(tracks.c.call_id, sa.String()) == str(row["id"]), tracks.c.has_members)
            .values(composition=_json(row["composition"]))
        )


def _json(value: object) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _create() -> None:
    op.create_table('call_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('before', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('after', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_call_change_author_id_person')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_call_change_call_id_call')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_change'))
    )
    with op.batch_alter_table('call_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_change_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_call_change_call_id'), ['call_id'], unique=False)

    op.create_table('call_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('storage_key', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_call_file_call_id_call')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_file')),
    sa.UniqueConstraint('call_id', 'digest', name=op.f('uq_call_file_call_id_digest'))
    )
    op.create_table('form_edit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('form_version_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('edit', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('inverse', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_form_edit_author_id_person')),
    sa.ForeignKeyConstraint(['form_version_id'], ['form_version.id'], name=op.f('fk_form_edit_form_version_id_form_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_edit')),
    sa.UniqueConstraint('form_version_id', 'number', name=op.f('uq_form_edit_form_version_id_number'))
    )
    with op.batch_alter_table('form_edit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_form_edit_author_id'), ['author_id'], unique=False)

    op.create_table('kept_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('form_version_id', sa.Uuid(), nullable=False),
    sa.Column('value', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=True),
    sa.Column('kept_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_kept_answer_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['form_version_id'], ['form_version.id'], name=op.f('fk_kept_answer_form_version_id_form_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_answer'))
    )
    with op.batch_alter_table('kept_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_answer_dossier_id'), ['dossier_id'], unique=False)



def downgrade() -> None:
    raise RuntimeError("this migration goes one way: to come back, restore the backup made before it")
