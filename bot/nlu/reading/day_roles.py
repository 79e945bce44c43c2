"""Whether a day is that of buying or of receiving, from the verbs beside it."""

from __future__ import annotations

import re

_PURCHASE = (
    r"买(?!家)|购|下的?单|下了单|付款|付了|付的|支付|付钱|拍(?!照|视频"
    r"|摄)|预?订(?!单)|交(?:了|的|钱|费|定|订|押|款|学)|缴费"
    r"|充(?:值|了|的|钱)|办(?:的|了|卡|理|会员)|入手|团(?:的|购|了)"
    r"|抢(?:的|到)|签(?:的|了|合同|约)|报(?:的|了|名)|成交|花了"
    r"|转(?:账|了)"
)

_RECEIVED = (
    r"收(?:到|货)|签收|到货|到手|拿到|取(?:货|件|的)|送(?:到|来|货)"
    r"|提(?:车|货|的)|交(?:房|付)|收房|到的|寄到|快递到|货到"
)

_NOT_YET = r"[没未](?:有)?(?:收|到|发|送)|不(?:发|送|到)货"
# 收到扣款短信 is no receiving of goods, 显示签收 not surely one.
_NEWS = r"收到[^，。,]{0,6}(?:短信|通知|信息|回复|邮件|退款|扣款|扣费|电话|消息|账单|提醒|回信)|显示(?:已经?)?被?签收|被签收|冒签|代签"
_ELSE = (
    r"坏|退|投诉|联系|发现|发货|过期|生产|到期|申请|维?修|报警|吃|摔"
    r"|打(?:电话|12)|举报|客服|(?:还|仍|照样)在?[卖售]|保质期|日期|出(?:现|问题|发)|起飞|入住|用(?:了"
    r"|着)|降价|关门|跑路|开(?:裂|线|胶|始|学)|说|截止"
)

NEAR, FAR = 16, 28
"""How far after a day its verb may stand, in its own clause and in the next."""
_PARTICLES = re.compile(r"(?:吧|左右|前后|那天|当天|那会儿|的时候|上午|下午|中午|早上|晚上|\s)+")
_VERB = re.compile(
    f"(?P<not>{_NOT_YET})|(?P<news>{_NEWS})|(?P<received>{_RECEIVED})"
    f"|(?P<purchase>{_PURCHASE})|{_ELSE}"
)
_CLAUSE = re.compile(r"[，。,;；!！？?\n]")


_PROMISED = re.compile(r"(?:说好|讲好|约定|承诺|答应|预计|最晚|最迟)[的在是于]?$")


def is_promised(left: str) -> bool:
    """Whether the words before a day announce it: 讲好周六送来 is no receiving."""
    return bool(_PROMISED.search(left))


def role_of(left: str, right: str) -> str:
    """purchase, received or other, by the first verb after the day in its clause, else the last
    before it; 还没收到 is no receiving."""
    verb, _ = (None, False) if is_promised(left) else _deciding(left, right)
    return verb.lastgroup if verb and verb.lastgroup in ("purchase", "received") else "other"


def verb_place(text: str, start: int, end: int, room: tuple[int, int]) -> tuple[int, int] | None:
    """Where the verb stands that decides the role of the day `text[start:end]`; None when none.
    `room` ends at the days beside it."""
    floor = max(room[0], start - 12)
    left, right = text[floor:start], text[end : min(room[1], end + FAR)]
    verb, after = _deciding(left, right)
    if verb is None:
        return None
    base = end if after else start - len(_CLAUSE.split(left)[-1])
    return base + verb.start(), base + verb.end()


def _deciding(left: str, right: str) -> tuple[re.Match[str] | None, bool]:
    """The verb, and whether it stands after the day. Where the day makes a clause of its own
    (11月11号吧，在网上买的), the first verb of the next clause."""
    clause = _CLAUSE.split(right[:NEAR])[0]
    verb = _VERB.search(clause)
    if verb:
        return verb, True
    before = next(reversed(list(_VERB.finditer(_CLAUSE.split(left)[-1]))), None)
    start = len(clause) + 1
    if before is None and _CLAUSE.match(right, start - 1) and _PARTICLES.fullmatch(clause):
        rest = _CLAUSE.search(right, start)
        return _VERB.search(right, start, rest.start() if rest else len(right)), True
    return before, False
