"""Documents keep their word: links lead somewhere, settings and commands are those of the application.

Run: python -m tools.check_docs
"""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from typer.main import get_command

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
SETTING = re.compile(r"TREMPLIN_(?!TEST_)[A-Z][A-Z0-9_]*")
COMMAND = re.compile(r"(?:^|[\s;&|(/])tremplin ([a-z][a-z-]*)", re.MULTILINE)
MODULE_COMMAND = re.compile(r"python -m app ([a-z][a-z-]*)")
TARGET = re.compile(r"(?:^|[\s;&|(])make ([a-z][a-z-]*)", re.MULTILINE)
# Files are read anywhere: no folder of one machine, no registry that this machine happens to use.
PRIVATE = re.compile(
    r"(?<![\w.})/])/(?:work|root|tmp/bash_jobs|home/(?!tremplin)\w+)/"
    r"|pypi[.]org|pythonhosted[.]org|registry[.]npmjs[.]|npmjs[.]com|deb[.]debian[.]org|--(?:extra-)?index-url +http"
)
BINARY = {".png", ".jpg", ".webp", ".woff2", ".gz", ".zip", ".pdf", ".ico", ".xlsx", ".docx", ".odt"}


def main() -> int:
    """List every promise that is not kept."""
    pages = sorted(path for path in tracked(ROOT) if path.suffix == ".md")
    faults = [*broken_links(pages), *wrong_settings(ROOT), *wrong_commands(pages), *private_words(tracked(ROOT))]
    for fault in faults:
        print(fault)
    print(f"docs: {len(pages)} pages read, {len(faults)} to put right")
    return bool(faults)


def tracked(root: Path) -> list[Path]:
    """The files that git keeps, or is about to."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def broken_links(pages: list[Path]) -> Iterator[str]:
    """Relative links to files or headings that are not there."""
    for page in pages:
        for target in LINK.findall(FENCE.sub("", page.read_text())):
            name, _, heading = target.partition("#")
            if re.match(r"[a-z]+:", name):
                continue
            there = page.parent / name if name else page
            if not there.exists() or (heading and heading not in headings(there)):
                yield f"{_short(page)}: the link {target} leads nowhere"


def headings(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    titles = re.findall(r"^#+ +(.+)$", FENCE.sub("", page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def wrong_settings(root: Path) -> Iterator[str]:
    """Settings that the page of settings forgets or invents."""
    source, page = root / "app" / "settings.py", root / "docs" / "operator" / "settings.md"
    if not source.exists():
        return
    real, told = settings(source.read_text()), set(SETTING.findall(page.read_text()))
    yield from (f"{_short(page)}: {name} is not documented" for name in sorted(real - told))
    yield from (f"{_short(page)}: {name} is not a setting" for name in sorted(told - real))


def settings(source: str) -> set[str]:
    """The environment names of the fields of every settings class."""
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    chosen = [node for node in classes if any("BaseSettings" in ast.unparse(base) for base in node.bases)]
    fields = [line.target for node in chosen for line in node.body if isinstance(line, ast.AnnAssign)]
    names = [field.id for field in fields if isinstance(field, ast.Name)]
    return {f"TREMPLIN_{name.upper()}" for name in names if not name.startswith(("_", "model_config"))}


def wrong_commands(pages: list[Path]) -> Iterator[str]:
    """Commands named in code that neither the Makefile nor the application offers."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    offered = commands()
    for page in pages:
        code = "\n".join([*FENCE.findall(page.read_text()), *CODE.findall(FENCE.sub("", page.read_text()))])
        yield from (f"{_short(page)}: no `make {name}`" for name in sorted(set(TARGET.findall(code)) - targets))
        named = {*COMMAND.findall(code), *MODULE_COMMAND.findall(code)}
        if offered:
            yield from (f"{_short(page)}: no `tremplin {name}`" for name in sorted(named - offered))


def commands() -> set[str]:
    """The first words that the application's command line knows; none where it is not built yet."""
    if not (ROOT / "app" / "cli").exists():
        return set()
    tree = get_command(importlib.import_module("app.cli").command_line())
    return set(getattr(tree, "commands", {}))


def private_words(paths: list[Path]) -> Iterator[str]:
    """Folders of one machine and addresses of registries, in files that everyone gets."""
    for path in paths:
        if path.suffix in BINARY or path.stat().st_size > 3_000_000:
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            found = PRIVATE.search(line)
            if found:
                yield f"{_short(path)}:{number}: names {found[0]!r}"


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


if __name__ == "__main__":
    sys.exit(main())
