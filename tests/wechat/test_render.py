"""Replies as WeChat messages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.port import Reply
from bot.channels.wechat.citing import short_basis
from bot.channels.wechat.render import MOST_TITLE, render
from bot.channels.wechat.splitting import LIMIT

PAGE = "https://weiquan.example.org/chat#c=abc"
OFFERS = [{"id": "file", "label": "帮我写投诉"}, {"id": "human", "label": "转人工"}]
ALSO = [{"id": "quality_defect", "name": "商品质量问题"}]
ASK = {
    "fact": "goods_state", "kind": "choice", "question": "东西什么样？",
    "options": [{"id": "new", "label": "没拆封"}, {"id": "seen", "label": "拆开看过"}],
}  # fmt: skip
MONEY = {"fact": "amount", "kind": "money", "question": "一共付了多少钱？", "options": []}


def answer(text: str, ask: dict[str, Any] | None = None, **more: Any) -> Reply:
    card = {"type": "answer", "headline": "可以退。", "ask": ask, "also": [], "offers": OFFERS}
    return Reply(text, card | more)


def form(text: str, **card: Any) -> Reply:
    field = {"type": "form_question", "field": "x", "kind": "text", "required": True, "options": []}
    return Reply(text, field | card)


SHOWN = {
    "options": (
        [answer("可以退。\n\n东西什么样？（没拆封／拆开看过）", ASK)],
        "可以退。\n\n东西什么样？\n回数字或直接说：\n1. 没拆封\n2. 拆开看过",
    ),
    "a sum is asked for, so nothing has a number": (
        [answer("可以退。\n\n一共付了多少钱？", MONEY, also=ALSO)],
        "可以退。\n\n这件事还可能涉及：商品质量问题。想看哪一块，回它的名字。\n\n一共付了多少钱？",
    ),
    "several": (
        [answer("可以退。\n\n东西什么样？（没拆封／拆开看过）", ASK | {"kind": "choices"})],
        "可以退。\n\n东西什么样？\n可以选几样，回数字（比如1、3）或直接说：\n1. 没拆封\n2. 拆开看过\n3. 都没有",
    ),
    "nothing asked": (
        [answer("可以退。", also=ALSO)],
        "可以退。\n\n接下来还可以，回数字或直接说：\n1. 帮我写投诉\n2. 转人工\n3. 商品质量问题（还可能涉及）",
    ),
    "only what is new": ([answer("记下了。", also=ALSO)], "记下了。"),
    "the question after what else is said": (
        [answer("可以退。\n\n东西什么样？（没拆封／拆开看过）", ASK), Reply("先打110。")],
        "可以退。\n\n先打110。\n\n东西什么样？\n回数字或直接说：\n1. 没拆封\n2. 拆开看过",
    ),
    "danger first": (
        [Reply("您好。"), Reply("先就医。\n· 医疗急救 120：急症。", {
            "type": "danger", "bodies": [{"name": "医疗急救", "phone": "120"}]})],
        "眼下最要紧的：医疗急救 120\n先就医。\n· 医疗急救 120：急症。\n\n您好。",
    ),
    "the form last": (
        [form("要不要匿名举报？\n（匿名的不好核实。）", kind="yes_no", question="要不要匿名举报？"), Reply("对了。")],
        "对了。\n\n要不要匿名举报？\n（匿名的不好核实。）\n回数字或直接说：\n1. 是\n2. 否",
    ),
    "options of a form stand once": (
        [form("记下了。\n谁来办？\n（本人办最快。）\n（本人／家里人）", question="谁来办？", options=[
            {"id": "self", "label": "本人"}, {"id": "family", "label": "家里人"}])],
        "记下了。\n\n谁来办？\n（本人办最快。）\n回数字或直接说：\n1. 本人\n2. 家里人",
    ),
    "may be skipped": (
        [form("买的是什么？", question="买的是什么？", required=False)],
        "买的是什么？\n（可以不填，回“跳过”）",
    ),
    "which dispute": (
        [Reply("是哪一种？\n· 酒店\n· 都不是", {"type": "choose_dispute", "question": "是哪一种？", "options": [
            {"id": "hotel", "label": "酒店"}, {"id": "none", "label": "都不是"}]})],
        "是哪一种？\n回数字或直接说：\n1. 酒店\n2. 都不是",
    ),
    "consent": (
        [Reply("要收集姓名。\n同意的话回“同意”。", {"type": "consent", "id": "p", "version": "2"})],
        "要收集姓名。\n同意的话回“同意”。\n\n回数字或直接说：\n1. 同意\n2. 不同意",
    ),
    "rating": (
        [Reply("请打个分。", {"type": "rating", "scale": 5})],
        "请打个分。\n\n回1到5的数字就行，5分最满意。",
    ),
    "handoff": (
        [Reply("发送吗？", {"type": "handoff", "state": "offered", "text": "发送吗？"})],
        "发送吗？\n\n回数字或直接说：\n1. 转给人工\n2. 先不用",
    ),
    "waiting": (
        [Reply("您排第2位。不想等了说“不用人工了”。", {"type": "handoff", "state": "waiting"})],
        "您排第2位。不想等了说“不用人工了”。",
    ),
    "progress": (
        [Reply("WQ-1：已提交", {"type": "case_status", "state": "submitted", "means": "等着看。", "next": "急的话打12315。"})],
        "WQ-1：已提交\n等着看。\n急的话打12315。",
    ),
    "staff": ([Reply("【人工】您好，我来看看。")], "【人工】您好，我来看看。"),
    "a card without text": ([Reply("", {"type": "notice", "text": "找劳动部门。"})], "找劳动部门。"),
    "markup": (
        [Reply('<a href="weixin://x">点</a> 3 < 5 <!-- -->', None)],
        '＜a href="weixin://x">点＜/a> 3 < 5 ＜!-- -->',
    ),
    "nothing": ([], ""),
}  # fmt: skip


@pytest.mark.parametrize(("replies", "text"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown(replies: list[Reply], text: str) -> None:
    assert "\n---\n".join(render(replies, PAGE).parts) == text


DOCUMENTS = [
    Reply("已经存好了。", {"type": "case_summary", "documents": [{"label": "投诉书.pdf"}]})
] * 2


@pytest.mark.parametrize(("page", "said"), [(PAGE, f"下载：{PAGE}"), (None, "说“转人工”")])
def test_files_are_had_elsewhere(page: str | None, said: str) -> None:
    (part,) = render(DOCUMENTS, page).parts
    assert part.count(said) == 1


def test_a_question_that_does_not_fit_below_stands_alone_and_whole() -> None:
    replies = [answer("可以退。" * 155 + "\n\n东西什么样？（没拆封／拆开看过）", ASK)]
    told, asked = render(replies, None).parts
    assert len(told.encode()) <= LIMIT < len(told.encode()) + len(asked.encode())
    assert asked == "东西什么样？\n回数字或直接说：\n1. 没拆封\n2. 拆开看过"


LONG = "经过很长，商家一直不肯退款。" * 200
DRAFT = {
    "type": "draft", "title": "消费者投诉登记表", "fields": [{"value": "甲"}, {"value": ""}, {"value": "乙"}],
    "actions": [{"id": "submit", "label": "确认提交"}, {"id": "drop", "label": "先不提交"}],
}  # fmt: skip


def test_what_is_too_long_leads_to_a_page_and_keeps_its_question() -> None:
    rendered = render([Reply("好的。"), Reply(LONG, DRAFT)], PAGE)
    assert rendered.article
    assert rendered.article.title == "消费者投诉登记表（草稿）"
    assert "一共2项" in rendered.article.description
    assert rendered.article.url == PAGE
    assert len(rendered.parts) <= 2
    assert rendered.parts[0].startswith("好的。")
    assert rendered.parts[-1].endswith("1. 确认提交\n2. 先不提交")


def test_without_a_page_nothing_is_left_out() -> None:
    rendered = render([Reply(LONG)], None)
    assert rendered.article is None
    assert "".join(rendered.parts) == LONG


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("可以退3999元。", "可以退3999元。"),
        ("可以退。" * 17, "网购假货"),
        ("可以退。" * 16, "可以退。" * 16),
    ],
)
def test_the_card_is_named_by_the_headline_or_the_dispute(headline: str, title: str) -> None:
    card: dict[str, Any] = {"headline": headline, "dispute": {"name": "网购假货"}}
    rendered = render([answer(headline + LONG, **card)], PAGE)
    assert rendered.article and rendered.article.title == title
    assert len(rendered.article.title) <= MOST_TITLE


def test_a_description_ends_with_a_sentence() -> None:
    rendered = render([Reply(LONG)], PAGE)
    assert rendered.article and rendered.article.description == "经过很长，商家一直不肯退款。" * 8


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("依据：《民法典》第十条第一款、第十条第二款、第十一条第二款", "依据：《民法典》第十条第一款、第二款、第十一条第二款"),
        ("依据：《最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释》第四条",
         "依据：《最高法预付式消费民事纠纷解释》第四条"),
        ("依据：《最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一）》第七条；《最高人民法院关于适用民事诉讼法的解释》第三条",
         "依据：《最高法网络消费纠纷规定（一）》第七条；《最高法民事诉讼法解释》第三条"),
        ("依据：《最高人民法院关于民事诉讼证据的若干规定》第三条", "依据：《最高法民事诉讼证据规定》第三条"),
        ("依据：\n· 《最高人民法院关于适用民事诉讼法的解释》第三条（2015年起施行）：三天。",
         "依据：\n· 《最高人民法院关于适用民事诉讼法的解释》第三条（2015年起施行）：三天。"),
    ],
)  # fmt: skip
def test_the_law_is_named_shortly_where_it_is_only_named(full: str, short: str) -> None:
    assert short_basis(full) == short


def test_what_is_to_be_copied_keeps_its_words() -> None:
    letter = "依据：《民法典》第十条第一款、第十条第二款"
    assert render([Reply(letter, {"type": "letter", "text": letter})], None).parts == (letter,)
