"""Real pictures read by the real engine, where the extra `ocr` is installed (`make test-services`)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pytest
from PIL import Image, ImageFilter

from complaints.evidence import Reader, guess, inspect
from tests.complaints.evidence import made

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(not Reader.available(), reason="uv sync --extra ocr"),
]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def screen(lines: Sequence[str], **how: object) -> bytes:
    try:
        return made.screen(lines, **how)  # type: ignore[arg-type]
    except OSError:
        pytest.skip("no Chinese font")


def read(reader: Reader, data: bytes) -> list[str]:
    clean = inspect("a", data)
    return reader.read(clean.data, clean.media_type)


def letters(lines: Sequence[str]) -> str:
    """Without spaces, which the engine puts and leaves out as it likes."""
    return "\n".join(line.replace(" ", "").replace("¥", "￥") for line in lines)


@pytest.mark.parametrize("lines", [made.RECEIPT, made.ORDER, made.CHAT])
@pytest.mark.parametrize("print_size", [28, 40])
def test_a_screenshot_is_read_to_the_letter(
    reader: Reader, lines: Sequence[str], print_size: int
) -> None:
    shown = letters(read(reader, screen(lines, print_size=print_size)))
    for line in letters(lines).splitlines():
        assert line.rstrip(">").translate(_LOOK_ALIKE) in shown.translate(_LOOK_ALIKE)


_LOOK_ALIKE = str.maketrans("，：（）", ",:()")


def test_an_order_page_offers_its_facts(reader: Reader) -> None:
    guessed = guess(read(reader, screen(made.ORDER)))
    assert guessed.kind == "order"
    found = {found.fact_id: found.text for found in guessed.found}
    assert found == {
        "amount": "279.00元",
        "order_no": "2601234567890123456",
        "purchase_day": "2026-11-01",
        "shipped_day": "2026-11-02",
        "merchant": "优品数码旗舰店",
    }


def test_a_slip_offers_its_facts(reader: Reader) -> None:
    guessed = guess(read(reader, screen(made.RECEIPT, size=(720, 1200))))
    assert guessed.kind == "receipt"
    found = {found.fact_id: found.text for found in guessed.found}
    assert found == {
        "amount": "35.70元", "purchase_day": "2026-11-01", "merchant": "惠民生活超市",
    }  # fmt: skip


def test_a_chat_is_seen_as_a_chat(reader: Reader) -> None:
    assert guess(read(reader, screen(made.CHAT))).kind == "chat"


def test_a_long_screenshot_is_read_to_its_end(reader: Reader) -> None:
    lines = [f"第{number}条聊天内容" for number in range(80)]
    shown = read(reader, screen(lines, size=(1080, 6000)))
    assert [line.replace(" ", "") for line in shown] == lines


def test_a_photo_a_little_blurred_and_turned_is_read(reader: Reader) -> None:
    sharp = Image.open(io.BytesIO(screen(made.RECEIPT, size=(1200, 1600), print_size=44)))
    turned = sharp.rotate(2, fillcolor="white").filter(ImageFilter.GaussianBlur(1.5))
    guessed = guess(read(reader, made.encoded(turned, "JPEG", quality=60)))
    assert guessed.kind == "receipt"
    assert "35.70元" in [found.text for found in guessed.found]


def test_a_picture_without_words_has_no_lines(reader: Reader) -> None:
    assert read(reader, made.encoded(Image.new("RGB", (800, 600), "white"), "JPEG")) == []
