"""A new dispute file to fill in: every field named, with a word on what goes there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.loader import CONTENT

_SKELETON = """\
name: 纠纷的名字
plain: 一句话说清是什么事。
choice: 按钮上的话，用当事人的口气
questions:
- 第一个短问题，照人们打字的样子写
- 第二个，换一种说法
- 第三个
- 第四个
- 第五个，越多越好找
facts:
- {{fact: amount}}
claims:
- id: refund
  name: 退款
  calculator: price_refund
  when: [什么情况下成立]
  words:
    owed: 可以要回{{amount}}。
    price_unknown: 可以要回付的钱。
  cites: [消费者权益保护法第五十二条]
headline:
  supported: [结论、金额、第一步]
  depends: [看什么而定、先做什么]
  unsupported: [为什么不行、还能怎么办]
steps:
- title: 第一步
  detail: 怎么做
  remedy: negotiate
- title: 第二步
  detail: 怎么做
  remedy: complaint_12315
evidence:
- item: 什么证据
  why: 证明什么
  how: 怎么拿到
- item: 另一样
  why: 证明什么
  how: 怎么拿到
excuses: []
bodies:
- {{body: samr_12315, why: 为什么归它管}}
related: []
checked_on: {today}
checked_by: 写上名字
confidence: low
"""


class CannotScaffold(KnowledgeError):
    """The file cannot be made; the message says why."""


def scaffold(key: str, sector: str, today: date, root: Path = CONTENT) -> Path:
    """Write the skeleton of disputes/<sector>/<key>.yml and give its path.

    Raises `CannotScaffold` for a bad name or a dispute that exists.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,59}", key) or not re.fullmatch(r"[a-z_]+", sector):
        raise CannotScaffold(f"“{key}”或“{sector}”写法不对：用小写字母、数字和下划线")
    taken = next((root / "disputes").rglob(f"{key}.yml"), None)
    if taken:
        raise CannotScaffold(f"“{key}”已经有了：{taken}")
    path = root / "disputes" / sector / f"{key}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_SKELETON.format(today=today), encoding="utf-8")
    return path
