"""The worker's antivirus: one file at a time, each once, and patience while nobody answers."""

import time

import structlog

from app.adapters.scanner import ScannerDown
from app.services import scanning
from app.web.hall import Hall

log = structlog.get_logger("tremplin.scans")
PATIENCE_SECONDS = 30.0


class Scans:
    """Files waiting for a verdict; those sent before an antivirus was set wait too."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._silent_until = 0.0

    def turn(self) -> int:
        """Have one file looked at; how many were. No session is open meanwhile."""
        hall = self._hall
        if hall.scanner is None or time.monotonic() < self._silent_until:
            return 0
        with hall.database.reading() as db:
            file = scanning.next_to_scan(db)
        if file is None:
            return 0
        try:
            found = hall.scanner.scan(hall.storage.read(file.storage_key))
        except FileNotFoundError:
            log.error("file lost", key=file.storage_key)
            found = ""
        except ScannerDown as error:
            log.warning("antivirus", error=str(error))
            self._silent_until = time.monotonic() + PATIENCE_SECONDS
            return 0
        with hall.database.writing() as db:
            if found:
                scanning.condemned(db, file.id, found, now=hall.clock.now())
            else:
                scanning.cleared(db, file.id, now=hall.clock.now())
        return 1
