"""Names are only shown, and safe to show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.evidence.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("聊天截图.png", "聊天截图.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\windows\\win.ini", "win.jpg"),
        ("shell.php.jpg", "shell_php.jpg"),
        ("CON", "材料_CON.jpg"),
        ("com1.txt", "材料_com1.jpg"),
        ("a\nb\r\nSet-Cookie: x.png", "abSet-Cookie_x.jpg"),
        ("收据\u202egpj.exe", "收据gpj.jpg"),
        ("\u200b\ufeff", "材料.jpg"),
        ("", "材料.jpg"),
        (".", "材料.jpg"),
        ("=cmd|' /C calc'!A0.csv", "C_calc'!A0.jpg"),
        ('a"; filename="b.exe', "a_;_filename=_b.jpg"),
        ("\ud800坏.jpg", "坏.jpg"),
        ("2026.11.01 收据.jpg", "2026_11_01_收据.jpg"),
        ("字" * 300, "字" * LONGEST + ".jpg"),
    ],
)
def test_a_name_is_made_safe(sent: str, shown: str) -> None:
    assert safe_name(sent, ".jpg") == shown


@given(st.text(max_size=400))
def test_every_name_is_made_safe(sent: str) -> None:
    shown = safe_name(sent, ".pdf")
    assert len(shown) <= LONGEST + 10
    assert shown.endswith(".pdf") and shown != ".pdf"
    assert not any(unicodedata.category(character)[0] == "C" for character in shown)
    assert not set(shown) & set('/\\:*?"<>|\n')
    assert shown[0] not in "=+-@. "
    shown.encode()
