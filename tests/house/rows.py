"""Every row of the permission matrix."""

from tests.house import rows_demo, rows_everyone, rows_public, rows_reading

ROWS = (*rows_demo.ROWS, *rows_everyone.ROWS, *rows_public.ROWS, *rows_reading.ROWS)
