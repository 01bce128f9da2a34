"""Static files: named by their content, compressed once, served for ever."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from posixpath import normpath

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

PREFIX = "/static/"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}
COMPRESSIBLE = {".css", ".js", ".svg", ".json", ".txt"}
CSS_NAME = re.compile(r'(?P<part>@import )?url\("(?P<file>(?!data:|https?:|/|#)[^"]+)"\)(?(part);\n?)')

# What a browser does not read in a sheet: comments, and the space at the beginning of lines.
UNREAD = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent: its plain name, its hashed name, its bytes plain and squeezed."""

    name: str
    hashed: str
    content: bytes
    squeezed: bytes | None
    kind: str
    tag: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every asset, found by its plain or by its hashed name."""

    by_name: Mapping[str, Asset]
    by_hash: Mapping[str, Asset]

    def url(self, name: str) -> str:
        """The address of a file, which changes with its content: `static('tremplin.css')` in templates."""
        return PREFIX + self.by_name[name].hashed


FOLDER = Path(__file__).parents[1] / "static"


@lru_cache
def manifest() -> Manifest:
    """The static files of the platform, read once."""
    return read_assets(FOLDER)


def static(name: str) -> str:
    """The address of a static file, in templates."""
    return manifest().url(name)


def read_assets(folder: Path) -> Manifest:
    """Read a folder once; style sheets last, since they name the other files."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    contents = {name: (folder / name).read_bytes() for name in names if PurePosixPath(name).suffix in TYPES}
    by_name: dict[str, Asset] = {}
    for name in sorted(contents, key=lambda name: (name.endswith(".css"), name)):
        content = style_sheet(name, contents, by_name) if name.endswith(".css") else contents[name]
        by_name[name] = asset(name, content)
    return Manifest(by_name, {asset.hashed: asset for asset in by_name.values()})


def asset(name: str, content: bytes) -> Asset:
    """Name a file by what it holds, and squeeze it if it is worth it."""
    path = PurePosixPath(name)
    digest = sha256(content).hexdigest()[:16]
    squeezed = gzip.compress(content, 9, mtime=0) if path.suffix in COMPRESSIBLE else None
    return Asset(
        name=name,
        hashed=str(path.with_name(f"{path.stem}.{digest}{path.suffix}")),
        content=content,
        squeezed=squeezed if squeezed and len(squeezed) < len(content) else None,
        kind=TYPES[path.suffix],
        tag=f'"{digest}"',
    )


def style_sheet(name: str, contents: Mapping[str, bytes], known: Mapping[str, Asset]) -> bytes:
    """A style sheet with its parts in place and its files under their hashed names, without what nobody reads."""

    def text(sheet: str) -> str:
        return CSS_NAME.sub(lambda found: named(inside(sheet, found["file"]), found), contents[sheet].decode())

    def named(target: str, found: re.Match[str]) -> str:
        return text(target) if found["part"] else f'url("{beside(name, known[target].hashed)}")'

    return UNREAD.sub("", text(name)).encode()


def inside(sheet: str, reference: str) -> str:
    """The name of a file that a sheet refers to."""
    return normpath(str(PurePosixPath(sheet).parent / reference))


def beside(sheet: str, name: str) -> str:
    """How a sheet refers to a file."""
    return "../" * (len(PurePosixPath(sheet).parts) - 1) + name


class Assets:
    """The door to static files. Only what was read at start-up exists, so no path can lead elsewhere."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whether mounted under /static or reached by its whole path."""
        request = Request(scope, receive)
        name = scope["path"].partition(PREFIX)[2]
        await self.answer(name, request)(scope, receive, send)

    def answer(self, name: str, request: Request) -> Response:
        """The file of this name, or 304 for who has it, or 404, or 405 for who would change it."""
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("Method Not Allowed", 405, {"Allow": "GET, HEAD"})
        lasting = self.manifest.by_hash.get(name)
        found = lasting or self.manifest.by_name.get(name)
        if found is None:
            return PlainTextResponse("Not Found", 404)
        headers = {"Cache-Control": FOR_EVER if lasting else ASK_AGAIN, "ETag": found.tag, "Vary": "Accept-Encoding"}
        if found.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return sent(found, request.headers, headers)


def sent(found: Asset, asked: Headers, headers: dict[str, str]) -> Response:
    """The bytes of a file, squeezed for who reads gzip."""
    headers = {**headers, "X-Content-Type-Options": "nosniff"}
    if found.squeezed and accepts_gzip(asked.get("accept-encoding", "")):
        return Response(found.squeezed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.kind)
    return Response(found.content, headers=headers, media_type=found.kind)


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header admits gzip (`gzip;q=0` does not)."""
    wishes = [part.replace(" ", "").lower() for part in header.split(",")]
    return any(wish.partition(";")[0] == "gzip" and not re.fullmatch(r"gzip;q=0(\.0*)?", wish) for wish in wishes)
