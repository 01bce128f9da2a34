"""The first version of the API."""

from fastapi import APIRouter

router = APIRouter()
