"""The rush of the last minutes, played small: what it checks after killing the platform would be seen missing."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, update
from sqlmodel import col

from app.adapters.database import Database
from app.models import Answer, Revision
from app.web.hall import Hall
from tests.houses import copied
from tests.load.rush import arguments, missing, platform, rush
from tests.load.rush_stage import TYPED, invite, open_until

SMALL = ("--minutes", "0.03", "--pause", "0.1", "--connections", "6")


def test_a_small_rush_files_everybody_and_what_it_lost_would_be_named(demonstration: Hall, tmp_path: Path) -> None:
    url = copied(demonstration.settings.data_dir / "tremplin.sqlite3", tmp_path)
    database = Database(url)
    everybody = invite(database, 6)
    open_until(database, datetime.now(UTC) + timedelta(minutes=5))

    # In a thread of its own: a browser test before this one leaves a loop running in ours.
    with ThreadPoolExecutor(1) as alone, platform(str(tmp_path), url, f"file:{tmp_path}/files", 1) as address:
        evening = alone.submit(lambda: asyncio.run(rush(everybody, address, arguments(SMALL)))).result()

    assert evening.failures == []
    assert sorted(evening.receipts) == [0, 1, 2, 3, 4, 5]
    assert list(missing(database, everybody, evening)) == []

    with database.writing() as db:
        db.execute(delete(Revision).where(col(Revision.dossier_id) == everybody[0].dossier))
        lost = update(Answer).where(col(Answer.dossier_id) == everybody[1].dossier, col(Answer.question_key) == TYPED)
        db.execute(lost.values(value="autre chose"))
    found = list(missing(database, everybody, evening))
    database.close()
    assert found == ["0: was filed, and is not there", "1: a text that was said to be saved is not there"]
