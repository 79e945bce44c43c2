"""Words with blanks, and the gate that keeps the law's numbers out of words.

A wording is Chinese text with blanks in braces: `{punitive.fraud_floor}` a parameter,
`{claims.triple}` the amount of a claim, `{facts.amount}` what the person told, `{total}` the sum
of all claims that add up, `{amount}` (inside a claim only) that claim's own amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

BLANK = re.compile(r"\{([^{}]*)\}")
WAN, LARGE = 10_000, 100_000
"""Sums of the law from `LARGE` yuan on are said in tens of thousands: 50万元."""
LETTER_BLANKS = ("matter", "demands", "law", "total", "today")
"""Blanks of letters and forms besides facts and parameters (see `schema.Template`)."""
PROCEDURE_BLANKS = {
    "refusals": ("field", "body", "day"),
    "seats": ("place", "platform"),
    "consents": ("operator", "contact", "kept"),
}
"""Blanks of a procedure besides parameters, by the part they stand in (see `schema.Procedure`)."""
FIELD_BLANKS = {
    "person_name": "您的姓名",
    "person_phone": "您的电话",
    "person_address": "您的地址",
    "person_id_kind": "证件类型",
    "person_id_number": "证件号码，要求时填",
    "merchant_name": "商家名称，照营业执照上的全称写",
    "merchant_address": "营业执照、网店证照页面上的地址；查不到的，写平台公司的地址",
    "merchant_contact": "联系人",
    "merchant_phone": "对方电话",
    "account": "按时间写：哪天、在哪里、发生了什么、涉及多少钱、您怎么要求、对方怎么答复；只写真实发生的",
    "trouble": "按时间写：哪天、发生了什么、您怎么要求、对方怎么答复；只写真实发生的",
    "deal": "哪天、向谁、买了什么或者接受了什么服务、付了多少钱",
    "breach": "哪天、在哪里、做了什么，例如卖过期食品、冒用商标、虚假宣传、不按标价收费；只写看到、拿到的，猜的要写明是猜的",
    "proof": "付款记录、订单、票据、照片、聊天记录、检测报告，写明每份证明什么，没有的不写",
    "delegate_consent": "同意或者不同意",
    "publish_consent": "同意或者不同意",
}
"""Blanks of letters for the answers to a form, `{fields.…}`, and what to write by hand there."""
TELLING_BLANKS = ("me", "other")
"""Blanks of an account besides facts (see `schema.Telling`)."""
_NUMERAL = r"(?:\d[\d,]*(?:\.\d+)?[万亿]?|[零〇一二两三四五六七八九十百千万半]+)"
_UNIT = (
    r"(?:个?工作日|个?自然日|个?小时|个半?月|周岁|公里|[元块日天月年倍岁]|周(?!到)|星期|％|%|折"
    r"|分之[零〇一二两三四五六七八九十百千万]+)"
)
_NUMBER = re.compile(rf"{_NUMERAL}\s*(?:多|余)?\s*{_UNIT}|百分之{_NUMERAL}")


def blanks(wording: str) -> list[str]:
    """The names in braces, in order of appearance."""
    return BLANK.findall(wording)


def fill(wording: str, value_of: Callable[[str], str | None]) -> str | None:
    """The wording with every blank filled; None when one of them has no value."""
    values = {name: value_of(name) for name in blanks(wording)}
    if any(value is None for value in values.values()):
        return None
    return BLANK.sub(lambda match: str(values[match[1]]), wording)


def stray_numbers(wording: str, fixed_names: Iterable[str] = ()) -> list[str]:
    """Numbers with a legal unit that stand in the words themselves instead of in a blank.

    `fixed_names` are set phrases that hold a number but state none (七日无理由退货, 12315).
    """
    text = BLANK.sub("␣", wording)
    for name in sorted(fixed_names, key=len, reverse=True):
        text = text.replace(name, "␣")
    return [match[0] for match in _NUMBER.finditer(text)]


def yuan(amount: Decimal) -> str:
    """An amount for reading: 3999元, 29.9元; rounded to the fen."""
    return f"{plain(amount.quantize(Decimal('0.01'), ROUND_HALF_UP))}元"


def chinese_day(day: date) -> str:
    """A day for reading: 2026年3月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain(number: Decimal) -> str:
    """A decimal without an exponent or trailing zeros: 3999, 29.9, 0.05."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(value: Decimal, unit: str) -> str:
    """A number of the law with its unit, as people read it: 45个工作日, 6个月, 3倍, 500元, 50万元."""
    if unit == "元" and value >= LARGE and value % WAN == 0:
        return f"{plain(value / WAN)}万元"
    counted = {"月": "个月", "工作日": "个工作日", "小时": "小时"}
    return f"{plain(value)}{counted.get(unit, unit)}"
