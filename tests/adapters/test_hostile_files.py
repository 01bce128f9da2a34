"""Files that mean harm: refused before they are opened, or kept without what could act."""

import io
import resource
import time
import tracemalloc
import zlib

import pikepdf
import pytest

from app.adapters.filetypes import may_be_read, recognise
from app.adapters.unreadable import Unreadable
from tests.samples import archive, image, office_document, open_document, pdf, scripted_pdf, swelling_pdf

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
PROGRAMS = (b"/JavaScript", b"/JS", b"/Launch", b"/XFA", b"cmd.exe", b"app.alert")


def _reason(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        recognise(io.BytesIO(content))
    return refused.value.reason


def _spelled(content: bytes) -> bytes:
    """Everything that a PDF says, unpacked."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return b"\n".join(
            (one.stream_dict if isinstance(one, pikepdf.Stream) else one).unparse(resolved=True)
            for one in document.objects
        )


def test_the_programs_of_a_pdf_are_taken_out_and_its_pages_stay() -> None:
    content = scripted_pdf()
    assert all(word in _spelled(content) for word in PROGRAMS)

    found = recognise(io.BytesIO(content))

    assert found.ending == "pdf"
    assert found.harmless is not None
    kept = found.harmless.read()
    # A file that acts is not: the name of what Launch opened is an inert string.
    assert [word for word in PROGRAMS if word in _spelled(kept)] == [b"cmd.exe"]
    assert len(pikepdf.open(io.BytesIO(kept)).pages) == 1
    assert recognise(io.BytesIO(kept)).harmless is None


def test_a_pdf_without_programs_is_kept_as_it_was_sent() -> None:
    assert recognise(io.BytesIO(pdf(3))).harmless is None


def test_programs_whose_names_are_disguised_are_found_too() -> None:
    content = pdf().replace(b"/Type /Catalog", b"/OpenAction << /S /J#61vaScript /J#53 (x) >> /Type /Catalog")
    assert b"/JavaScript" not in content

    found = recognise(io.BytesIO(content))

    assert found.harmless is not None
    assert b"/JavaScript" not in _spelled(found.harmless.read())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG, "unknown"),
        (PAGE, "unknown"),
        (b"GIF89a" + PAGE, "unknown"),
        (PAGE + pdf(), "unknown"),
        (b"MZ\x90\x00" + pdf(), "unknown"),
        (scripted_pdf(signed=True), "signed"),
        (scripted_pdf(adobe=True), "adobe"),
        (
            archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"", "Basic/a.xml": b""}),
            "macros",
        ),
        (archive({"[Content_Types].xml": b"", "word/vbaProject.bin": b""}), "macros"),
        (archive({"readme.svg": SVG}), "unknown"),
    ],
)
def test_what_could_act_and_cannot_be_made_harmless_is_refused(content: bytes, reason: str) -> None:
    assert _reason(content) == reason


def test_a_pdf_that_swells_is_refused_before_it_swells() -> None:
    content = swelling_pdf(600)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()

    reason = _reason(content)

    assert reason == "bomb"
    assert len(content) < 700_000
    assert time.process_time() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_pdf_packed_twice_is_refused() -> None:
    inner = zlib.compress(bytes(60_000_000), 9)
    stream = b"1 0 obj << >> stream\n" + zlib.compress(inner, 9) + b"\nendstream endobj\n"

    assert _reason(b"%PDF-1.7\n" + stream) == "bomb"


def test_a_ciphered_pdf_is_tried_where_it_can_do_no_harm() -> None:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(target, encryption=pikepdf.Encryption(owner="secret", user=""))

    assert recognise(target).ending == "pdf"


def test_pictures_and_office_documents_are_not_opened_to_be_known() -> None:
    bomb = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": bytes(200_000_000)})
    tracemalloc.start()

    ending = recognise(io.BytesIO(bomb)).ending
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert ending == "odt"
    assert most < 5_000_000


@pytest.mark.parametrize("content", [pdf(), image(), image("JPEG"), open_document(), office_document()])
def test_the_first_bytes_tell_what_may_be_read(content: bytes) -> None:
    assert may_be_read(content[:64])


@pytest.mark.parametrize("content", [SVG, PAGE, b"", b"\x00" * 64, b"ftypheic", b"%!PS-Adobe"])
def test_the_first_bytes_tell_what_may_not(content: bytes) -> None:
    assert not may_be_read(content[:64])
