"""What the text of a picture looks like, and which facts it offers.

A guess from words alone. It is offered to the person as a question and never taken silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Literal

Kind = Literal["receipt", "order", "payment", "chat", "invoice", "express", "unknown"]

NAMES: dict[Kind, str] = {
    "receipt": "购物小票",
    "order": "订单页面",
    "payment": "付款记录",
    "chat": "聊天记录",
    "invoice": "发票",
    "express": "快递面单或物流",
    "unknown": "材料",
}


@dataclass(frozen=True)
class Found:
    """A candidate for a fact: its id (`knowledge/content/facts`), the text to be read as its
    value (a sum ends with 元), and the line it stands in, to be shown with the question."""

    fact_id: str
    text: str
    line: str


@dataclass(frozen=True)
class Guess:
    """What a picture seems to be, its name in Chinese, and at most one candidate for each fact."""

    kind: Kind
    name: str
    found: tuple[Found, ...]


_ENOUGH = 2
_SIGNS: dict[Kind, str] = {
    "invoice": r"发票代码|发票号码|价税合计|开票日期|购买方|销售方|统一社会信用代码|纳税人识别号"
    r"|电子发票|普通发票|专用发票|开票人|税率",
    "express": r"运单号|运单编号|快递单号|物流单号|面单|寄件人|收件人|派件|揽收|揽件|签收|快递员"
    r"|驿站|已到达|物流详情|转运中心|承运",
    "payment": r"支付成功|付款成功|当前状态|转账成功|收款方|商户全称|支付方式|付款方式|交易单号|商户单号"
    r"|转账单号|账单详情|账单分类|支付时间|收单机构|交易成功|零钱|付款账户|交易流水",
    "order": r"订单详情|订单编号|订单号|实付款|实付|商品总价|运费|店铺优惠|创建时间|下单时间|成交时间"
    r"|发货时间|申请售后|再次购买|查看物流|收货信息|收货地址|待发货|待收货|交易关闭|再买一单|加入购物车"
    r"|优惠券|订单信息|退款成功",
    "receipt": r"小票|收银员|收银台|收银机|流水号|实收|找零|单价|数量|应收|谢谢惠顾|欢迎光临|会员卡号|小计"
    r"|总计|凭此|桌号|台号|结账|店号|交易号|件数",
    "chat": r"对方正在输入|按住说话|按住 说话|撤回了一条消息|已读|未读|在吗|亲[，,～~！!。]?|您好|你好|客服"
    r"|稍等|发送|语音通话|以上是历史消息|表情|人工服务|昨天|上午|下午|转人工|请问",
}
_WEIGHT = {
    "按住说话": 3,
    "按住 说话": 3,
    "对方正在输入": 3,
    "撤回了一条消息": 3,
    "价税合计": 3,
    "寄件人": 2,
}

_SUM = r"[¥￥]?\s?-?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,8}(?:\.\d{1,2})?)(?![\d.])"
_DAY = r"(?P<value>20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)"
_NUMBER = r"(?P<value>[A-Za-z]{0,4}\d[\dA-Za-z-]{6,34})"
_WORDS = r"(?P<value>[^\s:：>＞]{2,40})"
_SHOP = (
    r"^(?P<value>[^\s:：，。,>＞]{2,30}?(?:旗舰店|专营店|专卖店|企业店|超市|便利店|百货|商场|药房|酒楼|饭店"
    r"|餐厅|有限公司|有限责任公司|个体工商户|门店|店))(?:\s?[>＞].*)?$"
)

_TENDERED = r"实收(?:金额)?"
_TOTAL = r"合计(?:金额)?|总计|总额|总价|订单金额|金额"

# For each fact: labels in order of preference, and how a value looks. A value stands behind its
# label or, where the label stands alone, in the next line.
_FACTS: tuple[tuple[str, tuple[Kind, ...], tuple[str, ...], str], ...] = (
    (
        "amount",
        ("receipt", "order", "payment", "invoice"),
        (
            r"实付款?|实际支付|实付金额",
            r"小写[）)]?",
            r"价税合计",
            r"支付金额|付款金额|交易金额|消费金额",
            _TENDERED,
            r"应付(?:金额|款)?|应收(?:金额)?",
            _TOTAL,
        ),
        _SUM,
    ),
    (
        "order_no",
        ("receipt", "order", "payment", "express"),
        (r"订单编号|订单号码?", r"商户单号|商户订单号"),
        _NUMBER,
    ),
    (
        "tracking_no",
        ("order", "express"),
        (r"运单编?号码?|快递单号|物流单号|面单号|快递编号",),
        _NUMBER,
    ),
    (
        "purchase_day",
        ("receipt", "order", "payment", "invoice"),
        (
            r"付款时间|支付时间|转账时间",
            r"下单时间|创建时间|交易时间|成交时间|消费时间|结账时间",
            r"开票日期|日期|时间",
        ),
        _DAY,
    ),
    ("shipped_day", ("order",), (r"发货时间",), _DAY),
    ("received_day", ("order", "express"), (r"签收时间|收货时间|已签收",), _DAY),
    (
        "merchant",
        ("receipt", "order", "payment", "invoice"),
        (
            r"商户全称|收款方全称|商户名称|商家名称|店铺名称|门店名称",
            r"收款方|(?:^|\s)(?:店铺|商家|门店|卖家|店名)(?=[:：\s])",
        ),
        _WORDS,
    ),
)
_TIME_ONLY = re.compile(r"\d{1,2}:\d{2}")


def guess(lines: Sequence[str]) -> Guess:
    """What lines in reading order (`Reader.read`) seem to be and offer."""
    kind = _kind(lines)
    found = tuple(_candidates(kind, lines))
    return Guess(kind, NAMES[kind], found)


def _kind(lines: Sequence[str]) -> Kind:
    everything = "\n".join(lines)
    scores = {kind: _score(signs, everything) for kind, signs in _SIGNS.items()}
    best: Kind = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= _ENOUGH else "unknown"


def _score(signs: str, everything: str) -> int:
    return sum(_WEIGHT.get(sign, 1) for sign in set(re.findall(signs, everything)))


def _candidates(kind: Kind, lines: Sequence[str]) -> Iterator[Found]:
    for fact, kinds, labels, value in _FACTS:
        if kind not in kinds:
            continue
        told = [label for label in labels if label != _TENDERED or not _is_cash(lines)]
        hits = (hit for label in told for hit in _labelled(label, value, lines))
        found = next((hit for hit in hits if fact != "amount" or _is_sum(hit[0])), None)
        if found:
            text, line = found
            yield Found(fact, f"{text}元" if fact == "amount" else text, line)
        else:
            yield from islice(_ALONE.get(fact, _nothing)(kind, lines), 1)


def _labelled(label: str, value: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Values behind a label with their lines."""
    # In brackets may stand what the label means: 价税合计（大写）…（小写）￥279.00.
    before = re.compile(rf"(?:{label})(?:[（(][^）)]{{0,6}}[）)])?\s?[:：]?\s?(?P<rest>.*)$")
    for place, line in enumerate(lines):
        if match := before.search(line):
            rest, below = match["rest"].strip(), "".join(lines[place + 1 : place + 2]).strip()
            if hit := re.match(value, rest or below):
                yield hit["value"].strip(), line


def _is_cash(lines: Sequence[str]) -> bool:
    """More was handed over than was to be paid; less is a discount."""
    tendered, total = (
        next((Decimal(hit.replace(",", "")) for hit, _ in _labelled(label, _SUM, lines)), None)
        for label in (_TENDERED, _TOTAL)
    )
    return tendered is not None and total is not None and tendered > total


def _is_sum(value: str) -> bool:
    return bool(re.search(r"[1-9]", value)) and len(re.sub(r"\D", "", value)) <= 10


def _sum_alone(kind: Kind, lines: Sequence[str]) -> Iterator[Found]:
    """The large figure of a payment record: -279.00."""
    if kind == "payment":
        for line in lines:
            if hit := re.fullmatch(r"[-−—¥￥\s]{0,3}(\d[\d,]{0,9}\.\d{2})元?", line.strip()):
                yield Found("amount", f"{hit[1]}元", line)


def _day_alone(kind: Kind, lines: Sequence[str]) -> Iterator[Found]:
    """The one day of a slip, printed with a time and without a label."""
    days = {hit["value"]: line for line in lines if (hit := re.search(_DAY, line))}
    if kind == "receipt" and len(days) == 1:
        ((day, line),) = days.items()
        if _TIME_ONLY.search(line) or line.strip() == day:
            yield Found("purchase_day", day, line)


def _shop_alone(kind: Kind, lines: Sequence[str]) -> Iterator[Found]:
    for line in lines:
        if hit := re.match(_SHOP, line.strip()):
            yield Found("merchant", hit["value"], line)


def _nothing(kind: Kind, lines: Sequence[str]) -> Iterator[Found]:
    yield from ()


_ALONE: dict[str, Callable[[Kind, Sequence[str]], Iterator[Found]]] = {
    "amount": _sum_alone,
    "purchase_day": _day_alone,
    "merchant": _shop_alone,
}
