"""The worker is started when needed, survives hostile files, and hangs nobody."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence

import pytest
from PIL import Image

from complaints.evidence import GaveUp, NotInstalled, Reader, Refused, inspect, reading
from complaints.evidence.texts import Box, of_picture, rows
from complaints.evidence.workshop import Workshop
from tests.complaints.evidence import made

PDF = "application/pdf"


@pytest.fixture
def gate() -> Workshop:
    return Workshop()


@pytest.fixture
def reader(gate: Workshop) -> Iterator[Reader]:
    reader = Reader(gate)
    yield reader
    reader.close()


def test_the_worker_cleans_as_the_function_does(reader: Reader, gate: Workshop) -> None:
    assert gate.process_id is None
    for name, data in (("a.heic", made.jpeg_with_place(6)), ("合同.pdf", made.hostile_paper())):
        assert reader.inspect(name, data) == inspect(name, data)
    assert gate.process_id != os.getpid()


def test_the_worker_refuses_as_the_function_does(reader: Reader) -> None:
    with pytest.raises(Refused) as refused:
        reader.inspect("a.png", b"<html>")
    with pytest.raises(Refused, match=refused.value.reason):
        inspect("a.png", b"<html>")
    assert refused.value.code == "unknown_kind"


def test_the_text_of_a_pdf_is_read(reader: Reader) -> None:
    assert reader.read(made.paper("total  456.78", pages=2), PDF) == ["total 456.78"] * 2


def test_a_pdf_without_text_has_no_lines(reader: Reader) -> None:
    assert reader.read(made.paper(" "), PDF) == []


def test_what_is_no_pdf_is_given_up(reader: Reader) -> None:
    with pytest.raises(GaveUp):
        reader.read(b"%PDF-1.4", PDF)


def test_a_worker_that_hangs_is_killed_and_the_next_job_gets_a_new_one(
    reader: Reader, gate: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.inspect("a.png", made.noisy_png(20))
    first = gate.process_id
    assert first
    os.kill(first, signal.SIGSTOP)
    monkeypatch.setattr(reading, "INSPECT_SECONDS", 0.3)
    with pytest.raises(Refused) as refused:
        reader.inspect("a.png", made.noisy_png(20))
    assert refused.value.code == "gave_up"
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    monkeypatch.undo()
    assert reader.inspect("a.png", made.noisy_png(20)).pages == 1
    assert gate.process_id not in (None, first)


def test_a_worker_killed_between_two_jobs_is_replaced_unnoticed(
    reader: Reader, gate: Workshop
) -> None:
    for _ in range(3):
        assert reader.inspect("a.png", made.noisy_png(20)).pages == 1
        process = gate.process_id
        assert process
        os.kill(process, signal.SIGKILL)


def test_a_worker_without_work_ends_by_itself() -> None:
    gate = Workshop(idle_seconds=0.01)
    reader = Reader(gate)
    reader.inspect("a.png", made.noisy_png(20))
    for _ in range(500):
        if gate.process_id is None:
            break
        time.sleep(0.01)
    assert gate.process_id is None
    assert reader.inspect("a.png", made.noisy_png(20)).pages == 1
    reader.close()


def test_a_picture_too_large_for_the_memory_is_refused_and_the_worker_lives() -> None:
    gate = Workshop(memory=300 * 1024**2)
    reader = Reader(gate)
    reader.inspect("a.png", made.noisy_png(20))
    worker = gate.process_id
    with pytest.raises(Refused) as refused:
        reader.inspect("a.jpg", made.encoded(Image.new("RGB", (8160, 6120)), "JPEG"))
    assert refused.value.code == "gave_up"
    assert reader.inspect("a.png", made.noisy_png(20)).pages == 1
    assert gate.process_id == worker
    reader.close()


def test_without_the_extra_it_says_so(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    assert not reader.available()
    with pytest.raises(NotInstalled, match="没有安装"):
        reader.read(made.noisy_png(20), "image/png")
    assert reader.read(made.paper(), PDF)


def test_what_stands_side_by_side_is_one_line() -> None:
    found: Sequence[tuple[Box, str]] = [
        ((500, 102, 600, 138), "￥279.00"),
        ((40, 100, 160, 140), "实付款"),
        ((40, 20, 300, 60), "订单详情"),
        ((40, 180, 300, 220), "订单编号"),
    ]
    assert rows(found) == ["订单详情", "实付款 ￥279.00", "订单编号"]


def test_a_long_screenshot_is_read_in_pieces_cut_between_the_lines() -> None:
    image = Image.new("RGB", (400, 3000), "white")
    for top in range(20, 2960, 60):
        image.paste("black", (40, top, 300, top + 40))
    seen: list[int] = []

    def engine(piece: Image.Image) -> list[tuple[Box, str]]:
        grey = piece.convert("L")
        blank = [grey.crop((0, row, 400, row + 1)).getextrema()[0] for row in (0, grey.height - 1)]
        assert blank == [255, 255]
        seen.append(piece.height)
        return [((0, 0, 1, 1), "2026-11-0110:20:33")]

    assert of_picture(made.encoded(image, "PNG"), engine) == ["2026-11-01 10:20:33"] * len(seen)
    assert sum(seen) == 3000
    assert len(seen) > 3
