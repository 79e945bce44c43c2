"""What the trained model as a whole understands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.understanding import Reader
from knowledge.lines import read_yaml

ON = date(2026, 11, 24)
DANGERS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "dangers.yml").read_text())[0]
FALSE_ALARMS = 0.02


def understood(reader: Reader, text: str) -> dict[str, Any]:
    return reader.understand({"id": "1", "text": text, "day": ON.isoformat()})


def test_every_danger_is_seen_and_few_harmless_messages_alarm(reader: Reader) -> None:
    seen = {row["text"]: reader.parse(row["text"], ON).get("danger") for row in DANGERS}
    real = [row for row in DANGERS if row["danger"]]
    harmless = [row["text"] for row in DANGERS if not row["danger"]]
    assert len(real) >= 60 and len(harmless) >= 60
    assert [row["text"] for row in real if seen[row["text"]] is None] == []
    alarms = [text for text in harmless if seen[text]]
    assert len(alarms) <= FALSE_ALARMS * len(harmless), alarms


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("一共21600的卡，我手头紧先付了5900定金，现在不想要了，定金能退吗", 5900),
        ("停一次收20，连个收费牌都没有", 20),
        ("打95188没用，每个月照样扣我48", 48),
        ("标价三千八谈到三千二买的柜子，门都关不上，退我钱", 3200),
        ("花了680做头发，老板非说要再办2000的卡才给护理", 680),
    ],
)
def test_the_sum_at_issue_is_told_from_others(reader: Reader, text: str, issue: int) -> None:
    assert understood(reader, text)["facts"]["amount"] == issue


def test_a_deposit_is_at_issue_and_stays_a_deposit(reader: Reader) -> None:
    parsed = reader.parse("买车交了5000元定金，不想买了怎么退", ON)["facts"]
    assert parsed["at_issue"] == 5000
    assert parsed["deposit_paid"] == 5000


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("公司拖欠我两个月工资，还不给交社保", False),
        ("花呗的额度怎么提高", False),
        ("花呗莫名其妙扣了我两百，客服不理", True),
        ("推荐几部好看的科幻片", False),
        ("美容院关门了，卡里还有三千", True),
    ],
)
def test_what_is_a_consumer_matter(reader: Reader, text: str, ours: bool) -> None:
    assert understood(reader, text)["in_scope"] is ours


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("公司拖欠我两个月工资", "labour_12333"),
        ("孩子误吞了纽扣电池，脸都紫了", "emergency_120"),
        ("航班延误五个小时不给安排住宿，该投诉到哪里", "aviation_12326"),
        ("在小区门口超市买到过期牛奶，去哪投诉", "samr_12315"),
    ],
)
def test_who_is_competent(reader: Reader, text: str, body: str) -> None:
    assert understood(reader, text)["body"] == body


@pytest.mark.parametrize(
    ("text", "article"),
    [
        (
            "旅行社统一保管的行李丢了，旅行社赔不赔",
            "最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定第十九条",
        ),
        ("饭店收了我开瓶费，自带酒水凭什么收钱", "消费者权益保护法第二十六条"),
        ("保险公司拖着不赔，有没有规定多少天要赔", "保险法第二十三条"),
        ("网店卖假货，平台不肯给我店主的真实姓名和地址", "消费者权益保护法第四十四条"),
    ],
)
def test_articles_are_found_by_what_they_answer(reader: Reader, text: str, article: str) -> None:
    found = [a["law"] + a["article"] for a in understood(reader, text)["articles"]]
    assert len(found) == 5
    assert article in found
