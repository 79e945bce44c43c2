"""Personal data: unreadable at rest, masked in what people see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from complaints import Cipher, KeyMissing, mask
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "masked.yml").read_text())[0]
SECRET = "张三 13812345678 🙂"


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] or "empty" for row in ROWS])
def test_personal_data_is_masked(row: dict[str, Any]) -> None:
    shown = mask(row["text"])
    assert shown == (row["text"] if row.get("same") else row["masked"])
    assert len(shown) == len(row["text"])


def test_masking_twice_changes_nothing_more() -> None:
    for row in ROWS:
        assert mask(mask(row["text"])) == mask(row["text"])


def test_what_was_sealed_opens_with_its_key() -> None:
    cipher = Cipher([Cipher.new_key()])
    for text in ("", SECRET, "长" * 100_000):
        assert cipher.open(cipher.seal(text)) == text


def test_what_is_sealed_cannot_be_read_and_is_never_the_same() -> None:
    cipher = Cipher([Cipher.new_key()])
    first, second = cipher.seal(SECRET), cipher.seal(SECRET)
    assert first != second
    assert b"13812345678" not in first


def test_a_new_first_key_reads_what_the_old_one_wrote() -> None:
    old, new = Cipher.new_key(), Cipher.new_key()
    before = Cipher([old]).seal(SECRET)
    rotated = Cipher([new, old])
    assert rotated.open(before) == SECRET
    assert Cipher([new]).open(rotated.seal(SECRET)) == SECRET


def test_a_lost_key_is_told() -> None:
    sealed = Cipher([Cipher.new_key()]).seal(SECRET)
    with pytest.raises(KeyMissing, match="WEIQUAN_KEYS"):
        Cipher([Cipher.new_key()]).open(sealed)


@pytest.mark.parametrize("place", [0, 10, 40, -1])
def test_tampering_is_told(place: int) -> None:
    cipher = Cipher([Cipher.new_key()])
    sealed = bytearray(cipher.seal(SECRET))
    sealed[place] ^= 1
    with pytest.raises(KeyMissing):
        cipher.open(bytes(sealed))


@pytest.mark.parametrize("token", [b"", b"x", b"not a token at all"])
def test_what_was_never_sealed_is_told(token: bytes) -> None:
    with pytest.raises(KeyMissing):
        Cipher([Cipher.new_key()]).open(token)


def test_keys_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="Fernet key"):
        Cipher(["secret"])


def test_a_file_is_sealed_as_text_is() -> None:
    cipher, data = Cipher([Cipher.new_key()]), bytes(range(256)) * 40
    sealed = cipher.seal_bytes(data)
    assert data[:20] not in sealed
    assert cipher.open_bytes(sealed) == data
    with pytest.raises(KeyMissing):
        Cipher([Cipher.new_key()]).open_bytes(sealed)
    with pytest.raises(KeyMissing):
        cipher.open_bytes(sealed[:-1])
