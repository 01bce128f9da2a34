"""What each applicant types into the form: a dossier of the demonstration as answers by question key."""

from typing import NamedTuple

from app.adapters.geography import fold
from app.demo.shapes import DemoBudget, DemoCall, DemoDossier, DemoMember, Track


class DemoFile(NamedTuple):
    """A file to make and attach: its name and the title written in it."""

    name: str
    title: str


Answer = str | int | bool | tuple[str, ...] | tuple[DemoMember, ...] | tuple[DemoFile, ...] | DemoBudget


def filed_answers(call: DemoCall, dossier: DemoDossier) -> dict[str, Answer]:
    """Answers by question key, in the order of the form of the track the applicant chose; empty ones are left out.

    `territory` is a tuple of INSEE codes, `themes` of option keys, `members` of members, `budget` the amounts,
    questions of kind `files` the files to make; the rest is text, a number or a yes.
    """
    known = _answers(dossier)
    asked = call.form.of(dossier.filed_track).keys
    return {key: known[key] for key in asked if known.get(key) not in (None, "", ())}


def entry_answers(call: DemoCall, dossier: DemoDossier) -> dict[str, str]:
    """What each applicant answers before the form, where the call asks: in the country, and as many as they are."""
    if not call.entry:
        return {}
    number = len(dossier.members)
    return {
        "place": "france",
        "together": "alone" if number < 2 else "few" if number < 5 else "many",
        "state": dossier.state,
    }


def address_of(name: str, organisation: str) -> str:
    """An e-mail address that cannot exist, made from a name and an organisation."""
    return f"{'.'.join(fold(name).split())}@{'-'.join(fold(organisation).split()[:4])}.example"


def _answers(dossier: DemoDossier) -> dict[str, Answer]:
    bearer, contact = dossier.bearer, dossier.contact
    return {
        **_texts(dossier),
        **_optional("bearer_founded_in", bearer.founded_in),
        **_optional("founded_in", dossier.founded_in),
        **_optional("jobs", dossier.jobs),
        **({"budget": dossier.budget} if dossier.budget else {}),
        **_files(dossier),
        "title": dossier.title,
        "bearer_name": bearer.name,
        "legal_form": bearer.legal_form,
        "bearer_address": f"{bearer.commune} ({bearer.departement})",
        "contact_name": contact.name,
        "contact_role": contact.role,
        "contact_email": address_of(contact.name, bearer.name),
        "several_poles": bool(dossier.poles),
        "poles": "\n\n".join(f"{pole.name} ({pole.commune}). {pole.summary}" for pole in dossier.poles),
        "territory": tuple(place.insee for place in dossier.territory.communes),
        "territory_label": dossier.territory.label,
        "territory_kind": dossier.territory.kind,
        "members": dossier.members,
        "state": dossier.state,
        "themes": dossier.themes,
        "publication": True,
    }


def _texts(dossier: DemoDossier) -> dict[str, Answer]:
    """The long answers; who chose too long a form puts the message where the form asks for a strategy."""
    texts: dict[str, Answer] = {**dossier.answers}
    if dossier.track is Track.EXPRESSION_OF_INTEREST and dossier.filed_track is not dossier.track:
        texts["strategy"] = dossier.answers["message"]
    return texts


def _files(dossier: DemoDossier) -> dict[str, Answer]:
    """One letter for each member that signed; a charter where the grouping works already; nothing for a real pole."""
    if dossier.real:
        return {}
    letters = tuple(
        DemoFile(
            f"lettre-{rank:02}-{'-'.join(fold(member.name).split())[:40]}.pdf", f"Lettre d’engagement : {member.name}"
        )
        for rank, member in enumerate(dossier.members, 1)
        if member.letter
    )
    works = dossier.state == "operational" and len(dossier.members) > 1
    charter = (DemoFile("charte.pdf", f"Charte du groupement : {dossier.title}"),) if works else ()
    return {"letters": letters, "charter": charter}


def _optional(key: str, value: int | None) -> dict[str, Answer]:
    return {} if value is None else {key: value}
