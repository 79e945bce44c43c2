"""Whether a name, a number or a firm looks like what it should be. Doubt is told, not decided."""

from __future__ import annotations

import re
from typing import Literal

Doubt = Literal["blocks", "warns"]

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_NAME = re.compile(
    rf"[{_HAN}]{{2,20}}(?:[·•・．.][{_HAN}]{{1,20}}){{0,5}}|[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .,'’·-]{{1,60}}"
)
_TITLE = re.compile(r"(?:先生|女士|小姐|同学|师傅|老板)$|^(?:老|小|阿).$")
_NO_NAME = re.compile(
    r"某|匿名|无名|佚名|测试|保密|不想|不愿|不说|不方便|隐藏|消费者|投诉人|举报人|当事人|^本人$|^我$|^(?i:test|anonymous|none|null)"
)
_STOCK = frozenset(
    "张三 李四 王五 赵六 孙七 周八 吴九 郑十 张三丰 小明 小红 李雷 韩梅梅 王小二".split()
)

_MOBILE = re.compile(r"(?:(?:\+|00)?86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:(?:\+|00)?86)?0\d{2,3}\d{7,8}")
_ABROAD = re.compile(r"(?:\+|00)(?!86)[1-9]\d{6,14}")
_IDLE = re.compile(r"(\d)\1{7}$|12345678|87654321|^13800138000$")

_NOBODY = re.compile(
    r"某|×|[xX]{2}|\*{2}|^(?:老板|商家|店家|卖家|店铺|店|商户|那家店?|这家店?|对方|公司|个人|不知道|不清楚|不记得|不详|未知|无|没有|没)$"
)
_FIRM = re.compile(
    r"公司|集团|企业|店|行|部|厂|馆|院|中心|社|所|铺|超市|商场|商城|广场|酒楼|学校|幼儿园|工作室|坊|轩|摊|个体|俱乐部|会所|物业|大学|市场|站"
)


def name_doubt(name: str) -> Doubt | None:
    """A name that cannot be a real one blocks; one that stands for anybody (there are people called
    so) warns."""
    plain = name.strip()
    if _NO_NAME.search(plain) or _TITLE.search(plain) or not _NAME.fullmatch(plain):
        return "blocks"
    return "warns" if plain in _STOCK else None


def phone_doubt(number: str) -> Doubt | None:
    """A number nobody can have blocks; one that looks made up warns."""
    plain = re.sub(r"[\s()（）-]", "", number)
    if not any(kind.fullmatch(plain) for kind in (_MOBILE, _LANDLINE, _ABROAD)):
        return "blocks"
    return "warns" if _IDLE.search(plain) else None


def firm_doubt(name: str, platforms: frozenset[str]) -> Doubt | None:
    """No name at all blocks; a platform's, or one without a word of an enterprise, warns."""
    plain = name.strip()
    if _NOBODY.search(plain):
        return "blocks"
    return "warns" if plain.lower() in platforms or not _FIRM.search(plain) else None
