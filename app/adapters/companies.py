"""The public directory of companies, associations and administrations: who has this number, or this name."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from app.adapters.legal_forms import legal_form
from app.adapters.lookups import JsonService, Lookup, Outcome, Silence
from app.domain.identifiers import IdentifierKind, identifier_kind, normalise_identifier

MOST = 5
SOURCE = "annuaire_entreprises"


class Company(NamedTuple):
    """One organisation of the directory; `identifier` is the number that was asked for, else that of its seat."""

    identifier: str
    numbers: tuple[str, ...]
    """Each number it is known by: SIREN, SIRET, RNA."""
    name: str
    address: str
    commune: str
    departement: str
    legal_form: str
    is_ess: bool
    is_active: bool


class Companies(Protocol):
    async def find(self, text: str) -> Lookup[Company]:
        """The organisation of this SIREN, SIRET or RNA, or the first of those called so. Never raises."""
        ...


class MemoryCompanies:
    """The memory twin: knows those it is given, by number or by the beginning of their name."""

    def __init__(self, known: Iterable[Company] = (), outcome: Outcome = Outcome.OFF) -> None:
        self.known, self.outcome = list(known), outcome
        self.asked: list[str] = []

    async def find(self, text: str) -> Lookup[Company]:
        self.asked.append(text)
        number, name = normalise_identifier(text), text.casefold()
        found = [one for one in self.known if one.identifier == number or one.name.casefold().startswith(name)]
        if found:
            return Lookup(Outcome.FOUND, tuple(found[:MOST]))
        return Lookup(Outcome.NONE if self.known else self.outcome, retry_after=30)


class CompanyDirectory:
    """The directory of the State (API Recherche d’entreprises) at a base address; an empty one asks nobody."""

    def __init__(self, service: JsonService) -> None:
        self._service = service

    async def find(self, text: str) -> Lookup[Company]:
        number = normalise_identifier(text)
        kind = identifier_kind(number)
        query = {"q": number if kind else text, "page": "1", "per_page": str(MOST)}
        body = await self._service.ask("/search", query)
        if isinstance(body, Silence):
            return Lookup(body.outcome, retry_after=body.retry_after)
        try:
            results = _Answer.model_validate_json(body).results
        except ValidationError:
            self._service.forget("/search", query)
            return Lookup(Outcome.DOWN)
        found = tuple(company for one in results if (company := _company(one, kind, number)))
        return Lookup(Outcome.FOUND if found else Outcome.NONE, found[:MOST])


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class _Place(_Lenient):
    siret: str = ""
    adresse: str | None = None
    commune: str | None = None
    departement: str | None = None


class _More(_Lenient):
    identifiant_association: str | None = None
    est_ess: bool | None = None


class _Result(_Lenient):
    siren: str
    nom_complet: str | None = None
    nom_raison_sociale: str | None = None
    nature_juridique: str | None = None
    etat_administratif: str | None = None
    siege: _Place | None = None
    matching_etablissements: tuple[_Place, ...] | None = None
    complements: _More | None = None


class _Answer(_Lenient):
    results: tuple[_Result, ...]


def _company(one: _Result, kind: IdentifierKind | None, number: str) -> Company | None:
    """The organisation, unless the search brought back another than the one of this number."""
    seat, more = one.siege or _Place(), one.complements or _More()
    places: Mapping[str, _Place] = {place.siret: place for place in (*(one.matching_etablissements or ()), seat)}
    numbers = {IdentifierKind.SIREN: one.siren, IdentifierKind.RNA: more.identifiant_association}
    if kind is IdentifierKind.SIRET and number not in places:
        return None
    if kind in numbers and numbers[kind] != number:
        return None
    place = places.get(number, seat)
    sirets = (place.siret, seat.siret)
    return Company(
        identifier=number if kind else seat.siret or one.siren,
        numbers=tuple(filter(None, dict.fromkeys((one.siren, *sirets, more.identifiant_association)))),
        name=one.nom_complet or one.nom_raison_sociale or "",
        address=place.adresse or "",
        commune=place.commune or "",
        departement=place.departement or "",
        legal_form=legal_form(one.nature_juridique or ""),
        is_ess=bool(more.est_ess),
        is_active=one.etat_administratif in (None, "A"),
    )
