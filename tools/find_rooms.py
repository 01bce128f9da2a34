"""Before the tests: find a PostgreSQL, a browser and an office suite, or install them where this may be done."""

import os
import shutil
import subprocess
import sys

from tests.browser_setup import REMEDY as BROWSER_REMEDY
from tests.browser_setup import find_chromium
from tests.office import CALC_REMEDY, find_calc, find_office
from tests.office import REMEDY as OFFICE_REMEDY
from tests.postgres import REMEDY as POSTGRES_REMEDY
from tests.postgres import find_binaries

SWITCH = "TREMPLIN_TEST_INSTALL"
OFFICE, CALC = "libreoffice-writer-nogui", "libreoffice-calc-nogui"


def main() -> int:
    """Say what was found, install what is missing where we may, and name what will be skipped."""
    wanted = [package for package, place in look().items() if place is None]
    if wanted and may_install():
        install(wanted)
    remedies = {"postgresql": POSTGRES_REMEDY, "chromium": BROWSER_REMEDY, OFFICE: OFFICE_REMEDY, CALC: CALC_REMEDY}
    for package, place in look().items():
        if place:
            print(f"{package}: {place}")
        else:
            print(f"{package}: NOT FOUND, its tests will be skipped. {remedies[package]}", file=sys.stderr)
    return 0


def look() -> dict[str, str | None]:
    """Where each room is, by the name of its package."""
    binaries = find_binaries()
    postgres = os.environ.get("TEST_DATABASE_URL") and "given by TEST_DATABASE_URL"
    return {
        "postgresql": postgres or (str(binaries) if binaries else None),
        "chromium": find_chromium(),
        OFFICE: find_office(),
        CALC: find_calc(),
    }


def may_install() -> bool:
    """As root on a machine with apt-get, unless TREMPLIN_TEST_INSTALL=0 forbids it."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and os.environ.get(SWITCH, "1") != "0"


def install(packages: list[str]) -> None:
    """Install Debian packages quietly; a failure is shown and the tests say what they miss."""
    print(f"Installing {' and '.join(packages)} with apt-get ({SWITCH}=0 forbids it) ...", flush=True)
    calm = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *words], env=calm, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
