"""A dossier as a document to print or to keep: every answer as it is read, section by section."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from app.adapters.documents import Block, Document, Facts, Heading, Items, Table, Text
from app.domain.texts import text_in
from app.models import Call, Dossier, Track
from app.web.answer_parts import ShownBudget, ShownMember
from app.web.answers import ShownAnswer, ShownSection
from app.web.i18n import N_, translations, typeset
from app.web.rich import rich_answer
from app.web.shown import instant_text, precise_text


def dossier_document(
    dossier: Dossier,
    call: Call,
    track: Track,
    sections: Sequence[ShownSection],
    language: str,
    *,
    title: str,
    bearer: str,
    unfiled: bool,
) -> Document:
    """Everything a dossier says, in the language of the reader; `sections`, `title`, `bearer`: what they may see.

    `unfiled`: what is said here is not what was filed.
    """
    say = translations(language).gettext
    if dossier.filed_at is not None and not unfiled:
        text = say(N_("Déposé %(instant)s.")) % {"instant": precise_text(dossier.filed_at, language, call.zone)}
    else:
        instant = instant_text(dossier.updated_at, language, call.zone)
        text = say(N_("Brouillon enregistré le %(instant)s : il n’est pas déposé.")) % {"instant": instant}
    facts = ((N_("Catégorie"), _set(text_in(track.title, language), language)), (N_("Porteur"), bearer))
    named = title or bearer or say(N_("Dossier sans titre"))
    return Document(
        language=language,
        title=named,
        over_title=_set(text_in(call.title, language), language),
        lead=(f"{dossier.reference} · {text}" if dossier.reference else text,),
        blocks=(Facts(tuple((say(name), value) for name, value in facts if value)), *_sections(sections, language)),
        footer=f"{dossier.reference or call.reference} · {named}"[:110],
        made_at=dossier.filed_at or dossier.updated_at,
    )


def _sections(sections: Sequence[ShownSection], language: str) -> Iterator[Block]:
    for section in sections:
        yield Heading(f"{section.number}. {_set(section.title, language)}", 1)
        short: list[tuple[str, str]] = []
        for answer in section.answers:
            if not _is_wide(answer):
                short.append((_set(answer.label, language), _line(answer, language)))
                continue
            if short:
                yield Facts(tuple(short))
                short = []
            yield from _wide(answer, language)
        if short:
            yield Facts(tuple(short))


def _is_wide(answer: ShownAnswer) -> bool:
    return answer.answered and answer.kind in ("long", "rich", "budget", "members", "files", "repeat")


def _line(answer: ShownAnswer, language: str) -> str:
    """A short answer: one line, or several things one after the other."""
    said = ", ".join(part for part in (answer.text, ", ".join(answer.items)) if part)
    return said or ", ".join(answer.paragraphs) or translations(language).gettext(N_("Pas de réponse"))


def _wide(answer: ShownAnswer, language: str) -> Iterator[Block]:
    yield Heading(_set(answer.label, language), 2)
    yield from (Text(part) for part in answer.paragraphs)
    if answer.rich:
        yield from _rich(answer.rich)
    if answer.budget:
        yield from _budget(answer.budget, language)
    if answer.members:
        yield Items(tuple(_member(member, language) for member in answer.members))
    if answer.files:
        yield Items(tuple(f"{file.name} ({file.note})" for file in answer.files))
    for row in answer.rows:
        yield Text(row.title, soft=True)
        yield Facts(tuple((part.label, _repeated(part, language)) for part in row.parts))
    if answer.text and not answer.rows:
        yield Text(answer.text)


def _repeated(part: ShownAnswer, language: str) -> str:
    if part.rich:
        return "\n".join(block.text for block in _rich(part.rich) if isinstance(block, Text))
    return "\n".join(part.paragraphs) or _line(part, language)


def _member(member: ShownMember, language: str) -> str:
    say = translations(language).gettext
    name = say(N_("%(name)s, porteur")) % {"name": member.name} if member.is_bearer else member.name
    facts = " · ".join(say(N_("%(name)s : %(text)s")) % {"name": word, "text": value} for word, value in member.facts)
    return f"{name}\n{facts}" if facts else name


def _budget(budget: ShownBudget, language: str) -> Iterator[Block]:
    say = translations(language).gettext
    years = tuple(str(year) for year in budget.years)
    sides = (
        (N_("Dépenses (€)"), budget.expenses, N_("Total des dépenses"), budget.total_expenses),
        (N_("Ressources (€)"), budget.resources, N_("Total des ressources"), budget.total_resources),
    )
    for head, lines, words, totals in sides:
        rows = [(_set(label, language), *cells) for label, cells in lines]
        yield Table((say(head), *years), (*rows, (say(words), *totals)), strong=(len(rows),))
    if budget.own_shares:
        yield Table((say(N_("Autofinancement")), *years), ((say(N_("Part")), *budget.own_shares),))


class _Reader(HTMLParser):
    """Written answers, read as paragraphs and lists; their HTML was cleaned before."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._text, self._ordered = "", False
        self._items: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag == "br":
            self._text += "\n"
        elif tag in ("ul", "ol"):
            self._close()
            self._ordered = tag == "ol"

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            if self._text.strip():
                self._items.append(self._text.strip())
            self._text = ""
        elif tag in ("ul", "ol") and self._items:
            self.blocks.append(Items(tuple(self._items), self._ordered))
            self._items = []
        elif tag in ("p", "blockquote", "h2", "h3", "h4", "h5", "h6") and not self._items:
            self._close()

    def handle_data(self, data: str) -> None:
        self._text += data if data.strip() or self._text else ""

    def _close(self) -> None:
        if self._text.strip():
            self.blocks.append(Text(self._text.strip()))
        self._text = ""


def _rich(text: str) -> list[Block]:
    reader = _Reader()
    reader.feed(str(rich_answer(text)))
    reader.close()
    return reader.blocks


def _set(text: str, language: str) -> str:
    """What organisers wrote, with the spaces of French."""
    return typeset(text) if language == "fr" else text
