"""Every dispute against stories worked by hand (the tables beside this file)."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import calculators
from knowledge.models import to_json
from knowledge.wording import stray_numbers
from tests.conftest import TODAY, yaml_rows

ROWS = yaml_rows(Path(__file__).parent)
FIELDS = {
    "story",
    "on",
    "facts",
    "verdict",
    "claims",
    "total",
    "cites",
    "says",
    "not_cites",
    "notices",
    "asks",
    "must_not",
}
CASES = pytest.mark.parametrize(
    ("name", "row"), [(n, r) for n, _, r in ROWS], ids=[f"{n}-{i}" for n, i, _ in ROWS]
)


def answered(base: knowledge.KnowledgeBase, name: str, row: dict[str, Any]) -> knowledge.Answer:
    facts = knowledge.read_facts(base, row.get("facts", {}))
    return knowledge.answer(base, name, facts, row.get("on", TODAY))


def told(base: knowledge.KnowledgeBase, name: str, answer: knowledge.Answer, story: str) -> str:
    """What a failing example shows: the story, and what became of each claim."""
    lines = [f"{story}: {answer.verdict}; {answer.headline}"]
    for c in answer.claims:
        missing = f" (not told: {', '.join(c.missing_facts)})" if c.missing_facts else ""
        lines.append(f"  {c.id}: {c.status} {to_json(c.amount)} {c.words}{missing}")
    said = {c.id for c in answer.claims}
    for claim in base.dispute(name).claims:
        if claim.id not in said:
            reads = ", ".join(calculators.get(claim.calculator).READS)
            lines.append(f"  {claim.id}: nothing to say; {claim.calculator} reads {reads}")
    lines += [f"  notice: {notice.text}" for notice in answer.notices]
    return "\n".join(lines)


@CASES
def test_worked_example(base: knowledge.KnowledgeBase, name: str, row: dict[str, Any]) -> None:
    assert set(row) <= FIELDS, set(row) - FIELDS
    answer = answered(base, name, row)
    shown = told(base, name, answer, row["story"])
    assert answer.verdict == row["verdict"], shown
    if "claims" in row:
        holding = {c.id: to_json(c.amount) for c in answer.claims if c.status == "yes"}
        assert holding == row["claims"], shown
    if "total" in row:
        total = None if row["total"] is None else Decimal(str(row["total"]))
        assert answer.total == total, shown
    cited = {cite.text for cite in answer.cites}
    assert set(row.get("cites", [])) <= cited
    assert not set(row.get("not_cites", [])) & cited
    for words in row.get("says", []):
        assert words in answer.headline, shown
    for words in row.get("must_not", []):
        assert words not in knowledge.to_text(answer)
    for words in row.get("notices", []):
        assert any(words in n.text for n in answer.notices), shown


@CASES
def test_every_citation_stands_on_the_day_that_counts(
    base: knowledge.KnowledgeBase, name: str, row: dict[str, Any]
) -> None:
    answer = answered(base, name, row)
    assert answer.cites
    for cite in answer.cites:
        day = answer.as_of if base.governs(cite.law) == "procedure" else answer.law_day
        assert cite.in_force_from <= day
        assert cite.in_force_to is None or day <= cite.in_force_to
        assert cite.gist
        assert "{" not in cite.gist


@CASES
def test_every_number_in_the_answer_comes_from_somewhere(
    base: knowledge.KnowledgeBase, content: knowledge.Content, name: str, row: dict[str, Any]
) -> None:
    """Parameters, the person's own facts, or computed from them: nothing else (design 4)."""
    answer = answered(base, name, row)
    fixed = [entry.name for entry in content.files["lexicon"]["fixed_names"].data.entries]
    rules = base.rules(knowledge.Days(answer.law_day, answer.as_of))
    known = {str(rules[name]) for name in base.ids("parameters") if _known(rules, name)}
    known |= {label.value for label in answer.fact_labels.values()}
    computed = " ".join(line for claim in answer.claims for line in claim.working)
    computed += " ".join(f"{to_json(c.amount)}元" for c in answer.claims if c.amount is not None)
    computed += f" {to_json(answer.total)}元"
    words = [answer.headline, *(c.words for c in answer.claims)]
    words += [text for p in answer.points for text in (p.title, p.words)]
    words += [text for s in answer.steps for text in (s.title, s.detail)]
    words += [text for e in answer.excuses for text in (e.reply, e.why)]
    for text in words:
        for number in stray_numbers(text, fixed):
            bare = re.sub(r"\s", "", number)
            assert bare in known or bare in computed, f"{number} in: {text}"


def _known(rules: Any, name: str) -> bool:
    try:
        return bool(rules[name])
    except knowledge.KnowledgeError:
        return False


def test_every_dispute_has_three_examples(content: knowledge.Content) -> None:
    for dispute in content.ids("disputes"):
        count = sum(name == dispute for name, _, _ in ROWS)
        assert count >= 3, f"tests/disputes/{dispute}.yml has {count} of at least 3 examples"
