"""Drafts: plain words in the order of time, sums from the answer, nothing made up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import knowledge
from complaints.cleaning import clean
from complaints.drafting import draft
from knowledge.lines import read_yaml
from tests.complaints.casefiles import PERSON, case_file
from tests.conftest import TODAY

ROWS = read_yaml((Path(__file__).parent / "drafts.yml").read_text())[0]


def drafted(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> Any:
    case = case_file(
        row["dispute"],
        row["facts"],
        kind=row.get("kind", "complaint"),
        fields=row.get("fields", {}),
        words=tuple(row.get("words", ())),
        edited=row.get("edited"),
    )
    return draft(case, base, TODAY)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["story"])
def test_a_draft_says_what_was_told(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    text = drafted(base, row).to_text(show_private=True)
    assert [line for line in row["has"] if line not in text] == []
    assert [word for word in row.get("lacks", ()) if word in text] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["story"])
def test_a_draft_is_json(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    made = drafted(base, row)
    record = json.loads(json.dumps(made.to_dict(), ensure_ascii=False))
    assert record["type"] == "draft"
    ids = [field["id"] for field in record["fields"]]
    assert ids == [f.id for f in base.procedure(made.kind, TODAY).fields if f.id in ids]
    assert "{" not in json.dumps([field["value"] for field in record["fields"]])


def test_personal_values_are_cut_short_for_others(base: knowledge.KnowledgeBase) -> None:
    made = draft(case_file(), base, TODAY)
    shown, hidden = made.to_text(show_private=True), made.to_text()
    for name in ("person_name", "person_phone", "person_id_number", "person_address"):
        assert PERSON[name] in shown
        assert PERSON[name] not in hidden
    assert "星光数码店" in hidden


def test_every_fact_of_every_dispute_can_be_told(base: knowledge.KnowledgeBase) -> None:
    """No worked example breaks the account, and no sum the person told is lost from it."""
    for path in sorted((Path(__file__).parents[1] / "disputes").glob("*.yml")):
        row = max(read_yaml(path.read_text())[0], key=lambda row: len(row.get("facts", {})))
        case = case_file(path.stem, row.get("facts", {}))
        made = draft(case, base, TODAY)
        told = made.value("account")
        assert "{" not in told and "None" not in told and "：。" not in told, path.stem
        amount = case.facts.facts(base).money("amount")
        if amount is not None:
            assert knowledge.wording.yuan(amount) in told, path.stem


def test_findings_and_attachments_come_with_the_draft(base: knowledge.KnowledgeBase) -> None:
    @dataclass(frozen=True)
    class Found:
        ground: str = "materials"
        level: str = "blocks"
        text: str = "还缺商家地址。"
        cure: str = "到店铺的证照页面上找。"
        field: str | None = "merchant_address"
        cites: tuple[str, ...] = ()

    made = draft(case_file(), base, TODAY, ["收据.jpg"], [Found()])
    assert made.to_dict()["findings"][0]["field"] == "merchant_address"
    assert made.to_dict()["attachments"] == ["收据.jpg"]
    text = made.to_text()
    assert "附件：收据.jpg" in text
    assert "提醒：还缺商家地址。到店铺的证照页面上找。" in text
    assert made.value("proof") == "付款记录、聊天记录；附件1份：收据.jpg"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("甲\u202e乙\u200b丙\ufeff\u2066丁", "甲乙丙丁"),
        ("行一\r\n行二\x00\x07\ud800", "行一\n行二"),
        ("好评\U0001f600\u2764\ufe0f", "好评"),
        ("𠮷㛃䶮龘\U000e0100", "𠮷㛃䶮龘"),
        ("=1+1\t@SUM", "=1+1 @SUM"),
        ("一\n\n\n\n二", "一\n\n二"),
    ],
)
def test_nothing_invisible_stays_in_a_text(given: str, kept: str) -> None:
    assert clean(given) == kept


def test_an_unknown_dispute_is_told(base: knowledge.KnowledgeBase) -> None:
    with pytest.raises(knowledge.UnknownName):
        draft(case_file("counterfeit_good"), base, TODAY)
