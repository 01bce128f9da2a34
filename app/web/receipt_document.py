"""The receipt of a filing as a document to keep: what was received, when, and how to prove it."""

from collections.abc import Callable
from typing import Any, cast

from app.adapters.documents import Block, Document, Exact, Facts, Heading, Items, Table, Text
from app.adapters.documents.pdf import pdf
from app.domain.texts import text_in
from app.models import Call, Dossier, Revision, Track
from app.web.applicant_views import filed_counts
from app.web.hall import Hall
from app.web.i18n import N_, translations, typeset
from app.web.receipt_seal import sealed
from app.web.shown import deadline_text, precise_text, size_text


def receipt_pdf(
    hall: Hall, dossier: Dossier, revision: Revision, call: Call, track: Track, *, filed_by: str, language: str
) -> bytes:
    """The receipt of one filing, sealed."""
    document = receipt_document(
        dossier, revision, call, track, filed_by=filed_by, language=language, base_url=hall.settings.base_url
    )
    return sealed(hall.settings.secret, revision.receipt_code, pdf(document))


def receipt_document(
    dossier: Dossier, revision: Revision, call: Call, track: Track, *, filed_by: str, language: str, base_url: str
) -> Document:
    """What the receipt says, in one language."""
    say = translations(language).gettext
    title = _title(dossier, revision)
    instant = precise_text(revision.filed_at, language, call.zone)
    call_title = _set(text_in(call.title, language), language)
    rows = (
        (N_("Dossier"), title),
        (N_("Numéro"), str(revision.content.get("dossier") or dossier.reference or "")),
        (N_("Reçu"), instant),
        (N_("Déposé par"), filed_by),
        (N_("Appel"), f"{call_title} ({call.reference})"),
        (N_("Catégorie"), _set(text_in(track.title, language), language)),
        (N_("Clôture de l’appel"), deadline_text(call.closes_at, language, call.zone)),
        (N_("Contenu"), filed_counts(revision, language)),
        (N_("Version"), say(N_("n° %(number)s, figée")) % {"number": revision.number}),
    )
    return Document(
        language=language,
        title=say(N_("Accusé de dépôt")),
        over_title=call_title,
        lead=(say(N_("« %(title)s » a été reçu %(instant)s.")) % {"title": title, "instant": instant},),
        blocks=(
            Facts(tuple((say(name), value) for name, value in rows if value)),
            Exact(say(N_("Code de l’accusé")), revision.receipt_code),
            Exact(say(N_("Empreinte (SHA-256) de tout ce qui a été déposé")), grouped(revision.digest)),
            *_checking(say, f"{base_url}/receipts/{revision.receipt_code}"),
            *_files(revision, language),
        ),
        footer=f"{call.reference} · {revision.receipt_code}",
        made_at=revision.filed_at,
    )


def grouped(digest: str) -> str:
    """The digest, four signs by four, sixteen groups that can be read aloud."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _checking(say: Callable[[str], str], address: str) -> tuple[Block, ...]:
    """How anybody checks it."""
    said = (
        say(N_("le code suffit pour lire la date, le numéro et l’empreinte du dépôt ;")),
        say(N_("ce fichier, donné sur la même page, y est reconnu ; changé d’un seul octet, il est refusé.")),
    )
    intro = say(N_("Toute personne qui a ce document peut le vérifier, sans compte, à l’adresse :"))
    return Heading(say(N_("Vérifier cet accusé")), 1), Text(intro), Text(address), Items(said)


def _files(revision: Revision, language: str) -> tuple[Block, ...]:
    """The files that were filed, each with its own digest."""
    files = cast("list[dict[str, Any]]", revision.content.get("files") or [])
    if not files:
        return ()
    say = translations(language).gettext
    rows = tuple((str(one["name"]), size_text(int(one["size"]), language), grouped(one["digest"])) for one in files)
    columns = (say(N_("Fichier")), say(N_("Taille")), say(N_("Empreinte")))
    return Heading(say(N_("Fichiers déposés")), 1), Table(columns, rows, figures=False)


def _title(dossier: Dossier, revision: Revision) -> str:
    """What the dossier was called when it was filed."""
    answers = cast("dict[str, Any]", revision.content.get("answers") or {})
    return str(answers.get("title") or dossier.title or dossier.bearer or dossier.reference or "")


def _set(text: str, language: str) -> str:
    return typeset(text) if language == "fr" else text
