"""What a pipe that is out of order raises: the database, the storage, the files and sockets of the machine."""

from alembic.util.exc import CommandError
from obstore.exceptions import BaseError
from sqlalchemy.exc import SQLAlchemyError

from app.adapters.scanner import ScannerDown

OUT_OF_ORDER = (SQLAlchemyError, BaseError, OSError, CommandError, ScannerDown)
