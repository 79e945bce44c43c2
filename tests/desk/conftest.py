from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.office import Office


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    """The desk on an empty database of each kind in turn."""
    office = Office(database)
    yield office
    office.engine.dispose()
