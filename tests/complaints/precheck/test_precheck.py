"""Cases before they are filed: each ground of refusal met and not met, both rules by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from complaints.models import CaseFile, FactBook
from complaints.precheck import Form, precheck
from complaints.precheck.grounds import GROUNDS
from knowledge import KnowledgeBase, NotInBase, schema
from knowledge.citations import parse
from knowledge.lines import read_yaml
from knowledge.wording import blanks

TODAY = date(2026, 11, 24)
AT = "2026-11-24T10:00:00+08:00"
ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "findings.yml").read_text())[0]
DISPUTE = "unsafe_food"
FACTS = {
    "bought_where": "offline",
    "buyer_purpose": "living",
    "handled_elsewhere": None,
    "purchase_day": "2026-11-01",
    "proof": ["payment"],
    "place": "浙江省杭州市西湖区",
    "amount": 58,
}
FIELDS = {
    "acting": "self",
    "person_name": "王秀英",
    "person_phone": "13857104632",
    "person_address": "杭州市西湖区文三路一号",
    "merchant_name": "杭州好味餐饮有限公司",
    "merchant_address": "杭州市西湖区文三路二号",
    "breach": "十一月一日在文三路店的货架上看到三盒过期的酸奶",
    "anonymous": "no",
}
STORY = ["昨天在店里买的酸奶过期了，店里不肯退"]


def case_of(row: dict[str, Any]) -> CaseFile:
    """The whole case with what a row changes; null takes a value away."""
    facts = {**FACTS, **row.get("facts", {})}
    fields = {**FIELDS, **row.get("fields", {})}
    book = FactBook()
    for name, value in facts.items():
        if value is not None:
            told = value.isoformat() if isinstance(value, date) else value
            book = book.with_value(name, told, "said", AT)
    return CaseFile(
        kind=row.get("kind", "complaint"),
        dispute=row.get("dispute", DISPUTE),
        facts=book,
        fields={name: value for name, value in fields.items() if value is not None},
        story=tuple(row.get("story", STORY)),
        edited=row.get("edited", {}),
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_what_would_be_refused_is_found_and_nothing_else(
    base: KnowledgeBase, row: dict[str, Any]
) -> None:
    found = precheck(case_of(row), base, row.get("today", TODAY))
    met = [f"{f.ground} {f.level}" + (f"/{f.field}" if f.field else "") for f in found]
    assert sorted(met) == sorted(row["finds"])
    for words in row.get("says", []):
        assert any(words in finding.text + finding.cure for finding in found)
    for finding in found:
        assert not blanks(finding.text + finding.cure)
        assert finding.to_dict()["cites"]


def test_what_blocks_comes_before_what_warns(base: KnowledgeBase) -> None:
    row = {"facts": {"proof": None, "seller_kind": "individual"}, "fields": {"together": "2"}}
    levels = [finding.level for finding in precheck(case_of(row), base, TODAY)]
    assert levels == ["blocks", "warns", "warns"]


def test_the_rule_of_a_day_nobody_holds_is_not_guessed(base: KnowledgeBase) -> None:
    with pytest.raises(NotInBase, match="投诉处理规定"):
        precheck(case_of({}), base, date(2022, 4, 30))


@pytest.mark.parametrize("kind", get_args(schema.ProcedureKind))
def test_each_rule_has_its_days(base: KnowledgeBase, kind: schema.ProcedureKind) -> None:
    before, after = (base.procedure(kind, day) for day in (date(2026, 4, 14), date(2026, 4, 15)))
    assert before.law == "市场监督管理投诉举报处理暂行办法"
    assert after.law == "市场监督管理投诉举报处理办法"
    assert before.until == date(2026, 4, 14)
    if kind == "complaint":
        assert "45个工作日" in before.gives[1]
        assert "60日" in after.gives[1]


def test_the_grounds_are_those_the_content_may_name() -> None:
    assert set(GROUNDS) == set(get_args(schema.GroundTest))


def test_every_ground_is_used_by_some_rule(base: KnowledgeBase) -> None:
    held = (base.get("procedures", key, schema.Procedure) for key in base.ids("procedures"))
    used = {refusal.test for procedure in held for refusal in procedure.refusals}
    assert used - {None} == set(GROUNDS)


def test_what_a_procedure_cites_stands_on_its_days(base: KnowledgeBase) -> None:
    """Its own law all along, everything else at the end of its time."""
    from knowledge import Days
    from knowledge.checks.index import strings

    for key in base.ids("procedures"):
        procedure = base.get("procedures", key, schema.Procedure)
        day = procedure.until or TODAY
        cited = {text for _, name, text in strings(procedure) if name == "cites"}
        for text in cited:
            reference = parse(text)
            assert reference
            assert base.cite(reference, Days(day, day)).gist, text


def test_the_form_asks_only_what_is_still_open(base: KnowledgeBase) -> None:
    case = CaseFile("complaint", DISPUTE, case_of({}).facts)
    asked = [field.id for field in Form(case, base, TODAY).open()]
    assert asked[:3] == ["acting", "together", "person_name"]
    assert "principal_name" not in asked  # nobody else's matter so far
    assert not {"amount", "happened_day", "happened_place"} & set(asked)  # told as facts
    assert not {"account", "demand", "law", "proof"} & set(asked)  # written by the draft
    assert "platform" not in asked  # bought in a shop

    skipped = case.with_field("acting", "agent").with_field("together", "")
    asked = [field.id for field in Form(skipped, base, TODAY).open()]
    assert asked[:4] == ["principal_name", "principal_relation", "principal_phone", "mandate"]
    assert "together" not in asked
    assert "person_id_number" not in asked
    chosen = skipped.with_field("person_id_kind", "passport")
    assert "person_id_number" in [field.id for field in Form(chosen, base, TODAY).open()]


def test_the_day_of_a_dispute_that_counts_from_elsewhere_fills_the_form(
    base: KnowledgeBase,
) -> None:
    key = next(
        key for key in base.ids("disputes") if base.dispute(key).act_day not in ("purchase_day",)
    )
    act_day = base.dispute(key).act_day
    case = CaseFile("complaint", key, FactBook().with_value(act_day, "2026-10-02", "said", AT))
    assert Form(case, base, TODAY).answer("happened_day") == "2026年10月2日"


def test_what_was_rewritten_in_the_draft_stands_before_what_was_answered(
    base: KnowledgeBase,
) -> None:
    case = case_of({"edited": {"merchant_name": "杭州好味食品有限公司"}})
    assert Form(case, base, TODAY).answer("merchant_name") == "杭州好味食品有限公司"
