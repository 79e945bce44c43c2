"""An answer as plain text: the headline first, then what unfolds on a card elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.models import Answer
from knowledge.wording import yuan

SECTIONS = ("claims", "steps", "evidence", "deadlines", "bodies", "excuses")
FOCUS = {
    "ask_compensation": "claims",
    "ask_rights": "claims",
    "ask_how_to_complain": "steps",
    "ask_evidence": "evidence",
    "ask_deadline": "deadlines",
    "ask_authority": "bodies",
    "ask_law": "cites",
    "file_complaint": "steps",
}
"""Follow-up intent → the section that answers it."""


def to_text(answer: Answer, focus: str | None = None) -> str:
    """The answer for reading. With `focus` (a section's name) only that section, in full."""
    if focus:
        body = _SECTION[focus](answer) or answer.headline
        return "\n".join(filter(None, [body, _question(answer)]))
    parts = [answer.headline, _claims(answer), _steps(answer), _bodies(answer)]
    parts += [_heard(answer), _notices(answer), _law(answer), _question(answer)]
    return "\n\n".join(filter(None, parts))


def _claims(answer: Answer) -> str:
    lines = []
    for claim in answer.claims:
        mark = {"yes": "可以要", "depends": "看情况", "no": "要不到"}[claim.status]
        lines.append(f"【{claim.name}】{mark}：{claim.words}")
        lines += [f"　算法：{line}" for line in claim.working]
    if answer.total is not None:
        lines.append(f"合计：{yuan(answer.total)}")
    return "\n".join(lines)


def _steps(answer: Answer) -> str:
    todo = [step for step in answer.steps if not step.done]
    lines = [f"{n}. {step.title}：{step.detail}" for n, step in enumerate(todo, 1)]
    return "\n".join(["怎么做：", *lines]) if lines else ""


def _evidence(answer: Answer) -> str:
    lines = []
    for proof in answer.evidence:
        have = "（已有）" if proof.have else ""
        lines.append(f"· {proof.item}{have}：{proof.why}。{proof.how}")
    return "\n".join(["要准备的证据：", *lines])


def _deadlines(answer: Answer) -> str:
    lines = []
    for due in answer.deadlines:
        when = f"，最后一天{due.last_day.isoformat()}" if due.last_day else ""
        lines.append(f"· {due.what}——{due.rule}{when}")
    return "\n".join(["时间：", *lines]) if lines else ""


def _bodies(answer: Answer) -> str:
    lines = [
        f"· {body.name}{' ' + body.phone if body.phone else ''}：{body.why}"
        for body in answer.bodies
    ]
    return "\n".join(["找谁：", *lines]) if lines else ""


def _excuses(answer: Answer) -> str:
    return "\n".join(
        f"商家说“{excuse.said}”：{excuse.why}可以这样回：“{excuse.reply}”"
        for excuse in answer.excuses
    )


def _heard(answer: Answer) -> str:
    return "\n".join(
        f"商家说“{excuse.said}”：{excuse.why}可以这样回：“{excuse.reply}”"
        for excuse in answer.excuses
        if excuse.heard
    )


def _law(answer: Answer) -> str:
    by_law: dict[str, list[str]] = {}
    for cite in (cite for claim in answer.claims for cite in claim.cites):
        article = cite.text.removeprefix(cite.law)
        if article not in by_law.setdefault(cite.law, []):
            by_law[cite.law].append(article)
    laws = [f"《{law}》{'、'.join(articles)}" for law, articles in by_law.items()]
    return f"依据：{'；'.join(laws)}" if laws else ""


def _cites(answer: Answer) -> str:
    lines = []
    for cite in answer.cites:
        end = f"至{cite.in_force_to.isoformat()}" if cite.in_force_to else ""
        lines.append(f"· {cite.text}（{cite.in_force_from.isoformat()}起施行{end}）：{cite.gist}")
    return "\n".join(["依据：", *lines])


def _notices(answer: Answer) -> str:
    return "\n".join(f"注意：{notice.text}" for notice in answer.notices)


def _question(answer: Answer) -> str:
    if not answer.ask:
        return ""
    labels = "／".join(label for _, label in answer.ask.options)
    return answer.ask.question + (f"（{labels}）" if labels else "")


_SECTION: dict[str, Callable[[Answer], str]] = {
    "claims": _claims,
    "steps": _steps,
    "evidence": _evidence,
    "deadlines": _deadlines,
    "bodies": _bodies,
    "excuses": _excuses,
    "cites": _cites,
}
