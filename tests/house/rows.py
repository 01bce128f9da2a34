"""Every row of the permission matrix."""

from tests.house import rows_applicant, rows_everyone

ROWS = (*rows_everyone.ROWS, *rows_applicant.ROWS)
