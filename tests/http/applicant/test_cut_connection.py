"""A connection that is cut during an upload leaves nothing half done."""

import socket
import time

from sqlalchemy import func, select
from sqlmodel import col

from app.models import StoredFile
from tests.live import Live


def test_a_connection_cut_during_an_upload_stores_nothing_and_blocks_nobody(live: Live) -> None:
    dossier, token = live.house.world.dossiers["draft"], live.house.world.tokens["claire"]
    head = (
        f"POST /applicant/dossiers/{dossier}/sections/project HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n"
        f"Cookie: session={token}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 900000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disposition: form-data; "
        'name="q-statutes"; filename="statuts.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n'
    )
    with socket.create_connection(("127.0.0.1", live.port)) as line:
        line.sendall(head.encode() + bytes(200_000))
        time.sleep(0.2)
        meanwhile = live.house.as_("yann").post("/calls/ptce/apply", data={"track": "pole"}).status_code
    time.sleep(0.3)

    assert meanwhile == 303
    assert not any(key.startswith("dossiers/") for key in live.house.hall.storage.every_key())
    with live.house.database.reading() as db:
        assert (
            db.execute(select(func.count()).where(col(StoredFile.storage_key).startswith("dossiers/"))).scalar_one()
            == 0
        )
    again = live.house.as_("claire").post(
        f"/applicant/dossiers/{dossier}/sections/project",
        data={"version": "1", "asked": "summary", "q-summary": "Bien."},
    )
    assert again.status_code == 303
