"""The hearth: what ties those who read to a dossier: people, organisations, partners, addresses, networks, names.

Everything is looked up by key, so that a call of thousands is compared in one pass: two names are close when they
share a key, which is all their words in order, or the same with one sign less.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain.identifiers import format_identifier
from app.domain.members import organisation_of
from app.domain.names import domain_of, organisation_keys, person_keys
from app.domain.reviewing import Detection

Pair = tuple[UUID, UUID]
MOST_SHARED = 10
"""An organisation in more dossiers than this (a Region, a federation) makes nobody the partner of all of them."""


class Kind(StrEnum):
    """What a tie is made of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PARTNER = "partner"
    EMAIL_DOMAIN = "email_domain"
    NETWORK = "network"
    NAME = "name"
    CONCERN = "concern"


STRONG = frozenset({Kind.PERSON, Kind.ORGANISATION})
"""The kinds that leave no doubt: they keep somebody away at once. The others wait for an organiser."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; `identifier` is a SIREN, a SIRET or an RNA number, if known."""

    name: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody of a dossier: `part` is `owner`, `team`, `contact` (of a member) or `representative`."""

    name: str
    email: str = ""
    part: str = "contact"
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may be given dossiers, or acts on them, and the organisations they are tied to.

    `networks`: the names of the network they come from.
    """

    id: UUID
    name: str
    email: str = ""
    organisation: str = ""
    ties: tuple[Organisation, ...] = ()
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands behind a dossier, and whom they ask to keep away."""

    id: UUID
    reference: str
    people: tuple[Someone, ...] = ()
    members: tuple[Organisation, ...] = ()
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that ties somebody to a dossier; `words` are what a sentence about it names."""

    kind: Kind
    words: tuple[tuple[str, str], ...] = ()

    @property
    def is_strong(self) -> bool:
        """Whether it leaves no doubt."""
        return self.kind in STRONG

    def as_json(self) -> dict[str, str]:
        """What is kept of it."""
        return {"kind": self.kind.value, **dict(self.words)}


def find(
    readers: Iterable[Reader], parties: Iterable[Party], rules: Detection, *, among: frozenset[UUID] | None = None
) -> dict[Pair, tuple[Ground, ...]]:
    """What ties each reader to each dossier: (dossier, reader) to its grounds, the strong ones first.

    among: the dossiers that are looked at (all, when None); the others only tell who is whose partner.
    """
    everybody, those = list(parties), list(readers)
    looked_at = [party for party in everybody if among is None or party.id in among]
    marks, partners = _index(those, rules), _Partners(everybody, looked_at)
    found: dict[Pair, list[Ground]] = {}
    for party in looked_at:
        for mark, theirs in _marks_on(party, rules):
            for reader, ours in marks.get(mark, ()):
                found.setdefault((party.id, reader), []).append(Ground(mark[0], (*theirs, *ours)))
    for one in those:
        for dossier, ground in partners.of(one):
            found.setdefault((dossier, one.id), []).append(ground)
    return {pair: _ordered(grounds) for pair, grounds in found.items()}


Mark = tuple[Kind, str]
Words = tuple[tuple[str, str], ...]


def _index(readers: Iterable[Reader], rules: Detection) -> dict[Mark, list[tuple[UUID, Words]]]:
    """Readers by what they can be recognised by: there are fewer of them than of those who file."""
    found: dict[Mark, list[tuple[UUID, Words]]] = {}
    for reader in readers:
        for mark, words in dict(_marks_of(reader, rules)).items():
            found.setdefault(mark, []).append((reader.id, words))
    return found


def _marks_on(party: Party, rules: Detection) -> Iterator[tuple[Mark, Words]]:
    """What a dossier can be recognised by."""
    for one in party.people:
        who: Words = (("name", one.name), ("part", one.part))
        yield from (((Kind.PERSON, key), who) for key in _account(one.id, one.email))
        if rules.email_domain and (domain := domain_of(one.email)):
            yield (Kind.EMAIL_DOMAIN, domain), (("domain", domain), ("name", one.name))
        if rules.names:
            yield from (((Kind.NAME, f"who {key}"), who) for key in person_keys(one.name))
    for member in party.members:
        words: Words = (("organisation", member.name),)
        if number := organisation_of(member.identifier):
            yield (Kind.ORGANISATION, number), (*words, ("number", format_identifier(number)))
        for key in organisation_keys(member.name):
            if rules.names:
                yield (Kind.NAME, f"what {key}"), words
            if rules.network:
                yield (Kind.NETWORK, key), words
    for name in party.concerns:
        yield from (((Kind.CONCERN, key), (("name", name),)) for key in person_keys(name))


def _marks_of(reader: Reader, rules: Detection) -> Iterator[tuple[Mark, Words]]:
    """What a reader can be recognised by, with what is said of their side."""
    yield from (((Kind.PERSON, key), ()) for key in _account(reader.id, reader.email))
    if rules.email_domain and (domain := domain_of(reader.email)):
        yield (Kind.EMAIL_DOMAIN, domain), ()
    for tie in reader.ties:
        if tie.identifier:
            yield (Kind.ORGANISATION, organisation_of(tie.identifier)), ()
    for name in dict.fromkeys((reader.organisation, *(tie.name for tie in reader.ties))):
        if rules.names:
            yield from (((Kind.NAME, f"what {key}"), (("ours", name),)) for key in organisation_keys(name))
    for name in reader.networks if rules.network else ():
        yield from (((Kind.NETWORK, key), (("network", reader.networks[0]),)) for key in organisation_keys(name))
    for key in person_keys(reader.name):
        if rules.names:
            yield (Kind.NAME, f"who {key}"), (("ours", reader.name),)
        yield (Kind.CONCERN, key), ()


def _account(person: UUID | None, email: str) -> Iterator[str]:
    if person is not None:
        yield str(person)
    if email:
        yield email.strip().lower()


class _Partners:
    """Which organisations file together: a reader of one of them is a partner of the others, wherever these are."""

    def __init__(self, everybody: Iterable[Party], looked_at: Iterable[Party]) -> None:
        self._with: dict[str, list[Party]] = {}
        self._filed_by: dict[UUID, list[Party]] = {}
        self._in: dict[str, list[UUID]] = {}
        for party in everybody:
            for number in _numbers(party):
                self._with.setdefault(number, []).append(party)
            for one in party.people:
                if one.id is not None:
                    self._filed_by.setdefault(one.id, []).append(party)
        for party in looked_at:
            for number in _numbers(party):
                self._in.setdefault(number, []).append(party.id)

    def of(self, reader: Reader) -> Iterator[tuple[UUID, Ground]]:
        """The dossiers where a partner of this reader is, and which one; each partner is named once."""
        mine = {organisation_of(tie.identifier): tie.name for tie in reader.ties if tie.identifier}
        told: set[tuple[UUID, str]] = set()
        for number, name in mine.items():
            for party in self._with.get(number, ()):
                yield from self._beside(party, frozenset(mine), name, told)
        for party in self._filed_by.get(reader.id, ()):
            yield from self._beside(party, frozenset(mine), "", told)

    def _beside(
        self, party: Party, mine: frozenset[str], through: str, told: set[tuple[UUID, str]]
    ) -> Iterator[tuple[UUID, Ground]]:
        for number, name in _numbers(party).items():
            if number in mine or len(self._with[number]) > MOST_SHARED:
                continue
            for other in self._in.get(number, ()):
                if other != party.id and (other, number) not in told:
                    told.add((other, number))
                    words = (("organisation", name), ("through", through), ("dossier", party.reference))
                    yield other, Ground(Kind.PARTNER, words)


def _numbers(party: Party) -> dict[str, str]:
    return {organisation_of(member.identifier): member.name for member in party.members if member.identifier}


def _ordered(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Each thing said once, in the order of the kinds; a person who was recognised need not be recognised by name."""
    first = {(ground.kind, _about(ground)): ground for ground in reversed(list(grounds))}
    kinds = list(Kind)
    kept = sorted(first.values(), key=lambda ground: kinds.index(ground.kind))
    if any(ground.kind is Kind.PERSON for ground in kept):
        kept = [one for one in kept if one.kind not in (Kind.NAME, Kind.EMAIL_DOMAIN) or not _is_of(one, kept)]
    return tuple(kept)


def _about(ground: Ground) -> tuple[str, ...]:
    words = dict(ground.words)
    return tuple(words.get(name, "") for name in ("name", "organisation", "domain", "dossier"))


def _is_of(ground: Ground, kept: Iterable[Ground]) -> bool:
    """Whether it names somebody who was recognised without doubt."""
    names = {dict(one.words).get("name") for one in kept if one.kind is Kind.PERSON}
    return dict(ground.words).get("name") in names
