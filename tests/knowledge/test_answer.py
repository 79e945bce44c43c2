"""The answer as a whole: what it asks next, what it tells apart from the law, what it never says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

import knowledge
from knowledge import calculators, schema
from knowledge.text import SECTIONS
from tests.conftest import TODAY

SETS = 200
DISPUTES = knowledge.loader.CONTENT.glob("disputes/*/*.yml")
EACH_DISPUTE = pytest.mark.parametrize("dispute", sorted(path.stem for path in DISPUTES))


def told(
    base: knowledge.KnowledgeBase, dispute: str, facts: dict[str, Any], **more: Any
) -> knowledge.Answer:
    return knowledge.answer(
        base, dispute, knowledge.read_facts(base, facts), more.pop("on", TODAY), **more
    )


@EACH_DISPUTE
def test_first_is_asked_what_a_calculator_misses(
    base: knowledge.KnowledgeBase, dispute: str
) -> None:
    answer = told(base, dispute, {})
    missing = {fact for claim in answer.claims for fact in claim.missing_facts}
    asked: list[str] = []
    while (answer := told(base, dispute, {}, asked=asked)).ask:
        asked.append(answer.ask.fact)
    listed = [want.fact for want in base.dispute(dispute).facts]
    first = [fact for fact in listed if fact in missing]
    assert first or not missing
    assert asked[: len(first)] == first
    read = {n for c in base.dispute(dispute).claims for n in calculators.get(c.calculator).READS}
    assert not set(asked[len(first) :]) & read
    assert len(asked) == len(set(asked))


@EACH_DISPUTE
def test_a_fact_that_is_known_is_not_asked(base: knowledge.KnowledgeBase, dispute: str) -> None:
    facts: dict[str, Any] = {}
    randomly = Random(dispute)
    while ask := told(base, dispute, facts).ask:
        assert ask.fact not in facts
        facts[ask.fact] = some_value(randomly, base.fact(ask.fact))


def test_the_disputes_own_name_of_a_day_replaces_that_of_the_fact(
    base: knowledge.KnowledgeBase,
) -> None:
    answer = told(base, "repair_service", {"purchase_day": "2026-11-04"})
    assert answer.fact_labels["purchase_day"].label == "修理日期"
    assert any("自修理日期起" in due.rule for due in answer.deadlines)


@pytest.mark.parametrize(
    ("on", "said"),
    [(date(2024, 6, 2), True), (date(2024, 6, 3), True), (date(2024, 6, 4), False)],
)
def test_a_last_day_moved_on_is_not_said_once_that_is_past_too(
    base: knowledge.KnowledgeBase, on: date, said: bool
) -> None:
    """2024-06-01 is a Saturday."""
    answer = told(base, "price_fraud", {"purchase_day": "2021-06-01"}, on=on)
    suit = next(due for due in answer.deadlines if due.whose == "consumer")
    assert suit.last_day == date(2024, 6, 1)
    assert ("顺延" in suit.note) is said


def test_beyond_the_published_calendar_no_day_is_named_to_which_a_last_day_moves(
    base: knowledge.KnowledgeBase,
) -> None:
    """2028-12-31 is a Sunday; the next Monday is New Year's Day, so it cannot be the day."""
    answer = told(base, "price_fraud", {"purchase_day": "2025-12-31"}, on=date(2026, 11, 24))
    suit = next(due for due in answer.deadlines if due.whose == "consumer")
    assert suit.last_day == date(2028, 12, 31)
    assert "2029年1月1日" not in suit.note
    assert "顺延" in suit.note


def test_the_disputes_own_question_replaces_that_of_the_fact(base: knowledge.KnowledgeBase) -> None:
    asked = [f.fact for f in base.dispute("courier").facts if f.fact != "complaint_day"]
    ask = told(base, "courier", {}, asked=asked).ask
    assert ask
    assert ask.question == "哪天向快递公司（邮局）投诉的？还没投诉就说没有。"


def test_an_unknown_dispute_is_told_with_the_nearest(base: knowledge.KnowledgeBase) -> None:
    with pytest.raises(knowledge.UnknownName, match="是不是“courier”"):
        told(base, "couriers", {})


@pytest.mark.parametrize(
    ("today", "changed"), [(date(2026, 4, 14), False), (date(2026, 4, 15), True)]
)
def test_a_figure_that_replaced_another_since_is_told(
    base: knowledge.KnowledgeBase, today: date, changed: bool
) -> None:
    answers = [
        told(base, key, {base.dispute(key).act_day: date(2026, 3, 1)}, on=today)
        for key in base.ids("disputes")
    ]
    texts = {n.text for a in answers for n in a.notices if n.kind == "changed_law"}
    assert any("原来是45个工作日，2026-04-15起改为60日" in text for text in texts) == changed


def test_a_rule_that_stood_before_the_base_is_told_once(base: knowledge.KnowledgeBase) -> None:
    answer = told(base, "unsafe_food", {"purchase_day": date(2016, 1, 1)})
    kinds = [notice.kind for notice in answer.notices]
    assert "not_in_base" in kinds
    assert len(answer.notices) == len(set(answer.notices))


@EACH_DISPUTE
def test_before_all_rules_nothing_is_promised(base: knowledge.KnowledgeBase, dispute: str) -> None:
    file = base.dispute(dispute)
    answer = told(base, dispute, {file.act_day: date(1990, 1, 1), "amount": 500})
    assert answer.verdict != "supported"
    assert not [claim for claim in answer.claims if claim.status == "yes" or claim.amount]
    if answer.verdict == "guidance":  # what rules today's procedure stands whatever the act's day
        assert all(base.governs(cite.law) == "procedure" for cite in answer.cites)
        return
    assert {notice.kind for notice in answer.notices} & {"not_in_base", "not_yet_law"}
    if not answer.claims:
        assert answer.verdict == "unknown"
        assert "12315" in {body.phone for body in answer.bodies}


def test_a_matter_without_a_claim_is_open_when_no_law_is_lacking(
    base: knowledge.KnowledgeBase,
) -> None:
    facts = {
        "overseas_source": "direct_mail",
        "customs_state": "none",
        "return_reason": "agreed",
        "goods_kind": "sensitive",
        "delivery_state": "not_arrived",
        "delivery_urged": "none",
    }
    answer = told(base, "cross_border_daigou", facts)
    assert not answer.claims
    assert answer.verdict == "depends"


def test_an_estimated_day_is_told(base: knowledge.KnowledgeBase) -> None:
    facts = {"shipped_day": date(2026, 12, 20), "complaint_day": date(2026, 12, 30)}
    answer = told(base, "courier", facts, on=date(2026, 12, 30))
    assert "estimated" in {notice.kind for notice in answer.notices}
    assert any(due.estimated and "估算" in due.note for due in answer.deadlines)


def test_what_was_done_is_no_step_to_take(base: knowledge.KnowledgeBase) -> None:
    answer = told(base, "courier", {"steps_taken": ["police", "court"]})
    done = {step.title for step in answer.steps if step.done}
    assert done
    assert not any(f"{title}：" in knowledge.to_text(answer) for title in done)


def test_an_excuse_that_was_heard_comes_first(base: knowledge.KnowledgeBase) -> None:
    answer = told(base, "courier", {"excuses": ["locker_by_default", "no_such_excuse"]})
    assert [excuse.heard for excuse in answer.excuses][:2] == [True, False]
    assert answer.excuses[0].said in knowledge.to_text(answer)


def test_proof_in_hand_is_marked(base: knowledge.KnowledgeBase) -> None:
    answer = told(base, "courier", {"proof": ["photo"]})
    assert {proof.have for proof in answer.evidence} == {True, False}
    assert "（已有）" in knowledge.to_text(answer, "evidence")


def test_the_json_form_is_plain_and_has_the_fields_of_the_contract(
    base: knowledge.KnowledgeBase,
) -> None:
    facts = {"amount": "99.5", "shipped_day": "2026-03-08", "courier_trouble": "lost"}
    record = told(base, "courier", facts, confidence=0.9, also=["non_delivery"]).to_dict()
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert set(record) == {
        "type", "dispute", "also", "as_of", "law_day", "headline", "verdict", "claims", "total", "points",
        "steps", "evidence", "deadlines", "bodies", "excuses", "cites", "ask", "offers", "facts",
        "fact_labels", "notices",
    }  # fmt: skip
    assert record["dispute"]["id"] == "courier"
    assert record["dispute"]["confidence"] == 0.9
    assert record["also"][0]["id"] == "non_delivery"
    assert record["facts"]["amount"] == 99.5
    assert record["law_day"] == "2026-03-08"
    assert record["fact_labels"]["shipped_day"]["value"] == "2026年3月8日"


# --- text -------------------------------------------------------------------------------------


@EACH_DISPUTE
def test_the_headline_comes_first_and_the_question_last(
    base: knowledge.KnowledgeBase, dispute: str
) -> None:
    answer = told(base, dispute, {})
    text = knowledge.to_text(answer)
    assert text.startswith(answer.headline)
    assert answer.ask
    assert answer.ask.question in text.split("\n\n")[-1]


@pytest.mark.parametrize("section", sorted({*SECTIONS, *knowledge.FOCUS.values()}))
@EACH_DISPUTE
def test_a_focus_gives_that_section_alone(
    base: knowledge.KnowledgeBase, dispute: str, section: str
) -> None:
    answer = told(base, dispute, {})
    text = knowledge.to_text(answer, section)
    assert answer.headline not in text or not getattr(answer, section)
    shown = {"claims": "【", "steps": "怎么做：", "evidence": "要准备的证据：", "deadlines": "时间：",
             "bodies": "找谁：", "excuses": "对方说“", "cites": "依据：",
             "points": "要知道："}  # fmt: skip
    if getattr(answer, section):
        assert shown[section] in text
        assert not any(
            f"\n{start}" in f"\n{text}" for key, start in shown.items() if key != section
        )


def test_a_section_without_content_falls_back_to_the_headline(
    base: knowledge.KnowledgeBase,
) -> None:
    answer = replace(told(base, "courier", {}), deadlines=())
    assert answer.headline in knowledge.to_text(answer, "deadlines")


# --- anything a person might tell -------------------------------------------------------------


def some_value(randomly: Random, fact: schema.Fact) -> Any:
    if fact.kind == "money":
        return Decimal(randomly.choice(["0", "0.01", "9.9", "300", "3999", "50000", "1234567.89"]))
    if fact.kind == "day":
        return TODAY - timedelta(
            days=randomly.choice([-30, 0, 1, 6, 7, 8, 30, 200, 365, 800, 2500, 9000])
        )
    if fact.kind == "count":
        return randomly.choice([0, 1, 2, 3, 7, 12, 30, 36, 400, 60000])
    options = [option.id for option in fact.options] or ["甲"]
    if fact.kind == "choices":
        return tuple(randomly.sample(options, randomly.randint(0, min(3, len(options)))))
    return randomly.choice(options)


@EACH_DISPUTE
def test_no_text_ever_shows_a_blank_or_a_none(base: knowledge.KnowledgeBase, dispute: str) -> None:
    """200 sets of facts, the same each time: those the dispute asks for and some it does not."""
    randomly = Random(dispute)
    file = base.dispute(dispute)
    own = list(dict.fromkeys([file.act_day, *(want.fact for want in file.facts)]))
    other = [key for key in base.ids("facts") if key not in own]
    for _ in range(SETS):
        names = randomly.sample(own, randomly.randint(0, len(own))) + randomly.sample(other, 3)
        facts = {name: some_value(randomly, base.fact(name)) for name in names}
        answer = told(base, dispute, facts)
        assert answer.headline
        shown = [knowledge.to_text(answer), *(knowledge.to_text(answer, s) for s in SECTIONS)]
        shown += [label.value for label in answer.fact_labels.values()]
        shown.append(knowledge.to_text(answer, "cites"))
        for text in shown:
            assert "{" not in text, (facts, text)
            assert "None" not in text, (facts, text)
            assert "Decimal" not in text, (facts, text)
        assert "{" not in answer.to_dict()["headline"]
        for claim in answer.claims:
            assert claim.cites, (facts, claim)
            assert claim.amount is None or claim.amount >= 0, (facts, claim)
            assert claim.status != "yes" or not (claim.range and claim.amount is not None)
            assert claim.range is None or claim.range[0] <= claim.range[1], (facts, claim)
        json.dumps(answer.to_dict())


def test_a_person_is_told_the_day_counted_and_an_office_the_day_moved_to(
    base: knowledge.KnowledgeBase,
) -> None:
    """2026-11-29 is a Sunday. Nobody should rely on the Monday; an office does have it."""
    facts = knowledge.Facts({"received_day": date(2026, 11, 22), "bought_where": "online"})
    answer = knowledge.answer(base, "seven_day_return", facts, date(2026, 11, 24))
    own = next(due for due in answer.deadlines if due.whose == "consumer" and due.last_day)
    assert own.last_day == date(2026, 11, 29)
    assert own.days_left == 5
    assert "2026年11月30日" in own.note
    facts = knowledge.Facts({"accepted_day": date(2026, 9, 1)})
    answer = knowledge.answer(base, "courier", facts, date(2026, 11, 24))
    for due in answer.deadlines:
        if due.whose == "authority" and due.last_day:
            assert base.calendar.is_working(due.last_day)
