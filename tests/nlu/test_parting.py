"""A message that tells of two matters is told apart where it says so."""

from __future__ import annotations

import pytest

from bot.nlu.parting import told_apart

GYM = "我八月在小区门口的健身房办了年卡三千六，上个月店关了门也没人退钱，"
TABLET = "双十一在网上买的平板标的是256G，到手一看只有128G，客服说是系统占了。"


@pytest.mark.parametrize(
    ("text", "parts", "tail"),
    [
        (f"{GYM}另外还有一件事，{TABLET}", [GYM, f"另外还有一件事，{TABLET}"], ""),
        (
            f"{GYM}另外一件是{TABLET}先把平板弄了。",
            [f"另外一件是{TABLET}", GYM],
            "先把平板弄了。",
        ),
        (
            f"{GYM}还有件小事，{TABLET}先说健身房的钱。",
            [GYM, f"还有件小事，{TABLET}"],
            "先说健身房的钱。",
        ),
        (f"{GYM}另外客服还骂我，{TABLET}", [f"{GYM}另外客服还骂我，{TABLET}"], ""),
        (f"{GYM}另外一件事", [f"{GYM}另外一件事"], ""),
    ],
)
def test_parts(text: str, parts: list[str], tail: str) -> None:
    extents, rest = told_apart(text)
    assert [text[start:end] for start, end in extents] == parts
    assert text[slice(*rest)] == tail
