"""A new dispute file to fill in: every field named, with a word on what goes there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from knowledge import calculators
from knowledge.errors import KnowledgeError
from knowledge.lines import read_yaml
from knowledge.loader import CONTENT, nearest

TO_WRITE = "待写："
"""Stands before every word of the skeleton that is still to be written."""
NEXT = """\
接下来（docs/tasks/add-a-dispute.md 有说明）：
1. 把“待写”都写好，再把 confidence 改成 high 或 medium。low 是草稿，不进知识库，show 也看不到。
2. tests/disputes/{key}.yml：三个以上手工算好的例子。
3. data/nlu/disputes/{key}.yml：四十句以上训练句子。
4. knowledge/content/tips/：至少一条提示；通用函件不合用的，templates/ 里另写一份。
5. 看结果：weiquan knowledge check，weiquan knowledge show {key}，make test"""

_HEAD = """\
name: 待写：纠纷的名字
plain: 待写：一句话说清是什么事。
choice: 待写：按钮上的话，用当事人的口气
questions:
- 待写：第一个短问题，照人们打字的样子写
- 待写：第二个，换一种说法
- 待写：第三个
- 待写：第四个
- 待写：第五个，越多越好找
# 计算器要看的事实都在这里，最影响结论的放前面；question 可以换成这类纠纷的问法
facts:
{facts}
claims:
{claims}
# 不用计算的规则；没有就整段删掉
points:
- title: 待写：小标题
  words: 待写：一条值得知道的规则
  cites: [{cites}]
  asks: [rights]
# 一行一种说法，前面的填得上就用前面的；最后一行不能有 {{claims.…}} {{total}} {{facts.…}}
headline:
  supported:
  - 待写：结论、金额、第一步
  depends:
  - 待写：看什么而定、先做什么
  unsupported:
  - 待写：为什么不行、还能怎么办
steps:
- title: 待写：第一步
  detail: 待写：怎么做
  remedy: negotiate
  done_by: [asked_merchant]
- title: 待写：第二步
  detail: 待写：怎么做
  remedy: complaint_12315
  done_by: [called_12315]
evidence:
- item: 待写：什么证据
  why: 待写：证明什么
  how: 待写：怎么拿到
  proof: [payment, order]
- item: 待写：另一样
  why: 待写：证明什么
  how: 待写：怎么拿到
deadlines: []
excuses: []
bodies:
- {{body: samr_12315, why: 待写：为什么归它管}}
related: []
checked_on: {today}
checked_by: 待写：名字
confidence: low
"""
_CLAIM = """\
# 同一个计算器用在：{users}（条文抄自第一处，合用的才留）
- id: {id}
  name: 待写：可以要求什么
  calculator: {id}
  when: [待写：什么情况下成立]
  words:
{words}
  cites: [{cites}]"""
_MEANS = {"yes": "成立", "depends": "看情况", "no": "不成立（没有要说的，整个换成 null）"}
_CITES = "消费者权益保护法第五十二条"


class CannotScaffold(KnowledgeError):
    """The file cannot be made; the message says why."""


def scaffold(
    key: str,
    sector: str,
    today: date,
    root: Path = CONTENT,
    *,
    claims: Sequence[str] = ("price_refund",),
) -> Path:
    """Write the skeleton of disputes/<sector>/<key>.yml and give its path.

    `claims` are the calculators it will use: each becomes a claim with every outcome to put in
    words and the articles another dispute cites for it, and the facts it reads are listed. Raises
    `CannotScaffold` for a bad name, an unknown calculator or a dispute that exists.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,59}", key) or not re.fullmatch(r"[a-z_]+", sector):
        raise CannotScaffold(f"“{key}”或“{sector}”写法不对：用小写字母、数字和下划线")
    for name in claims:
        if name not in calculators.names():
            close = nearest(name, list(calculators.names()))
            hint = f"，是不是“{close}”？" if close else "，都在 knowledge/calculators/ 里"
            raise CannotScaffold(f"没有叫“{name}”的计算器{hint}")
    taken = next((root / "disputes").rglob(f"{key}.yml"), None)
    if taken:
        raise CannotScaffold(f"“{key}”已经有了：{taken}")
    read = [fact for name in claims for fact in calculators.get(name).READS]
    facts = dict.fromkeys([*read, "purchase_day"])
    text = _HEAD.format(
        facts="\n".join(f"- {{fact: {fact}}}" for fact in facts),
        claims="\n".join(_claim(name, root) for name in claims),
        cites=_CITES,
        today=today,
    )
    path = root / "disputes" / sector / f"{key}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _claim(calculator: str, root: Path) -> str:
    """A claim with one line for each outcome of its calculator."""
    outcomes = calculators.get(calculator).OUTCOMES.items()
    used = list(_used(calculator, root))
    cites = [text for _, claim in used[:1] for text in claim["cites"]]
    return _CLAIM.format(
        id=calculator,
        users="、".join(name for name, _ in used) or "还没有",
        words="\n".join(f"    {key}: {TO_WRITE}{_MEANS[status]}" for key, status in outcomes),
        cites=", ".join(cites or [_CITES]),
    )


def _used(calculator: str, root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The disputes that use a calculator, with the claim they use it for."""
    for path in sorted((root / "disputes").rglob("*.yml")):
        text = path.read_text("utf-8")
        if f"calculator: {calculator}\n" in text:
            for claim in read_yaml(text)[0]["claims"]:
                if claim["calculator"] == calculator:
                    yield path.relative_to(root).as_posix(), claim
