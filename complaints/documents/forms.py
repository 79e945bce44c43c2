"""The forms: what an office wants to see, in the order of its own sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from complaints.cleaning import clean
from complaints.documents.paper import Cell, Line, Paper, Row, Table
from complaints.drafting import Draft
from knowledge import Answer, KnowledgeBase, schema
from knowledge.letters import LINE
from knowledge.schema import Procedure
from knowledge.wording import chinese_day

COLUMNS = (30.0, 50.0, 30.0, 50.0)
HAND = 10.0
"""Height of a row that is filled in by hand."""
LONG = 30.0
TRUE_COMPLAINT = "以上内容属实，本人对所提交材料的真实性负责。"
TRUE_REPORT = "以上内容是本人看到、拿到或者亲身经历的，没有编造、夹带或者改动证据。"


class Evidence(Protocol):
    """What the evidence list needs of an uploaded file (`complaints.evidence.EvidenceItem`)."""

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def taken_at(self) -> datetime | str | None: ...
    @property
    def pages(self) -> int | None: ...


def complaint_form(rule: Procedure, draft: Draft, number: str | None, day: str) -> Paper:
    """投诉登记表, in the order of the printed sheet; the names of its rows are those of the rule."""
    form = _Sheet(rule, draft)
    rows = [
        *_complainant(form, draft),
        *_together(form, draft),
        form.pair("publish_consent", "delegate_consent"),
        _heading("被投诉人"),
        form.wide("merchant_name"),
        form.wide("merchant_address"),
        form.pair("merchant_contact", "merchant_phone"),
        *form.known("platform"),
        _heading("消费者权益争议的事实"),
        form.pair("happened_day", "happened_place"),
        form.pair("product", "order_no"),
        form.wide("amount"),
        form.wide("account", LONG),
        form.wide("proof", HAND),
        _heading("投诉请求和依据"),
        form.wide("demand", 16.0),
        form.wide("law"),
        *_signed("投诉人签字", day, TRUE_COMPLAINT),
    ]
    return Paper("投诉登记表", draft.title, (Table(COLUMNS, tuple(rows)),), number)


def report_form(rule: Procedure, draft: Draft, number: str | None, day: str) -> Paper:
    """举报登记表; without any personal row when the report is anonymous."""
    form = _Sheet(rule, draft)
    named = [
        form.pair("person_name", "person_phone"),
        form.wide("person_address"),
    ]
    anonymous = _anonymous(draft)
    person = [Row((Cell("举报人", label=True), Cell("匿名", 3)))] if anonymous else named
    rows = [
        _heading("举报人"),
        *person,
        _heading("被举报人"),
        form.wide("merchant_name"),
        form.wide("merchant_address"),
        form.pair("merchant_contact", "merchant_phone"),
        *form.known("platform"),
        _heading("涉嫌违法的线索和事实依据"),
        form.pair("happened_day", "happened_place"),
        form.pair("product", "amount") if anonymous else form.pair("product", "order_no"),
        *([] if anonymous else [form.wide("amount")]),
        form.wide("breach", LONG),
        *form.known("account"),
        *form.known("law"),
        form.wide("proof", HAND),
        *([] if anonymous else _signed("举报人签字", day, TRUE_REPORT)),
    ]
    closing = (Line(f"{TRUE_REPORT}\n日期：{day}", "plain"),) if anonymous else ()
    return Paper("举报登记表", draft.title, (Table(COLUMNS, tuple(rows)), *closing), number)


def evidence_list(
    base: KnowledgeBase, draft: Draft, answer: Answer, evidence: Sequence[Evidence], day: str
) -> Paper:
    """证据清单: the files uploaded, with their hash, then what else the person holds."""
    head = ("序号", "证据名称", "证明什么", "原件或者复印件", "校验值（SHA-256）")
    rows = [Row(tuple(Cell(name, label=True) for name in head))]
    for item in evidence:
        pages = f"，{item.pages}页" if item.pages else ""
        name = f"{clean(item.name)[:120]}{pages}{_taken(item)}"
        rows.append(_listed(len(rows), name, "", "电子文件", item.sha256))
    for name, why in _held(base, answer):
        rows.append(_listed(len(rows), name, why, "", ""))
    while len(rows) < 4:
        rows.append(_listed(len(rows), "", "", "", ""))
    merchant = draft.value("merchant_name") or f"{LINE}（商家名称）"
    return Paper(
        "证据清单",
        "证据清单",
        (
            Line(f"事由：{answer.name}", "plain"),
            Line(f"提交人：{_submitter(draft)}　　对方：{merchant}", "plain"),
            Table((12.0, 45.0, 48.0, 22.0, 33.0), tuple(rows), header=True),
            Line("复印件与原件一致，原件由提交人保存，可以当场核对。", "plain"),
            Line(
                f"日期：{day}" if _anonymous(draft) else f"提交人签字：{LINE}　　日期：{day}",
                "right",
            ),
        ),
    )


def _anonymous(draft: Draft) -> bool:
    """Whether the person is not named: the draft of an anonymous report has no such field."""
    return all(field.id != "person_name" for field in draft.fields)


def _submitter(draft: Draft) -> str:
    """Whose evidence it is, with who acts for that person."""
    if _anonymous(draft):
        return "匿名"
    name = draft.value("person_name") or f"{LINE}（姓名）"
    principal = draft.value("principal_name")
    return f"{principal}（{draft.value('acting') or '代理人'}：{name}）" if principal else name


def _held(base: KnowledgeBase, answer: Answer) -> list[tuple[str, str]]:
    """What the person said to hold, and what it proves."""
    found = [(proof.item, proof.why) for proof in answer.evidence if proof.have]
    covered = {
        option
        for item in base.dispute(answer.dispute).evidence
        if any(item.item == name for name, _ in found)
        for option in item.proof
    }
    labels = {option.id: option.label for option in base.get("facts", "proof", schema.Fact).options}
    return found + [
        (labels.get(key, key), "") for key in answer.facts.choices("proof") if key not in covered
    ]


def _listed(number: int, name: str, why: str, original: str, digest: str) -> Row:
    return Row(
        (
            Cell(str(number)),
            Cell(name),
            Cell(why),
            Cell(original),
            Cell(digest, small=True),
        ),
        HAND,
    )


def _taken(item: Evidence) -> str:
    at = item.taken_at
    if isinstance(at, datetime):
        return f"\n形成于{chinese_day(at.date())}"
    return f"\n形成于{at[:10]}" if at else ""


def _complainant(form: _Sheet, draft: Draft) -> list[Row]:
    """The consumer, and who acts for the consumer (市场监督管理投诉举报处理办法第十一条)."""
    person = [
        form.pair("person_name", "person_phone"),
        form.pair("person_id_kind", "person_id_number"),
        form.wide("person_address"),
    ]
    if not draft.value("principal_name"):
        return [_heading("投诉人"), *person]
    name, phone = draft.value("principal_name"), draft.value("principal_phone")
    return [
        _heading("投诉人"),
        Row((Cell("姓名", label=True), Cell(name), Cell("联系电话", label=True), Cell(phone))),
        _heading(draft.value("acting") or "代理人"),
        *person,
        form.pair("principal_relation", "mandate"),
    ]


def _together(form: _Sheet, draft: Draft) -> list[Row]:
    """How many complain together, and whom they named to speak for them (第十二条)."""
    held = draft.value("together") or draft.value("representatives")
    return [form.pair("together", "representatives")] if held else []


class _Sheet:
    """Rows of a printed form: a field that is not known leaves room for writing by hand."""

    def __init__(self, rule: Procedure, draft: Draft) -> None:
        self._names = {field.id: field.name for field in rule.fields}
        self._draft = draft

    def pair(self, first: str, second: str) -> Row:
        return Row((*self._named(first), *self._named(second)))

    def wide(self, name: str, least: float = 0.0) -> Row:
        label, value = self._named(name)
        return Row((label, Cell(value.text, 3)), least)

    def known(self, *names: str) -> Iterator[Row]:
        """The fields that hold something, two a row."""
        held = [name for name in names if self._draft.value(name)]
        for place in range(0, len(held), 2):
            first, *second = held[place : place + 2]
            yield self.pair(first, second[0]) if second else self.wide(first)

    def _named(self, name: str) -> tuple[Cell, Cell]:
        return Cell(self._names[name], label=True), Cell(self._draft.value(name))


def _signed(who: str, day: str, truth: str) -> list[Row]:
    """The declaration, then the lines for the signature and for the office."""
    return [
        Row((Cell(truth, 4),), keep=True),
        Row((Cell(who, label=True), Cell(""), Cell("日期", label=True), Cell(day)), HAND),
        Row((Cell("登记单位", label=True), Cell(""), Cell("经办人", label=True), Cell("")), HAND),
    ]


def _heading(text: str) -> Row:
    return Row((Cell(text, 4, label=True),), keep=True)
