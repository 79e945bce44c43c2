"""A short question beside a matter gets what is about it, with its law, or honestly nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import schema
from knowledge.lines import read_yaml
from knowledge.models import Facts
from knowledge.questions import side_question
from tests.conftest import TODAY

HERE = Path(__file__).parent
BESIDE: list[dict[str, Any]] = read_yaml((HERE / "side_questions.yml").read_text("utf-8"))[0]
FIRST: list[dict[str, Any]] = read_yaml((HERE / "first_questions.yml").read_text("utf-8"))[0]


def named(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['dispute']}-{row['ask']}" for row in rows]


def answered(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> knowledge.Answer:
    told = {key: date.fromisoformat(day) for key, day in row.get("facts", {}).items()}
    day = base.dispute(row["dispute"]).act_day
    facts = Facts({day if key == "act_day" else key: value for key, value in told.items()})
    return knowledge.answer(base, row["dispute"], facts, TODAY)


@pytest.mark.parametrize("row", BESIDE, ids=named(BESIDE))
def test_a_side_question_is_answered(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    found = knowledge.passages_about(base, answered(base, row), row["ask"])
    told = "\n".join(f"{passage.title}：{passage.text}" for passage in found)
    if row.get("nothing"):
        assert not found, told
    assert all(words in told for words in row.get("say", [])), told or "nothing"
    assert not [words for words in row.get("must_not", []) if words in told], told
    cited = [cite for passage in found for cite in passage.cites]
    for law in row.get("cites", []):
        assert any(cite.startswith(law) for cite in cited), cited


@pytest.mark.parametrize("row", FIRST, ids=named(FIRST))
def test_a_first_message_gets_what_clearly_answers_its_question(
    base: knowledge.KnowledgeBase, row: dict[str, Any]
) -> None:
    found = knowledge.aside(base, answered(base, row), row["ask"])
    if "say" not in row:
        assert found is None
        return
    assert found is not None
    assert all(words in found.text for words in row["say"]), found


def test_what_is_told_anyway_is_not_told_twice(base: knowledge.KnowledgeBase) -> None:
    row = FIRST[0]
    answer = answered(base, row)
    found = knowledge.aside(base, answer, row["ask"])
    assert found is not None
    assert knowledge.aside(base, answer, row["ask"], said=f"……{found.text}……") is None


def entries(base: knowledge.KnowledgeBase) -> dict[str, schema.SideQuestion]:
    return {key: base.get("questions", key, schema.SideQuestion) for key in base.ids("questions")}


def test_every_entry_is_found_by_each_of_its_phrases(base: knowledge.KnowledgeBase) -> None:
    days = knowledge.Days(TODAY, TODAY)
    lost = []
    for key, entry in entries(base).items():
        rest = (name for name in base.ids("disputes") if name not in entry.not_for)
        dispute = entry.disputes[0] if entry.disputes else next(rest)
        for phrase in entry.phrases:
            found = side_question(base, dispute, phrase, days)
            if found is None or found.name != entry.name:
                lost.append((key, phrase, found and found.name))
    assert not lost


def test_an_entry_made_for_the_dispute_goes_before_one_for_all(
    base: knowledge.KnowledgeBase,
) -> None:
    days = knowledge.Days(TODAY, TODAY)
    asked = "卡能转让吗"
    own = side_question(base, "gym_fitness", asked, days)
    assert own is not None
    assert own.disputes
    assert side_question(base, "hotel", asked, days) is None
