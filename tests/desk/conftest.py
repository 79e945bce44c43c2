from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from complaints.database import metadata
from tests.desk.office import Office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The desk on SQLite, and on the PostgreSQL that WEIQUAN_TEST_POSTGRES names."""
    url = f"sqlite:///{tmp_path / 'db.sqlite'}"
    if request.param == "postgres":
        url = os.environ.get("WEIQUAN_TEST_POSTGRES", "")
        if not url:
            pytest.skip("WEIQUAN_TEST_POSTGRES names no database")
        engine = create_engine(url)
        metadata.drop_all(engine)
        engine.dispose()
    office = Office(url)
    yield office
    office.engine.dispose()
