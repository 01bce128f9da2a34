"""Doors of reviewers: what they read, the review of one dossier, why they cannot, the rubric."""

from fastapi import APIRouter

from app.routes.pages.reviewer import home, recusal, reviews

router = APIRouter()
for room in (home, reviews, recusal):
    router.include_router(room.router, prefix="/reviewer")
