"""Letters: what is known is written in, the rest left to fill in by hand, nothing made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import letters, schema
from knowledge.lines import read_yaml
from knowledge.wording import blanks, yuan
from tests.conftest import TODAY

TEMPLATES = sorted(path.stem for path in knowledge.loader.CONTENT.glob("templates/*.yml"))
EACH_TEMPLATE = pytest.mark.parametrize("key", TEMPLATES)
WORKED = Path(__file__).parents[1] / "disputes"
GENERAL = "counterfeit_goods"
"""The dispute in which the templates for any are tried."""


def answered(base: knowledge.KnowledgeBase, dispute: str, **facts: Any) -> knowledge.Answer:
    return knowledge.answer(base, dispute, knowledge.read_facts(base, facts), TODAY)


def dispute_of(base: knowledge.KnowledgeBase, key: str) -> str:
    return (base.get("templates", key, schema.Template).disputes or [GENERAL])[0]


def facts_of(base: knowledge.KnowledgeBase, key: str) -> list[str]:
    """The facts a template writes in, by id."""
    paragraphs = base.get("templates", key, schema.Template).paragraphs
    names = [name for text in paragraphs for name in blanks(text) if name.startswith("facts.")]
    return list(dict.fromkeys(name.removeprefix("facts.") for name in names))


def some_value(fact: schema.Fact) -> Any:
    values = {"money": Decimal("1234.5"), "day": TODAY, "count": 3, "text": "某某"}
    options = [option.id for option in fact.options]
    return [options[0]] if fact.kind == "choices" else values.get(fact.kind) or options[0]


def held(base: knowledge.KnowledgeBase, answer: knowledge.Answer) -> list[Any]:
    """The claims of an answer that hold and can be demanded."""
    asked = {c.id for c in base.dispute(answer.dispute).claims if c.demand is not False}
    return [claim for claim in answer.claims if claim.status == "yes" and claim.id in asked]


def complete_answer(base: knowledge.KnowledgeBase, key: str) -> knowledge.Answer:
    """Of the worked examples of the dispute, with the template's other facts added, the one in
    which most claims hold."""
    dispute = dispute_of(base, key)
    rows = read_yaml((WORKED / f"{dispute}.yml").read_text())[0]
    filler = {name: some_value(base.fact(name)) for name in facts_of(base, key)}
    answers = [answered(base, dispute, **{**filler, **row.get("facts", {})}) for row in rows]
    return max(answers, key=lambda answer: len(held(base, answer)))


@EACH_TEMPLATE
def test_a_letter_with_all_facts_leaves_none_open(base: knowledge.KnowledgeBase, key: str) -> None:
    answer = complete_answer(base, key)
    letter = letters.write(base, key, answer)
    text = letter.to_text()
    template = base.get("templates", key, schema.Template)
    assert letter.open == ()
    assert len(letter.paragraphs) == len(template.paragraphs)
    assert "{" not in text
    assert "None" not in text
    used = {name for paragraph in template.paragraphs for name in blanks(paragraph)}
    claims = held(base, answer)
    assert claims
    if "demands" in used:
        assert all(yuan(claim.amount) in text for claim in claims if claim.amount)
    if "total" in used and answer.total is not None:
        assert yuan(answer.total) in text
    if "law" in used:
        assert all(f"《{cite.law}》" in text for claim in claims for cite in claim.cites)
        assert all(cite.article in text for claim in claims for cite in claim.cites)


@EACH_TEMPLATE
def test_a_letter_from_nothing_names_every_open_fact(
    base: knowledge.KnowledgeBase, key: str
) -> None:
    letter = letters.write(base, key, answered(base, dispute_of(base, key)))
    text = letter.to_text()
    wanted = facts_of(base, key)
    assert list(letter.open) == wanted
    assert all(f"{letters.LINE}（{base.fact(name).name}）" in text for name in wanted)
    assert "{" not in text
    assert "None" not in text


@EACH_TEMPLATE
def test_a_template_is_offered_where_it_suits(base: knowledge.KnowledgeBase, key: str) -> None:
    template = base.get("templates", key, schema.Template)
    offered = {d for d in base.ids("disputes") if key in letters.suitable(base, d)}
    wanted = set(template.disputes) or set(base.ids("disputes")) - set(template.not_for)
    assert offered == wanted


def test_the_forms_asked_for_are_there(base: knowledge.KnowledgeBase) -> None:
    assert len(TEMPLATES) >= 20
    assert all(letters.suitable(base, dispute) for dispute in base.ids("disputes"))


def test_templates_made_for_a_dispute_come_first(base: knowledge.KnowledgeBase) -> None:
    found = letters.suitable(base, "courier")
    assert found[0] == "courier_loss_letter"
    assert "airline_letter" not in found
    assert "merchant_demand" not in letters.suitable(base, "online_fraud")


def test_the_sums_are_those_worked_by_hand(base: knowledge.KnowledgeBase) -> None:
    """3999 back, three times 3999 on top: 11997, together 15996."""
    answer = answered(
        base, GENERAL, amount=3999, purchase_day="2026-11-20", fraud_proof="traces", merchant="某店"
    )
    letter = letters.write(base, "merchant_demand", answer)
    text = letter.to_text()
    assert "致：某店\n\n" in text
    assert "2026年11月20日" in text
    assert "1. 退货退款：3999元\n2. 退款之外，再按欺诈加倍赔偿：11997元" in text
    assert "合计：15996元" in text
    assert "《消费者权益保护法》" in text
    assert "第五十五条" in text
    assert "日期：2026年11月24日" in text
    assert letter.open == ("product", "order_no")


def test_a_sum_that_stands_in_place_of_another_is_not_counted(
    base: knowledge.KnowledgeBase,
) -> None:
    """3980 back and three times 3980 on top are 15920; 2000 as promised is instead of that."""
    answer = answered(
        base, "beauty_hair_service", amount=3980, purchase_day="2026-11-18",
        beauty_trouble="oversold", fault_proof="recorded", agreed_pay="written", agreed_sum=2000,
    )  # fmt: skip
    text = letters.write(base, "merchant_demand", answer).to_text()
    assert "：11940元\n" in text
    assert "：2000元（不另外计入合计）\n" in text
    assert "合计：15920元" in text


def test_a_promise_above_the_law_takes_the_place_of_the_multiple(
    base: knowledge.KnowledgeBase,
) -> None:
    """320 back and ten times 320 as promised are 3520; three times 320 is not asked for besides."""
    answer = answered(
        base, GENERAL, amount=320, purchase_day="2026-11-18", fraud_proof="traces",
        promised_multiple=10,
    )  # fmt: skip
    text = letters.write(base, "merchant_demand", answer).to_text()
    assert "：3200元" in text
    assert "960元" not in text
    assert "合计：3520元" in text


def test_a_single_sum_is_the_total(base: knowledge.KnowledgeBase) -> None:
    answer = answered(
        base, "gym_fitness", amount=3000, purchase_day="2026-11-20", used_before="never"
    )
    assert answer.total is None
    assert [claim.amount for claim in held(base, answer)] == [Decimal(3000)]
    text = letters.write(base, "prepaid_refund_letter", answer).to_text()
    assert "能算出来的金额：3000元" in text


@pytest.mark.parametrize(("day", "stands"), [("2025-04-30", False), ("2025-05-01", True)])
def test_a_number_not_yet_law_leaves_its_paragraph_out(
    base: knowledge.KnowledgeBase, day: str, stands: bool
) -> None:
    answer = answered(base, "gym_fitness", amount=3000, purchase_day=day)
    letter = letters.write(base, "prepaid_refund_letter", answer)
    template = base.get("templates", "prepaid_refund_letter", schema.Template)
    assert len(template.paragraphs) - len(letter.paragraphs) == int(not stands)
    assert ("付款后7日内提出的" in letter.to_text()) is stands


@pytest.mark.parametrize(("day", "stands"), [("2024-06-30", False), ("2024-07-01", True)])
def test_a_letter_names_no_law_before_it_stands(
    base: knowledge.KnowledgeBase, day: str, stands: bool
) -> None:
    text = letters.write(
        base, "stop_auto_renewal", answered(base, "auto_renewal", charged_day=day)
    ).to_text()
    assert ("《消费者权益保护法实施条例》第十条" in text) is stands


def test_what_is_no_demand_is_not_demanded(base: knowledge.KnowledgeBase) -> None:
    """That the suit comes in time holds, but nobody demands it of a shop."""
    answer = answered(base, "litigation_evidence", suit_amount=5000, harm_known_day="2026-11-01")
    assert [claim.id for claim in answer.claims if claim.status == "yes"] == ["time"]
    text = letters.write(base, "statement_of_claim", answer).to_text()
    assert f"{letters.LINE}（写明要求）" in text
    assert "起诉的时效过没过" not in text


def test_an_unknown_template_is_told_with_the_nearest(base: knowledge.KnowledgeBase) -> None:
    with pytest.raises(knowledge.UnknownName, match="是不是“airline_letter”"):
        letters.write(base, "airline_leter", answered(base, "flight"))


def test_the_articles_of_a_law_stand_together(base: knowledge.KnowledgeBase) -> None:
    text = letters.write(
        base, "insurer_letter", answered(base, "insurance", insured_event_day=date(2026, 10, 1))
    ).to_text()
    assert text.count("《保险法》") == 1
    assert "《保险法》第二十三条、第二十四条、第二十二条" in text
