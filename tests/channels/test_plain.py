"""Answers in words without the law."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.plain import plain, without_law

LAWS = ("消费者权益保护法", "民法典", "食品安全法")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("依据《消费者权益保护法》第五十五条第一款，可以要三倍赔偿。", "可以要三倍赔偿。"),
        ("可以按消费者权益保护法第五十五条要求三倍赔偿。", "可以要求三倍赔偿。"),
        ("可以要赔偿（依据：食品安全法第一百四十八条第二款）。", "可以要赔偿。"),
        ("可以要赔偿。依据：民法典第五百七十七条、第五百八十四条。", "可以要赔偿。"),
        (
            "根据民法典第五百七十七条和食品安全法第一百四十八条的规定，货款可以退。",
            "货款可以退。",
        ),
        ("民法典第五百七十七条规定要赔。", "法律规定要赔。"),
        ("店家违反了《食品安全法》。", "店家违反了法律。"),
        ("不按民法典第五百七十七条赔的，可以投诉。", "不按法律赔的，可以投诉。"),
        ("依据《最高人民法院关于适用民法典的解释（一）》第十条，可以退。", "可以退。"),
        ("《健身合同》写了不退，也可以退3999元。", "《健身合同》写了不退，也可以退3999元。"),
        ("卖假货属于欺诈：可以退回3999元。", "卖假货属于欺诈：可以退回3999元。"),
        ("依据民法典第一条。", ""),
        ("照某某条例第五条办，可以退。", ""),
    ],
)
def test_references_to_the_law_are_left_out(given: str, told: str) -> None:
    assert without_law(given, LAWS) == told


CARD: dict[str, Any] = {
    "type": "answer",
    "headline": "依据消费者权益保护法第五十五条，可以要三倍赔偿。",
    "claims": [
        {"name": "惩罚性赔偿", "cites": [{"law": "消费者权益保护法", "article": "第五十五条"}]}
    ],
    "steps": [{"title": "书面要求退款", "detail": "写明按消费者权益保护法第五十五条第一款要求"}],
    "ask": {"question": "有凭据吗？"},
}


def test_a_new_answer_is_told_by_its_headline_steps_and_names_of_claims() -> None:
    text = f"记下了：有截图。\n{CARD['headline']}\n有凭据吗？"
    assert plain(text, CARD) == {
        "headline": "可以要三倍赔偿。",
        "said": "记下了：有截图。\n",
        "steps": [{"title": "书面要求退款", "detail": "写明要求"}],
        "names": ["加罚赔偿"],
    }


def test_beside_an_answer_told_before_what_is_new_is_told() -> None:
    text = "这笔按消费者权益保护法第五十五条算。\n依据消费者权益保护法第五十五条。\n有凭据吗？"
    told = plain(text, CARD)
    assert told["said"] == "这笔算。\n依据消费者权益保护法第五十五条。\n"


def test_a_card_with_next_to_nothing_in_it_is_told_as_its_words() -> None:
    assert plain("您好。", {"type": "answer"}) == {
        "headline": "",
        "said": "您好。",
        "steps": [],
        "names": [],
    }
