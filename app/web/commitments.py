"""What each member of a grouping commits to, in words: its confirmation, its letter, its signature."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.models import SignOff
from app.queries.commitments import is_signed
from app.queries.dossiers import Content, FileRow, MemberRow
from app.services.confirmations import AGAIN
from app.web.answer_parts import ShownFile, ShownMember, shown_member
from app.web.i18n import N_, translations
from app.web.shown import short_instant, size_text


class Standing(NamedTuple):
    """Where one commitment stands: a badge, what is known besides, and the verb of the button that asks for it."""

    tone: str
    icon: str
    words: str
    note: str = ""
    ask: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.tone


class Commitment(NamedTuple):
    """A member and what it commits to; `signature` is None where none is wanted."""

    id: UUID
    name: str
    family: str
    is_bearer: bool
    lacks_email: bool
    lacks_representative: bool
    confirmation: Standing
    letter: ShownFile | None
    has_letter: bool
    signature: Standing | None

    @property
    def may_be_asked_to_sign(self) -> bool:
        """Whether asking everybody asks this one."""
        if self.signature is None or self.lacks_email or self.lacks_representative:
            return False
        return bool(self.signature.ask) and self.signature.tone != "yellow"


def with_standing(members: Iterable[MemberRow], now: datetime, language: str) -> list[ShownMember]:
    """The members as those who write the dossier see them: with whether they said that they take part."""
    rows = []
    for member in members:
        one = confirmation(member, now, language)
        asked = member.asked_at or member.confirmed_at or member.declined_at
        standing = (one.tone, one.icon, one.words) if asked else None
        rows.append(shown_member(member, language)._replace(standing=standing))
    return rows


def commitments_of(
    content: Content, rows: Mapping[UUID, SignOff] | None, zone: str, files_at: str, now: datetime, language: str
) -> list[Commitment]:
    """The members with what each commits to; `rows` are their signatures, None where none is wanted."""
    letters = letters_of(content.files, files_at, language)
    return [
        Commitment(
            member.id,
            member.name,
            member.family,
            member.is_bearer,
            not member.contact_email,
            not member.representative,
            confirmation(member, now, language, zone),
            letters.get(member.id),
            member.has_letter,
            signature(rows.get(member.id), now, language, zone) if rows is not None else None,
        )
        for member in content.members
    ]


def balance_of(shown: Sequence[Commitment], language: str) -> list[dict[str, object]]:
    """How many members confirmed, gave a letter, signed."""
    say, total = translations(language).gettext, len(shown)
    done = {
        say(N_("Ont confirmé")): sum(one.confirmation.tone == "green" for one in shown),
        say(N_("Lettres d’engagement")): sum(one.letter is not None or one.has_letter for one in shown),
    }
    if any(one.signature for one in shown):
        signed = sum(one.signature is not None and one.signature.tone == "green" for one in shown)
        done[say(N_("Ont signé"))] = signed
    return [{"ok": count == total, "text": text, "value": f"{count}/{total}"} for text, count in done.items()]


def confirmation(member: MemberRow, now: datetime, language: str, zone: str = "Europe/Paris") -> Standing:
    """Whether it said that it takes part."""
    say = translations(language).gettext

    def on(text: str, at: datetime | None) -> str:
        return say(text) % {"when": short_instant(at, language, zone)} if at else ""

    if member.confirmed_at is not None:
        return Standing("green", "s-admitted", say(N_("Confirmé")), on(N_("le %(when)s"), member.confirmed_at))
    if member.declined_at is not None:
        return Standing("red", "s-refused", say(N_("A décliné")), member.decline_reason, say(N_("Demander à nouveau")))
    if member.asked_at is not None:
        again = say(N_("Relancer")) if now >= member.asked_at + AGAIN else ""
        asked = on(N_("demandé le %(when)s"), member.asked_at)
        return Standing("yellow", "clock", say(N_("En attente")), asked, again)
    return Standing("", "s-draft", say(N_("Pas encore demandé")), "", say(N_("Demander confirmation")))


def signature(row: SignOff | None, now: datetime, language: str, zone: str) -> Standing:
    """Whether who represents it signed what the dossier says."""
    say = translations(language).gettext
    if row is None:
        return Standing("", "s-draft", say(N_("Pas encore demandée")), "", say(N_("Demander sa signature")))
    if row.refused_at is not None:
        return Standing("red", "s-refused", say(N_("Refuse de signer")), row.reason, say(N_("Demander à nouveau")))
    if is_signed(row) and row.signed_at:
        note = say(N_("%(who)s, le %(when)s")) % {
            "who": row.signed_as,
            "when": short_instant(row.signed_at, language, zone),
        }
        return Standing("green", "s-admitted", say(N_("Signé")), note)
    if row.stale_at is not None:
        note = say(N_("Le dossier a changé depuis sa signature."))
        return Standing("orange", "s-to_correct", say(N_("À signer à nouveau")), note, say(N_("Demander à nouveau")))
    again = say(N_("Relancer")) if now >= row.asked_at + AGAIN else ""
    note = say(N_("demandée à %(who)s le %(when)s"))
    note %= {"who": row.name, "when": short_instant(row.asked_at, language, zone)}
    return Standing("yellow", "clock", say(N_("En attente")), note, again)


def letters_of(files: list[FileRow], files_at: str, language: str) -> dict[UUID, ShownFile]:
    """The letter of each member that gave one."""
    return {
        file.member_id: ShownFile(file.id, file.name, f"{files_at}/{file.id}", size_text(file.size, language))
        for file in files
        if file.member_id is not None
    }
