"""The account of a matter: what is known, in the order of time, each fact once."""

from __future__ import annotations

from typing import Any

import pytest

import knowledge
from knowledge import letters, schema
from knowledge.telling import tell
from knowledge.wording import FIELD_BLANKS
from tests.conftest import TODAY

I_AND_SHOP = {"me": "我", "other": "商家"}


def told(base: knowledge.KnowledgeBase, dispute: str, leave_out: Any = (), **facts: Any) -> str:
    answer = knowledge.answer(base, dispute, knowledge.read_facts(base, facts), TODAY)
    return "".join(sentence.text for sentence in tell(base, answer, I_AND_SHOP, leave_out))


@pytest.mark.parametrize(
    ("facts", "account"),
    [
        ({}, ""),
        ({"tracking_no": "SF123"}, "快递单号SF123。"),
        ({"received_day": "2026-11-05"}, "2026年11月5日，我收到货。"),
        ({"amount": 5, "steps_taken": []}, "我向商家消费，付款5元。"),
        (
            {"complaint_day": "2026-11-20", "complaint_stage": "waiting", "refund_asked_day": "2026-11-01"},
            "2026年11月1日，我向商家提出退款。2026年11月20日，我提出投诉。投诉现在的情况：投诉了，还没答复受不受理。",
        ),
        ({"complaint_stage": "not_filed"}, ""),
        ({"fraud_proof": "suspicion"}, ""),
        ({"buyer_purpose": "living", "place": "杭州"}, ""),
        # What has no day follows the last dated thing that comes before it in any account.
        (
            {"purchase_day": "2026-11-01", "complaint_day": "2026-11-09", "steps_taken": ["asked_merchant"]},
            "2026年11月1日，我向商家消费。我找过商家。2026年11月9日，我提出投诉。",
        ),
    ],
)  # fmt: skip
def test_an_account_is_told_in_the_order_of_time(
    base: knowledge.KnowledgeBase, facts: dict[str, Any], account: str
) -> None:
    assert told(base, "return_refund_refused", **facts) == account


def test_what_must_not_be_told_is_left_out(base: knowledge.KnowledgeBase) -> None:
    text = told(base, "courier", ("order_no",), order_no="778899", product="灯")
    assert text == "我购买灯。"


def test_each_fact_is_told_at_most_once(base: knowledge.KnowledgeBase) -> None:
    """A value that stands in two sentences would read as two events."""
    parts = [base.get("telling", key, schema.Telling) for key in base.ids("telling")]
    days = [sentence.day for part in parts for sentence in part.sentences if sentence.day]
    assert len(days) == len(set(days))
    orders = [part.order for part in parts]
    assert len(orders) == len(set(orders))


def test_a_letter_takes_the_answers_of_a_form(base: knowledge.KnowledgeBase) -> None:
    answer = knowledge.answer(base, "counterfeit_goods", knowledge.Facts({}), TODAY)
    given = {name: f"〔{name}〕" for name in FIELD_BLANKS}
    for key in ("complaint_12315", "merchant_demand", "statement_of_claim"):
        open_, filled = (letters.write(base, key, answer, fields) for fields in ({}, given))
        assert f"{letters.LINE}（{FIELD_BLANKS['person_name']}）" in open_.to_text()
        assert "〔person_name〕" in filled.to_text()
        assert FIELD_BLANKS["person_name"] not in filled.to_text()


def test_the_name_of_the_merchant_comes_from_the_facts_without_a_form(
    base: knowledge.KnowledgeBase,
) -> None:
    facts = knowledge.read_facts(base, {"merchant": "某店"})
    answer = knowledge.answer(base, "counterfeit_goods", facts, TODAY)
    assert "被告：某店" in letters.write(base, "statement_of_claim", answer).to_text()
