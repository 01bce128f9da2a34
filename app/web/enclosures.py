"""What is enclosed with a mail: the receipt of a filing, for whoever has no other proof."""

from email.message import EmailMessage

from app.domain.notices import NoticeKind
from app.models import Dossier, Notice
from app.queries.dossiers import revision_of
from app.web.dossier_papers import receipt_of
from app.web.hall import Hall


def enclose(message: EmailMessage, notice: Notice, hall: Hall) -> None:
    """Join to the message what goes with it."""
    if notice.kind != NoticeKind.DOSSIER_RECEIVED:
        return
    with hall.database.reading() as db:
        revision = revision_of(db, str(notice.context["receipt_code"]))
        if revision is None:
            return
        dossier = db.get_one(Dossier, revision.dossier_id)
        made = receipt_of(db, hall, dossier, notice.language, revision)
    if made is not None:
        message.add_attachment(made.content, maintype="application", subtype="pdf", filename=made.name)
