"""Numbers that name something: orders, parcels, phones; ID cards and bank cards, to be masked."""

from __future__ import annotations

import re
from datetime import date

from bot.nlu.reading.spans import Span, fold, without_overlaps

_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<code>[A-Za-z]{0,5}[0-9][A-Za-z0-9]*+(?:-[A-Za-z0-9]++)*+)(?![A-Za-z0-9])"
)
_CARD_IN_GROUPS = re.compile(r"(?<![0-9])[0-9]{4}(?: [0-9]{4}){3}(?: [0-9]{1,3})?(?![0-9])")
_PHONES = (
    re.compile(r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9*]{4}[ -]?[0-9]{4}(?![0-9*])"),
    re.compile(
        r"(?<![0-9])[48]00(?:[ -]?[0-9]{3}[ -]?[0-9]"
        r"{4}|[ -]?[0-9]{4}[ -]?[0-9]{3})(?![0-9])"
    ),
    re.compile(
        r"(?<![0-9])(?:\(0[0-9]{2,3}\)"
        r"|0[0-9]{2,3}[ -]?)[2-9][0-9]{6,7}(?:转[0-9]"
        r"{1,5})?(?![0-9])"
    ),
)
_ORDER = re.compile(
    r"(?:订单|定单|单号|单子?编号|交易号|流水号|编号|order|Order"
    r"|ORDER)[^0-9A-Za-z，。,]{0,6}(?:No\.?)?$"
)
_TRACKING = re.compile(
    r"(?:快递|运单|物流|包裹|顺丰|中通|圆通|申通|韵达|极兔|邮政|EMS"
    r"|京东快递|德邦)[^0-9A-Za-z，。,]{0,8}$"
)
_TRACKING_SHAPE = re.compile(
    r"SF[0-9]{12,13}|YT[0-9]{13}|JT[0-9]{13}"
    r"|JD[A-Z]{0,2}[0-9]{10,13}|ZTO?[0-9]{12}"
    r"|STO?[0-9]{12,13}"
    r"|YD[0-9]{13}|DPK[0-9]{12}|[A-Z]{2}[0-9]{9}(?:CN|[A-Z]{2})",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?:银行卡|卡号|账号|帐号|账户|储蓄卡|信用卡)[^0-9，。,]{0,6}$")
_ID = re.compile(r"(?:身份证)[^0-9，。,]{0,6}$")
_ORDER_SHAPE = re.compile(r"[0-9]{6}-[0-9]{12,18}|[0-9]{15,24}")
_ID_SHAPE = re.compile(r"[1-8][0-9]{5}((?:18|19|20)[0-9]{2})([01][0-9])([0-3][0-9])[0-9]{3}[0-9Xx]")


def read_identifiers(text: str) -> list[Span]:
    """Facts order_no, tracking_no, phone, id_card, bank_card; the value is the bare number.

    What the words before it say decides (订单号 …), then its shape. An ID card with a right check
    digit is one whatever the words say: masking too much is the smaller harm.
    """
    folded = fold(text)
    spans = [
        Span("phone", re.sub("[^0-9*转]", "", m[0]), m.start(), m.end(), text[m.start() : m.end()])
        for pattern in _PHONES
        for m in pattern.finditer(folded)
    ]
    for match in _CARD_IN_GROUPS.finditer(folded):
        number = match[0].replace(" ", "")
        if _luhn(number) or _CARD.search(folded[max(match.start() - 14, 0) : match.start()]):
            spans.append(_span("bank_card", number, match, text))
    named: list[Span] = []
    for match in _CODE.finditer(folded):
        fact = _fact_of(match["code"], folded[max(match.start() - 14, 0) : match.start()])
        if fact:
            named.append(_span(fact, match["code"], match, text))
    taken = {i for s in named for i in range(s.start, s.end)}
    free = [s for s in spans if s.start not in taken and s.end - 1 not in taken]
    return without_overlaps(named + free)


def _span(fact: str, number: str, match: re.Match[str], text: str) -> Span:
    return Span(fact, number, match.start(), match.end(), text[match.start() : match.end()])


def _fact_of(code: str, before: str) -> str | None:
    if is_id_card(code) or (_ID.search(before) and re.fullmatch("[0-9]{17}[0-9Xx]", code)):
        return "id_card"
    digits = sum(c.isdecimal() for c in code)
    if not 6 <= digits <= 32 or len(code) > 40:
        return None
    if _TRACKING.search(before) and (digits >= 8 and not _phone_shaped(code)):
        return "tracking_no"
    if _TRACKING_SHAPE.fullmatch(code):
        return "tracking_no"
    if _ORDER.search(before):
        return "order_no"
    card = re.fullmatch("[0-9]{15,19}", code)
    if card and (
        _CARD.search(before) or (code.startswith("62") and len(code) > 15 and _luhn(code))
    ):
        return "bank_card"
    return "order_no" if _ORDER_SHAPE.fullmatch(code) else None


def _phone_shaped(code: str) -> bool:
    return any(p.fullmatch(code) for p in _PHONES)


def is_id_card(number: str) -> bool:
    """Whether `number` is a well-formed 18-character ID number: birthday and check digit right."""
    match = _ID_SHAPE.fullmatch(number)
    if not match:
        return False
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    weighed = sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(number[:17]))
    return "10X98765432"[weighed % 11] == number[17].upper()


def _luhn(number: str) -> bool:
    """The check digit of bank cards."""
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
