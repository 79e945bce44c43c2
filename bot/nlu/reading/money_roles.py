"""What a sum is in the dispute, from the words beside it, and how much the dispute is about it."""

from __future__ import annotations

import re

# Later in the list loses when two cues end at the same place.
_CUES: tuple[tuple[str, str], ...] = (
    ("freight", r"运费|邮费|快递费|配送费|打包费|包装费|停车费|上门费|路费|油费|打车"),
    ("kept_deposit",
        r"(?:定金|订金|押金|保证金|预付款)[^0-9]{0,6}(?:不退|没退|拒退"
        r"|不给退|扣)|(?:不退|没退|拒退|扣)[^0-9]{0,4}(?:定金|订金"
        r"|押金|保证金)"
    ),
    ("refund_wanted",
        r"(?:要求|想要?|希望|必须|应该|应当|应|理应|该|得|申请|请求|主张"
        r"|要他们?|让.{0,4}|能不能|能否|可以|怎么)[^，。]{0,6}(?:退"
        r"|返还|要回|拿回|追回)[还款回给我你们了钱全额]*|(?:没|未|不给?|拒绝?"
        r"|拒不|不肯|不愿意?|不同意)退[还款回给我了]*|(?:要|拿"
        r"|追)(?:不)?回[来]?"
    ),
    ("refunded",
        r"(?:只|才|就|仅|最多|愿意?|同意|答应|肯|已经?|先)(?:[给能]|肯"
        r"|同意|愿意|答应)?退[还款回给我了]*|退(?:了|给)我?"
    ),
    ("refund_wanted", r"退[还款回钱]|退我"),
    ("demand",
        r"(?:要求|索赔|主张|按规定|依法|最低|至少|要他们?|应该|该|能不能|希望|想要?|可以"
        r"|能)[^，。]{0,6}(?:赔偿?|补偿)[我付金了]*|索赔"
    ),
    ("offer", r"赔偿?(?:了|我|给|付)*|补偿|补(?:了|我|给)|红包|优惠券|代金券|抵扣|给我?(?=[了]?$)"),
    ("other_price",
        r"原价|市场价|专柜|别[家人]|网上|官网|官方|同款|别的店|门市价|指导价|满"
        r"|立减|优惠|降到|降价|涨到|减|便宜|贵|人家|降成|现在(?:卖|只要|才)"
        r"|成本|返现|市价|鉴定费|差价"
    ),
    ("deducted", r"扣(?:款|费|了|我|掉)*|多收|乱收|违约金|手续费|罚款?|滞纳金|自动续费"),
    ("loss", r"医药费|医疗费|治疗费|看病|修(?:理|车)?费?|维修|损失|检测费|误工费"),
    ("total", r"一共|总共|总价|合计|总计|共计|总额|全款|总金额|加起来|前后"),
    ("deposit", r"定金|订金|押金|保证金|首付|预付"),
    ("paid",
        r"花|付|支付|交|缴|充|消费|买|拍|下单|订|办|报|转|打款|打了|汇|被骗|骗"
        r"|收了|收(?:我|费|取)|入手|结账|结算|全款|买单|成交|学费|会员费|房租|租金|货款|存|储值|贷"
        r"|团购"
    ),
    ("price", r"价|卖|要(?=[了我]?$)|费"),
)  # fmt: skip
_CUE = re.compile("|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_CUES)))
_RIGHT: tuple[tuple[str, str], ...] = (
    ("freight", r"的?(?:运费|邮费|快递费|配送费|打包费|包装费|停车费|上门费|路费|油费|打车)"),
    ("offer", r"的?(?:补偿|赔偿|红包|优惠券|代金券|抵扣|券|无门槛)"),
    ("kept_deposit",
        r"的?(?:定金|订金|押金|保证金)[^0-9，。,]{0,6}(?:不退|没退"
        r"|不给退|拒退|要不回|退不|不还)"
    ),
    ("deposit", r"的?(?:定金|订金|押金|保证金|首付)"),
    ("deducted", r"的?(?:违约金|手续费|罚款|滞纳金|损耗费|折旧费|清洁费|检测费)"),
    ("loss", r"的?(?:医药费|医疗费|维修费|修理费|损失|误工费)"),
    ("other_price", r"[才就]?[减]\s?(?=[0-9])|的?(?:差价|优惠|返现)"),
    ("refund_wanted",
        r"[^，。,0-9]{0,4}(?:不退|没退|不[给肯愿予]退|拒不?退|没给我?退"
        r"|要不回|拿不回|退不[了回]|没到账|退给我|不还)"
    ),
    ("paid",
        r"的?(?:学费|会员费|房租|货款|费用)|买[的了来]|入手|拿下|下单|拍[的下]"
        r"|成交|充的|办的|报的"
    ),
    ("paid", r"的(?![时人]候?)[\u4e00-\u9fffA-Za-z]"),
)  # fmt: skip
_AFTER = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern) in enumerate(_RIGHT)))
_CLAUSE_END = re.compile(r"[，。;；!！?？\n]")
_WEIGHTS = {
    "refund_wanted": 100,
    "kept_deposit": 95,
    "total": 85,
    "paid": 80,
    "price": 60,
    "deducted": 58,
    "loss": 55,
    "deposit": 50,
    "unknown": 45,
    "demand": 20,
    "other_price": 15,
    "freight": 10,
    "refunded": 0,
    "offer": 0,
}
# The words that make a following sum what it is even when a verb of paying stands before it.
_FIRM = frozenset({"freight", "offer", "kept_deposit", "deducted", "loss", "refund_wanted"})


def role_of(left: str, right: str) -> str:
    """The role of a sum between `left` and `right`, its clause's words up to the next sums.

    A noun right after the sum (15块运费) wins, then the nearest cue before it, then 的手机.
    """
    left = _CLAUSE_END.split(left)[-1]
    right = _CLAUSE_END.split(right)[0]
    after = _AFTER.match(right)
    name = _RIGHT[int((after.lastgroup or "r0")[1:])][0] if after else None
    if name in _FIRM or name == "deposit":
        return name or "unknown"
    last = next(reversed(list(_CUE.finditer(left))), None)
    if last and last.lastgroup:
        return _CUES[int(last.lastgroup[1:])][0]
    return name or "unknown"


def weight_of(role: str) -> int:
    """How much a dispute is about a sum of this role; 0 for what the merchant offers or gave."""
    return _WEIGHTS[role]
