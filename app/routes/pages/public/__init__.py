"""Public pages: what everyone may read, without an account."""

from fastapi import APIRouter

from app.routes.pages.public import calls, feeds, files, home, places, poles, questions, results, texts
from app.web.doors import Doors

router = APIRouter()
for room in (home, calls, questions, files, results, poles, places, feeds, texts):
    router.include_router(Doors(room.router))
