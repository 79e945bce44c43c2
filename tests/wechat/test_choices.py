"""What people choose by number or by words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.port import Reply
from bot.channels.wechat.choices import Choice, choices_of, pick
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "picks.yml").read_text("utf-8"))[0]
TEXT = "可以退。已经找过谁？"


@pytest.mark.parametrize(
    ("card", "said", "label"),
    [(row["asked"], said, label) for row in ROWS for said, label in row["said"].items()],
)
def test_words_pick_a_choice_or_stay_words(
    card: dict[str, Any], said: str, label: str | None
) -> None:
    found = pick(choices_of([Reply(TEXT, card)]), said)
    assert (found.label if found else None) == label


def card_of(kind: str, **more: Any) -> dict[str, Any]:
    return next(
        row["asked"] for row in ROWS if {"type": kind, **more}.items() <= row["asked"].items()
    )


@pytest.mark.parametrize(
    ("card", "said", "details"),
    [
        (card_of("form_question", field="notice"), "2", {"fact": "notice", "value": "refused"}),
        (card_of("form_question", field="anonymous"), "1", {"fact": "anonymous", "value": "yes"}),
        (card_of("form_question", field="together"), "跳过", {"fact": "together", "value": "skip"}),
        (card_of("consent"), "1", {"fact": "consent.personal_data", "value": "yes:2"}),
        (card_of("draft"), "1", {"fact": "draft", "value": "submit"}),
        (card_of("rating"), "4", {"fact": "rating", "value": "4"}),
        (card_of("handoff", state="offered"), "1", {"fact": "handoff", "value": "yes"}),
        (card_of("handoff", state="waiting"), "不等了", {"fact": "handoff", "value": "withdraw"}),
        (card_of("choose_dispute"), "2", {"fact": "dispute", "value": "none"}),
    ],
)  # fmt: skip
def test_a_choice_is_the_press_of_its_button(
    card: dict[str, Any], said: str, details: dict[str, str]
) -> None:
    found = pick(choices_of([Reply(TEXT, card)]), said)
    assert found and found.details == {"choice": details}


def test_what_is_said_as_words_presses_nothing() -> None:
    several = choices_of(
        [Reply(TEXT, next(row["asked"] for row in ROWS if row["asked"].get("ask")))]
    )
    found = pick(several, "1和2")
    assert found == Choice("找过商家、申请过平台介入", "", "")
    assert found.details == {}


MONEY = next(row["asked"] for row in ROWS if (row["asked"].get("ask") or {}).get("kind") == "money")
NOTHING_ASKED = next(row["asked"] for row in ROWS if "offers" in row["asked"])


@pytest.mark.parametrize(
    ("replies", "labels"),
    [
        ([], []),
        ([Reply("您好。")], []),
        ([Reply(TEXT, card_of("consent")), Reply("好的。")], ["同意", "不同意"]),
        ([Reply(TEXT, card_of("consent")), Reply(TEXT, MONEY)], ["商品质量问题"]),
        ([Reply(TEXT, MONEY), Reply("同意吗？", card_of("consent"))], ["同意", "不同意"]),
        ([Reply("可以退。", NOTHING_ASKED)], ["帮我写投诉", "帮我写封信给商家", "转人工", "商品质量问题"]),
        ([Reply("记下了。", NOTHING_ASKED)], []),
        ([Reply("记下了。已经找过谁？", MONEY)], []),
        ([Reply("第一步先写信。", MONEY)], []),
        ([Reply("可以退。", NOTHING_ASKED), Reply("", {"type": "handoff", "state": "closed"})],
         ["帮我写投诉", "帮我写封信给商家", "转人工", "商品质量问题"]),
    ],
)  # fmt: skip
def test_the_newest_question_is_open(replies: list[Reply], labels: list[str]) -> None:
    assert [choice.label for choice in choices_of(replies)] == labels
