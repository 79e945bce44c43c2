"""A complaint or report drafted from a case file: plain words, shown and edited before it is filed.

Each field takes, in this order, what the person rewrote, what the person answered, and what
follows from the facts (the account in the order of time, the demands with their sums, the law).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import knowledge
from complaints.cleaning import clean
from complaints.models import CaseFile, Kind
from complaints.precheck.form import DAYS, Form
from complaints.privacy import mask
from knowledge import Answer, Facts, FactValue, KnowledgeBase, letters
from knowledge.schema import Authority
from knowledge.telling import tell
from knowledge.wording import chinese_day, yuan

MAX_ACCOUNT = 6000
"""Characters of one part of a draft; what is longer belongs into an annex."""
PERSON = {"me": "我", "other": "商家"}
TITLES = {"complaint": "消费者投诉登记表", "report": "举报登记表"}
OWN_WORDS = "具体情况："
TRACEABLE = ("order_no", "tracking_no", "place", "age")
"""Facts that could tell who made an anonymous report."""
COMMON = frozenset(
    "bought_where steps_taken excuses proof demand buyer_purpose handled_elsewhere seller_identity".split()
)
"""Choices that belong into the account of any dispute."""


class Finding(Protocol):
    """What the pre-check found (`complaints.precheck`)."""

    @property
    def ground(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def cure(self) -> str: ...
    @property
    def field(self) -> str | None: ...
    @property
    def cites(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class DraftField:
    """One field of the form; `value` is empty while nothing is known."""

    id: str
    name: str
    value: str
    required: bool
    private: bool
    editable: bool


@dataclass(frozen=True)
class Draft:
    """`to`: where it goes; `attachments`: names of the evidence uploaded."""

    kind: Kind
    title: str
    to: str
    fields: tuple[DraftField, ...]
    findings: tuple[Finding, ...] = ()
    attachments: tuple[str, ...] = ()

    def value(self, name: str) -> str:
        """The value of a field, empty when it is not known or not in this form."""
        return next((field.value for field in self.fields if field.id == name), "")

    def open(self) -> tuple[DraftField, ...]:
        """The required fields that are still empty."""
        return tuple(field for field in self.fields if field.required and not field.value)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, with personal values: for the person alone."""
        return {
            "type": "draft",
            "kind": self.kind,
            "title": self.title,
            "to": self.to,
            "fields": [vars(field) for field in self.fields],
            "findings": [
                {
                    "ground": finding.ground,
                    "level": finding.level,
                    "text": finding.text,
                    "cure": finding.cure,
                    "field": finding.field,
                    "cites": list(finding.cites),
                }
                for finding in self.findings
            ],
            "attachments": list(self.attachments),
        }

    def to_text(self, show_private: bool = False) -> str:
        """Short lines for a chat. Personal values are cut short unless `show_private`."""
        lines = [f"【{self.title}】", f"提交给：{self.to}"]
        for field in self.fields:
            value = field.value
            if value and not show_private:
                value = cut_short(value) if field.private else mask(value)
            if value or field.required:
                lines.append(f"{field.name}：{value or '（还没填）'}")
        if self.attachments:
            lines.append(f"附件：{'、'.join(self.attachments)}")
        lines += [f"提醒：{finding.text}{finding.cure}" for finding in self.findings]
        return "\n".join(lines)


def draft(
    case: CaseFile,
    base: KnowledgeBase,
    today: date,
    attachments: Sequence[str] = (),
    findings: Sequence[Finding] = (),
) -> Draft:
    """The draft of a case on a day. Raises `knowledge.UnknownName` for a dispute in no file."""
    form = Form(case, base, today)
    answer = answer_of(case, base, today)
    computed = _computed(form, answer, attachments)
    fields = tuple(
        DraftField(
            field.id,
            field.name,
            clean(form.shown(field) or computed.get(field.id, ""))[:MAX_ACCOUNT],
            field.required,
            field.private,
            editable=True,
        )
        for field in form.fields
        if not (_anonymous(case) and field.id == "order_no")
    )
    return Draft(
        case.kind,
        TITLES[case.kind],
        _addressee(form),
        fields,
        tuple(findings),
        tuple(clean(name) for name in attachments),
    )


def answer_of(case: CaseFile, base: KnowledgeBase, today: date) -> Answer:
    """What the law says to this case on this day, with what the form adds to its facts."""
    facts: dict[str, FactValue] = dict(case.facts.facts(base))
    for field in Form(case, base, today).fields:
        said = case.edited.get(field.id) or case.fields.get(field.id)
        if said and field.fact and field.kind == "text":
            facts[field.fact] = knowledge.read_fact(base.fact(field.fact), clean(said))
    return knowledge.answer(base, case.dispute, Facts(facts), today)


def account(
    case: CaseFile,
    base: KnowledgeBase,
    answer: Answer,
    voices: Mapping[str, str] = PERSON,
    without: Sequence[str] = (),
) -> str:
    """The account in plain prose, in the order of time.

    `without` leaves out parts of content/telling. When no fact says what went wrong, the person's
    own words follow, with numbers that identify people made unreadable.
    """
    hidden = TRACEABLE if _anonymous(case) else ()
    told = tell(base, answer, voices, (*hidden, *_of_other_disputes(base, answer)))
    kept = [sentence for sentence in told if sentence.part not in without]
    paragraphs = ["".join(sentence.text for sentence in kept)]
    if not any(sentence.wrong for sentence in told):
        paragraphs += _own_words(case)
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def cut_short(value: str) -> str:
    """A personal value as it is shown to others: the first character, the last two of a number."""
    value = value.strip()
    tail = value[-2:] if value.isascii() and len(value) > 6 else ""
    return value[:1] + "*" * min(8, max(1, len(value) - 1 - len(tail))) + tail


def _computed(form: Form, answer: Answer, attachments: Sequence[str]) -> dict[str, str]:
    """What follows from the facts, by field id."""
    case, base = form.case, form.base
    facts = {
        field.id: knowledge.fact_in_words(base, field.fact, answer.facts) or ""
        for field in form.fields
        if field.fact and field.kind == "text"
    }
    told = account(case, base, answer)
    # Who did not put the clue in other words has told it in the account.
    clue = next((field for field in form.fields if field.id == "breach"), None)
    told_as_clue = clue is not None and not form.shown(clue)
    return {
        **facts,
        "happened_day": _day(base, answer),
        "happened_place": _place(answer, _anonymous(case)),
        "amount": _amount(case, base, answer),
        "account": "" if told_as_clue else told,
        "breach": told,
        "demand": _demand(base, answer),
        # What the claims rest on; which rule was broken a report leaves to the office.
        "law": letters.law(base, answer) if case.kind == "complaint" else "",
        "proof": _proof(base, answer, attachments),
    }


def _of_other_disputes(base: KnowledgeBase, answer: Answer) -> Iterator[str]:
    """Choices taken from the person's words in passing that only other kinds of dispute turn on."""
    own = {want.fact for want in base.dispute(answer.dispute).facts}
    for name in answer.facts:
        if name not in own and name not in COMMON and base.fact(name).kind in ("choice", "choices"):
            yield name


def _day(base: KnowledgeBase, answer: Answer) -> str:
    names = (base.dispute(answer.dispute).act_day, *DAYS)
    day = next((day for name in names if (day := answer.facts.day(name))), None)
    return chinese_day(day) if day else ""


def _place(answer: Answer, anonymous: bool) -> str:
    """Where it happened: on the net, or the town of the shop."""
    how = answer.facts.choice("bought_where")
    if how in ("online", "live"):
        platform = answer.facts.choice("platform")
        return f"网上（{platform}）" if platform else "网上"
    place = answer.facts.choice("place")
    return place if place and how and not anonymous else ""


def _amount(case: CaseFile, base: KnowledgeBase, answer: Answer) -> str:
    """What was paid and, in a complaint, what is asked for altogether."""
    paid = answer.facts.money("amount")
    parts = [f"付款{yuan(paid)}"] if paid is not None else []
    asked = letters.total(base, answer)
    if case.kind == "complaint" and asked is not None:
        parts.append(f"请求合计{yuan(asked)}")
    return "，".join(parts)


def _demand(base: KnowledgeBase, answer: Answer) -> str:
    """The claims that hold, numbered, with their total; else what the person wants."""
    lines = letters.demands(base, answer)
    if not lines:
        wanted = [option for option in answer.facts.choices("demand") if option != "penalty"]
        single = answer.facts.choice("demand")
        if single == "penalty" or not (wanted or single):
            return ""
        return knowledge.fact_in_words(base, "demand", answer.facts) or ""
    total = letters.total(base, answer)
    many = "\n" in lines
    return f"{lines}\n合计：{yuan(total)}" if total is not None and many else lines


def _proof(base: KnowledgeBase, answer: Answer, attachments: Sequence[str]) -> str:
    held = knowledge.fact_in_words(base, "proof", answer.facts)
    names = [held] if held else []
    if attachments:
        names.append(f"附件{len(attachments)}份：{'、'.join(attachments)}")
    return "；".join(names)


def _own_words(case: CaseFile) -> Iterator[str]:
    said = "\n".join(text for part in case.story if (text := clean(mask(part)).strip()))
    if said:
        yield OWN_WORDS + said


def _anonymous(case: CaseFile) -> bool:
    return case.kind == "report" and case.fields.get("anonymous") == "yes"


def _addressee(form: Form) -> str:
    """The body that the rule in force sends such a paper to."""
    return form.base.get("authorities", form.procedure.body, Authority).name
