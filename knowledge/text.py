"""An answer as plain text: the headline first, then what unfolds on a card elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge.models import Answer, Cite, Due, PointMade
from knowledge.wording import chinese_day, yuan

SECTIONS = ("claims", "points", "steps", "evidence", "deadlines", "bodies", "excuses")
UNFOLDED = ("evidence", "deadlines")
FOCUS = {
    "ask_compensation": "claims",
    "ask_rights": "claims",
    "ask_how_to_complain": "steps",
    "ask_evidence": "evidence",
    "ask_deadline": "deadlines",
    "ask_authority": "bodies",
    "ask_law": "cites",
}
"""Follow-up intent → the section that answers it."""


POINTS_SHOWN = 2
DEADLINE_NOTICES = ("estimated", "changed_law")
"""Notices about how long things take; told with the deadlines, where they mean something."""


def to_text(answer: Answer, focus: str | None = None, asked: str | None = None) -> str:
    """The answer for reading. With `focus` (a section's name) only that section, in full. What was
    `asked` (`schema.Asked`) and is otherwise left to the card comes right after the headline."""
    if focus:
        said = [_SECTION[focus](answer), _answering(answer, focus)]
        if answer.verdict == "guidance":  # then the rules are the answer
            said.reverse()
        body = "\n\n".join(filter(None, said)) or answer.headline
        return "\n\n".join(filter(None, [body, question_to_text(answer)]))
    parts = [answer.headline]
    if answer.verdict == "unknown":  # the steps and the question would lead nowhere
        return "\n\n".join(filter(None, [*parts, _bodies(answer), _missing(answer)]))
    section = FOCUS.get(f"ask_{asked}")
    if section in UNFOLDED:
        parts.append(_SECTION[section](answer))
    parts += [_claims(answer), _points(answer, asked), _steps(answer), _bodies(answer)]
    parts += [_heard(answer), _notices(answer), _law(answer), question_to_text(answer)]
    return "\n\n".join(filter(None, parts))


def changes_to_text(answer: Answer, earlier: Answer) -> str:
    """What differs from the answer given earlier to the same matter; empty when nothing does."""
    told = {step.title for step in earlier.steps}
    fresh = replace(answer, steps=tuple(step for step in answer.steps if step.title not in told))
    parts = [
        section(fresh)
        for section in (_headline, _claims, _heard, _notices)
        if section(fresh) != section(earlier)
    ]
    return "\n\n".join(filter(None, [*parts, _steps(fresh)]))


def question_to_text(answer: Answer) -> str:
    """The question asked next with the answers to choose from; empty when nothing is asked, or
    when no reply could help."""
    if not answer.ask or answer.verdict == "unknown":
        return ""
    labels = "／".join(label for _, label in answer.ask.options)
    return answer.ask.question + (f"（{labels}）" if labels else "")


def _headline(answer: Answer) -> str:
    return answer.headline


def _claims(answer: Answer) -> str:
    lines = [] if answer.total is None else [f"合计可以要：{yuan(answer.total)}"]
    for claim in answer.claims:
        mark = {"yes": "可以要", "depends": "看情况", "no": "要不到"}[claim.status]
        lines.append(f"【{claim.name}】{mark}：{claim.words}")
        lines += [f"　算法：{line}" for line in claim.working]
    return "\n".join(lines)


def _points(answer: Answer, asked: str | None = None) -> str:
    """The rules worth knowing; first those that answer what was asked. Beside claims only a few:
    the rest stands on the card."""
    first = sorted(answer.points, key=lambda point: asked not in point.asks)
    first = first if answer.verdict == "guidance" else first[:POINTS_SHOWN]
    return "\n".join(["要知道：", *map(_point, first)]) if first else ""


def _answering(answer: Answer, focus: str) -> str:
    """The rules that answer the question a section answers."""
    asks = {intent.removeprefix("ask_") for intent, name in FOCUS.items() if name == focus}
    return "\n".join(_point(point) for point in answer.points if asks & set(point.asks))


def _point(point: PointMade) -> str:
    return f"· {point.title}：{point.words}"


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
    lines = [f"· {due.what}——{due.rule}{_last_day(due)}" for due in answer.deadlines]
    notices = [f"注意：{n.text}" for n in answer.notices if n.kind in DEADLINE_NOTICES]
    return "\n".join(["时间：", *lines, *notices]) if lines else ""


def _last_day(due: Due) -> str:
    """When it ends and how long that still is: ，最后一天2026年11月30日（还有6天）."""
    if due.last_day is None or due.days_left is None:
        return ""
    left = f"还有{due.days_left}天" if due.days_left > 0 else "就是今天"
    shown = f"，最后一天{chinese_day(due.last_day)}（{'已经过了' if due.days_left < 0 else left}）"
    return f"{shown}；{due.note}" if due.note else shown


def _bodies(answer: Answer) -> str:
    lines = [
        f"· {body.name}{' ' + body.phone if body.phone else ''}：{body.why}"
        for body in answer.bodies
    ]
    return "\n".join(["找谁：", *lines]) if lines else ""


def _excuses(answer: Answer) -> str:
    return "\n".join(
        f"对方说“{excuse.said}”：{excuse.why}可以这样回：“{excuse.reply}”"
        for excuse in answer.excuses
    )


def _heard(answer: Answer) -> str:
    return "\n".join(
        f"对方说“{excuse.said}”：{excuse.why}可以这样回：“{excuse.reply}”"
        for excuse in answer.excuses
        if excuse.heard
    )


def _law(answer: Answer) -> str:
    by_law: dict[str, list[str]] = {}
    for cite in _basis(answer):
        article = cite.text.removeprefix(cite.law)
        if article not in by_law.setdefault(cite.law, []):
            by_law[cite.law].append(article)
    laws = [f"《{law}》{'、'.join(articles)}" for law, articles in by_law.items()]
    return f"依据：{'；'.join(laws)}" if laws else ""


def _basis(answer: Answer) -> list[Cite]:
    """What the claims and the rules rest on."""
    of_claims = [cite for claim in answer.claims for cite in claim.cites]
    return of_claims + [cite for point in answer.points for cite in point.cites]


def _cites(answer: Answer) -> str:
    """The law behind the claims and behind the excuses that were heard, one line a rule: the
    paragraphs of an article share its gist. What else is cited stands on the card."""
    cites = _basis(answer)
    cites += [cite for excuse in answer.excuses if excuse.heard for cite in excuse.cites]
    rules: dict[tuple[str, str], list[Cite]] = {}
    for cite in cites:
        same = rules.setdefault((cite.law, cite.gist), [])
        if cite not in same:
            same.append(cite)
    return "\n".join(["依据：", *map(_rule, rules.values())]) if rules else ""


def _rule(cites: list[Cite]) -> str:
    """One rule with its articles, its days in force and what it says."""
    first = cites[0]
    articles = "、".join(cite.text.removeprefix(cite.law) for cite in cites)
    end = f"，到{chinese_day(first.in_force_to)}为止" if first.in_force_to else ""
    since = f"{chinese_day(first.in_force_from)}起施行{end}"
    return f"· 《{first.law}》{articles}（{since}）：{first.gist}"


def _notices(answer: Answer) -> str:
    return "\n".join(
        f"注意：{notice.text}" for notice in answer.notices if notice.kind not in DEADLINE_NOTICES
    )


def _missing(answer: Answer) -> str:
    """Which texts are not in the base, when that leaves nothing to answer with."""
    lines = [f"注意：{n.text}" for n in answer.notices if n.kind == "not_in_base"]
    return "\n".join(lines)


_SECTION: dict[str, Callable[[Answer], str]] = {
    "claims": _claims,
    "points": lambda answer: "\n".join(["要知道：", *map(_point, answer.points)]),
    "steps": _steps,
    "evidence": _evidence,
    "deadlines": _deadlines,
    "bodies": _bodies,
    "excuses": _excuses,
    "cites": _cites,
}
