"""A real word processor and spreadsheet for the tests: LibreOffice without a screen, with a profile of its own."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.rooms import missing

REMEDY = (
    "Install it (`apt-get install libreoffice-writer-nogui`), or set TREMPLIN_TEST_OFFICE to the path of `soffice`."
)


def find_office() -> str | None:
    """The path of a LibreOffice, if this machine has one."""
    return os.environ.get("TREMPLIN_TEST_OFFICE") or shutil.which("soffice") or shutil.which("libreoffice")


CALC_REMEDY = "Install it: `apt-get install libreoffice-calc-nogui`."
SHEETS = "libsclo.so"


def find_calc() -> str | None:
    """The path of a LibreOffice that opens spreadsheets, if this machine has one."""
    office = find_office()
    return office if office and (Path(office).resolve().parent / SHEETS).exists() else None


def recalculated(workbook: bytes, ending: str, folder: Path, *, to: str) -> bytes:
    """What LibreOffice makes of a spreadsheet once opened and saved as another kind."""
    if find_calc() is None:
        missing("LibreOffice Calc", remedy=CALC_REMEDY)
    return opened(workbook, ending, folder, to=to)


def opened(document: bytes, ending: str, folder: Path, *, to: str) -> bytes:
    """What LibreOffice makes of a document once opened, saved as another kind (`pdf`, `txt:Text (encoded):UTF8`)."""
    office = find_office()
    if office is None:
        missing("LibreOffice", remedy=REMEDY)
    source = folder / f"document.{ending}"
    source.write_bytes(document)
    words = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to]
    subprocess.run([*words, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return source.with_suffix("." + to.partition(":")[0]).read_bytes()
