"""Assign, review and discuss with care."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


NEW = {
    "call": ("reviewing",),
    "conflict": ("source", "grounds"),
    "dossier": ("review_round",),
    "membership": ("departement", "languages", "ties", "is_expert", "decline_reason", "decline_note"),
    "person": ("review_mail",),
    "review": ("seconds",),
    "track": ("blind",),
}
"""Columns of tables that have rows: a first value is given, then forgotten."""


def upgrade() -> None:
    op.create_table('assignment_proposal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('settings', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('findings', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('edits', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('worst', sa.Float(), nullable=True),
    sa.Column('bound', sa.Float(), nullable=True),
    sa.Column('mean', sa.Float(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('published_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state in ('computing', 'draft', 'published', 'dropped')", name=op.f('ck_assignment_proposal_state')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_assignment_proposal_call_id_call')),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_assignment_proposal_created_by_person')),
    sa.ForeignKeyConstraint(['published_by'], ['person.id'], name=op.f('fk_assignment_proposal_published_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_proposal')),
    sa.UniqueConstraint('call_id', 'number', name=op.f('uq_assignment_proposal_call_id_number'))
    )
    op.create_table('concern',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('organisation', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_concern_author_id_person')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_concern_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['settled_by'], ['person.id'], name=op.f('fk_concern_settled_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern'))
    )
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_concern_dossier_id'), ['dossier_id'], unique=False)

    op.create_table('discussion_message',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('mentions', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_discussion_message_author_id_person')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_discussion_message_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_message'))
    )
    with op.batch_alter_table('discussion_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_discussion_message_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_message_dossier_id'), ['dossier_id'], unique=False)

    op.create_table('discussion_seen',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_discussion_seen_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_discussion_seen_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_seen')),
    sa.UniqueConstraint('dossier_id', 'person_id', name=op.f('uq_discussion_seen_dossier_id_person_id'))
    )
    with op.batch_alter_table('discussion_seen', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_discussion_seen_person_id'), ['person_id'], unique=False)

    op.create_table('nomination',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('proposed_by', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_nomination_call_id_call')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_nomination_decided_by_person')),
    sa.ForeignKeyConstraint(['proposed_by'], ['person.id'], name=op.f('fk_nomination_proposed_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination'))
    )
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nomination_call_id'), ['call_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_proposed_by'), ['proposed_by'], unique=False)

    op.create_table('proposed_reading',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('reviewer_id', sa.Uuid(), nullable=False),
    sa.Column('affinity', sa.Float(), nullable=False),
    sa.Column('by_hand', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_proposed_reading_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['proposal_id'], ['assignment_proposal.id'], name=op.f('fk_proposed_reading_proposal_id_assignment_proposal')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['person.id'], name=op.f('fk_proposed_reading_reviewer_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposed_reading')),
    sa.UniqueConstraint('proposal_id', 'dossier_id', 'reviewer_id', name=op.f('uq_proposed_reading_proposal_id_dossier_id_reviewer_id'))
    )
    with op.batch_alter_table('proposed_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposed_reading_dossier_id'), ['dossier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposed_reading_reviewer_id'), ['reviewer_id'], unique=False)

    op.create_table('wish',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('wish', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("wish in ('want', 'could', 'rather_not')", name=op.f('ck_wish_wish')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_wish_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_wish_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wish')),
    sa.UniqueConstraint('dossier_id', 'person_id', name=op.f('uq_wish_dossier_id_person_id'))
    )
    with op.batch_alter_table('wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wish_person_id'), ['person_id'], unique=False)

    op.create_table('redaction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.Column('replacement_id', sa.Uuid(), nullable=True),
    sa.Column('value', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_redaction_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_redaction_file_id_file')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_redaction_made_by_person')),
    sa.ForeignKeyConstraint(['replacement_id'], ['file.id'], name=op.f('fk_redaction_replacement_id_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_redaction')),
    sa.UniqueConstraint('dossier_id', 'question_key', 'file_id', name=op.f('uq_redaction_dossier_id_question_key_file_id'))
    )
    with op.batch_alter_table('redaction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_redaction_file_id'), ['file_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_redaction_replacement_id'), ['replacement_id'], unique=False)

    op.create_table('review_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('review_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('mean', sa.Float(), nullable=True),
    sa.Column('handed', sa.Boolean(), nullable=False),
    sa.Column('phase', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_review_version_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_version')),
    sa.UniqueConstraint('review_id', 'number', name=op.f('uq_review_version_review_id_number'))
    )
    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reviewing', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False, server_default="{}"))

    with op.batch_alter_table('conflict', schema=None) as batch_op:
        batch_op.add_column(sa.Column('source', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False, server_default="organiser"))
        batch_op.add_column(sa.Column('grounds', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('decided_by', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_conflict_decided_by_person'), 'person', ['decided_by'], ['id'])

    with op.batch_alter_table('dossier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reviews_wanted', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('review_round', sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('departement', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('languages', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column('ties', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column('is_expert', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('invited_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('accepted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('declined_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('decline_reason', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('decline_note', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.create_foreign_key(batch_op.f('fk_membership_invited_by_person'), 'person', ['invited_by'], ['id'])

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('review_mail', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default="each"))

    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seconds', sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table('track', schema=None) as batch_op:
        batch_op.add_column(sa.Column('blind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default="none"))
        batch_op.add_column(sa.Column('reviews_wanted', sa.Integer(), nullable=True))

    for table, columns in NEW.items():
        with op.batch_alter_table(table, schema=None) as batch:
            for name in columns:
                batch.alter_column(name, server_default=None)
    with op.batch_alter_table("conflict", schema=None) as batch:
        batch.drop_constraint(op.f("ck_conflict_state"), type_="check")
        batch.create_check_constraint(op.f("ck_conflict_state"), "state in ('suspected', 'declared', 'confirmed', 'dismissed')")
    with op.batch_alter_table("track", schema=None) as batch:
        batch.create_check_constraint(op.f("ck_track_blind"), "blind in ('none', 'applicant', 'reviewer', 'both')")
    # Whoever reviewed before people were asked has said yes.
    op.execute(sa.text("update membership set accepted_at = created_at where role = 'reviewer'"))


def downgrade() -> None:
    op.execute(sa.text("update conflict set state = 'declared' where state = 'suspected'"))
    with op.batch_alter_table("track", schema=None) as batch:
        batch.drop_constraint(op.f("ck_track_blind"), type_="check")
    with op.batch_alter_table("conflict", schema=None) as batch:
        batch.drop_constraint(op.f("ck_conflict_state"), type_="check")
        batch.create_check_constraint(op.f("ck_conflict_state"), "state in ('declared', 'confirmed', 'dismissed')")
    with op.batch_alter_table('track', schema=None) as batch_op:
        batch_op.drop_column('reviews_wanted')
        batch_op.drop_column('blind')

    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_column('seconds')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('review_mail')

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_membership_invited_by_person'), type_='foreignkey')
        batch_op.drop_column('decline_note')
        batch_op.drop_column('decline_reason')
        batch_op.drop_column('declined_at')
        batch_op.drop_column('accepted_at')
        batch_op.drop_column('invited_by')
        batch_op.drop_column('is_expert')
        batch_op.drop_column('ties')
        batch_op.drop_column('languages')
        batch_op.drop_column('departement')

    with op.batch_alter_table('dossier', schema=None) as batch_op:
        batch_op.drop_column('review_round')
        batch_op.drop_column('reviews_wanted')

    with op.batch_alter_table('conflict', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_conflict_decided_by_person'), type_='foreignkey')
        batch_op.drop_column('decided_by')
        batch_op.drop_column('decided_at')
        batch_op.drop_column('grounds')
        batch_op.drop_column('source')

    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.drop_column('reviewing')

    op.drop_table('review_version')
    with op.batch_alter_table('redaction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_redaction_replacement_id'))
        batch_op.drop_index(batch_op.f('ix_redaction_file_id'))

    op.drop_table('redaction')
    with op.batch_alter_table('wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wish_person_id'))

    op.drop_table('wish')
    with op.batch_alter_table('proposed_reading', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposed_reading_reviewer_id'))
        batch_op.drop_index(batch_op.f('ix_proposed_reading_dossier_id'))

    op.drop_table('proposed_reading')
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nomination_proposed_by'))
        batch_op.drop_index(batch_op.f('ix_nomination_call_id'))

    op.drop_table('nomination')
    with op.batch_alter_table('discussion_seen', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_discussion_seen_person_id'))

    op.drop_table('discussion_seen')
    with op.batch_alter_table('discussion_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_discussion_message_dossier_id'))
        batch_op.drop_index(batch_op.f('ix_discussion_message_author_id'))

    op.drop_table('discussion_message')
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_dossier_id'))
        batch_op.drop_index(batch_op.f('ix_concern_author_id'))

    op.drop_table('concern')
    op.drop_table('assignment_proposal')
