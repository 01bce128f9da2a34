"""Every row of the permission matrix."""

from tests.house import rows_everyone

ROWS = (*rows_everyone.ROWS,)
