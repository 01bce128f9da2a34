"""Every row of the permission matrix."""

from tests.house import rows_demo, rows_everyone, rows_organising, rows_reading

ROWS = (*rows_demo.ROWS, *rows_everyone.ROWS, *rows_organising.ROWS, *rows_reading.ROWS)
