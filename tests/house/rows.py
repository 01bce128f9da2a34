"""Every row of the permission matrix."""

from tests.house import rows_everyone, rows_reading

ROWS = (*rows_everyone.ROWS, *rows_reading.ROWS)
