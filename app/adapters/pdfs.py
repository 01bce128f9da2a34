"""What a PDF may hide: streams that swell without end, and programs, which are taken out before it is kept."""

import io
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from app.adapters.unreadable import Unreadable

_LARGEST_STREAM = 150_000_000
_LARGEST_SUM = 600_000_000
_LARGEST_INNER = 16_000_000
_TRIAL = str(Path(__file__).with_name("pdf_trial.py"))
_TRIAL_SECONDS = 20
_MOST_OBJECTS = 300_000
_DEEPEST = 40
_STREAM = re.compile(rb"stream[ \t]*(?:\r\n?|\n)")
# The tables that say where everything is are unpacked to open a document: no other packing than the usual one.
_TABLES = re.compile(rb"/(?:ObjStm|XRef)\b")
_OTHER_PACKING = re.compile(rb"/(?:LZWDecode|RunLengthDecode|ASCIIHexDecode|ASCII85Decode|LZW|RL|AHx|A85)\b")
_PIECE = 65_536

_PROGRAMS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"})
_CARRIERS = ("/JS", "/JavaScript", "/RichMediaContent", "/OnInstantiate", "/XFA")
_SIGNED = b"/ByteRange "
_SUSPECT = re.compile(
    rb"/(?:JS|JavaScript|Launch|ImportData|SubmitForm|Rendition|RichMediaExecute|RichMediaContent|OnInstantiate|XFA)\b"
)


def demand_small(source: BinaryIO) -> None:
    """Raise Unreadable before anything is opened if what is packed inside is out of measure: reading it would take
    all the memory there is. Rewinds the source."""
    source.seek(0)
    content = source.read()
    source.seek(0)
    total, before = 0, 0
    for found in _STREAM.finditer(content):
        head = content[max(before, found.start() - 1024) : found.start()]
        before = found.end()
        if _TABLES.search(head) and _OTHER_PACKING.search(head):
            raise Unreadable("bomb")
        total += _unpacked(memoryview(content)[found.end() :], _LARGEST_SUM - total)
    # What is ciphered cannot be measured before it is opened: it is opened first where it can do no harm.
    if b"/Encrypt" in content:
        demand_opens(content)


def demand_opens(content: bytes) -> None:
    """Open a document in a process that is given little memory and little time; raises Unreadable."""
    try:
        trial = subprocess.run(  # noqa: S603
            [sys.executable, _TRIAL], input=content, stderr=subprocess.DEVNULL, timeout=_TRIAL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("bomb") from error
    if trial.returncode != 0:
        raise Unreadable("bomb")


def disarm(document: pikepdf.Pdf) -> BinaryIO | None:
    """The same document without its programs, or None when it has none; raises Unreadable when that would spoil it."""
    if len(document.objects) > _MOST_OBJECTS:
        raise Unreadable("bomb")
    suspects = [one for one in document.objects if _SUSPECT.search(_dictionary(one).unparse(resolved=True))]
    armed = sum(_disarm(one) for one in suspects)
    if not armed:
        return None
    if _is_signed(document):
        raise Unreadable("signed")
    return _saved(document)


def _unpacked(packed: memoryview, most: int) -> int:
    """How much a stream holds once unpacked; 0 when it is not packed. Raises Unreadable when it is too much."""
    held = 0
    for more in _pieces(packed):
        if held == 0 and sum(len(inner) for inner in _pieces(memoryview(more))) > _LARGEST_INNER:
            raise Unreadable("bomb")
        held += len(more)
        if held > min(most, _LARGEST_STREAM):
            raise Unreadable("bomb")
    return held


def _pieces(packed: memoryview) -> Iterator[bytes]:
    """What a packed stream holds, a megabyte at a time, as far as it can be read."""
    if len(packed) < 2 or packed[0] & 15 != 8 or (packed[0] * 256 + packed[1]) % 31:
        return
    reader = zlib.decompressobj()
    place = 0
    try:
        while not reader.eof:
            rest = reader.unconsumed_tail
            piece = rest or bytes(packed[place : place + _PIECE])
            place += 0 if rest else _PIECE
            if not piece:
                return
            yield reader.decompress(piece, 1_000_000)
    except zlib.error:
        return


def _dictionary(one: Object) -> Object:
    return one.stream_dict if isinstance(one, Stream) else one


def _disarm(one: Object, depth: int = 0) -> int:
    """Take the programs out of an object and of what stands inside it; how many there were."""
    if depth > _DEEPEST:
        raise Unreadable("bomb")
    if isinstance(one, Array):
        return sum(_disarm(part, depth + 1) for part in _inside(one))
    if not isinstance(one, Dictionary | Stream):
        return 0
    armed = _empty(one)
    return armed + sum(_disarm(one[key], depth + 1) for key in list(one.keys()) if _is_own(one[key]))


def _inside(parts: Array) -> Iterator[Object]:
    return (part for part in iter(parts) if _is_own(part))


def _is_own(part: object) -> bool:
    """Whether a part stands in its parent; what is elsewhere in the document has its own turn."""
    return isinstance(part, Array | Dictionary) and not part.is_indirect


def _empty(one: Dictionary | Stream) -> int:
    if "/XFA" in one and one.get("/NeedsRendering", False):
        raise Unreadable("adobe")
    armed = 0
    if str(one.get("/S", "")) in _PROGRAMS:
        one["/S"] = Name("/NOP")
        armed = 1
    for key in _CARRIERS:
        if key in one:
            del one[key]
            armed = 1
    return armed


def _is_signed(document: pikepdf.Pdf) -> bool:
    return any(_SIGNED in _dictionary(one).unparse(resolved=True) for one in document.objects)


def _saved(document: pikepdf.Pdf) -> BinaryIO:
    target = io.BytesIO()
    document.save(target)
    target.seek(0)
    return target
