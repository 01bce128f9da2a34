"""A look-up costs nobody else anything: while a directory thinks, no place at the gate and no lock is held."""

from dataclasses import replace

import anyio.to_thread

from app.adapters.companies import Company, MemoryCompanies
from app.adapters.lookups import Lookup
from app.models import Person
from app.web.hall import Hall
from tests.houses import House
from tests.place_forms import ARCHER, ask_places


class Watching(MemoryCompanies):
    """A directory that looks around while it is asked: free places at the gate, and whether others can write."""

    def __init__(self) -> None:
        super().__init__([ARCHER])
        self.hall: Hall | None = None
        self.free = -1
        self.written = False

    async def find(self, text: str) -> Lookup[Company]:
        assert self.hall
        self.free = self.hall.gate.value
        self.written = await anyio.to_thread.run_sync(self._write)
        return await super().find(text)

    def _write(self) -> bool:
        assert self.hall
        with self.hall.database.writing() as db:
            db.add(Person(name="Quelqu’un", email="quelqu.un@exemple.fr", created_at=self.hall.clock.now()))
        return True


def test_while_a_directory_thinks_others_pass_the_gate_and_write(each_house: House) -> None:
    dossier = ask_places(each_house)
    watching = Watching()
    hall = replace(each_house.hall, companies=watching)
    watching.hall = hall
    asking = House(hall, each_house.world)
    form = {"version": "0", "asked": "bearer", "q-bearer-identifier": "44120873300010", "look": "organisation:bearer"}

    answer = asking.as_("claire").post(f"/applicant/dossiers/{dossier}/sections/places", data=form)

    assert "Trouvé" in answer.text
    assert watching.free == hall.settings.database_threads
    assert watching.written


def test_a_form_that_looks_nothing_up_asks_nobody(house: House) -> None:
    dossier = ask_places(house)
    form = {"version": "0", "asked": "bearer", "q-bearer-identifier": "441208733", "look": "everything:bearer"}

    answer = house.as_("claire").post(f"/applicant/dossiers/{dossier}/sections/places", data=form)

    assert answer.status_code == 422
    assert house.companies.asked == []
