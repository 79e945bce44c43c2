"""The audit: only added to, and every change to it is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from complaints import Cipher
from complaints.audit import Audit
from complaints.database import unit_of_work
from tests.complaints.store import KEY, START, Clock

ALLOW = {
    "sqlite": ["DROP TRIGGER audit_no_UPDATE", "DROP TRIGGER audit_no_DELETE"],
    "postgresql": ["DROP TRIGGER audit_no_change ON audit"],
}
"""What somebody with all rights on the database can do; the chain is for finding it."""


@pytest.fixture
def audit(engine: Engine) -> Audit:
    audit = Audit(engine, Cipher([KEY]), Clock())
    for number in range(1, 6):
        audit.record("staff-1", "read", f"case {number}", "核对商家地址")
    return audit


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_an_empty_audit_is_whole(engine: Engine) -> None:
    assert Audit(engine, Cipher([KEY]), Clock()).verify() is None


def test_rows_come_back_in_order_and_hold(audit: Audit) -> None:
    rows = audit.entries(after=1, limit=2)
    assert [(row.id, row.what) for row in rows] == [(2, "case 2"), (3, "case 3")]
    assert (rows[0].at, rows[0].who, rows[0].detail) == (START, "staff-1", "核对商家地址")
    assert audit.verify() is None
    assert audit.count() == 5


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET who = 'nobody' WHERE id = 3", "DELETE FROM audit WHERE id = 3"],
)
def test_the_database_refuses_to_change_a_row(engine: Engine, audit: Audit, statement: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"):
        run(engine, statement)
    assert audit.verify() is None


TAMPERING = {
    "another person": (["UPDATE audit SET who = 'nobody' WHERE id = 3"], 3),
    "another time": (["UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE id = 2"], 2),
    "no detail": (["UPDATE audit SET detail = NULL WHERE id = 4"], 4),
    "a row less": (["DELETE FROM audit WHERE id = 3"], 3),
    "the first row gone": (["DELETE FROM audit WHERE id = 1"], 1),
    "the last row gone": (["DELETE FROM audit WHERE id = 5"], 5),
    "the last row gone, and the head with it": (
        ["DELETE FROM audit WHERE id = 5", "UPDATE audit_head SET last = 4"],
        5,
    ),
    "all rows gone": (["DELETE FROM audit"], 1),
    "a hash of one's own": (["UPDATE audit SET hash = 'x' WHERE id = 1"], 1),
}


@pytest.mark.parametrize(("statements", "broken"), TAMPERING.values(), ids=TAMPERING)
def test_what_was_changed_behind_its_back_is_found(
    engine: Engine, audit: Audit, statements: list[str], broken: int
) -> None:
    run(engine, *ALLOW[engine.dialect.name], *statements)
    assert audit.verify() == broken


def test_many_writers_make_one_chain(engine: Engine, audit: Audit) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: audit.record("staff-2", "read", f"case {n}"), range(40)))
    assert sorted(made) == list(range(6, 46))
    assert audit.verify() is None


def test_a_turn_that_fails_leaves_no_row_and_no_gap(engine: Engine, audit: Audit) -> None:
    with pytest.raises(RuntimeError, match="planned"), unit_of_work(engine):
        audit.record("staff-1", "read", "case 6")
        raise RuntimeError("planned")
    assert audit.record("staff-1", "read", "case 7") == 6
    assert audit.verify() is None


def test_the_detail_cannot_be_read_in_the_table(engine: Engine, audit: Audit) -> None:
    with engine.connect() as connection:
        assert "商家" not in str(connection.execute(text("SELECT * FROM audit")).all())
