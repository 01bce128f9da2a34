"""Write the migration between the last one and the tables: `python -m tools.new_migration "Say what it adds"`."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from app.adapters.database import Database
from app.adapters.migrations import migrate

VERSIONS = Path("migrations/versions")


def main() -> None:
    """Compare a fresh database at the last migration with the tables, and number what comes out."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/fresh.sqlite3")
        number = len(list(VERSIONS.glob("*.py"))) + 1
        if number > 1:
            migrate(database)
        config = Config()
        config.set_main_option("script_location", "migrations")
        with database.engine("writing").begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, sys.argv[1], autogenerate=True, rev_id=f"{number:04d}")
        database.close()


if __name__ == "__main__":
    main()
