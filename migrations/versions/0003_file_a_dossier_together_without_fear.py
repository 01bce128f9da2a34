"""File a dossier together, without fear."""

import json

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


NEW = {
    "answer": ("section_version", "source",),
    "dossier": ("unsigned",),
    "file": ("scan",),
    "member": ("decline_reason", "representative", "address", "legal_form", "directory",),
    "person": ("wants_reminders",),
    "track": ("needs_signatures",),
}
"""Columns of tables that have rows: a first value is given, then forgotten."""


def upgrade() -> None:
    op.create_table('answer_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('before', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=True),
    sa.Column('after', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=True),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('closed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_answer_change_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_answer_change_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_change'))
    )
    with op.batch_alter_table('answer_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_change_dossier_id'), ['dossier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_change_person_id'), ['person_id'], unique=False)

    op.create_table('answer_comment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_answer_comment_author_id_person')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_answer_comment_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['settled_by'], ['person.id'], name=op.f('fk_answer_comment_settled_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_comment'))
    )
    with op.batch_alter_table('answer_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_comment_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_comment_dossier_id'), ['dossier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_comment_settled_by'), ['settled_by'], unique=False)

    op.create_table('answer_task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('given_by', sa.Uuid(), nullable=False),
    sa.Column('given_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_answer_task_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['given_by'], ['person.id'], name=op.f('fk_answer_task_given_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_answer_task_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_task')),
    sa.UniqueConstraint('dossier_id', 'question_key', name=op.f('uq_answer_task_dossier_id_question_key'))
    )
    with op.batch_alter_table('answer_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_task_given_by'), ['given_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_task_person_id'), ['person_id'], unique=False)

    op.create_table('collaborator',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('hand', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('takes_over', sa.Boolean(), nullable=False),
    sa.Column('invited_by', sa.Uuid(), nullable=False),
    sa.Column('invited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('accepted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('declined_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("hand in ('read', 'comment', 'edit', 'sign')", name=op.f('ck_collaborator_hand')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_collaborator_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['invited_by'], ['person.id'], name=op.f('fk_collaborator_invited_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_collaborator_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collaborator')),
    sa.UniqueConstraint('dossier_id', 'email', name=op.f('uq_collaborator_dossier_id_email'))
    )
    with op.batch_alter_table('collaborator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_collaborator_invited_by'), ['invited_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_collaborator_person_id'), ['person_id'], unique=False)

    op.create_table('correction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('questions', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_correction_asked_by_person')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_correction_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_correction_ended_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction')),
    sa.UniqueConstraint('dossier_id', 'number', name=op.f('uq_correction_dossier_id_number'))
    )
    with op.batch_alter_table('correction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_correction_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_correction_ended_by'), ['ended_by'], unique=False)

    op.create_table('dossier_message',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('from_organisers', sa.Boolean(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('read_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_dossier_message_author_id_person')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_dossier_message_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier_message'))
    )
    with op.batch_alter_table('dossier_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dossier_message_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_dossier_message_dossier_id'), ['dossier_id'], unique=False)
        batch_op.create_index('ix_dossier_message_unread', ['from_organisers', 'read_at'], unique=False)

    op.create_table('presence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_presence_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_presence_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence')),
    sa.UniqueConstraint('dossier_id', 'person_id', name=op.f('uq_presence_dossier_id_person_id'))
    )
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presence_person_id'), ['person_id'], unique=False)

    op.create_table('sign_off',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('collaborator_id', sa.Uuid(), nullable=True),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('signed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('signed_as', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('stale_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('refused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_sign_off_asked_by_person')),
    sa.ForeignKeyConstraint(['collaborator_id'], ['collaborator.id'], name=op.f('fk_sign_off_collaborator_id_collaborator')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_sign_off_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_sign_off_member_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_off'))
    )
    with op.batch_alter_table('sign_off', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_off_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_off_collaborator_id'), ['collaborator_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_off_dossier_id'), ['dossier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_off_member_id'), ['member_id'], unique=False)

    op.create_table('upload',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('form_version_id', sa.Uuid(), nullable=False),
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=400), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_upload_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_upload_file_id_file')),
    sa.ForeignKeyConstraint(['form_version_id'], ['form_version.id'], name=op.f('fk_upload_form_version_id_form_version')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_upload_member_id_member')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_upload_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload'))
    )
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_upload_dossier_id'), ['dossier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_upload_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_upload_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('section_version', sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column('source', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False, server_default=""))

    with op.batch_alter_table('dossier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unsigned', sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column('reopened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    with op.batch_alter_table('file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('member_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('disarmed', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('scan', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('scanned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index(batch_op.f('ix_file_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_file_scan'), ['scan'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_file_member_id_member'), 'member', ['member_id'], ['id'])

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('declined_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('decline_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('representative', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('legal_form', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('directory', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('directory_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wants_reminders', sa.Boolean(), nullable=False, server_default=sa.true()))

    with op.batch_alter_table('track', schema=None) as batch_op:
        batch_op.add_column(sa.Column('needs_signatures', sa.Boolean(), nullable=False, server_default=sa.false()))

    _age_answers()
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.alter_column(name, server_default=None)


def _age_answers() -> None:
    """An answer is as old as its section: a page that was opened before this migration is told apart from it."""
    bind = op.get_bind()
    answers = sa.table("answer", *(sa.column(name) for name in ("dossier_id", "question_key", "section_version")))
    states = sa.table("dossier_section", *(sa.column(name) for name in ("dossier_id", "section_key", "version")))
    dossiers = sa.table("dossier", sa.column("id"), sa.column("form_version_id"))
    for version_id, plan in bind.execute(sa.text("select id, plan from form_version")).all():
        mine = sa.select(dossiers.c.id).where(dossiers.c.form_version_id == version_id)
        for section in (json.loads(plan) if isinstance(plan, str) else plan)["sections"]:
            version = sa.select(states.c.version).where(
                states.c.dossier_id == answers.c.dossier_id, states.c.section_key == section["key"]
            )
            keys = [question["key"] for question in section["questions"]]
            bind.execute(
                sa.update(answers)
                .where(answers.c.dossier_id.in_(mine), answers.c.question_key.in_(keys))
                .values(section_version=sa.func.coalesce(version.scalar_subquery(), 0))
            )


def downgrade() -> None:
    raise RuntimeError("this migration goes one way: to come back, restore the backup made before it")
