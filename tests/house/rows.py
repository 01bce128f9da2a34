"""Every row of the permission matrix."""

from tests.house import (
    rows_applicant,
    rows_demo,
    rows_editor,
    rows_everyone,
    rows_exchange,
    rows_organising,
    rows_phases,
    rows_plans,
    rows_pool,
    rows_public,
    rows_reading,
    rows_rubrics,
    rows_team,
    rows_ties,
    rows_words,
)

ROWS = (
    *rows_applicant.ROWS,
    *rows_demo.ROWS,
    *rows_editor.ROWS,
    *rows_everyone.ROWS,
    *rows_exchange.ROWS,
    *rows_words.ROWS,
    *rows_organising.ROWS,
    *rows_phases.ROWS,
    *rows_plans.ROWS,
    *rows_pool.ROWS,
    *rows_public.ROWS,
    *rows_reading.ROWS,
    *rows_rubrics.ROWS,
    *rows_team.ROWS,
    *rows_ties.ROWS,
)
