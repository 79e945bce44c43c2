"""Search: a dispute is found by questions that are not in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

import knowledge
from knowledge import search
from knowledge.lines import read_yaml
from knowledge.segmentation import frequencies

MISSED = [
    tuple(pair)
    for pair in read_yaml((Path(__file__).parent / "missed_questions.yml").read_text())[0]
]
FIRST = 3


@pytest.fixture(scope="module")
def words(content: knowledge.Content) -> search.Words:
    return search.Words(frequencies(content.terms()))


@pytest.fixture(scope="module")
def missed(content: knowledge.Content, words: search.Words) -> list[tuple[str, str]]:
    """(dispute, question) pairs for which the dispute is not among the first hits.

    As in a built base, everything is indexed; only disputes are looked for.
    """
    everything = list(search.passages(content, words))
    found = []
    for file in content.all("disputes"):
        for question in file.data.questions:
            rest = [other for other in file.data.questions if other != question]
            without = file.data.model_copy(update={"questions": rest})
            alone = knowledge.Content(content.root, {
                **{folder: {} for folder in content.files},
                "disputes": {file.id: _with(file, without)},
            })  # fmt: skip
            own = next(iter(search.passages(alone, words)))
            same = ("dispute", file.id)
            index = search.Index([own if (p.kind, p.ref) == same else p for p in everything], words)
            hits = [hit.ref for hit in index.find(question, ("dispute",), FIRST)]
            if file.id not in hits:
                found.append((file.id, question))
    return found


def _with(file: object, data: object) -> object:
    from dataclasses import replace

    return replace(file, data=data)  # type: ignore[type-var]


def test_every_question_finds_its_dispute_without_being_in_it(
    missed: list[tuple[str, str]],
) -> None:
    assert sorted(set(missed) - set(MISSED)) == []


def test_known_gaps_are_still_gaps(missed: list[tuple[str, str]]) -> None:
    assert sorted(set(MISSED) - set(missed)) == []


def test_each_dispute_is_the_first_hit_for_its_own_questions(
    base: knowledge.KnowledgeBase, content: knowledge.Content
) -> None:
    for file in content.all("disputes"):
        for question in file.data.questions:
            hits = base.index.find(question, ("dispute",), 1)
            assert [hit.ref for hit in hits] == [file.id], question


@pytest.mark.parametrize("query", ["", "   ", "？？！！", "\n", "𠮷𠮷𠮷"])
def test_nothing_is_found_for_nothing(base: knowledge.KnowledgeBase, query: str) -> None:
    assert base.index.find(query) == []


def test_hits_are_of_the_kinds_asked_for_and_best_first(base: knowledge.KnowledgeBase) -> None:
    hits = base.index.find("快递丢了没保价怎么赔", ("article", "excuse"), 8)
    assert 1 < len(hits) <= 8
    assert {hit.kind for hit in hits} <= {"article", "excuse"}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_an_article_and_a_body_are_found_by_name(base: knowledge.KnowledgeBase) -> None:
    assert base.index.find("民法典第五百八十七条 定金", ("article",), 3)
    assert base.index.find("12315", ("authority",), 1)[0].ref == "samr_12315"


def test_a_very_long_query_is_cut(base: knowledge.KnowledgeBase) -> None:
    assert base.index.find("快递丢了" * 5000, ("dispute",), 1)[0].ref == "courier"
