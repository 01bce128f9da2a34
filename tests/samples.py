"""Small true files for tests, and some that lie."""

import io
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from app.adapters.filetypes import MEDIA_TYPES


def pdf(pages: int = 1, *, password: str = "") -> bytes:
    """A PDF that opens; with a password it does not."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(target, encryption=locked)
    return target.getvalue()


def image(kind: str = "PNG") -> bytes:
    """A small picture."""
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "plum").save(target, kind)
    return target.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP with these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return target.getvalue()


def open_document(ending: str = "odt") -> bytes:
    """A document of LibreOffice, as far as its type goes."""
    return archive({"mimetype": MEDIA_TYPES[ending].encode(), "content.xml": b"<office/>"})


def office_document(ending: str = "docx") -> bytes:
    """A document of Office, as far as its type goes."""
    types = f'<Types><Override ContentType="{MEDIA_TYPES[ending]}.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>"})


def scripted_pdf(*, signed: bool = False, adobe: bool = False) -> bytes:
    """A PDF with programs wherever one may hide: at its opening, by a name, on a page, in a form."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        script = Dictionary({"/S": Name("/JavaScript"), "/JS": pikepdf.String("app.alert('hop')")})
        launch = Dictionary({"/S": Name("/Launch"), "/F": pikepdf.String("cmd.exe"), "/Next": Array([script])})
        document.Root.OpenAction = script
        document.Root.Names = Dictionary({"/JavaScript": Dictionary({"/Names": Array([pikepdf.String("a"), script])})})
        document.Root.AcroForm = Dictionary({"/Fields": Array([]), "/XFA": Array([pikepdf.String("<script/>")])})
        document.Root.AcroForm["/NeedsRendering"] = adobe
        link = Dictionary(
            {"/Type": Name("/Annot"), "/Subtype": Name("/Link"), "/Rect": Array([0, 0, 9, 9]), "/A": launch}
        )
        document.pages[0].Annots = Array([document.make_indirect(link)])
        if signed:
            document.Root.Sig = Dictionary({"/ByteRange": Array([0, 1]), "/Contents": pikepdf.String("x")})
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def swelling_pdf(megabytes: int) -> bytes:
    """A small PDF whose table of objects swells to many megabytes when it is opened."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"3 0 " + b" " * 6 + b"<< /Type /Catalog /Pages 4 0 R >> ")
    packed += b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    head = b"<< /Type /ObjStm /N 1 /First 10 /Filter /FlateDecode /Length %d >>" % len(packed)
    objects = {
        2: head + b"\nstream\n" + packed + b"\nendstream",
        4: b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        5: b"<< /Type /Page /Parent 4 0 R /MediaBox [0 0 10 10] >>",
    }
    written, places = b"%PDF-1.5\n", {}
    for number, body in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = [(0, 0, 65535), (1, len(written), 0), (1, places[2], 0), (2, 2, 0), (1, places[4], 0), (1, places[5], 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4) + last.to_bytes(2) for kind, place, last in rows)
    head = b"<< /Type /XRef /Size 6 /W [1 4 2] /Root 3 0 R /Length %d >>" % len(table)
    stream = head + b"\nstream\n" + table + b"\nendstream"
    return written + b"1 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream, len(written))
