"""What somebody who holds a receipt asks to compare with it: the document itself, or a digest."""

import re
from dataclasses import dataclass
from enum import StrEnum

from starlette.datastructures import FormData, UploadFile

from app.queries.receipts import ReceiptRow
from app.web.hall import Hall
from app.web.receipt_seal import Verdict, check

MOST_BYTES = 5_000_000
_SEPARATORS = re.compile(r"[\s:.\-]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Found(StrEnum):
    """What a comparison found; the first two prove something."""

    DOCUMENT = "document"
    DIGEST = "digest"
    OTHER_RECEIPT = "other_receipt"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    OTHER_KEY = "other_key"
    OTHER_DIGEST = "other_digest"
    BAD_DIGEST = "bad_digest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was sent: a document and what its seal says, or a digest."""

    verdict: Verdict | None = None
    code: str = ""
    digest: str = ""
    typed: str = ""

    def against(self, receipt: ReceiptRow) -> Found:
        """What it proves of this receipt."""
        if self.verdict == Verdict.AUTHENTIC:
            return Found.DOCUMENT if self.code == receipt.code else Found.OTHER_RECEIPT
        if self.verdict is not None:
            return Found(self.verdict.value)
        if self.digest:
            return Found.DIGEST if self.digest == receipt.digest else Found.OTHER_DIGEST
        return Found.BAD_DIGEST if self.typed else Found.NOTHING

    def alone(self) -> Found:
        """What is wrong with it where it leads to no receipt."""
        if self.verdict in (None, Verdict.AUTHENTIC):
            return Found.NOTHING if self.verdict is None else Found.UNKNOWN
        return Found(self.verdict.value)


PROVED = (Found.DOCUMENT, Found.DIGEST)


def read_proof(hall: Hall, body: FormData) -> Proof:
    """What this form sends; a document goes before a digest."""
    sent = body.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        document = sent.file.read(MOST_BYTES + 1)
        if len(document) > MOST_BYTES:
            return Proof(Verdict.UNKNOWN)
        found = check(hall.settings.secret, document)
        return Proof(found.verdict, found.code)
    typed = str(body.get("digest") or "").strip()[:200]
    return compared(typed)


def compared(typed: str) -> Proof:
    """A digest however it is written: spaces, capitals and separators do not count."""
    bare = _SEPARATORS.sub("", typed).lower()
    return Proof(digest=bare if _DIGEST.fullmatch(bare) else "", typed=typed)
