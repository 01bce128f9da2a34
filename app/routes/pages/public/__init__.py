"""Public pages: what everyone may read, without an account."""

from app.routes.pages.public import calls, feeds, files, home, places, poles, questions, results, texts
from app.web.doors import Doors

router = Doors(*(room.router for room in (home, calls, questions, files, results, poles, places, feeds, texts)))
