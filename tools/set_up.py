"""Make .venv hold exactly what a lock file pins; a second run sees there is nothing to do.

Runs on the machine's own Python, before anything is installed: standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def main() -> int:
    """Set the environment up from the lock file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lock", type=Path)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    chosen = parser.parse_args()
    if sys.version_info < OLDEST:
        return _give_up(f"Tremplin needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    venv, lock = chosen.venv.absolute(), chosen.lock.resolve()
    if is_done(venv, lock):
        return 0
    started = time.monotonic()
    print(f"Installing {lock.name} into {venv.name} ...", flush=True)
    if not (install_with_uv(venv, lock) or install_with_pip(venv, lock)):
        return _give_up("The installation failed: see above. Once the cause is removed, run the same command again.")
    add_project(venv)
    remember(venv, lock)
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


def is_done(venv: Path, lock: Path) -> bool:
    """Whether the environment works and was set up from this very lock, or from a larger one that holds it."""
    notes = _notes(venv)
    known = notes.read_text().split() if notes.exists() else []
    return fingerprint(lock) in known and _works(venv)


def fingerprint(lock: Path) -> str:
    """Changes when the lock, the Python, the place or this script does."""
    said = f"{sys.version}\n{ROOT}\n".encode() + lock.read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(said).hexdigest()


def pins(lock: Path) -> set[str]:
    """The `name==version` lines of a lock file."""
    return set(re.findall(r"^([\w.\[\]-]+==\S+)", lock.read_text(), re.MULTILINE))


def install_with_uv(venv: Path, lock: Path) -> bool:
    """The fast way, where uv is there and works."""
    uv = shutil.which("uv")
    if not uv or not _try([uv, "--version"], quiet=True):
        return False
    if not _works(venv) and not _try([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(venv)]):
        return False
    install = [uv, "pip", "sync", "--quiet", "--python", str(venv / "bin" / "python"), "--require-hashes", str(lock)]
    if _try(install):
        return True
    print("uv could not do it; trying with pip.", flush=True)
    return False


def install_with_pip(venv: Path, lock: Path) -> bool:
    """The way that every Python knows."""
    python = venv / "bin" / "python"
    has_pip = _works(venv) and _try([str(python), "-m", "pip", "--version"], quiet=True)
    if not has_pip and not _try([sys.executable, "-m", "venv", "--clear", str(venv)]):
        print("Python's venv module is missing (on Debian and Ubuntu: apt-get install python3-venv).", file=sys.stderr)
        return False
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    return _try([*pip, "--require-hashes", "-r", str(lock)])


def add_project(venv: Path) -> None:
    """Put the project itself on the path, with its command; no build, so no build tools to fetch."""
    packages = next((venv / "lib").glob("python*/site-packages"))
    (packages / "tremplin.pth").write_text(f"{ROOT}\n")
    command = venv / "bin" / "tremplin"
    command.write_text(f'#!/bin/sh\nexec "{venv}/bin/python" -m app "$@"\n')
    command.chmod(0o755)


def remember(venv: Path, lock: Path) -> None:
    """Note which locks this environment now satisfies."""
    held = pins(lock)
    locks = [other for other in lock.parent.glob("requirements*.lock") if pins(other) <= held]
    _notes(venv).write_text("\n".join(fingerprint(other) for other in {lock, *locks}))


def _notes(venv: Path) -> Path:
    return venv / "installed-locks"


def _works(venv: Path) -> bool:
    same = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    return (venv / "bin" / "python").exists() and _try([str(venv / "bin" / "python"), "-c", same], quiet=True)


def _try(command: list[str], *, quiet: bool = False) -> bool:
    hush = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(command, stdout=hush, stderr=hush, check=False, cwd=ROOT).returncode == 0
    except OSError:
        return False


def _give_up(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
