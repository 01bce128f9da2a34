"""Small PDF files made on the spot: letters of commitment and charters for the demonstration and its replay."""

from functools import lru_cache
from textwrap import wrap

LINE, TOP, LEFT = 18, 780, 64


@lru_cache(maxsize=256)
def pdf(title: str, *lines: str) -> bytes:
    """One A4 page with a title and a few paragraphs."""
    written = [("F2", 15, title), *(("F1", 11, part) for line in lines for part in [*wrap(line, 84), ""])]
    shown = b"".join(
        b"BT /%s %d Tf %d %d Td (%s) Tj ET\n" % (font.encode(), size, LEFT, TOP - LINE * rank, _escaped(text))
        for rank, (font, size, text) in enumerate(written)
    )
    fonts = b"<< /F1 5 0 R /F2 6 0 R >>"
    return _assembled(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font %s >> >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    )


def letter(member: str, bearer: str, title: str) -> bytes:
    """A letter of commitment, as short as they come."""
    return pdf(
        "Lettre d’engagement",
        member,
        f"Nous prenons part au projet « {title} », porté par {bearer}, et nous y engageons nos moyens.",
        "Document de démonstration : ni cette lettre ni ses signataires n’existent.",
    )


def charter(bearer: str, title: str) -> bytes:
    """A charter."""
    return pdf(
        "Charte du groupement",
        f"{title}. Les membres réunis autour de {bearer} décident ensemble, à raison d’une voix par membre.",
        "Document de démonstration : ce groupement n’existe pas.",
    )


def _escaped(text: str) -> bytes:
    plain = text.replace("\u202f", " ").encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _assembled(*objects: bytes) -> bytes:
    """The file, with the table that says where each object begins."""
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(whole))
    return whole + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end
