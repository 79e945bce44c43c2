"""Evidence is kept sealed, only its owner's, within limits, and row and file agree."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Engine, select

from bot.settings import ROOT
from complaints import Cipher, KeyMissing
from complaints.case_holding import cases_held
from complaints.cases import Cases
from complaints.database import unit_of_work
from complaints.evidence import (
    MOST_A_DAY,
    MOST_ITEMS,
    Clean,
    Damaged,
    EvidenceStore,
    NotFound,
    Refused,
)
from complaints.evidence.store import UNDER_WAY, evidence
from tests.complaints.evidence import made
from tests.complaints.store import submitted

KEY = Cipher.new_key()
MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Clock:
    """The time, as a test sets it."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def store(engine: Engine, folder: Path, clock: Clock) -> EvidenceStore:
    return EvidenceStore(engine, Cipher([KEY]), folder, clock)


def picture(number: int = 0) -> bytes:
    """A picture unlike those of other numbers."""
    return made.encoded(Image.linear_gradient("L").resize((20 + number, 20)), "PNG")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.reason.endswith("。")
    return refused.value.code


def test_what_was_taken_can_be_listed_and_opened(store: EvidenceStore, clock: Clock) -> None:
    taken = store.take("c1", "../../小票.png", picture())
    clock.now += timedelta(minutes=1)
    second = store.take("c1", "合同.pdf", made.paper(pages=3))
    assert store.items("c1") == [taken, second]
    assert (taken.name, taken.media_type, taken.pages) == ("小票.png", "image/png", 1)
    assert (second.name, second.media_type, second.pages) == ("合同.pdf", "application/pdf", 3)
    assert taken.taken_at == MORNING
    data = store.open("c1", taken.id)
    assert data.startswith(b"\x89PNG") and len(data) == taken.size
    assert [(item.id, len(data)) for item, data in store.export("c1")] == [
        (taken.id, taken.size), (second.id, second.size),
    ]  # fmt: skip


def test_the_hour_is_kept_whatever_the_clock_s_zone(store: EvidenceStore, clock: Clock) -> None:
    clock.now = MORNING.astimezone(timezone(timedelta(hours=8)))
    store.take("c1", "a.png", picture())
    assert store.items("c1")[0].taken_at == MORNING


def test_neither_file_nor_row_can_be_read_without_the_key(
    store: EvidenceStore, engine: Engine, folder: Path, clock: Clock
) -> None:
    taken = store.take("c1", "张三的小票.png", picture())
    (path,) = files(folder)
    assert path.stat().st_mode & 0o077 == 0
    assert b"PNG" not in path.read_bytes()
    with engine.connect() as connection:
        row = connection.execute(select(evidence)).one()
    assert "张三".encode() not in row.name
    other = EvidenceStore(engine, Cipher([Cipher.new_key()]), folder, clock)
    with pytest.raises(KeyMissing):
        other.open("c1", taken.id)


def test_nobody_else_reaches_it(store: EvidenceStore) -> None:
    taken = store.take("c1", "a.png", picture())
    assert store.items("c2") == []
    for item in (taken.id, "0" * 32, "../../etc/passwd", ""):
        with pytest.raises(NotFound):
            store.open("c2", item)
        with pytest.raises(NotFound):
            store.remove("c2", item)
    assert store.items("c1") == [taken]


def test_ids_cannot_be_guessed(store: EvidenceStore) -> None:
    ids = {store.take("c1", "a.png", picture(number)).id for number in range(3)}
    assert len(ids) == 3
    assert all(len(item) == 32 and int(item, 16) for item in ids)


def test_the_same_bytes_twice_are_one_item(store: EvidenceStore, folder: Path) -> None:
    sent = picture()
    assert store.take("c1", "a.png", sent) == store.take("c1", "b.png", sent)
    assert store.take("c2", "a.png", sent) != store.items("c1")[0]
    assert (len(store.items("c1")), len(files(folder))) == (1, 2)


def test_what_is_refused_leaves_nothing(store: EvidenceStore, folder: Path) -> None:
    assert refusal(lambda: store.take("c1", "a.png", b"<html>")) == "unknown_kind"
    assert (store.items("c1"), files(folder)) == ([], [])


def test_a_matter_has_so_many_items_and_no_more(store: EvidenceStore, folder: Path) -> None:
    for number in range(MOST_ITEMS):
        store.take("c1", "a.png", picture(number))
    assert refusal(lambda: store.take("c1", "a.png", picture(MOST_ITEMS))) == "too_many"
    store.take("c1", "a.png", picture(0))
    store.take("c2", "a.png", picture(MOST_ITEMS))
    store.remove("c1", store.items("c1")[0].id)
    store.take("c1", "a.png", picture(MOST_ITEMS))
    assert len(files(folder)) == MOST_ITEMS + 1


def test_a_day_has_so_many_uploads_even_when_they_are_removed(
    store: EvidenceStore, clock: Clock, folder: Path
) -> None:
    for number in range(MOST_A_DAY):
        store.remove("c1", store.take("c1", "a.png", picture(number)).id)
    again = picture(MOST_A_DAY)
    assert refusal(lambda: store.take("c1", "a.png", again)) == "too_many_today"
    assert files(folder) == []
    clock.now += timedelta(days=1, seconds=-1)
    assert refusal(lambda: store.take("c1", "a.png", again)) == "too_many_today"
    clock.now += timedelta(seconds=1)
    store.take("c1", "a.png", again)


def test_uploads_at_once_are_counted_one_after_the_other(
    store: EvidenceStore, folder: Path
) -> None:
    pictures = [picture(number) for number in range(MOST_ITEMS + 7)]

    def upload(data: bytes) -> None:
        with suppress(Refused):
            store.take("c1", "a.png", data)

    for sent in (pictures, [picture(100)] * 8):
        threads = [threading.Thread(target=upload, args=(data,)) for data in sent]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store.items("c1")) == len(files(folder)) == MOST_ITEMS


def test_one_upload_sent_twice_at_once_is_one_item(store: EvidenceStore, folder: Path) -> None:
    sent, ids = picture(), []
    threads = [
        threading.Thread(target=lambda: ids.append(store.take("c1", "a.png", sent).id))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 6
    assert len(set(ids)) == len(files(folder)) == 1


def test_what_was_removed_is_gone_and_can_come_again(
    store: EvidenceStore, folder: Path, engine: Engine
) -> None:
    sent = picture()
    first = store.take("c1", "张三.png", sent)
    store.remove("c1", first.id)
    assert (store.items("c1"), files(folder)) == ([], [])
    with engine.connect() as connection:
        row = connection.execute(select(evidence)).one()
    assert (row.name, row.sha256, row.sent_sha256) == (b"", None, None)
    with pytest.raises(NotFound):
        store.open("c1", first.id)
    with pytest.raises(NotFound):
        store.remove("c1", first.id)
    assert store.take("c1", "张三.png", sent).id != first.id


def test_submitted_evidence_belongs_to_its_case(store: EvidenceStore, clock: Clock) -> None:
    first = store.take("c1", "a.png", picture(1))
    assert store.attach("c1", "W-1") == [replace(first, case="W-1")]
    with pytest.raises(NotFound):
        store.remove("c1", first.id)
    for number in range(MOST_ITEMS):
        store.take("c1", "b.png", picture(10 + number))
    assert [item.id for item in store.of_case("W-1")] == [first.id]
    clock.now += timedelta(days=40)
    assert store.expire(clock.now - timedelta(days=30)) == MOST_ITEMS
    assert [item.id for item in store.items("c1")] == [first.id]
    assert store.forget_case("W-1") == 1
    assert store.items("c1") == []


def test_expiry_spares_what_is_as_old_as_the_limit(store: EvidenceStore) -> None:
    store.take("c1", "a.png", picture())
    assert store.expire(MORNING) == 0
    assert store.expire(MORNING + timedelta(seconds=1)) == 1


def test_forgetting_leaves_nothing(store: EvidenceStore, engine: Engine, folder: Path) -> None:
    store.take("c1", "a.png", picture(1))
    store.attach("c1", "W-1")
    store.remove("c1", store.take("c1", "b.png", picture(2)).id)
    kept = store.take("c2", "c.png", picture(3))
    assert store.forget("c1") == 1
    with engine.connect() as connection:
        assert [row.id for row in connection.execute(select(evidence))] == [kept.id]
    assert [path.name for path in files(folder)] == [kept.id]


def test_damage_to_a_file_is_told(store: EvidenceStore, folder: Path) -> None:
    first, second = (store.take("c1", "a.png", picture(number)) for number in (1, 2))
    (path,) = [path for path in files(folder) if path.name == first.id]
    (other,) = [path for path in files(folder) if path.name == second.id]
    path.write_bytes(other.read_bytes())
    with pytest.raises(Damaged, match=first.id):
        store.open("c1", first.id)
    path.unlink()
    with pytest.raises(Damaged, match=first.id):
        store.open("c1", first.id)


def test_a_turn_undone_undoes_its_uploads_and_removals(
    store: EvidenceStore, engine: Engine, folder: Path, clock: Clock
) -> None:
    before = store.take("c1", "a.png", picture(1))
    with suppress(ZeroDivisionError), unit_of_work(engine):
        store.remove("c1", before.id)
        store.take("c1", "b.png", picture(2))
        assert len(store.items("c1")) == 1
        raise ZeroDivisionError
    assert store.items("c1") == [before]
    assert store.open("c1", before.id)
    assert (len(files(folder)), store.sweep()) == (2, 0)
    clock.now += UNDER_WAY + timedelta(seconds=1)
    assert (store.sweep(), len(files(folder))) == (1, 1)


@pytest.mark.parametrize("how", ["remove", "forget"])
def test_what_a_turn_removes_is_gone_once_the_turn_is_written(
    store: EvidenceStore, engine: Engine, folder: Path, how: str
) -> None:
    taken = store.take("c1", "a.png", picture(1))
    with unit_of_work(engine):
        store.forget("c1") if how == "forget" else store.remove("c1", taken.id)
        assert len(files(folder)) == 1, "the turn may still be undone"
    assert files(folder) == []


def test_evidence_goes_with_the_case_that_is_forgotten(
    store: EvidenceStore, engine: Engine, folder: Path
) -> None:
    cases = Cases(engine, Cipher([KEY]), lambda: MORNING)
    number = submitted(cases, "c1")
    store.take("c1", "a.png", picture(1))
    store.attach("c1", number)
    assert (store.forget_finished(), len(files(folder))) == (0, 1)
    cases_held(engine, cases, lambda: MORNING).forget("c1")
    assert (store.forget_finished(), files(folder)) == (1, [])


@pytest.mark.parametrize(("place", "left"), [("write", 1), ("row", 1), ("delete", 0)])
def test_killed_anywhere_row_and_file_agree(
    store: EvidenceStore, database: str, folder: Path, clock: Clock, place: str, left: int
) -> None:
    script = str(ROOT / "tests/fakes/dying_upload.py")
    done = subprocess.run(
        [sys.executable, script, database, KEY, str(folder), place],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert len(store.items("c1")) == left
    assert all(data for _, data in store.export("c1"))
    assert len(files(folder)) == left + 1
    clock.now += UNDER_WAY + timedelta(seconds=1)
    store.sweep()
    assert {path.name for path in files(folder)} == {item.id for item in store.items("c1")}


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """The system lets nobody write beyond `size`, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_leaves_no_half_file(store: EvidenceStore, folder: Path) -> None:
    large = made.noisy_png(600)
    with files_at_most(200_000):
        assert refusal(lambda: store.take("c1", "a.png", large)) == "no_space"
    assert (store.items("c1"), files(folder)) == ([], [])
    assert store.take("c1", "a.png", large)


def test_a_folder_that_cannot_be_made_is_told(engine: Engine, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").touch()
    store = EvidenceStore(engine, Cipher([KEY]), tmp_path / "file/evidence", clock)
    assert refusal(lambda: store.take("c1", "a.png", picture())) == "no_space"


def test_another_inspector_may_be_used(engine: Engine, folder: Path, clock: Clock) -> None:
    def strict(name: str, data: bytes) -> Clean:
        raise Refused("gave_up", "不行。")

    store = EvidenceStore(engine, Cipher([KEY]), folder, clock, inspect=strict)
    assert refusal(lambda: store.take("c1", "a.png", picture())) == "gave_up"
