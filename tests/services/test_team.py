"""Several act on a team at once: one place for one address, one owner for one dossier."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session

from app.domain.errors import DomainError, NotFound
from app.domain.permissions import Hand
from app.forms.team import TeamInvitation
from app.models import Collaborator, Dossier
from app.queries import applicants
from app.queries.dossier_team import team_of
from app.queries.journal import verify_chain
from app.services import invitations, team
from tests.houses import House
from tests.services.reviewing import actor
from tests.world import NOW


def _locked(db: Session, house: House, who: str) -> Dossier:
    """The draft of claire, locked as the guard of a door locks it."""
    found = applicants.held(db, actor(db, house, who), house.world.dossiers["draft"], to_change=True)
    if found is None:
        raise NotFound
    return found.dossier


def test_two_invitations_of_one_address_at_once_make_one_place(each_house: House) -> None:
    form = TeamInvitation(email="odile@exemple.fr", hand=Hand.EDIT)

    def send(_turn: int) -> str:
        try:
            with each_house.database.writing() as db:
                claire = actor(db, each_house, "claire")
                invitations.invite(db, _locked(db, each_house, "claire"), form, actor=claire, now=NOW)
        except DomainError as error:
            return error.code
        return "sent"

    with ThreadPoolExecutor(4) as crowd:
        ends = Counter(crowd.map(send, range(4)))

    assert ends == {"sent": 1, "already_invited": 3}
    with each_house.database.reading() as db:
        rows = team_of(db, each_house.world.dossiers["draft"])
        assert [row.email for row in rows].count("odile@exemple.fr") == 1
        assert verify_chain(db, str(each_house.world.calls["ptce"])) is None


def test_an_offer_taken_back_while_it_is_accepted_ends_with_one_owner(each_house: House) -> None:
    place = each_house.world.collaborators["draft.edith"]
    with each_house.database.writing() as db:
        claire = actor(db, each_house, "claire")
        team.offer(db, _locked(db, each_house, "claire"), place, actor=claire, now=NOW)

    def act(who: str) -> str:
        try:
            with each_house.database.writing() as db:
                me, dossier = actor(db, each_house, who), _locked(db, each_house, who)
                if who == "edith":
                    team.take_over(db, dossier, actor=me, now=NOW)
                else:
                    team.take_offer_back(db, dossier, actor=me, now=NOW)
        except DomainError as error:
            return error.code
        return who

    with ThreadPoolExecutor(2) as crowd:
        ends = set(crowd.map(act, ("claire", "edith")))

    with each_house.database.reading() as db:
        owner = db.get_one(Dossier, each_house.world.dossiers["draft"]).owner_id
        offered = db.get_one(Collaborator, place).takes_over
    first = "edith" if owner == each_house.world.people["edith"] else "claire"
    # Who waited for the lock while the dossier changed hands reads the team as it was: this once, they find nothing.
    assert ends in ({"edith", "only_the_owner"}, {"edith", "not_found"}, {"claire", "not_offered"})
    assert first in ends
    assert not offered
