"""A play for the stage: every card under a Chinese name, and an assistant that notes what is told."""

from __future__ import annotations

from typing import Any

from bot.channels.port import Incoming, Reply

LONG = (
    "2026年10月11日，我在淘宝“小城数码专营店”花3999元买了一部手机，页面写着“全新国行”。"
    "10月14日收到，激活时发现首次激活日期是去年，售后检测说是翻新机。"
    "10月15日我要求退货退款并赔偿，客服说“拆封不退”，之后不再回复。"
)
HANDED_IN = {
    "type": "case_summary",
    "number": "WQ-2611-7K3M-9QXT-C",
    "state": "submitted",
    "documents": [
        {"name": "投诉登记表.pdf", "label": "投诉登记表（PDF）", "url": "/webhooks/web/documents/投诉登记表.pdf"},
        {"name": "证据清单.docx", "label": "证据清单（Word，可以改）", "url": ""},
    ],
    "deadlines": [
        {"what": "市场监管部门告知是否受理", "last_day": "2026-12-03", "days_left": 9, "cites": []}
    ],
    "next": ["把登记表交到12315平台，或者交给商家所在地的市场监管所。", "编号和手机尾号收好，查进度要用。"],
}  # fmt: skip
CARDS: dict[str, dict[str, Any]] = {
    "同意书": {
        "type": "consent",
        "id": "personal_data",
        "version": "2026-11",
        "text": "写投诉要用到您的姓名、电话和地址。\n只用在这份投诉里，加密保存，随时可以要求删除。",
    },
    "金额题": {
        "type": "form_question", "field": "amount", "question": "您一共花了多少钱？", "kind": "money",
        "options": [], "hint": "写实际付的钱，优惠券、红包不算。", "required": True, "private": False,
        "step": 3, "of": 11,
    },
    "日期题": {
        "type": "form_question", "field": "happened_day", "question": "哪天发现问题的？", "kind": "date",
        "options": [], "hint": "", "required": True, "private": False, "step": 4, "of": 11,
    },
    "电话题": {
        "type": "form_question", "field": "person_phone", "question": "您的手机号是多少？", "kind": "phone",
        "options": [], "hint": "市场监管部门用它联系您。", "required": True, "private": True,
        "step": 5, "of": 11,
    },
    "选择题": {
        "type": "form_question", "field": "person_id_kind", "question": "您用哪种证件？", "kind": "choice",
        "options": [{"id": "id_card", "label": "居民身份证"}, {"id": "passport", "label": "护照"}],
        "hint": "", "required": False, "private": False, "step": 6, "of": 11,
    },
    "是否题": {
        "type": "form_question", "field": "publish_consent", "question": "同意公示投诉信息吗？",
        "kind": "yes_no", "options": [], "hint": "公示时不会写您的姓名。", "required": True,
        "private": False, "step": 7, "of": 11,
    },
    "长文题": {
        "type": "form_question", "field": "account", "question": "事情经过还有要补充的吗？", "kind": "long",
        "options": [], "hint": "", "required": False, "private": False, "step": 8, "of": 11,
    },
    "草稿": {
        "type": "draft", "kind": "complaint", "title": "投诉登记表（草稿）",
        "fields": [
            {"id": "person_name", "name": "投诉人姓名", "value": "王小𠮷", "required": True, "private": True, "editable": True},
            {"id": "person_phone", "name": "联系电话", "value": "138******21", "required": True, "private": True, "editable": True},
            {"id": "merchant_name", "name": "被投诉人", "value": "小城数码专营店", "required": True, "private": False, "editable": True},
            {"id": "merchant_address", "name": "被投诉人地址", "value": "", "required": True, "private": False, "editable": True},
            {"id": "amount", "name": "涉及金额", "value": "3999元", "required": True, "private": False, "editable": True},
            {"id": "account", "name": "经过", "value": LONG, "required": True, "private": False, "editable": True},
            {"id": "demand", "name": "要求", "value": "1. 退货退款3999元。\n2. 三倍赔偿11997元。", "required": True, "private": False, "editable": True},
            {"id": "law", "name": "依据", "value": "消费者权益保护法第五十五条第一款", "required": False, "private": False, "editable": False},
        ],
        "findings": [
            {"level": "warns", "text": "没有写订单号，核实会慢一些。", "cure": "在淘宝“我的订单”里能看到。"},
            {"level": "blocks", "text": "还不知道商家在哪里。", "cure": "店铺页面点“工商执照”，上面有地址。"},
        ],
        "actions": [
            {"id": "submit", "label": "确认提交"}, {"id": "change", "label": "再改改"},
            {"id": "cancel", "label": "取消"},
        ],
    },
    "提交": HANDED_IN,
    "进度": {
        "type": "case_status", "number": "WQ-2611-7K3M-9QXT-C", "state": "accepted",
        "events": [
            {"at": "2026-11-20T09:30:00+08:00", "state": "submitted", "text": ""},
            {"at": "2026-11-23T15:04:00+08:00", "state": "accepted", "text": "杭州市余杭区市场监督管理局已受理。"},
        ],
        "next": "等调解通知。对方不来，调解就会终止，可以去法院。", "deadlines": [],
    },
    "问人工": {
        "type": "handoff", "state": "offered", "text": "要我把这件事转给人工吗？说过的不用再说一遍。",
        "hours": "周一至周五 9:00—17:30", "summary": "翻新机冒充新机，3999元，商家拒退。",
    },
    "等人工": {"type": "handoff", "state": "waiting", "place": 3, "hours": "周一至周五 9:00—17:30"},
    "留单": {
        "type": "handoff", "state": "ticket", "hours": "周一至周五 9:00—17:30",
        "text": "现在没有人在班。您的事已经记下，上班后在这里回您。",
        "bodies": [{"id": "12315", "name": "12315热线", "phone": "12315", "why": "想马上说给人听，可以打这个电话。"}],
    },
    "打分": {"type": "rating", "scale": 5},
    "新卡": {"type": "hologram", "text": "不认识的卡"},
}  # fmt: skip


def play(message: Incoming) -> list[Reply]:
    """The card that the text names; what a press, an edit or a file brought is repeated."""
    if message.text in CARDS:
        return [Reply(f"（{message.text}）", CARDS[message.text])]
    details = message.details
    if edit := details.get("edit"):
        card = CARDS["草稿"]
        fields = [{**f, "value": edit["value"]} if f["id"] == edit["field"] else f for f in card["fields"]]  # fmt: skip
        return [Reply("改好了", {**card, "fields": fields})]
    if choice := details.get("choice"):
        return [Reply(f"收到：{choice['fact']}={choice['value']}")]
    if upload := details.get("upload"):
        return [Reply(f"收到文件：{upload['name']}")]
    return [] if message.text == "静默" else [Reply(f"听到：{len(message.text)}个字")]
