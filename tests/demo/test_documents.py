"""The calls of the demonstration travel whole: written, brought in elsewhere, written the same."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.demo.data import load_call, load_others
from app.forms.call import CallForm
from app.forms.documents import dump_document
from app.models import Person
from app.queries.call_documents import document_of
from app.queries.calls import by_slug
from app.queries.people import actor_of
from app.services import call_making
from app.web.hall import Hall


@pytest.mark.parametrize("slug", [load_call().slug, *(call.slug for call in load_others())])
def test_a_call_of_the_demonstration_is_the_same_once_brought_in_elsewhere(demonstration: Hall, slug: str) -> None:
    with demonstration.database.session("writing") as db:
        call = by_slug(db, slug)
        assert call is not None
        ada = db.execute(select(Person).where(col(Person.is_admin))).scalars().first()
        assert ada is not None
        elsewhere = {"slug": "ailleurs", "reference": "AILLEURS"}
        first = dump_document(document_of(db, demonstration.storage, call)) | elsewhere
        made = call_making.create(
            db, demonstration.storage, CallForm.model_validate(first), actor=actor_of(db, ada), now=call.created_at
        )
        second = dump_document(document_of(db, demonstration.storage, made))
        db.rollback()

    assert second == first
