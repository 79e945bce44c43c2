"""Search: a dispute is found by questions that are not in its file."""

from __future__ import annotations

import pytest

import knowledge
from knowledge import search
from knowledge.loader import File
from knowledge.segmentation import frequencies

FIRST = 3


@pytest.fixture(scope="module")
def words(content: knowledge.Content) -> search.Words:
    return search.Words(frequencies(content.terms()))


def test_every_question_finds_its_dispute_without_being_in_it(
    content: knowledge.Content, words: search.Words
) -> None:
    """In the first three, with that question left out of the index."""
    files = {file.id: file for file in content.all("disputes")}
    whole = {key: _passage(file, file.data.questions, words) for key, file in files.items()}
    missed = []
    for key, file in files.items():
        for question in file.data.questions:
            rest = [other for other in file.data.questions if other != question]
            without = {**whole, key: _passage(file, rest, words)}
            hits = search.Index(without.values(), words).find(question, ("dispute",), FIRST)
            if key not in {hit.ref for hit in hits}:
                missed.append((key, question))
    assert missed == []


def _passage(file: File, questions: list[str], words: search.Words) -> search.Passage:
    data = file.data.model_copy(update={"questions": questions})
    return search.dispute_passage(file.id, data, words)


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
